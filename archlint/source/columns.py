"""The rows of all modules, one after the other."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, compress, repeat
from operator import add, ne, sub

from archlint.source.stock import Stock

__all__ = ["Columns"]


class Columns:
    """
    The columns of `Imports` by the same names, `phrase` beside them: what is written, by its number in the stock.

    There is a row for each name of each statement, in the order of the stock. Who makes them fills `target` and `name`
    in.
    """

    def __init__(self, stock: Stock, contents: Sequence[int]) -> None:
        """Take what each module says, by the number of its content."""
        spans = [stock.first[content : content + 2] for content in contents]
        importer = array("I", _repeated(range(len(spans)), (end - start for start, end in spans)))
        forms, lines = _cut(stock.form, spans), _cut(stock.line, spans)
        first, column, height, end_column, kind, marks, words = stock.forms.columns()
        starts, ends = (array("I", map(first.__getitem__, map(add, forms, repeat(step)))) for step in (0, 1))
        self.phrase = array("I", map(words.__getitem__, chain.from_iterable(map(range, starts, ends))))
        statement = array("I", _repeated(range(len(forms)), map(sub, ends, starts)))
        form = array("I", map(forms.__getitem__, statement))
        self.importer, self.line = (array("I", map(each.__getitem__, statement)) for each in (importer, lines))
        self.column, self.end_column = (array("I", map(each.__getitem__, form)) for each in (column, end_column))
        self.end_line = array("I", map(add, self.line, map(height.__getitem__, form)))
        self.kind, self.marks = (bytes(map(each.__getitem__, form)) for each in (kind, marks))
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


def _repeated(values: Iterable[int], times: Iterable[int]) -> Iterator[int]:
    return chain.from_iterable(map(repeat, values, times))


def _cut(column: array[int], spans: Sequence[Sequence[int]]) -> array[int]:
    """Return the rows of some spans."""
    whole = memoryview(column)
    return array("I", b"".join(whole[start:end] for start, end in spans))
