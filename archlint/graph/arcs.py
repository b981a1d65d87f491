"""Dependencies between components, each with the imports that make it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import cache
from itertools import pairwise

from archlint.graph.breach import Cut, Import
from archlint.graph.chains import shortest_chains
from archlint.graph.cut import ChainCut, Front
from archlint.graph.graph import Graph
from archlint.graph.reach import free_between, free_reach
from archlint.graph.rows import bits
from archlint.graph.selections import Partition
from archlint.startup import NamedTuple

__all__ = ["Arc", "Dependencies", "arcs_between", "component_arcs", "dependencies", "free_cuts", "imports_between"]


class Arc(NamedTuple):
    """What makes one group depend on another."""

    imports: list[Import]
    """The direct ones, ascending."""
    chain: tuple[int, ...] = ()
    """Nodes of the shortest chain through free modules; empty where there is none."""
    around: Cut = tuple
    """Gives the fewest imports whose removal leaves no such chain."""

    @property
    def weight(self) -> int:
        """How much it takes at least to end the dependency, in imports."""
        return len(self.imports) + bool(self.chain)

    @property
    def shown(self) -> tuple[int, ...]:
        """The first direct import, else the chain."""
        return min(self.imports) if self.imports else self.chain

    def edges(self) -> list[Import]:
        """Return all that it is made of: the direct imports, and those of the chain."""
        return [*self.imports, *pairwise(self.chain)]

    def cut(self) -> tuple[Import, ...]:
        """Return the fewest imports whose removal ends the dependency, ascending."""
        return tuple(sorted({*self.imports, *(self.around() if self.chain else ())}))


class Dependencies(NamedTuple):
    """Which components depend on which; what makes them do so is looked for when somebody asks."""

    graph: Graph
    partition: Partition
    pairs: frozenset[tuple[int, int]]
    """(importing component, imported one), by an import or by a path through modules of none."""
    between: Collection[int]
    """The modules of none on such paths."""

    def arcs(self, pairs: Collection[tuple[int, int]]) -> dict[tuple[int, int], Arc]:
        """Return what makes these of the pairs."""
        return arcs_between(self.graph, self.partition, pairs, self.between)


def dependencies(graph: Graph, partition: Partition) -> Dependencies:
    """Return which components depend on which, directly or by a path through modules of none."""
    owned, count = partition.owned, len(partition.parts)
    between = free_between(graph.succ, graph.pred, partition.component, owned)
    reach = free_reach(graph.succ, graph.pred, partition.component, owned, count, between)
    pairs = frozenset((a, b) for a in range(count) for b in bits(reach.direct[a] | reach.through[a]))
    return Dependencies(graph, partition, pairs, between)


def component_arcs(graph: Graph, partition: Partition) -> dict[tuple[int, int], Arc]:
    """Return every dependency between two components, direct or by a path through modules of none, by pair."""
    found = dependencies(graph, partition)
    return found.arcs(found.pairs)


def arcs_between(
    graph: Graph, partition: Partition, pairs: Collection[tuple[int, int]], between: Collection[int]
) -> dict[tuple[int, int], Arc]:
    """
    Return the dependencies of these pairs of components: their direct imports and their shortest free chain.

    `between` are the free nodes of all free chains.
    """
    direct: dict[tuple[int, int], list[Import]] = {}
    for pair, edge in imports_between(graph, partition, pairs):
        direct.setdefault(pair, []).append(edge)
    given = graph.succ, graph.pred, partition.component
    chains = shortest_chains(*given, pairs, between, partition.owned) if pairs else {}
    cut = free_cuts(graph, partition, between)
    return {
        pair: Arc(direct.get(pair, []), chains.get(pair, ()), cut(*pair))
        for pair in sorted(direct.keys() | chains.keys())
    }


def imports_between(
    graph: Graph, partition: Partition, pairs: Collection[tuple[int, int]]
) -> Iterator[tuple[tuple[int, int], Import]]:
    """Yield the direct imports that make one component depend on another, of these pairs alone, ascending."""
    component = partition.component
    for tail in sorted(node for part in {tail for tail, _ in pairs} for node in partition.nodes(part)):
        for head in graph.succ[tail]:
            pair = component[tail], component[head]
            if pair in pairs:
                yield pair, (tail, head)


def free_cuts(graph: Graph, partition: Partition, between: Collection[int]) -> Callable[[int, int], ChainCut]:
    """Return what gives for two components what to cut so that no chain over the nodes `between` joins them."""
    nodes = cache(partition.nodes)
    succ, passable = graph.succ, between.__contains__
    front = cache(lambda tails: Front(succ, tails, passable))

    def ends(tail: int, head: int) -> tuple[frozenset[int], frozenset[int]]:
        return nodes(tail), nodes(head)

    return lambda tail, head: ChainCut(succ, ends, passable, front, (tail, head))
