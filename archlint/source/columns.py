"""Records one by one, columns in the end."""

from __future__ import annotations

from array import array
from itertools import count

from archlint.source.facts import Fact
from archlint.source.resolve import Resolution

__all__ = ["Rows"]


class Rows:
    """
    Columns that grow, with numbers in the order of arrival for externals and names; `sort` gives them their order.

    The attributes are those of `Imports` of the same name.
    """

    def __init__(self, modules: tuple[str, ...]) -> None:
        self.externals: tuple[str, ...] = ()
        self.names: tuple[str, ...] = ()
        self.importer, self.target, self.name = array("I"), array("I"), array("I")
        self.line, self.column = array("I"), array("I")
        self.end_line, self.end_column = array("I"), array("I")
        self.kind, self.marks = bytearray(), bytearray()
        self._nodes = dict(zip(modules, count()))
        self._size = len(modules)
        self._names: dict[str, int] = {}

    def add(self, importer: int, resolution: Resolution, fact: Fact) -> None:
        """Take in one record, unless it leads to no module or to the importer itself."""
        target = self._nodes.setdefault(resolution.module, len(self._nodes)) if resolution.module else importer
        if target == importer:
            return
        self.importer.append(importer)
        self.target.append(target)
        self.name.append(self._names.setdefault(resolution.name, len(self._names)))
        self.line.append(fact.line)
        self.column.append(fact.column)
        self.end_line.append(fact.end_line)
        self.end_column.append(fact.end_column)
        self.kind.append(fact.kind)
        self.marks.append(fact.marks)

    def sort(self) -> None:
        """Number externals and names by their spelling, sort the records, and leave out what is said twice."""
        arrived = list(self._nodes)[self._size :]
        self.externals = tuple(sorted(arrived))
        self.names = tuple(sorted(self._names))
        node = {name: number for number, name in enumerate(self.externals, self._size)}
        index = {name: number for number, name in enumerate(self.names)}
        nodes = array("I", [*range(self._size), *(node[name] for name in arrived)])
        spelled = array("I", [index[name] for name in self._names])
        self.target = array("I", map(nodes.__getitem__, self.target))
        self.name = array("I", map(spelled.__getitem__, self.name))
        self._arrange(self._order())

    def _order(self) -> list[int]:
        """Return the positions of the records to keep, in their order."""
        keys = list(zip(self.importer, self.line, self.column, self.target, self.name, strict=True))
        order = sorted(range(len(keys)), key=keys.__getitem__)
        return [at for at, before in zip(order, [-1, *order], strict=False) if before < 0 or keys[at] != keys[before]]

    def _arrange(self, order: list[int]) -> None:
        self.importer, self.target, self.name, self.line, self.column, self.end_line, self.end_column = (
            array("I", map(column.__getitem__, order))
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
        self.kind = bytearray(map(self.kind.__getitem__, order))
        self.marks = bytearray(map(self.marks.__getitem__, order))
