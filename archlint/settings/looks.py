"""What a run looks at on the disk, so that a later one can tell whether it would see the same."""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from itertools import chain
from typing import TYPE_CHECKING

from archlint.settings.sections import numbers, packed, texts
from archlint.settings.signed import FIELDS, UNKNOWN, Signature, lasting, leads_to, signature, signatures

if TYPE_CHECKING:
    from typing import Literal

__all__ = ["Looks", "Signed", "changed"]

_BY_MEANING = b"m"
"""Marks files of which only what they mean has a say."""
_SINGLE, _OF_MANY = 4, 4
"""So many sections tell ways and single files, and then so many each of what are many."""
Signed = list[tuple[str, list[str], "array[int] | None"]]
"""Signatures of many files or folders: the lead of their paths, the paths, and what `signatures` says of them."""


class Looks:
    """
    Files, folders and links that a run looks at, each noted before: what changes in between is another than was noted.

    Whoever looks at anything else that may be otherwise the next time has to say so by `doubt`.
    """

    def __init__(self, moment: tuple[int, int] | None, taken: Signed | None = None) -> None:
        """
        Start at a moment before all looks, as a cache tells it; without one nothing can be said of later ones.

        What was `taken` since the run began need not be taken twice.
        """
        self._moment = moment
        self._taken = taken or []
        self.sure = moment is not None
        """False where a later run could not tell."""
        self._files: dict[str, Signature] = {}
        self._ways: dict[str, str] = {}
        self._many: list[tuple[str, Sequence[str], array[int], bytes]] = []
        self._texts: set[str] | None = set()
        self.meant: Callable[[Collection[str]], bytes] | None = None
        """Tells what code means to whoever looks at the text of these of its files, by path; None where nobody can."""

    def doubt(self) -> None:
        """Note that something is looked at which is told nowhere."""
        self.sure = False

    def file(self, path: str, bears: Signature | None = None) -> None:
        """Note a file or a folder, by absolute path, and what it bore when it was looked at, where that was before."""
        self._files.setdefault(path, signature(path) if bears is None else bears)

    def way(self, path: str) -> None:
        """Note where a path leads, and what kind of thing is there."""
        self._ways.setdefault(path, leads_to(path))

    def listing(self, folder: str) -> None:
        """Note a folder that is about to be listed, and where the links in it lead."""
        self.file(folder)
        with suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_symlink():
                    self.way(entry.path)

    def content(self, path: str, tree: str) -> None:
        """Note a file that is about to be read in a tree; of one of git only where its folder is: it names the rest."""
        if tree:
            self.way(os.path.dirname(path))  # noqa: PTH120 - names alone
        self.text(path, tree)

    def text(self, path: str, tree: str) -> None:
        """Note a file, by absolute path, of which more is looked at in a tree than what it means."""
        if not tree:
            self.file(path)
        elif self._texts is not None:
            self._texts.add(path)

    def any_text(self) -> None:
        """Note that more may be looked at of any file than what it means."""
        self._texts = None

    def signatures(self, lead: str, paths: Sequence[str]) -> array[int] | None:
        """Return the signatures of many files or folders as they were at some time since the run began."""
        known = (now for before, those, now in self._taken if before == lead and those == paths)
        return next(known, None) or signatures(lead + path for path in paths)

    def many(self, lead: str, paths: Sequence[str], signed: array[int], *, by_meaning: bool = False) -> None:
        """
        Note many files or folders, each path behind the same lead, by signatures that they are known to bear.

        Those that count `by_meaning` may be others as long as the code means the same.
        """
        self.sure &= 0 not in signed[1::FIELDS]
        self._many.append((lead, paths, signed, _BY_MEANING if by_meaning else b""))

    def meaning(self) -> tuple[bytes, bytes]:
        """Return what the code means to who looks at some texts, b"" if nobody can tell, and the paths of these."""
        if self.meant is None or self._texts is None:
            return b"", packed(())
        asked = sorted(self._texts)
        return self.meant(asked), packed(asked)

    def told_anew(self, told: Sequence[memoryview]) -> list[bytes]:
        """
        Return what was told before, and holds but for what counts by its meaning, as that was noted this time.

        Nothing where a later run could not tell.
        """
        fresh = {(_lead(lead), packed(paths)): signed.tobytes() for lead, paths, signed, mark in self._many if mark}
        anew = list(map(bytes, told))
        for at in range(_SINGLE, len(anew), _OF_MANY):
            lead, paths, signed, mark = anew[at : at + _OF_MANY]
            anew[at + 2] = fresh.get((lead, paths), b"") if mark else signed
        return anew if self.sure and all(anew[_SINGLE + 2 :: _OF_MANY]) else []

    def told(self) -> list[bytes]:
        """Return all that was noted, for `changed`; nothing where a later run could not tell."""
        if not (self.sure and all(one in (UNKNOWN, lasting(one, self._moment)) for one in self._files.values())):
            return []
        signed = array("Q", chain.from_iterable(self._files.values()))
        told = [packed(self._ways), packed(self._ways.values()), packed(self._files), signed.tobytes()]
        for lead, paths, bearing, mark in self._many:
            told += [_lead(lead), packed(paths), bearing.tobytes(), mark]
        return told


def changed(told: Sequence[memoryview], taken: Signed) -> Literal["nothing", "texts", "more"]:
    """
    Return what of all that was noted is another now: "texts" is nothing but files that count by their meaning.

    The signatures that are `taken` for that are added to the others. Raises ValueError for what was never told.
    """
    ways, ends, files, signed, *many = told
    now = array("Q", chain.from_iterable(map(signature, texts(files))))
    if now != numbers("Q", signed) or [leads_to(way) for way in texts(ways)] != texts(ends):
        return "more"
    others = False
    for lead, paths, bearing, mark in zip(*(many[at::_OF_MANY] for at in range(_OF_MANY)), strict=True):
        before, those = str(lead, "utf-8", "surrogatepass"), texts(paths)
        taken.append((before, those, signatures(before + path for path in those)))
        if taken[-1][2] != numbers("Q", bearing):
            if not mark or taken[-1][2] is None:
                return "more"
            others = True
    return "texts" if others else "nothing"


def _lead(lead: str) -> bytes:
    return lead.encode("utf-8", "surrogatepass")
