"""Dependencies between components, each with the imports that make it."""

from __future__ import annotations

from typing import NamedTuple

from archlint.graph.breach import Import
from archlint.graph.chains import shortest_chains
from archlint.graph.graph import Graph
from archlint.graph.reach import free_reach
from archlint.graph.rows import bits
from archlint.graph.selections import Partition

__all__ = ["Arc", "arcs_between", "component_arcs"]


class Arc(NamedTuple):
    """What makes one group depend on another."""

    imports: list[Import]
    """Ascending; for a dependency through free modules only the first import of the chain."""
    chain: tuple[int, ...] = ()
    """Nodes of the shortest chain through free modules; empty for a direct dependency."""


def component_arcs(graph: Graph, partition: Partition) -> dict[tuple[int, int], Arc]:
    """Return every dependency between two components, direct or by a path through modules of none, by pair."""
    reach = free_reach(graph.succ, partition.component, len(partition.parts))
    parts = range(len(partition.parts))
    return arcs_between(graph, partition, {(a, b) for a in parts for b in bits(reach.direct[a] | reach.through[a])})


def arcs_between(graph: Graph, partition: Partition, pairs: set[tuple[int, int]]) -> dict[tuple[int, int], Arc]:
    """Return the dependencies of these pairs of components: their direct imports, else their shortest free chain."""
    arcs: dict[tuple[int, int], Arc] = {}
    component = partition.component
    for tail, head in graph.edges():
        pair = component[tail], component[head]
        if pair in pairs:
            arcs.setdefault(pair, Arc([])).imports.append((tail, head))
    chains = shortest_chains(graph.succ, graph.pred, component, sorted(pairs - arcs.keys()))
    arcs.update({pair: Arc([(chain[0], chain[1])], chain) for pair, chain in chains.items()})
    return arcs
