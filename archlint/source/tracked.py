"""What a tree of git held when a run looked, as snapshot.py has it of the disk; the index first of all."""

from __future__ import annotations

from collections.abc import Sequence

from archlint.settings import Cache, joined, packed, parts, texts
from archlint.startup import NamedTuple

__all__ = ["TrackedSnapshot"]


class TrackedSnapshot(NamedTuple):
    """One set of modules."""

    modules: Sequence[str]
    """The files that were read, relative to the settings' root, in the order of the modules."""
    blobs: Sequence[str]
    """The id of each of them."""
    identity: bytes
    """Of the tree, as git.identity has it."""
    shape: bytes
    """Of the tree, as Revision.shape has it."""
    plan: bytes
    digests: bytes
    stamp: bytes
    """What the modules are called by, as stamp.py has it."""

    @classmethod
    def recalled(cls, cache: Cache, name: str, key: bytes) -> TrackedSnapshot | None:
        """Return the one that was kept under a name for a key; None where there is none, or it is harmed."""
        data = cache.recall(name, key)
        if data is None:
            return None
        try:
            modules, blobs, *names = parts(data)
            return cls._make([texts(modules), texts(blobs), *map(bytes, names)])
        except (TypeError, ValueError):
            return None

    def keep(self, cache: Cache, name: str, key: bytes) -> None:
        """Keep it for the next run."""
        cache.keep(name, key, joined([packed(self.modules), packed(self.blobs), *self[2:]]))

    def changed(self, ids: Sequence[str]) -> list[int]:
        """Return the numbers of the modules whose files hold something else in a tree of this shape, by their ids."""
        return [number for number, (then, now) in enumerate(zip(self.blobs, ids, strict=True)) if then != now]
