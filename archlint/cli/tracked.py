"""Settings files as a tree of git has them."""

import json
import os
from bisect import bisect_left
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from archlint import git
from archlint.settings import Cache, Disk, Looks, Names, Noted, edition

__all__ = ["Tracked"]

_BEHIND: Final = chr(ord("/") + 1)
"""What is in a folder stands before this."""


class Tracked:
    """
    The files of a tree of git. What lies outside of the repository is read from the disk: git knows no other.

    What a tree of the same identity has answered before is kept, and git is not asked for it again.
    """

    def __init__(self, top: Path, tree: str, cache: Cache | None = None, looks: Looks | None = None) -> None:
        """Raise git.GitError where there is no such tree."""
        self._looks = looks
        self._top = top
        self._tree = tree
        self._cache = cache
        self._name = f"answers-{'index' if tree == git.INDEX else 'revision'}"
        self._identity = git.identity(top, tree) if cache else b""
        self._key = edition() + os.fsencode(top) + self._identity
        kept = cache.recall(self._name, self._key) if cache and self._identity else None
        self._answers: dict[str, Any] = json.loads(bytes(kept)) if kept else {}
        self._known = len(self._answers)

    def read(self, file: Path) -> bytes | None:
        """Return the bytes of a file; None where the tree has none of that name. A link is none."""
        path = self._inside(file)
        if path is None:
            if self._looks:
                self._looks.file(str(file))
            return file.read_bytes() if file.is_file() else None
        question = f"read {path}"
        if question not in self._answers:
            entry = self._listing.get(path)
            there = entry is not None and entry.mode in git.FILES
            content = git.blob_at(self._top, path, entry.blob) if there and entry else None
            self._answers[question] = None if content is None else content.decode("latin-1")
        answer = self._answers[question]
        return None if answer is None else answer.encode("latin-1")

    def names(self, folder: Path) -> Names:
        """Return what lies in a folder."""
        path = self._inside(folder) or ""
        question = f"names {path}"
        if question not in self._answers:
            folders, files = self._within(f"{path}/" if path else "")
            shown = sorted(name for name in folders if not name.startswith("."))
            self._answers[question] = shown, sorted(files)
        folders, files = self._answers[question]
        return Names(tuple(folders), frozenset(files))

    def keep(self) -> None:
        """Keep what was answered for the next run, unless the index has become another meanwhile."""
        news = len(self._answers) > self._known
        if self._cache and news and self._identity and git.identity(self._top, self._tree) == self._identity:
            self._cache.keep(self._name, self._key, [json.dumps(self._answers).encode()])

    def is_top(self, folder: Path) -> bool:
        """Return whether the repository, or another around it, begins in a folder."""
        return (Noted(self._looks) if self._looks else Disk()).is_top(folder)

    def _inside(self, path: Path) -> str | None:
        """Return the way to a path from git's top, "" for that itself; None where it lies elsewhere."""
        if self._looks:
            self._looks.content(str(path), self._tree)
        real = path.parent.resolve() / path.name
        if not real.is_relative_to(self._top):
            return None
        return "" if real == self._top else real.relative_to(self._top).as_posix()

    @cached_property
    def _listing(self) -> Mapping[str, git.Entry]:
        return git.listing(self._top, self._tree, self._identity)

    def _within(self, lead: str) -> tuple[set[str], set[str]]:
        """Return the names of the folders and of the files behind the lead of their paths, from git's top."""
        found: tuple[set[str], set[str]] = set(), set()
        paths, at = self._paths, bisect_left(self._paths, lead)
        while at < len(paths) and paths[at].startswith(lead):
            name, slash, _ = paths[at][len(lead) :].partition("/")
            found[not slash].add(name)
            at = bisect_left(paths, f"{lead}{name}{_BEHIND}", at) if slash else at + 1
        return found

    @cached_property
    def _paths(self) -> list[str]:
        return sorted(self._listing)
