"""Settings files as a tree of git has them."""

from functools import cached_property
from pathlib import Path

from archlint import git
from archlint.settings import Names

__all__ = ["Tracked"]


class Tracked:
    """The files of a tree of git. What lies outside of the repository is read from the disk: git knows no other."""

    def __init__(self, top: Path, tree: str) -> None:
        """Raise git.GitError where there is no such tree."""
        self._top = top
        self._listing = git.listing(top, tree)
        self._blobs: dict[str, bytes] = {}
        """What was read: several ask for the same file, and each answer would be a process of git."""

    def read(self, file: Path) -> bytes | None:
        """Return the bytes of a file; None where the tree has none of that name. A link is none."""
        path = self._inside(file)
        if path is None:
            return file.read_bytes() if file.is_file() else None
        entry = self._listing.get(path)
        if entry is None or entry.mode not in git.FILES:
            return None
        if entry.blob not in self._blobs:
            self._blobs.update(git.blobs(self._top, (entry.blob,)))
        return self._blobs[entry.blob]

    def names(self, folder: Path) -> Names:
        """Return what lies in a folder."""
        folders, files = self._below.get(self._inside(folder) or "", (set(), set()))
        return Names(tuple(sorted(name for name in folders if not name.startswith("."))), frozenset(files))

    def is_top(self, folder: Path) -> bool:
        """Return whether the repository, or another around it, begins in a folder."""
        return (folder / ".git").exists()

    def _inside(self, path: Path) -> str | None:
        """Return the way to a path from git's top, "" for that itself; None where it lies elsewhere."""
        real = path.parent.resolve() / path.name
        if not real.is_relative_to(self._top):
            return None
        return "" if real == self._top else real.relative_to(self._top).as_posix()

    @cached_property
    def _below(self) -> dict[str, tuple[set[str], set[str]]]:
        """For each folder, from git's top, the names of the folders and of the files in it."""
        below: dict[str, tuple[set[str], set[str]]] = {}
        for path in self._listing:
            folder, _, name = path.rpartition("/")
            below.setdefault(folder, (set(), set()))[1].add(name)
            while folder:
                folder, _, name = folder.rpartition("/")
                below.setdefault(folder, (set(), set()))[0].add(name)
        return below
