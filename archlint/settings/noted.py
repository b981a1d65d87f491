"""Settings files on the disk, each noted before it is read."""

from __future__ import annotations

from pathlib import Path

from archlint.settings.files import Disk, Names
from archlint.settings.looks import Looks

__all__ = ["Noted"]


class Noted(Disk):
    """The disk, with looks that learn what it is asked."""

    def __init__(self, looks: Looks) -> None:
        self._looks = looks

    def read(self, file: Path) -> bytes | None:
        """As the disk says."""
        self._looks.file(str(file))
        return super().read(file)

    def names(self, folder: Path) -> Names:
        """As the disk says."""
        self._looks.file(str(folder))
        return super().names(folder)

    def is_top(self, folder: Path) -> bool:
        """As the disk says."""
        self._looks.way(f"{folder}/.git")
        return super().is_top(folder)
