"""Where files come from, behind one small protocol: the disk (disk.py), or a tree of git (revision.py)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Final, Protocol

from archlint.source.nouns import Unread
from archlint.startup import NamedTuple

__all__ = ["FOLDER", "LARGEST", "PYTHON", "SPECIAL", "Contents", "Found", "Tree", "beside", "python", "too_large"]

FOLDER: Final = "it is called like a Python file and is a folder; nothing in it was read"
SPECIAL: Final = "it is called like a Python file and is a pipe, a socket or a device; it was not opened"
PYTHON: Final = ".py"
LARGEST: Final = 16_000_000
"""Bytes of a file that is read. A syntax tree takes a hundred times as many, and what people write has far fewer."""
_BESIDE: Final = (".so", ".pyd", ".pyi", ".pyx")
"""Compiled modules, their sources and their stubs: something can be imported under that name."""


class Found(NamedTuple):
    """What lies in some folders. Paths are relative to the settings' root, with "/", sorted."""

    files: tuple[str, ...]
    """Python files to be read."""
    beside: tuple[str, ...]
    """What exists and is not read: files and folders left out, links, compiled modules."""
    unread: tuple[Unread, ...]
    """What should have been read and cannot be listed."""

    def below(self, folder: str) -> Found:
        """Return the part of it that lies in a folder."""
        # What begins with "folder/" stands together where paths are sorted; "0" is the sign after "/".
        lead, end = f"{folder}/", f"{folder}0"
        files, beside = (
            paths[bisect_left(paths, lead) : bisect_left(paths, end)] for paths in (self.files, self.beside)
        )
        return Found(files, beside, tuple(one for one in self.unread if one.path.startswith(lead)))


class Contents(Protocol):
    """Something that gives what files hold."""

    def contents(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | Unread]]:
        """Yield each path with its bytes, in any order."""


class Tree(Contents, Protocol):
    """Files as they stand somewhere."""

    where: str
    """Words for where that is, such as "in git's index"; "" for the disk, where everybody looks first."""

    def find(self, folders: Iterable[str]) -> Found:
        """Return what lies in the folders ("" is the settings' root). None of them is searched as a part of another."""

    def folders(self, parent: str) -> tuple[str, ...]:
        """Return the paths of the folders directly in the parent, sorted."""

    def files(self, parent: str) -> tuple[str, ...]:
        """Return the paths of the files directly in the parent, sorted, without links; () where it is no folder."""

    def everything(self) -> Iterator[str]:
        """Yield every file under the settings' root, also what is never read; slow, for messages only."""


def python(name: str) -> bool:
    """Return whether a file of this name is Python source."""
    return name.endswith(PYTHON)


def beside(name: str) -> bool:
    """Return whether a file of this name stands for a module that has no source to be read."""
    return name.endswith(_BESIDE)


def too_large(size: int) -> str:
    """Return why a file of so many bytes is not read."""
    megabytes = f"{size // 1_000_000} MB, and more than {LARGEST // 1_000_000} MB"
    return f'the file cannot be read: it has {megabytes} are no code to be judged; put it under "exclude" if it is data'
