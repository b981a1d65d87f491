"""The facts of every content that a history ever had, each taken out once for all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from archlint import git
from archlint.settings import Cache
from archlint.source.content import key_of_blob
from archlint.source.extraction import extracted
from archlint.source.nouns import Unread
from archlint.source.store import Store

__all__ = ["Learned"]

_BATCH: Final = 2_000
_SHARE: Final = 5
"""What was read is kept as soon as there is so much of it, and a fifth of all: a run that is killed loses no more."""


class Learned:
    """What files say, by their content. What an earlier run has read is not read again."""

    def __init__(self, top: Path, cache: Cache | None, *, whole: bool, jobs: int) -> None:
        """Take what earlier runs have learned; the rest is as `extracted` takes it."""
        self._tree, self._whole, self._jobs = _Contents(top), whole, jobs
        self._store = Store(cache, whole=whole, kept="history")
        self.stock = self._store.stock
        self._alike: dict[object, int] = {}
        self._said: dict[int, int] = {}
        self.read = 0
        """How many contents were read that nobody knew."""

    def learn(self, files: Iterable[tuple[str, str]], tell: Callable[[int, int], None]) -> None:
        """
        Read all contents that nobody knows yet, given paths and blobs.

        `tell` is called with how many are read, and how many are to be.
        """
        known = self.stock.known
        wanted = {key_of_blob(path, blob): f"{blob}/{path}" for path, blob in files}
        unknown = {way: key for key, way in wanted.items() if key not in known}
        before = kept = self.read
        try:
            take = extracted(self._tree, unknown, whole=self._whole, jobs=self._jobs, known=None)
            with closing(take) as found:
                for way, (_, facts) in found:
                    self._store.number(unknown[way], facts)
                    self.read += 1
                    tell(self.read - before, len(unknown))
                    if self.read - kept >= max(_BATCH, len(self.stock) // _SHARE):
                        self._keep()
                        kept = self.read
        finally:
            self._keep()

    def content(self, path: str, blob: str) -> int:
        """Return the number of a content in the stock; one that was not foreseen is read now."""
        key = key_of_blob(path, blob)
        if key not in self.stock.known:
            self.learn(((path, blob),), lambda *_: None)
        return self.stock.known[key]

    def said(self, content: int) -> int:
        """Return a number that contents have in common which say the same, wherever in their files it stands."""
        number = self._said.get(content)
        if number is None:
            number = self._said[content] = self._alike.setdefault(self._gist(content), len(self._alike))
        return number

    def _gist(self, content: int) -> object:
        stock, rows, last = self.stock, list[object](), None
        for row in range(stock.first[content], stock.first[content + 1]):
            phrases, column, _, _, *kind = stock.forms.form(stock.form[row])
            place = stock.line[row], column
            rows.append((phrases, *kind, place == last))
            last = place
        opaque, comments = (
            tuple(one.text for one in known.get(content, ())) for known in (stock.opaque, stock.comments)
        )
        rare = stock.exports.get(content), content in stock.shared, content in stock.faults, opaque, comments
        return tuple(rows), rare

    def _keep(self) -> None:
        self._store.keep(range(len(self.stock)))


class _Contents:
    """Contents by blob and path, in one word: `blob/path`."""

    def __init__(self, top: Path) -> None:
        self._top = top

    def contents(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | Unread]]:
        """Yield each with its bytes."""
        ways = tuple(paths)
        found = git.blobs(self._top, [way.partition("/")[0] for way in ways])
        yield from ((way, content) for way, (_, content) in zip(ways, found, strict=True))
