"""The imports behind each edge, kept as columns: what was written, where, and of which kind."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, compress, pairwise
from operator import ne
from typing import Final

from archlint.graph.rows import Rows
from archlint.graph.wiring.nouns import Meeting, Record, Reference
from archlint.settings import Problem
from archlint.startup import NamedTuple

__all__ = ["HIDDEN_KINDS", "IMPORT_KINDS", "KINDS", "Columns", "Ledger", "Occurrence"]

IMPORT_KINDS: Final = ("runtime", "deferred", "typing", "dynamic", "declared")
"""The first four come from the source room in this order."""
HIDDEN_KINDS: Final = ("string", "channel")
"""What couples modules without an import; looked for only where somebody asks."""
KINDS: Final = (*IMPORT_KINDS, *HIDDEN_KINDS)
"""Every dependency is of exactly one kind."""
MARKS: Final = ("optional", "conditional")
_MARKED: Final = tuple(
    tuple(mark for bit, mark in enumerate(MARKS) if number >> bit & 1) for number in range(1 << len(MARKS))
)
"""For each number what its bits stand for."""


class Occurrence(NamedTuple):
    """One import statement (for one name), as somebody wrote it."""

    name: str
    """What is taken from the imported module; "" for the module itself."""
    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    kind: str
    marks: tuple[str, ...]
    via: str = ""
    """The pack by which it was found, where it is no import."""
    confidence: str = "exact"
    wire: Meeting | Reference | None = None
    """What it is where it is no import: the two ends of a channel, or a string."""


class Columns(NamedTuple):
    """The columns that an occurrence is made of; all of one length."""

    name: array[int]
    line: array[int]
    column: array[int]
    end_line: array[int]
    end_column: array[int]
    kind: bytes
    marks: bytes


class Ledger:
    """Which records stand behind which edge. Shared by a graph and all graphs filtered from it."""

    def __init__(
        self,
        rows: Rows,
        offsets: array[int],
        order: array[int],
        columns: Columns,
        names: tuple[str, ...],
        paths: tuple[str, ...],
        declared: Mapping[int, str],
        problems: tuple[Problem, ...],
    ) -> None:
        self.rows = rows
        self.offsets = offsets
        """Edge e (its position in rows.targets) has the records order[offsets[e]:offsets[e + 1]], by place."""
        self.order = order
        self.columns = columns
        self.names = names
        self.paths = paths
        """For each node the file that its imports stand in."""
        self.declared = declared
        """For each record that stands in another file, such as a declared one, that file."""
        self.problems = problems
        """Declared dependencies that do not fit the code, and so stand in no row: whoever judges must tell them."""
        self.wires: Mapping[int, Meeting | Reference] = {}
        """For each record that is no import what it is."""
        self.plain = self
        """The same with nothing but imports."""

    def occurrences(self, tail: int, head: int, kinds: int) -> Iterator[Occurrence]:
        """Yield the imports behind an edge that are of the wanted kinds, by place."""
        edge, c = self.edge(tail, head), self.columns
        for i in self.order[self.offsets[edge] : self.offsets[edge + 1]]:
            kind = c.kind[i]
            if kinds >> kind & 1:
                path = self.declared.get(i) or self.paths[tail]
                place = path, c.line[i], c.column[i], c.end_line[i], c.end_column[i]
                plain = self.names[c.name[i]], *place, KINDS[kind], _MARKED[c.marks[i]]
                wire = self.wires.get(i) if self.wires else None
                yield Occurrence(*plain, wire.via, wire.confidence, wire) if wire else Occurrence(*plain)

    def place(self, tail: int, head: int, kinds: int) -> tuple[str, int, int]:
        """Return path, line and column of the first import behind an edge that is of the wanted kinds."""
        edge, c = self.edge(tail, head), self.columns
        records = self.order[self.offsets[edge] : self.offsets[edge + 1]]
        first = next(i for i in records if kinds >> c.kind[i] & 1)
        return self.declared.get(first) or self.paths[tail], c.line[first], c.column[first]

    def taken(self, tail: int, head: int, kinds: int) -> frozenset[str]:
        """Return what the imports behind an edge take, of those of the wanted kinds."""
        edge, c = self.edge(tail, head), self.columns
        records = self.order[self.offsets[edge] : self.offsets[edge + 1]]
        return frozenset(self.names[c.name[i]] for i in records if kinds >> c.kind[i] & 1)

    def edge(self, tail: int, head: int) -> int:
        """Return the position of an edge that exists; of one that does not, where it would stand."""
        return bisect_left(self.rows.targets, head, self.rows.offsets[tail], self.rows.offsets[tail + 1])

    def with_import(self, tail: int, head: int) -> Ledger:
        """Return the ledger with one more edge, of one runtime import that stands nowhere: line 0 of the importer."""
        edge = self.edge(tail, head)
        at, record = self.offsets[edge], len(self.columns.kind)
        starts = array("I", (start + (node > tail) for node, start in enumerate(self.rows.offsets)))
        targets = self.rows.targets[:edge] + array("I", [head]) + self.rows.targets[edge:]
        offsets = self.offsets[: edge + 1] + array("I", (offset + 1 for offset in self.offsets[edge:]))
        order = self.order[:at] + array("I", [record]) + self.order[at:]
        nowhere = array("I", [0])
        c = self.columns
        name = c.name + array("I", [self.names.index("")])
        line, column, end_line, end_column = (one + nowhere for one in (c.line, c.column, c.end_line, c.end_column))
        kind, marks = c.kind + bytes([KINDS.index("runtime")]), c.marks + bytes(1)
        columns = Columns(name, line, column, end_line, end_column, kind, marks)
        rows, unchanged = Rows(starts, targets), (self.names, self.paths, self.declared, self.problems)
        return Ledger(rows, offsets, order, columns, *unchanged)

    def for_types(self, edges: Collection[tuple[int, int]]) -> Ledger:
        """Return the ledger with all that code says of some edges said for type checkers only."""
        kinds = bytearray(self.columns.kind)
        for edge in (self.edge(*pair) for pair in edges):
            for record in self.order[self.offsets[edge] : self.offsets[edge + 1]]:
                if record not in self.declared:
                    kinds[record] = KINDS.index("typing")
        columns = self.columns._replace(kind=bytes(kinds))
        given = self.names, self.paths, self.declared, self.problems
        return Ledger(self.rows, self.offsets, self.order, columns, *given)

    def extended(self, records: Sequence[Record]) -> Ledger:
        """Return the ledger with records of what couples modules without an import, on each edge behind its imports."""
        known = dict(zip(self.rows.edges(), pairwise(self.offsets), strict=True))
        first, new = len(self.columns.kind), dict[tuple[int, int], list[int]]()
        for number, record in enumerate(records, first):
            new.setdefault(record[:2], []).append(number)
        order, offsets = array("I"), array("I", [0])
        edges = sorted({*known, *new})
        for edge in edges:
            order.extend(self.order[slice(*known.get(edge, (0, 0)))])
            order.extend(new.get(edge, ()))
            offsets.append(len(order))
        names = (*self.names, *sorted({record.name for record in records} - {*self.names}))
        elsewhere = {**self.declared, **{number: record.path for number, record in enumerate(records, first)}}
        rows, columns = Rows.of(len(self.rows), edges), self._columns_with(records, names)
        made = Ledger(rows, offsets, order, columns, names, self.paths, elsewhere, self.problems)
        made.wires = {number: record.wire for number, record in enumerate(records, first)}
        made.plain = self.plain
        return made

    def _columns_with(self, records: Sequence[Record], names: Sequence[str]) -> Columns:
        number, c = {name: i for i, name in enumerate(names)}, self.columns
        places = c.line, c.column, c.end_line, c.end_column
        line, column, end_line, end_column = (
            old + array("I", (record.place[part] for record in records)) for part, old in enumerate(places)
        )
        name = c.name + array("I", (number[record.name] for record in records))
        kind = c.kind + bytes(KINDS.index(record.kind) for record in records)
        return Columns(name, line, column, end_line, end_column, kind, c.marks + bytes(len(records)))

    def filtered(self, kinds: int) -> Rows:
        """Return the edges that have a record of the wanted kinds."""
        if not any(each & ~kinds for each in set(self.kinds)):
            return self.rows
        kept = self.kinds.translate(bytes(bool(each & kinds) for each in range(256)))
        before = array("I", accumulate(kept, initial=0))
        offsets = array("I", map(before.__getitem__, self.rows.offsets))
        return Rows(offsets, array("I", compress(self.rows.targets, kept)))

    @cached_property
    def kinds(self) -> bytes:
        """For each edge the kinds of its records, as bits."""
        bits = self.columns.kind.translate(bytes(1 << kind % len(KINDS) for kind in range(256)))
        each = bytes([bits[record] for record in self.order])
        kinds = bytearray([each[first] for first in self.offsets[:-1]])
        # Nearly all records of an edge are of the kind of the one before.
        for other in compress(range(1, len(each)), map(ne, each[1:], each)):
            kinds[bisect_right(self.offsets, other) - 1] |= each[other]
        return bytes(kinds)
