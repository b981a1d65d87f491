"""
Named tuples that are written out when somebody looks at them, field by field.

Of tens of thousands most are never told: they are counted, and held up to what is known, and for that a few of their
fields are enough.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar, overload

__all__ = ["Fields", "Table", "at", "column", "fields"]

Row = TypeVar("Row")
Fields = list[Sequence[Any]]
"""All fields of some rows, each a column, in the order in which the rows have them."""


class Table(Sequence[Row]):
    """Rows of one type. Immutable, and equal to any sequence of the same rows."""

    def __init__(
        self,
        row: type[Row],
        size: int,
        columns: Mapping[str, Callable[[], Sequence[Any]]],
        write: Callable[[Sequence[int]], Fields],
    ) -> None:
        """Take the type of the rows, how many there are, what gives a field of all, and all fields of some of them."""
        self._row: Any = row
        self._size = size
        self._columns = columns
        self._known: dict[str, Sequence[Any]] = {}
        self._write = write
        self._rows: tuple[Row, ...] | None = None

    def column(self, field: str) -> Sequence[Any]:
        """Return one field of all rows; they are written out for it only where nothing else gives it."""
        if field not in self._known:
            give = self._columns.get(field)
            self._known[field] = give() if give else [getattr(row, field) for row in self]
        return self._known[field]

    def fields(self, places: Sequence[int]) -> Fields:
        """Return all fields of the rows at some places."""
        if not places:
            return [() for _ in self._row._fields]
        if self._rows is None:
            return self._write(places)
        return list(zip(*[self._rows[place] for place in places], strict=True))

    def at(self, places: Sequence[int]) -> Table[Row]:
        """Return the rows at some places, in their order."""
        if places == list(range(self._size)):
            return self

        def chosen(field: str) -> Sequence[Any]:
            whole = self.column(field)
            return [whole[place] for place in places]

        columns = {field: partial(chosen, field) for field in self._columns}
        return Table(self._row, len(places), columns, lambda asked: self.fields([places[place] for place in asked]))

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, place: int | slice) -> Row | tuple[Row, ...]:
        places = range(self._size)[place]
        return self._rows_at([places])[0] if isinstance(places, int) else self._rows_at(places)

    def __iter__(self) -> Iterator[Row]:
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._all() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return repr(self._all())

    def _all(self) -> tuple[Row, ...]:
        """Return all rows; once they are written out they stay."""
        if self._rows is None:
            self._rows = self._rows_at(range(self._size))
        return self._rows

    def _rows_at(self, places: Sequence[int]) -> tuple[Row, ...]:
        if self._rows is not None:
            return tuple([self._rows[place] for place in places])
        return tuple(map(self._row._make, zip(*self.fields(places), strict=True)))


def column(rows: Sequence[Row], field: str) -> Sequence[Any]:
    """Return one field of all rows, be they a table or not."""
    return rows.column(field) if isinstance(rows, Table) else [getattr(row, field) for row in rows]


def fields(rows: Sequence[Row], places: Sequence[int]) -> Fields:
    """Return all fields of the rows at some places, of which there is one, be they a table or not."""
    return rows.fields(places) if isinstance(rows, Table) else list(zip(*[rows[one] for one in places], strict=True))


def at(rows: Sequence[Row], places: Sequence[int]) -> Sequence[Row]:
    """Return the rows at some places, be they a table or not."""
    return rows.at(places) if isinstance(rows, Table) else tuple([rows[place] for place in places])
