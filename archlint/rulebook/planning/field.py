"""Where a plan looks for cycles: as the first rule against them has it, else among the children of each root."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from archlint.graph import Arc, Entry, Graph, knots_of, untangled
from archlint.rulebook.declared import Rule
from archlint.rulebook.judging import Docket
from archlint.rulebook.shelf import load
from archlint.startup import NamedTuple

__all__ = ["Cut", "Field", "Grouping", "cut_of", "field_of"]

_TYPE = "acyclic"


class Grouping(NamedTuple):
    """Groups that may be in cycles with each other."""

    arcs: Mapping[tuple[int, int], Arc]
    """Their dependencies, numbered over the labels."""
    labels: Sequence[str]

    @property
    def knots(self) -> list[list[int]]:
        """The groups that are in cycles, cycle by cycle."""
        return knots_of(self.arcs, len(self.labels))


class Cut(NamedTuple):
    """What to cut so that no cycle is left."""

    pairs: tuple[tuple[int, tuple[int, int]], ...]
    """The dependencies that go: the position of the grouping, and the pair of its groups."""
    imports: tuple[tuple[int, int], ...]
    bound: int
    """No fewer imports leave no cycle."""


class Field(NamedTuple):
    """Where cycles are looked for."""

    rule: str
    """The ID of the rule that says so; "" where none does."""
    kinds: tuple[str, ...]
    options: Any
    groups: Callable[[Graph, Any], Iterator[tuple[Mapping[tuple[int, int], Arc], Sequence[str]]]]

    def view(self, docket: Docket) -> Graph:
        """Return the graph as the rule sees it."""
        if self.rule in docket.views:
            return docket.views[self.rule]
        return docket.whole.seen(self.kinds, docket.general[""].imports)

    def groupings(self, docket: Docket) -> list[Grouping]:
        """Return the groups of a graph that has been judged. Raises Misdeclared where they do not fit it any more."""
        return [Grouping(*one) for one in self.groups(self.view(docket), self.options)]


def field_of(docket: Docket, rules: Iterable[Rule]) -> Field:
    """Return where to look for cycles in a graph that has been judged."""
    for rule in rules:
        if rule.type == _TYPE and rule.id in docket.views and rule.id not in docket.misfits and rule.module:
            return Field(rule.id, rule.kinds, rule.options, load(_TYPE).knottable)
    module = load(_TYPE)
    tops = tuple(Entry(name, ()) for name in docket.whole.tops)
    options = replace(module.Options(), modules=tops, depth=1)
    return Field("", module.KINDS, options, module.knottable)


def cut_of(groupings: Sequence[Grouping], blamed: Collection[tuple[int, int]]) -> Cut:
    """Return the fewest imports that are known to leave no cycle, of equally few those that are blamed for more."""
    found = [untangled(one.arcs, len(one.labels), blamed) for one in groupings]
    pairs = tuple((number, pair) for number, each in enumerate(found) for pair in each.pairs)
    imports = tuple(sorted({edge for each in found for edge in each.imports}))
    return Cut(pairs, imports, sum(each.bound for each in found))
