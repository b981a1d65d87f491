"""The code after some steps of a plan, judged as it would be then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from archlint.graph import Graph, Misdeclared, largest_knot_of
from archlint.rulebook.declared import Rule
from archlint.rulebook.judging import Docket, judged
from archlint.rulebook.nouns import Finding
from archlint.rulebook.planning.field import Cut, Field, Grouping, cut_of
from archlint.settings import Request

__all__ = ["Import", "Situation", "State"]

Import = tuple[int, int]


class State(NamedTuple):
    """What a check would count."""

    violations: int
    """Those of the rules, in every state."""
    in_cycles: int
    """Groups that are in cycles, where the plan looks for them."""
    largest_cycle: int
    """Modules of the largest cycle of modules; 0 where there is none."""


class Situation:
    """Some imports are gone, and some are needed for types alone."""

    def __init__(self, request: Request, whole: Graph, rules: Sequence[Rule], field: Field, docket: Docket) -> None:
        """Take the code as it is, judged."""
        self._request, self._whole, self._rules = request, whole, rules
        self.field = field
        self.docket = docket
        self.gone: frozenset[Import] = frozenset()
        self.for_types: frozenset[Import] = frozenset()

    def after(self, gone: Iterable[Import], for_types: Iterable[Import]) -> Situation:
        """Return the situation with some more of both, judged anew."""
        whole, rules = self._whole, self._rules
        gone, for_types = self.gone.union(gone), self.for_types.union(for_types)
        docket, _ = judged(self._request, whole.needed_for_types(for_types), rules, gone)
        new = Situation(self._request, whole, rules, self.field, docket)
        new.gone, new.for_types = gone, for_types
        return new

    @property
    def findings(self) -> dict[str, Finding]:
        """What the rules find, by fingerprint; without cuts that take a search."""
        return {finding.fingerprint: finding for finding, _ in self.docket.pending}

    @property
    def graph(self) -> Graph:
        """The graph in which cycles are looked for."""
        return self.field.view(self.docket)

    @cached_property
    def groupings(self) -> list[Grouping]:
        """The groups that may be in cycles; none where their rule fits the code no more."""
        try:
            return self.field.groupings(self.docket)
        except Misdeclared:
            return []

    @cached_property
    def cut(self) -> Cut:
        """What to cut so that no cycle is left."""
        return cut_of(self.groupings)

    @cached_property
    def knot(self) -> list[int]:
        """The modules of the largest cycle of modules."""
        return largest_knot_of(self.graph.succ, self.graph.size)

    @property
    def state(self) -> State:
        """What a check would count."""
        knotted = sum(len(knot) for one in self.groupings for knot in one.knots)
        return State(len(self.docket.pending), knotted, len(self.knot))
