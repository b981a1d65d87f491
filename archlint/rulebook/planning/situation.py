"""The code after some steps of a plan, judged as it would be then."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from archlint.graph import Graph, HandedOn, Misdeclared, largest_knot_of
from archlint.rulebook.declared import Rule
from archlint.rulebook.findings import written_out
from archlint.rulebook.judging import Docket, judged
from archlint.rulebook.nouns import Finding
from archlint.rulebook.planning.field import Cut, Field, Grouping, cut_of
from archlint.settings import Request
from archlint.startup import NamedTuple

__all__ = ["Import", "Named", "Setting", "Situation", "State"]

Import = tuple[int, int]
Named = tuple[str, str]
"""An import by the names of its ends."""


class State(NamedTuple):
    """What a check would count."""

    violations: int
    """Those of the rules, in every state."""
    in_cycles: int
    """Groups that are in cycles, where the plan looks for them."""
    largest_cycle: int
    """Modules of the largest cycle of modules; 0 where there is none."""


class Setting(NamedTuple):
    """What all situations of a plan have in common."""

    request: Request
    rules: Sequence[Rule]
    field: Field
    whole: Graph
    """All that is written, but what is cut where it was drawn anew."""
    draw: Callable[[frozenset[Named]], Graph]
    """Gives the graph as it would be drawn without some imports."""
    redrawn: bool = False


class Situation:
    """Some imports are gone, and some are needed for types alone."""

    def __init__(self, setting: Setting, docket: Docket, gone: frozenset[Named] = frozenset()) -> None:
        """Take a graph that has been judged, and what is not in it any more though it is written."""
        self.setting = setting
        self.field = setting.field
        self.docket = docket
        self._gone = gone
        self._for_types: frozenset[Import] = frozenset()

    def after(self, gone: Iterable[Import], for_types: Iterable[Import]) -> Situation:
        """Return the situation with some more of both, judged anew."""
        setting, whole = self.setting, self.docket.whole
        named = self._gone.union((whole.name(tail), whole.name(head)) for tail, head in gone)
        # Numbers of modules that are read stay what they are, whatever becomes of the others.
        types = self._for_types.union(for_types)
        lonely = any(head >= whole.size and len(whole.pred[head]) == 1 for _, head in gone)
        if lonely or setting.redrawn:
            # Who looks for a library that nobody imports finds none: that may be what a rule cannot do without.
            setting = setting._replace(whole=setting.draw(named), redrawn=True)
        node = setting.whole.names.node
        edges = frozenset() if setting.redrawn else frozenset((node[a], node[b]) for a, b in named)
        docket, _ = judged(setting.request, setting.whole.needed_for_types(types), setting.rules, edges)
        new = Situation(setting, docket, named)
        new._for_types = types
        return new

    @cached_property
    def handed_on(self) -> HandedOn:
        """Who goes by the imports of others."""
        return HandedOn(self.setting.whole)

    @cached_property
    def findings(self) -> dict[str, Finding]:
        """What the rules find, by fingerprint; without cuts that take a search."""
        return {finding.fingerprint: finding for finding in written_out(self.docket.pending)}

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
        """What to cut so that no cycle is left, of imports that break other rules as well where there is a choice."""
        node = self.graph.names.node
        blamed = {
            (node[one.importer], node[one.imported])
            for one in self.findings.values()
            if one.imported and not (one.steps or one.members)
        }
        return cut_of(self.groupings, blamed)

    @cached_property
    def knot(self) -> list[int]:
        """The modules of the largest cycle of modules."""
        return largest_knot_of(self.graph.succ, self.graph.size)

    @property
    def state(self) -> State:
        """What a check would count."""
        knotted = sum(len(knot) for one in self.groupings for knot in one.knots)
        return State(len(self.docket.pending), knotted, len(self.knot))
