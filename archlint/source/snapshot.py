"""
What lay on the disk when a run looked, and by what it is known to lie there still.

While all of it stands as it stood, no folder is listed, no file is opened and no module is named again: its stamp is
known. docs/decisions/0010-what-a-run-remembers.md says what may change unseen, and why nothing of it does.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import Final

from archlint.settings import (
    FIELDS,
    UNKNOWN,
    Cache,
    Looks,
    joined,
    lasting,
    leads_to,
    numbers,
    packed,
    parts,
    signature,
    texts,
)
from archlint.source.ground import Ground, repository
from archlint.source.tree import Found
from archlint.startup import NamedTuple

__all__ = ["Snapshot", "recalled", "taken"]

_TEXTS: Final = 9
"""So many fields of a snapshot are texts; three of signatures follow, and three names."""


class Snapshot(NamedTuple):
    """One set of modules. All paths are relative to the settings' root, but for those of `files`."""

    top: Sequence[str]
    """The top of the repository, alone: `.gitignore` files above it do not count."""
    folders: Sequence[str]
    """Those that were listed."""
    files: Sequence[str]
    """The `.gitignore` files that were read, or would have been."""
    links: Sequence[str]
    ends: Sequence[str]
    """For each link where it leads to."""
    modules: Sequence[str]
    """The files that were read, in the order of the modules."""
    starts: Sequence[str]
    """The folders from which on was looked, sorted."""
    others: Sequence[str]
    """The Python files that are no modules of the packages that are judged, sorted."""
    beside: Sequence[str]
    """What was seen and is not read, as in `Found`."""
    folders_as: array[int]
    files_as: array[int]
    modules_as: array[int]
    """The signatures of each of them, one after the other."""
    plan: bytes
    digests: bytes
    stamp: bytes
    """What the modules are called by, as stamp.py has it."""

    def stands(self, root: Path, looks: Looks) -> bool:
        """Return whether the same files would be listed now, in the same order."""
        lead = f"{root}/"
        return (
            [str(repository(root))] == self.top
            and array("Q", chain.from_iterable(map(signature, self.files))) == self.files_as
            and all(leads_to(lead + link) == end for link, end in zip(self.links, self.ends, strict=True))
            and looks.signatures(lead, self.folders) == self.folders_as
        )

    def found(self) -> Found:
        """Return what lies in the folders from which on was looked."""
        return Found(tuple(sorted([*self.modules, *self.others])), tuple(self.beside), ())

    def changed(self, root: Path, looks: Looks) -> list[int] | None:
        """Return the numbers of the modules whose files may hold something else now; None if one is gone."""
        now = looks.signatures(f"{root}/", self.modules)
        if now is None or now == self.modules_as:
            return None if now is None else []
        spans = range(0, len(now), FIELDS)
        return [at // FIELDS for at in spans if now[at : at + FIELDS] != self.modules_as[at : at + FIELDS]]

    def note(self, root: Path, looks: Looks) -> None:
        """Note all of it, by absolute paths."""
        lead = f"{root}/"
        for path in self.links:
            looks.way(lead + path)
        for folder in (root, *root.parents[: len(root.parts) - len(Path(*self.top).parts)]):
            looks.way(f"{folder}/.git")
        for at, file in enumerate(self.files):
            looks.file(file, tuple(self.files_as[at * FIELDS : (at + 1) * FIELDS]))
        looks.many(lead, self.folders, self.folders_as)
        looks.many(lead, self.modules, self.modules_as, by_meaning=True)

    def keep(self, cache: Cache, name: str, key: bytes) -> None:
        """Keep it for the next run."""
        told = self[:_TEXTS]
        columns = (column.tobytes() for column in (self.folders_as, self.files_as, self.modules_as))
        cache.keep(name, key, joined([*map(packed, told), *columns, self.plan, self.digests, self.stamp]))


def recalled(cache: Cache, name: str, key: bytes) -> Snapshot | None:
    """Return the one that was kept under a name for a key; None where there is none, or it is harmed."""
    data = cache.recall(name, key)
    if data is None:
        return None
    try:
        told = parts(data)
        columns = (numbers("Q", one) for one in told[_TEXTS:-3])
        return Snapshot._make([*map(texts, told[:_TEXTS]), *columns, *map(bytes, told[-3:])])
    except (TypeError, ValueError):
        return None


def taken(
    root: Path,
    ground: Ground,
    moment: tuple[int, int],
    modules: tuple[Sequence[str], array[int] | None],
    names: tuple[bytes, bytes, bytes],
) -> Snapshot | None:
    """
    Return the snapshot of what was looked at since a moment, if whatever happens later will show; else None.

    `modules` are their files and the signatures of these, if all of them will show; `names` are plan, digests, stamp.
    """
    paths, signed = modules
    folders = [signature(f"{root}/{folder}") for folder in ground.folders]
    # A folder that has changed since the moment bears no earlier time, whether that was before it was listed or after.
    if signed is None or not ground.lasts(moment) or UNKNOWN in (lasting(one, moment) for one in folders):
        return None
    return Snapshot(
        [str(repository(root))],
        ground.folders,
        list(ground.files),
        list(ground.links),
        list(ground.links.values()),
        paths,
        sorted(ground.starts),
        sorted({*ground.found.files}.difference(paths)),
        ground.found.beside,
        array("Q", chain.from_iterable(folders)),
        array("Q", chain.from_iterable(ground.files.values())),
        signed,
        *names,
    )
