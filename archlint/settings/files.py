"""Where settings files are read: the disk, or whatever tree the caller puts in its place."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Protocol

from archlint.startup import NamedTuple

__all__ = ["Disk", "Files", "Names"]


class Names(NamedTuple):
    """What lies directly in a folder, by name."""

    folders: tuple[str, ...] = ()
    """Sorted; links to folders are none, and hidden ones are left out: what programs keep there is no project."""
    files: frozenset[str] = frozenset()


class Files(Protocol):
    """Files and folders, by absolute path."""

    def read(self, file: Path) -> bytes | None:
        """Return the bytes of a file; None where there is none of that name."""

    def names(self, folder: Path) -> Names:
        """Return what lies in a folder; nothing where it cannot be listed."""

    def is_top(self, folder: Path) -> bool:
        """Return whether a repository begins in a folder."""


class Disk:
    """The files on disk."""

    def read(self, file: Path) -> bytes | None:
        """Return the bytes of a file; raises OSError where something of that name is there and cannot be read."""
        try:
            return file.read_bytes()
        except OSError:
            # A link that leads nowhere is told; a folder that may not be entered holds nothing for us.
            if os.path.lexists(file):
                raise
            return None

    def names(self, folder: Path) -> Names:
        """Return what lies in a folder; nothing where it cannot be listed."""
        try:
            with os.scandir(folder) as scanned:
                entries = list(scanned)
        except OSError:
            return Names()
        folders = {entry.name for entry in entries if entry.is_dir(follow_symlinks=False)}
        shown = sorted(name for name in folders if not name.startswith("."))
        return Names(tuple(shown), frozenset(entry.name for entry in entries) - folders)

    def is_top(self, folder: Path) -> bool:
        """Return whether a repository begins in a folder."""
        return (folder / ".git").exists()
