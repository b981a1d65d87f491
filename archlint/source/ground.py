"""What a listing of files on disk rests on: while all of it is as it was, the same files would be listed."""

from __future__ import annotations

from pathlib import Path

from archlint.settings import UNKNOWN, Signature, lasting, leads_to, signature
from archlint.source.tree import Found

__all__ = ["Ground", "repository"]


class Ground:
    """
    The folders that are listed, the `.gitignore` files that are read or would be, and where links lead.

    Files and links are noted before they are looked at: what changes in between is another thing than was noted.
    """

    def __init__(self) -> None:
        """Start with nothing."""
        self.starts: frozenset[str] = frozenset()
        """The folders from which on was looked, as `folders`."""
        self.found = Found((), (), ())
        """What lies there."""
        self.folders: list[str] = []
        """Relative to the settings' root, in the order in which they are listed."""
        self.files: dict[str, Signature] = {}
        """Absolute paths; UNKNOWN where there is none."""
        self.links: dict[str, str] = {}
        """By path, as folders."""

    def note_file(self, file: str) -> None:
        """Note a file that is about to be read, if it is there."""
        self.files.setdefault(file, signature(file))

    def note_link(self, root: Path, path: str) -> None:
        """Note a link that is about to be followed."""
        self.links[path] = leads_to(f"{root}/{path}")

    def lasts(self, moment: tuple[int, int]) -> bool:
        """Return whether each later change of a file will show; the moment is one before all was noted."""
        return all(one in (UNKNOWN, lasting(one, moment)) for one in self.files.values())


def repository(root: Path) -> Path:
    """Return the top of the repository that a folder lies in; outside of any the folder itself."""
    return next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)
