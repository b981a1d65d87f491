"""Imports that need not be there, or not while the program runs."""

from __future__ import annotations

from collections.abc import Sequence

from archlint.graph import Graph, HandedOn, Loading, Occurrence, Traces, binds, for_types
from archlint.rulebook.repairs.rerouting import Refusal

__all__ = ["Relief"]

Import = tuple[int, int]
_RUNNING = ("runtime", "deferred")


class Relief:
    """Finds out whether they could go, or move under `if TYPE_CHECKING:`, in a whole graph."""

    def __init__(self, graph: Graph, loading: Loading, traces: Traces) -> None:
        self._graph = graph
        self._loading = loading
        self._traces = traces
        self._handed_on = HandedOn(graph)
        self._gone: set[Import] = set()

    def unused(self, tail: int, head: int, found: Sequence[Occurrence]) -> Refusal | None:
        """Return why some statements of an import, which take names that nobody uses, cannot go; None if they can."""
        name = self._graph.name(tail)
        if self._graph.names.packages[tail]:
            return Refusal("used", name)
        words = binds(self._graph, tail, head, found)
        places = {(one.line, one.end_line) for one in found}
        if words is None or not all(self._traces.unspoken(tail, place, words) for place in places):
            return Refusal("used", name)
        if self._handed_on.takers(tail, head) or any(self._is_reached(tail, word) for word in words):
            return Refusal("handed-on", name)
        return self._missed(tail, head, found)

    def for_types(self, tail: int, head: int, found: Sequence[Occurrence]) -> Refusal | None:
        """Return why the statements of an import cannot move under `if TYPE_CHECKING:`; None if they can."""
        name = self._graph.name(tail)
        need = for_types(self._graph, tail, head, self._handed_on)
        if need != "types":
            return Refusal("needed" if need == "run" else "quoted", name)
        if any(one.kind != "runtime" or one.marks for one in found):
            return Refusal("placed", name)
        words = binds(self._graph, tail, head, found)
        if words is None or any(self._is_reached(tail, word) for word in words):
            return Refusal("handed-on", name)
        return self._missed(tail, head, found)

    def take(self, edge: Import) -> None:
        """Note that an import goes: what others were to rely on is not there any more."""
        self._gone.add(edge)

    def _is_reached(self, tail: int, word: str) -> bool:
        return self._traces.is_set(self._graph.name(tail), word) or self._traces.reached(tail, word)

    def _missed(self, tail: int, head: int, found: Sequence[Occurrence]) -> Refusal | None:
        """Return a refusal where somebody could miss what loading the module does, this import and others gone."""
        if not any(one.kind in _RUNNING for one in found):
            return None
        gone = frozenset({*self._gone, (tail, head)})
        if any(self._loading.missed(*edge, gone) for edge in gone):
            return Refusal("effects", self._graph.name(head))
        return None
