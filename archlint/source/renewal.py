"""A snapshot of which a few files have changed: these alone are read, and the others are what they were."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from archlint.settings import FIELDS, lasting, signature
from archlint.source.content import NAMELESS
from archlint.source.extraction import extracted
from archlint.source.facts import Facts
from archlint.source.nouns import Unread
from archlint.source.stamp import stamp
from archlint.source.stock import DIGEST, Stock

if TYPE_CHECKING:
    from archlint.source.disk import Disk
    from archlint.source.revision import Revision
    from archlint.source.snapshot import Snapshot
    from archlint.source.tracked import TrackedSnapshot
    from archlint.source.tree import Tree

__all__ = ["renewed", "renewed_in_git"]


def renewed(
    snapshot: Snapshot, changed: Sequence[int], root: Path, disk: Disk, moment: tuple[int, int] | None, *, whole: bool
) -> Snapshot | None:
    """
    Return the snapshot as it is now, given the numbers of the modules whose files have changed; None if unreadable.

    The moment is one before all this. `whole` is as `extract` takes it.
    """
    paths = {snapshot.modules[number]: number for number in changed}
    signatures = snapshot.modules_as[:]
    for path, number in paths.items():
        at = slice(number * FIELDS, (number + 1) * FIELDS)
        signatures[at] = array("Q", lasting(signature(f"{root}/{path}"), moment))
    digests = _digests(snapshot.digests, paths, disk, whole=whole)
    if digests is None:
        return None
    return snapshot._replace(modules_as=signatures, digests=digests, stamp=stamp(snapshot.plan, digests))


def renewed_in_git(
    snapshot: TrackedSnapshot, identity: bytes, tree: Revision, few: int, *, whole: bool
) -> TrackedSnapshot | None:
    """Return the same of a tree of git; None as well if it has another shape, or more than a few files are others."""
    if not tree.shape or tree.shape != snapshot.shape:
        return None
    ids = list(tree.ids(snapshot.modules).values())
    changed = snapshot.changed(ids)
    paths = {snapshot.modules[number]: number for number in changed}
    digests = _digests(snapshot.digests, paths, tree, whole=whole) if len(changed) <= few else None
    if digests is None:
        return None
    name = stamp(snapshot.plan, digests)
    return snapshot._replace(blobs=ids, identity=identity, digests=digests, stamp=name)


def _digests(known: bytes, paths: Mapping[str, int], tree: Tree, *, whole: bool) -> bytes | None:
    """Return the digests of what all modules say, those of some files anew; None where one cannot be read."""
    digests, stock = bytearray(known), Stock()
    with closing(extracted(tree, paths, whole=whole, jobs=1)) as found:
        for path, (key, facts) in found:
            if key == NAMELESS or not isinstance(facts, Facts | Unread):
                return None
            number = paths[path]
            digests[number * DIGEST : (number + 1) * DIGEST] = stock.digest(stock.add(key, facts))
    return bytes(digests)
