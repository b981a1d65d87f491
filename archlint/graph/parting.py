"""By which imports one set of modules comes to another, and which to remove so that it no longer does."""

from __future__ import annotations

from archlint.graph.breach import Import
from archlint.graph.chains import open_chains
from archlint.graph.cut import severing_cut
from archlint.graph.graph import Graph

__all__ = ["Passage", "passage"]


class Passage:
    """All ways from one set of modules to another, by whatever modules lie between; the two sets share none."""

    def __init__(self, graph: Graph, tails: frozenset[int], heads: frozenset[int]) -> None:
        self._graph, self._tails, self._heads = graph, tails, heads

    def chain(self) -> tuple[int, ...]:
        """Return the shortest way as modules from end to end, ties by the alphabet; () where there is none."""
        succ, pred = self._graph.succ, self._graph.pred
        direct = ((a, b) for a in self._tails for b in succ[a] if b in self._heads)
        return min(direct, default=()) or open_chains(succ, pred, [(self._tails, self._heads, frozenset())])[0] or ()

    def entries(self) -> tuple[Import, ...]:
        """Return the imports by which a way leaves the first set, ascending: there it is decided where it leads."""
        reaching = set(self._heads)
        queue = sorted(self._heads)
        for node in queue:
            new = [tail for tail in self._graph.pred[node] if tail not in reaching and tail not in self._tails]
            reaching.update(new)
            queue += new
        return tuple((a, b) for a in sorted(self._tails) for b in self._graph.succ[a] if b in reaching)

    def cut(self) -> tuple[Import, ...]:
        """Return the fewest imports without which there is no way, ascending; of several such sets the nearest one."""
        return severing_cut(self._graph.succ, self._tails, self._heads)


def passage(graph: Graph, tails: frozenset[int], heads: frozenset[int]) -> Passage:
    """Return the ways from one set to another; what lies within the other set is told apart from the rest of it."""
    if tails < heads:
        return Passage(graph, tails, heads - tails)
    return Passage(graph, tails - heads, heads)
