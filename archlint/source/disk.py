"""Files as they stand on disk."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from archlint.source.ground import Ground
from archlint.source.ignore import VENV, Exclude, Layer, above, never, omitted, within
from archlint.source.nouns import Unread
from archlint.source.tree import FOLDER, LARGEST, SPECIAL, Found, beside, python, too_large

__all__ = ["Disk", "bytes_of"]

_FLAGS: Final = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
"""Opening a pipe that nobody writes to would wait for a writer for ever."""


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
        self.ground = Ground()
        """What `find` has looked at."""
        self.known: dict[frozenset[str], Found] = {}
        """What lies in some folders, where an earlier run has seen it and all is as it was."""

    def find(self, folders: Iterable[str]) -> Found:
        """Return what lies in the folders."""
        starts = frozenset(folders)
        if starts in self.known:
            return self.known[starts]
        self.ground.note_link(self._root, "")
        search = _Search(self._root, self._exclude, starts, self.ground)
        for start in starts:
            search.walk(start, above(self._root, start, self.ground))
        search.follow()
        found = Found(tuple(sorted(search.files)), tuple(sorted(search.beside)), tuple(sorted(search.unread)))
        self.ground.starts, self.ground.found = starts, found
        return found

    def folders(self, parent: str) -> tuple[str, ...]:
        """Return the paths of the folders directly in the parent."""
        return self._within(parent, _is_folder)

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
        waiting = [""]
        while waiting:
            folder = waiting.pop()
            yield from self._within(folder, lambda entry: not _is_folder(entry))
            inner = self._within(folder, lambda entry: entry.is_dir(follow_symlinks=False) and entry.name != ".git")
            waiting += reversed(inner)

    def contents(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | Unread]]:
        """Yield each path with its bytes."""
        lead = f"{self._root}/"
        for path in paths:
            try:
                content = bytes_of(lead, path)
            except OSError as error:
                content = Unread(path, 0, 0, f"the file cannot be read: {_reason(error)}")
            yield path, content


class _Search:
    """One walk through folders."""

    def __init__(self, root: Path, exclude: Exclude, starts: frozenset[str], ground: Ground) -> None:
        self.files: list[str] = []
        self.beside: list[str] = []
        self.unread: list[Unread] = []
        self._root = root
        self._exclude = exclude
        self._starts = starts
        self._ground = ground
        self._links: list[str] = []

    def walk(self, start: str, layers: tuple[Layer, ...]) -> None:
        """Take in what lies in a folder and below it, however deep; the layers are those of the folders above it."""
        waiting = [(start, layers)]
        while waiting:
            waiting += self._folder(*waiting.pop())

    def _folder(self, path: str, layers: tuple[Layer, ...]) -> list[tuple[str, tuple[Layer, ...]]]:
        """
        Take in what lies in a folder itself, as far as the `.gitignore` files above it and in it allow.

        Returns the folders in it that are to be entered, each with the layers that speak of it.
        """
        self._ground.folders.append(path)
        try:
            with os.scandir(f"{self._root}/{path}") as scanned:
                entries = {entry.name: entry for entry in scanned}
        except OSError as error:
            self.unread.append(Unread(path, 0, 0, f"the folder cannot be listed: {_reason(error)}"))
            return []
        if VENV in entries and path not in self._starts:
            self.beside.append(path)
            return []
        if ".gitignore" in entries:
            layers = (*layers, *within(self._root, path, self._ground))
        lead = f"{path}/" if path else ""
        asked = [(lead + name, entry) for name, entry in entries.items() if not never(name)]
        return [(inner, layers) for inner, entry in asked if self._enters(entry, inner, layers)]

    def _enters(self, entry: os.DirEntry[str], path: str, layers: tuple[Layer, ...]) -> bool:
        """Return whether something is a folder to be entered; whatever else it is goes where it belongs."""
        if entry.is_symlink():
            self._ground.note_link(self._root, path)
        inner = _is_folder(entry)
        if not inner and not python(path):
            if beside(path):
                self.beside.append(path)
        elif inner and path in self._starts:
            return False
        elif self._exclude.omits(path, inner) or (layers and omitted(path, inner, layers)):
            self.beside.append(path)
        elif entry.is_symlink():
            self._link(path, inner)
        elif inner and python(path):
            self.unread.append(Unread(path, 0, 0, FOLDER))
        elif inner:
            return True
        else:
            self._file(path, entry.is_file(), self.files)
        return False

    def _link(self, path: str, inner: bool) -> None:
        file = self._root / path
        if inner:
            self.beside.append(path)
        elif file.exists():
            self._file(path, file.is_file(), self._links)

    def _file(self, path: str, regular: bool, files: list[str]) -> None:
        if regular:
            files.append(path)
        else:
            self.unread.append(Unread(path, 0, 0, SPECIAL))

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


def bytes_of(lead: str, name: str) -> bytes | Unread:
    """
    Return what a file holds, whose path is both together.

    Raises OSError, also for what has taken its place since it was found and is no file.
    """
    descriptor = os.open(lead + name, _FLAGS)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(0, "it is no regular file")
        if status.st_size > LARGEST:
            return Unread(name, 0, 0, too_large(status.st_size))
        content = os.read(descriptor, status.st_size + 1)
        if len(content) != status.st_size:  # it has changed meanwhile, or comes in pieces
            while piece := os.read(descriptor, max(status.st_size - len(content), 0) + 1):
                content += piece
        return content
    finally:
        os.close(descriptor)


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
