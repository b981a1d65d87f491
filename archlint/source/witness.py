"""What a run looked at beyond the imports, so that the next one can tell whether it is still so."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from hashlib import blake2b
from typing import TypeVar

from archlint.settings import Looks
from archlint.source.nouns import Sight, Unread
from archlint.source.tree import Found, Tree

__all__ = ["Witness", "seen", "still"]

T = TypeVar("T")


class Witness:
    """A tree that is asked through it, and notes each answer: which files lie where, and what stands in them."""

    def __init__(self, tree: Tree, name: str, looks: Looks | None = None, lead: str = "", in_git: str = "") -> None:
        """
        Ask a tree; looks are noted before, by a path behind a lead.

        Of a tree of git, given as requests name it, those at texts alone.
        """
        self.where = tree.where
        self._tree = tree
        self.name = name
        self._looks, self._lead = looks, lead
        self._in_git = in_git
        self._seen: dict[tuple[str, str], str] = {}

    def find(self, folders: Iterable[str]) -> Found:
        """Not noted: the modules of a tree are told by the stamp."""
        return self._tree.find(folders)

    def everything(self) -> Iterator[str]:
        """Not noted: it is asked for messages alone."""
        return self._tree.everything()

    def folders(self, parent: str) -> tuple[str, ...]:
        """As the tree says."""
        self._list(parent)
        return self._noted("folders", parent, self._tree.folders(parent))

    def files(self, parent: str) -> tuple[str, ...]:
        """As the tree says."""
        self._list(parent)
        return self._noted("files", parent, self._tree.files(parent))

    def contents(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | Unread]]:
        """As the tree says; that it has nothing under a path is noted too."""
        wanted = tuple(paths)
        if self._looks:
            for path in wanted:
                self._looks.text(self._lead + path, self._in_git)
        found = dict(self._tree.contents(wanted))
        for path in wanted:
            self._noted("contents", path, found.get(path))
        yield from found.items()

    def sights(self) -> Iterator[Sight]:
        """Yield what was noted so far."""
        yield from (Sight(self.name, *question, answer) for question, answer in self._seen.items())

    def again(self, sights: Iterable[Sight]) -> bool:
        """Return whether the tree gives the same answers as it gave then."""
        then = {(one.question, one.path): one.answer for one in sights if one.tree == self.name}
        for question, path in then:
            if question == "files":
                self.files(path)
            elif question == "folders":
                self.folders(path)
        for _ in self.contents(path for question, path in then if question == "contents"):
            pass
        return all(self._seen.get(one) == answer for one, answer in then.items())

    def _list(self, folder: str) -> None:
        if self._looks and not self._in_git:
            self._looks.listing(self._lead + folder)

    def _noted(self, question: str, path: str, answer: T) -> T:
        written = answer if isinstance(answer, bytes) else repr(answer).encode("utf-8", "surrogatepass")
        self._seen[question, path] = blake2b(written, digest_size=16).hexdigest()
        return answer


def seen(witnesses: Iterable[Witness]) -> tuple[Sight, ...]:
    """Return all that some witnesses have noted, sorted."""
    return tuple(sorted(sight for witness in witnesses for sight in witness.sights()))


def still(witnesses: Collection[Witness], sights: Collection[Sight]) -> bool:
    """Return whether all that was noted once is as it was; not so if it is nothing that these witnesses could see."""
    known = {sight.tree for sight in sights} <= {witness.name for witness in witnesses}
    return known and all(witness.again(sights) for witness in witnesses)
