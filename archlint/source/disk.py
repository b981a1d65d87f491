"""Files as they stand on disk."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from archlint.source.ignore import VENV, Exclude, Layer, above, never, omitted, within
from archlint.source.nouns import Unread
from archlint.source.tree import FOLDER, Found, beside, python

__all__ = ["Disk"]


class Disk:
    """
    The files under the settings' root, less those that git ignores.

    A folder behind a symbolic link is not entered: what it holds inside the root is read where it really lies. A linked
    file is read unless its target is read as well, or another link to it is.
    """

    where = ""

    def __init__(self, root: Path, exclude: Exclude) -> None:
        self._root = root
        self._exclude = exclude

    def find(self, folders: Iterable[str]) -> Found:
        """Return what lies in the folders."""
        starts = tuple(folders)
        search = _Search(self._root, self._exclude, frozenset(starts))
        for start in starts:
            search.folder(start, above(self._root, start))
        search.follow()
        return Found(tuple(sorted(search.files)), tuple(sorted(search.beside)), tuple(sorted(search.unread)))

    def folders(self, parent: str) -> tuple[str, ...]:
        """Return the paths of the folders directly in the parent."""
        return self._within(parent, lambda entry: entry.is_dir())

    def files(self, parent: str) -> tuple[str, ...]:
        """Return the paths of the files directly in the parent."""
        return self._within(parent, lambda entry: entry.is_file(follow_symlinks=False))

    def _within(self, parent: str, wanted: Callable[[os.DirEntry[str]], bool]) -> tuple[str, ...]:
        lead = f"{parent}/" if parent else ""
        try:
            with os.scandir(self._root / parent) as entries:
                return tuple(sorted(lead + entry.name for entry in entries if wanted(entry)))
        except OSError:
            return ()

    def everything(self) -> Iterator[str]:
        """Yield every file but git's own."""
        for folder, names, files in os.walk(self._root):
            names[:] = sorted(set(names) - {".git"})
            lead = Path(folder).relative_to(self._root).as_posix()
            yield from (name if lead == "." else f"{lead}/{name}" for name in sorted(files))

    def contents(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | Unread]]:
        """Yield each path with its bytes."""
        for path in paths:
            try:
                content: bytes | Unread = (self._root / path).read_bytes()
            except OSError as error:
                content = Unread(path, 0, 0, f"the file cannot be read: {_reason(error)}")
            yield path, content


class _Search:
    """One walk through folders."""

    def __init__(self, root: Path, exclude: Exclude, starts: frozenset[str]) -> None:
        self.files: list[str] = []
        self.beside: list[str] = []
        self.unread: list[Unread] = []
        self._root = root
        self._exclude = exclude
        self._starts = starts
        self._links: list[str] = []

    def folder(self, path: str, layers: tuple[Layer, ...]) -> None:
        """Take in what lies in a folder, as far as the `.gitignore` files above it and in it allow."""
        try:
            with os.scandir(self._root / path) as scanned:
                entries = list(scanned)
        except OSError as error:
            self.unread.append(Unread(path, 0, 0, f"the folder cannot be listed: {_reason(error)}"))
            return
        names = {entry.name for entry in entries}
        if VENV in names and path not in self._starts:
            self.beside.append(path)
            return
        if ".gitignore" in names:
            layers = (*layers, *within(self._root, path))
        for entry in entries:
            if not never(entry.name):
                self._entry(entry, f"{path}/{entry.name}" if path else entry.name, layers)

    def _entry(self, entry: os.DirEntry[str], path: str, layers: tuple[Layer, ...]) -> None:
        inner = _is_folder(entry)
        if not inner and not python(path):
            if beside(path):
                self.beside.append(path)
        elif inner and path in self._starts:
            return
        elif self._exclude.omits(path, inner) or omitted(path, inner, layers):
            self.beside.append(path)
        elif entry.is_symlink():
            self._link(path, inner)
        elif inner and python(path):
            self.unread.append(Unread(path, 0, 0, FOLDER))
        elif inner:
            self.folder(path, layers)
        elif entry.is_file():
            self.files.append(path)

    def _link(self, path: str, inner: bool) -> None:
        if inner:
            self.beside.append(path)
        elif (self._root / path).is_file():
            self._links.append(path)

    def follow(self) -> None:
        """Take in the linked files whose targets are not read under a name of their own. Call it last."""
        if not self._links:
            return
        seen = {os.path.realpath(self._root / path) for path in self.files}
        for path in sorted(self._links):
            real = os.path.realpath(self._root / path)
            (self.beside if real in seen else self.files).append(path)
            seen.add(real)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        # A link that leads to itself.
        return False


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
