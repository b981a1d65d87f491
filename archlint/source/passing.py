"""A tree of git that becomes the next one, change by change: only what changed is looked at."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from archlint import git
from archlint.source.ignore import VENV, Exclude
from archlint.source.revision import Revision, Search
from archlint.source.tree import Found, beside, python

__all__ = ["Passing"]


class Passing(Revision):
    """The tracked files of one commit after the other, under the settings' root."""

    def __init__(self, root: Path, exclude: Exclude, entries: Mapping[str, git.Entry]) -> None:
        """Start with all that a commit holds, by path from git's top."""
        self._held: dict[str, git.Entry] = {}
        super().__init__(root, "history", exclude, listing=self._held)
        self.where = "in the history"
        self._telling: list[str] = []
        """Paths from which more follows than that there is a file: code, links, what stands for a module. Sorted."""
        self._within: Counter[str] = Counter()
        """How many files lie in each folder and below."""
        self._links = 0
        self.advance(git.Change(path, entry) for path, entry in entries.items())

    def advance(self, changes: Iterable[git.Change]) -> bool:
        """Take the changes on, and return whether other modules may be there now, or lie elsewhere."""
        moved = False
        for path, entry in changes:
            known = self._held.get(path)
            if entry is None:
                self._held.pop(path, None)
            else:
                self._held[path] = entry
            if path.startswith(self._lead):
                moved |= self._note(path[len(self._lead) :], known, entry)
            # What a link leads to may be anywhere in the repository.
            moved |= self._links > 0 and (known is None or entry is None)
        for told in ("_paths", "_files", "shape"):  # what was worked out of the tree as it was
            vars(self).pop(told, None)
        return moved

    @property
    def linked(self) -> bool:
        """Whether there is any link, so that what one path holds may be what another one says."""
        return self._links > 0

    def entries(self) -> Iterator[tuple[str, git.Entry]]:
        """Yield what is tracked, by path below the root."""
        return ((path, self._held[self._lead + path]) for path in self._paths)

    def reads(self) -> Callable[[str], bool]:
        """Return what tells whether a file may ever be read, as long as the settings are what they are."""
        search = Search(frozenset(("",)), self._exclude, ())
        return lambda path: search.takes(path, False)

    def find(self, folders: Iterable[str]) -> Found:
        """Return what lies in the folders."""
        self._targets = {}
        every = bool(self._exclude.patterns)
        around = [folder for folder in self._within if every or python(folder)]
        return self._searched(folders, self._telling, around)

    def _note(self, path: str, known: git.Entry | None, entry: git.Entry | None) -> bool:
        """Take a note of one path below the root, and return whether that may matter to where modules are."""
        then, now = (one is not None and one.mode != git.SUBMODULE for one in (known, entry))
        was, is_ = (one is not None and one.mode == git.LINK for one in (known, entry))
        linked, self._links = was or is_, self._links + is_ - was
        if then and now:
            return linked
        if then == now:
            return False
        folders = self._count(path, 1 if now else -1)
        if not linked and not _tells(path):
            return folders
        if now:
            insort(self._telling, path)
        else:
            del self._telling[bisect_left(self._telling, path)]
        return True

    def _count(self, path: str, by: int) -> bool:
        """Count a file that came or went, and return whether a folder that matters came or went."""
        changed = False
        folder = path.rpartition("/")[0]
        while folder:
            self._within[folder] += by
            if self._within[folder] == max(by, 0):
                # Of most folders nothing follows: only of what is left out, and of one that is called like code.
                changed |= bool(self._exclude.patterns) or python(folder)
                if by < 0:
                    del self._within[folder]
            folder = folder.rpartition("/")[0]
        return changed


def _tells(path: str) -> bool:
    name = path.rpartition("/")[2]
    return python(name) or beside(name) or name == VENV
