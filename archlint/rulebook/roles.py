"""What a module is to a rule: in which component of it, on which level, and which entry put it there."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from archlint.graph import Binding, Entry, Floors, Graph, Misdeclared, Row, Selection, Stack, floors_of
from archlint.rulebook import card
from archlint.rulebook.declared import Rule
from archlint.startup import NamedTuple

__all__ = ["Cast", "Role"]


class Role(NamedTuple):
    """One part that a module plays in a rule."""

    option: str
    """The key of the rule that the entry stands under, e.g. layers or from."""
    component: str
    """The component's label."""
    by: str
    """The entry that names the module most exactly."""
    level: int = 0
    """1 is the top; 0 where the option is no order, as for a foundation."""
    levels: int = 0
    """How many there are; 0 where the option is no order."""
    row: str = ""
    """In a table, the key of the row whose list names the module; "" where the key itself does."""
    order: int = -1
    """Which of the rule's orders, by container; -1 where it has none."""
    siblings: str = ""
    """What components of this level may do to one another."""
    binding: Binding = ()


class Cast:
    """All that a rule names. Of a rule that does not fit the code, what fits."""

    def __init__(self, graph: Graph, rule: Rule) -> None:
        self.graph = graph.spoken(rule.lead)
        self.rule = rule

    @property
    def silent(self) -> bool:
        """Whether the rule names nothing, and so speaks of all modules."""
        return self.rule.module is not None and not any(True for _ in card.entries(self.rule.options, aside=False))

    @property
    def tabled(self) -> bool:
        """Whether the rule gives each component a row of its own."""
        return any(isinstance(part, Row) for _, part in self._options())

    @property
    def contained(self) -> bool:
        """Whether several containers are named: to count them is far less than to spell out the order of each."""
        containers = getattr(self.rule.options, "containers", ())
        try:
            # A team's own rule may call anything so.
            named = isinstance(containers, tuple) and all(isinstance(one, Entry) for one in containers)
            return named and len(self.graph.packages(containers)) > 1
        except Misdeclared:
            return False

    @cached_property
    def stacks(self) -> list[Stack]:
        """The orders as they are declared, one for each container."""
        stacks = getattr(self.rule.module, "stacks", None)
        try:
            return list(stacks(self.graph, self.rule.options)) if stacks else []
        except Misdeclared:
            return []

    @cached_property
    def orders(self) -> list[Floors]:
        """The orders of components that the rule declares, one for each container."""
        try:
            return [floors_of(self.graph, stack) for stack in self.stacks]
        except Misdeclared:
            return []

    @cached_property
    def named(self) -> frozenset[int]:
        """Every module that the rule puts somewhere."""
        ordered = {node for floors in self.orders for part in floors.partition.parts for node in part.exactness}
        return frozenset(ordered.union(*(part.exactness for found in self._lists.values() for part in found)))

    def roles(self, node: int) -> list[Role]:
        """Return the parts that a module plays."""
        return [*self._placed(node), *self._listed(node)]

    def _placed(self, node: int) -> Iterator[Role]:
        for number, floors in enumerate(self.orders):
            at = floors.partition.component[node]
            if at >= 0:
                part, floor = floors.partition.parts[at], floors.floor[at]
                ordered = floor >= 0 and len(floors.levels) > 1
                level, levels = (floor + 1, len(floors.levels)) if ordered else (0, 0)
                siblings = floors.siblings[floor] if floor >= 0 else ""
                where = str(part.entry.where[len(self.rule.where)])
                place = level, levels, "", number
                yield Role(where, part.label, part.entry.text, *place, siblings, part.binding)

    def _listed(self, node: int) -> Iterator[Role]:
        for (option, row), found in self._lists.items():
            mine = [part for part in found if node in part.exactness]
            if mine:
                best = max(mine, key=lambda part: part.exactness[node])
                yield Role(option, best.label, best.entry.text, row=row, binding=best.binding)

    @cached_property
    def _lists(self) -> dict[tuple[str, str], list[Selection]]:
        """What each option names that is no order, by option and, in a table, by row; the keys of a row as "" too."""
        ordered = {"layers", "modules", "foundation"} if self.orders else set[str]()
        relative = getattr(self.rule.module, "RELATIVE", ())
        lists: dict[tuple[str, str], list[Selection]] = {}
        for option, part in self._options():
            if isinstance(part, Row):
                lists.setdefault((option, ""), []).extend(self._selected([part.key]))
                lists[option, part.key.text] = [] if option in relative else self._selected(part.entries)
            elif option not in ordered | {"layers", "closed", "exhaustive-ignore"}:
                lists[option, ""] = self._selected(part)
        return lists

    def _options(self) -> Iterator[tuple[str, Row | tuple[Entry, ...]]]:
        """Yield the key of each option that names modules, with a list or a row of it; nothing of a broken file."""
        for field in dataclasses.fields(self.rule.options) if self.rule.module else ():
            for part in _parts(getattr(self.rule.options, field.name)):
                yield field.name.rstrip("_").replace("_", "-"), part

    def _selected(self, entries: Sequence[Entry]) -> list[Selection]:
        try:
            return self.graph.select(entries)
        except Misdeclared:
            return []


def _parts(value: Any) -> Iterator[Row | tuple[Entry, ...]]:
    """Yield the rows of a table one by one, and a list of names as a whole; what is neither names nothing by itself."""
    if isinstance(value, tuple) and value and all(isinstance(one, Row) for one in value):
        yield from value
    elif isinstance(value, tuple) and value and all(isinstance(one, Entry) for one in value):
        yield value
