"""Files on disk as they would be if somebody had written some of them anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from archlint.source.disk import Disk
from archlint.source.ignore import Exclude
from archlint.source.nouns import Unread

__all__ = ["Overlaid"]


class Overlaid(Disk):
    """The files under the settings' root, of which some hold what is said here."""

    def __init__(self, root: Path, exclude: Exclude, overlay: Mapping[str, bytes]) -> None:
        """Take what those files hold, by their paths from the root."""
        super().__init__(root, exclude)
        self._overlay = overlay

    def contents(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | Unread]]:
        """Yield each path with its bytes."""
        asked = tuple(paths)
        yield from ((path, self._overlay[path]) for path in asked if path in self._overlay)
        yield from super().contents(path for path in asked if path not in self._overlay)
