"""What a run looks at on the disk, so that a later one can tell whether it would see the same."""

from __future__ import annotations

import os
from array import array
from collections.abc import Sequence
from contextlib import suppress
from itertools import chain

from archlint.settings.sections import numbers, packed, texts
from archlint.settings.signed import FIELDS, UNKNOWN, Signature, lasting, leads_to, signature, signatures

__all__ = ["Looks", "Signed", "unchanged"]

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
        self._many: list[tuple[str, Sequence[str], array[int]]] = []

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
        else:
            self.file(path)

    def signatures(self, lead: str, paths: Sequence[str]) -> array[int] | None:
        """Return the signatures of many files or folders as they were at some time since the run began."""
        known = (now for before, those, now in self._taken if before == lead and those == paths)
        return next(known, None) or signatures(lead + path for path in paths)

    def many(self, lead: str, paths: Sequence[str], signed: array[int]) -> None:
        """Note many files or folders, each path behind the same lead, by signatures that they are known to bear."""
        self.sure &= 0 not in signed[1::FIELDS]
        self._many.append((lead, paths, signed))

    def told(self) -> list[bytes]:
        """Return all that was noted, for `unchanged`; nothing where a later run could not tell."""
        if not (self.sure and all(one in (UNKNOWN, lasting(one, self._moment)) for one in self._files.values())):
            return []
        signed = array("Q", chain.from_iterable(self._files.values()))
        told = [packed(self._ways), packed(self._ways.values())]
        for lead, paths, bearing in (("", list(self._files), signed), *self._many):
            told += [lead.encode("utf-8", "surrogatepass"), packed(paths), bearing.tobytes()]
        return told


def unchanged(told: Sequence[memoryview], taken: Signed) -> bool:
    """
    Return whether all that was noted is as it was. Raises ValueError for what was never told.

    The signatures that are `taken` for that are added to the others.
    """
    ways, ends, _, files, signed, *many = told
    now = array("Q", chain.from_iterable(map(signature, texts(files))))
    if now != numbers("Q", signed) or [leads_to(way) for way in texts(ways)] != texts(ends):
        return False
    for lead, paths, bearing in zip(many[::3], many[1::3], many[2::3], strict=True):
        before, those = str(lead, "utf-8", "surrogatepass"), texts(paths)
        taken.append((before, those, signatures(before + path for path in those)))
        if taken[-1][2] != numbers("Q", bearing):
            return False
    return True
