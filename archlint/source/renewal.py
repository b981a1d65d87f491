"""A snapshot of which a few files have changed: these alone are read, and the others are what they were."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from archlint.source.content import NAMELESS
from archlint.source.disk import Disk
from archlint.source.extraction import extracted
from archlint.source.facts import Facts
from archlint.source.nouns import Unread
from archlint.source.signature import FIELDS, lasting, signature
from archlint.source.snapshot import Snapshot
from archlint.source.stamp import stamp
from archlint.source.stock import DIGEST, Stock

__all__ = ["renewed"]


def renewed(
    snapshot: Snapshot, changed: Sequence[int], root: Path, disk: Disk, moment: tuple[int, int] | None, *, whole: bool
) -> Snapshot | None:
    """
    Return the snapshot as it is now, given the numbers of the modules whose files have changed; None if unreadable.

    The moment is one before all this. `whole` is as `extract` takes it.
    """
    paths = {snapshot.modules[number]: number for number in changed}
    signatures, digests, stock = snapshot.modules_as[:], bytearray(snapshot.digests), Stock()
    for path, number in paths.items():
        at = slice(number * FIELDS, (number + 1) * FIELDS)
        signatures[at] = array("Q", lasting(signature(f"{root}/{path}"), moment))
    with closing(extracted(disk, paths, whole=whole, jobs=1)) as found:
        for path, (key, facts) in found:
            if key == NAMELESS or not isinstance(facts, Facts | Unread):
                return None
            number = paths[path]
            digests[number * DIGEST : (number + 1) * DIGEST] = stock.digest(stock.add(key, facts))
    return snapshot._replace(modules_as=signatures, digests=bytes(digests), stamp=stamp(snapshot.plan, bytes(digests)))
