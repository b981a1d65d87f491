"""The rows of all modules, one after the other."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import compress
from operator import ne
from typing import Final

from archlint.source.forms import FormColumns
from archlint.source.stock import Stock

__all__ = ["Columns"]

_BLOCK: Final = 4_000
"""Modules whose rows are made at once: lists take less time than columns, and more memory."""


class Columns:
    """
    The columns of `Imports` by the same names, `phrase` beside them: what is written, by its number in the stock.

    There is a row for each name of each statement, in the order of the stock. Who makes them fills `target` and `name`
    in.
    """

    def __init__(self, stock: Stock, contents: Sequence[int]) -> None:
        """Take what each module says, by the number of its content."""
        self.importer, self.line, self.column, self.end_line, self.end_column = (array("I") for _ in range(5))
        self.phrase, self.target, self.name = array("I"), array("I"), array("I")
        self.kind, self.marks = b"", b""
        forms = stock.forms.columns()
        for start in range(0, len(contents), _BLOCK):
            self._add(stock, forms, start, contents[start : start + _BLOCK])

    def _add(self, stock: Stock, forms_of: FormColumns, start: int, contents: Sequence[int]) -> None:
        """Add the rows of some modules, of which the first has the number `start`."""
        first, column, height, end_column, kind, marks, words = forms_of
        spans = [stock.first[content : content + 2] for content in contents]
        modules = [module for module, (top, end) in enumerate(spans, start) for _ in range(top, end)]
        forms, lines = _cut(stock.form, spans).tolist(), _cut(stock.line, spans).tolist()
        said = [words[first[form] : first[form + 1]] for form in forms]
        rows = [statement for statement, phrases in enumerate(said) for _ in phrases]
        self.phrase.frombytes(b"".join(said))
        # What all rows of a statement have in common is looked up once for them.
        end_lines = [line + height[form] for form, line in zip(forms, lines, strict=True)]
        columns, end_columns = [column[form] for form in forms], [end_column[form] for form in forms]
        for taken, told in (
            (self.importer, modules),
            (self.line, lines),
            (self.column, columns),
            (self.end_line, end_lines),
            (self.end_column, end_columns),
        ):
            taken.fromlist([told[row] for row in rows])
        kinds, all_marks = [kind[form] for form in forms], [marks[form] for form in forms]
        self.kind += bytes([kinds[row] for row in rows])
        self.marks += bytes([all_marks[row] for row in rows])

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
