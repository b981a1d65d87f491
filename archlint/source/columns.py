"""The rows of all modules, one after the other."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import compress, repeat
from operator import ne

from archlint.source.stock import Stock

__all__ = ["Columns"]


class Columns:
    """
    The columns of `Imports` by the same names, `phrase` beside them: what is written, by its number in the stock.

    Who makes them fills `target` and `name` in. Rows keep the order that they have in the stock.
    """

    def __init__(self, stock: Stock, contents: Sequence[int]) -> None:
        """Take the rows of each module, by the number of its content."""
        spans = [stock.first[content : content + 2] for content in contents]
        self.importer = array("I")
        for importer, (start, end) in enumerate(spans):
            self.importer.extend(repeat(importer, end - start))
        self.phrase, self.line, self.column, self.end_line, self.end_column = (
            _cut(column, spans) for column in (stock.phrase, stock.line, stock.column, stock.end_line, stock.end_column)
        )
        self.kind = b"".join(stock.kind[start:end] for start, end in spans)
        self.marks = b"".join(stock.marks[start:end] for start, end in spans)
        self.target, self.name = array("I"), array("I")

    def spread(self, more: Mapping[int, Sequence[int]], name: int) -> None:
        """Repeat some rows, by their numbers, once for each of their further targets, of which the name is taken."""
        rows, added = [], []
        for row in range(len(self.importer) if more else 0):
            rows.append(row)
            for target in more.get(row, ()):
                added.append((len(rows), target))
                rows.append(row)
        if added:
            self._replace(lambda column: map(column.__getitem__, rows))
        for row, target in added:
            self.target[row], self.name[row] = target, name

    def drop_own(self) -> None:
        """Leave out the imports of oneself."""
        foreign = bytes(map(ne, self.importer, self.target))
        if not all(foreign):
            self._replace(lambda column: compress(column, foreign))

    def _replace(self, chosen: Callable[[Sequence[int]], Iterable[int]]) -> None:
        """Put in the place of each column what is chosen of it; `phrase` has done its work."""
        self.importer, self.target, self.name, self.line, self.column, self.end_line, self.end_column = (
            array("I", chosen(column))
            for column in (
                self.importer,
                self.target,
                self.name,
                self.line,
                self.column,
                self.end_line,
                self.end_column,
            )
        )
        self.kind, self.marks = bytes(chosen(self.kind)), bytes(chosen(self.marks))


def _cut(column: array[int], spans: Sequence[Sequence[int]]) -> array[int]:
    """Return the rows of some spans."""
    whole = memoryview(column)
    return array("I", b"".join(whole[start:end] for start, end in spans))
