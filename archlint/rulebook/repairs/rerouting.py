"""From where else an import could take its name: the package around it, or a module that hands it on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from archlint.graph import KINDS, Doubt, Graph, Loading, Occurrence, SymbolTable, Traces
from archlint.startup import NamedTuple

__all__ = ["Closed", "Refusal", "Route", "Routes", "telling"]

_TELLING: Final = (
    *(
        "patched",
        "effects",
        "cycle",
        "unloaded",
        "forbidden",
        "incidental",
        "unlisted",
        "submodule",
        "changed",
        "several",
    ),
    *("conditional", "opaque", "outside", "another", "lazy", "private", "unbound"),
)
"""Reasons, the one first that was nearest to success."""


class Refusal(NamedTuple):
    """Why an import is left as it is."""

    reason: str
    module: str = ""
    """Where that is so."""
    name: str = ""


class Route(NamedTuple):
    """A module that an import could take its name from."""

    node: int
    around: bool
    """It is a package around the module that is imported now; else it lies elsewhere, and hands the name on."""


class Closed(NamedTuple):
    """A route that no name may be led along, and why."""

    route: Route
    refusal: Refusal


class Routes:
    """Finds them, in a whole graph."""

    def __init__(self, graph: Graph, loading: Loading, traces: Traces) -> None:
        self._graph = graph
        self._table = SymbolTable(graph)
        self._loading = loading
        self._traces = traces

    @property
    def table(self) -> SymbolTable:
        """What the names of the modules are."""
        return self._table

    def possible(self, tail: int, head: int, taken: Occurrence, *, around: bool) -> tuple[list[Route], list[Closed]]:
        """
        Return the routes for one name of an import that are certain to lead to the same, best first; and the others.

        They go by packages `around` the module that is imported now, or else by other modules that hand the name on.
        """
        routes, closed = [], []
        symbol = self._table.symbol(self._graph.name(head), taken.name)
        if isinstance(symbol, Doubt):
            return [], [Closed(Route(head, around), Refusal(*symbol, taken.name))]
        within = list(self._around(tail, head))
        others = within if around else [one for one in self._takers(tail, head, taken.name) if one not in within]
        for route in (Route(node, around) for node in others):
            doubt = self._table.offers(route.node, taken.name, symbol)
            refusal = Refusal(*doubt, taken.name) if doubt else self._unsafe(tail, head, route, taken)
            if refusal:
                closed.append(Closed(route, refusal))
            else:
                routes.append(route)
        return routes, closed

    def _around(self, tail: int, head: int) -> Iterator[int]:
        """Yield the packages around a module that another one does not lie in, the outermost first."""
        graph = self._graph
        if head >= graph.size:
            return
        importer, name = graph.name(tail), graph.name(head)
        for i, character in enumerate(name):
            above = name[:i]
            node = graph.names.node.get(above, -1) if character == "." else -1
            if 0 <= node < graph.size and graph.names.packages[node] and not f"{importer}.".startswith(f"{above}."):
                yield node

    def _takers(self, tail: int, head: int, name: str) -> Iterator[int]:
        """Yield the modules that take a name from a module, or from one that does, and may mean to hand it on."""
        graph, seen, waiting = self._graph, {tail, head}, [head]
        importers = graph.ledger.rows.reversed()
        while waiting:
            node = waiting.pop(0)
            for other in importers[node]:
                if other in seen or not self._may_offer(other, name):
                    continue
                if not {name, "*"}.isdisjoint(graph.ledger.taken(other, node, (1 << len(KINDS)) - 1)):
                    seen.add(other)
                    waiting.append(other)
                    yield other

    def _may_offer(self, node: int, name: str) -> bool:
        """Return whether a module could mean to offer a name, as far as that is known without a look at its file."""
        graph = self._graph
        return node < graph.size and (bool(graph.names.packages[node]) or name in graph.exports.get(node, ()))

    def _unsafe(self, tail: int, head: int, route: Route, taken: Occurrence) -> Refusal | None:
        """Return why it could matter that the name comes by another route, though it is the same."""
        graph, name, to = self._graph, taken.name, self._graph.name(route.node)
        if self._traces.is_set(graph.name(head), name) or self._traces.is_set(to, name):
            return Refusal("patched", graph.name(head), name)
        if taken.kind == "typing":
            return None
        if not route.around and not self._loading.loads(tail, route.node, {(tail, head)}):
            return Refusal("unloaded", to, name)
        if self._loading.may_load(route.node, tail):
            return Refusal("cycle", to, name)
        if self._loading.missed(tail, head, {(tail, head)}, [route.node]):
            return Refusal("effects", graph.name(head), name)
        return None


def telling(refusal: Refusal) -> int:
    """Return how near to success a refusal was: the less, the nearer."""
    return _TELLING.index(refusal.reason)
