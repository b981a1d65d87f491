"""Which imports to remove so that no chain is left between two sets of modules."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from itertools import pairwise

from archlint.graph.rows import Rows

__all__ = ["ChainCut", "Front", "minimum_cut", "severing_cut"]

_Ends = tuple[frozenset[int], frozenset[int]]
"""Tails and heads."""


class ChainCut:
    """What to cut so that no chain is left over passable nodes; nothing is looked for before somebody asks."""

    __slots__ = ("_ends", "_front", "_of", "_passable", "_succ")

    def __init__(
        self,
        succ: Rows,
        ends: Callable[..., _Ends],
        passable: Callable[[int], bool],
        front: Callable[[frozenset[int]], Front] | None = None,
        of: tuple[int, ...] = (),
    ) -> None:
        """
        Take the edges, what gives the tails and the heads `of` something, and what tells which nodes may lie between.

        Where many cuts have their tails in common, and none of their tails and heads is passable, `front` gives what
        lies before some tails.
        """
        self._succ, self._ends, self._passable, self._front, self._of = succ, ends, passable, front, of

    def __call__(self) -> tuple[tuple[int, int], ...]:
        """Return the fewest edges; see minimum_cut."""
        tails, heads = self._ends(*self._of)
        if self._front and tails.isdisjoint(heads):
            return self._front(tails).cut(heads)
        return minimum_cut(self._succ, tails, heads, self._passable)

    def takes_only(self, edge: tuple[int, int]) -> bool:
        """Return whether no chain is left without this one edge. O(edges)."""
        tails, heads = self._ends(*self._of)
        starts, ends = tails - heads, heads - tails
        seen = {*tails, *heads}
        reached = sorted(starts)
        for tail in reached:
            for head in self._succ[tail]:
                if (tail, head) == edge:
                    continue
                if head in ends and tail not in starts:
                    return False
                if head not in seen and self._passable(head):
                    seen.add(head)
                    reached.append(head)
        return True


class Front:
    """All that chains over passable nodes come by from some starts, to be cut from any ends."""

    def __init__(self, succ: Rows, starts: Collection[int], passable: Callable[[int], bool]) -> None:
        """Look at every edge that such a chain may take; no start may be passable. O(edges)."""
        self.starts = starts
        self.onward: dict[int, list[int]] = {}
        """For each start and each passable node that is reached the passable nodes that it imports."""
        self.doors: dict[int, list[int]] = {}
        """For each other node that is reached the passable nodes that import it: start to end is no chain."""
        passed = dict.fromkeys(starts, False)
        reached = sorted(starts)
        first = len(reached)
        for place, tail in enumerate(reached):
            inner = self.onward[tail] = []
            for head in succ[tail]:
                if head not in passed:
                    passed[head] = passable(head)
                    if passed[head]:
                        reached.append(head)
                if passed[head]:
                    inner.append(head)
                elif place >= first:
                    self.doors.setdefault(head, []).append(tail)

    def cut(self, ends: Iterable[int]) -> tuple[tuple[int, int], ...]:
        """Return the fewest edges to cut; none of the ends may be a start or passable. See minimum_cut."""
        last = {end: self.doors[end] for end in ends if end in self.doors}
        return _Flow(self, last).cut() if last else ()


class _Flow:
    """Chains that share no edge, as many as there can be."""

    def __init__(self, front: Front, doors: dict[int, list[int]]) -> None:
        self._starts, self._ends = sorted(front.starts), doors
        self._onward = dict(front.onward)
        """For each node where an edge leads, be it taken or not."""
        for end, tails in doors.items():
            for tail in tails:
                self._onward[tail] = [*self._onward[tail], end]
        self._taken: dict[int, set[int]] = {}
        """For each node where the taken edges lead."""
        self._back: dict[int, set[int]] = {}
        """For each node where the taken edges come from: a chain that is new may take them back."""

    def cut(self) -> tuple[tuple[int, int], ...]:
        """Take chains until there is none left; return the edges to cut, ascending."""
        while True:
            depths, last = self._depths()
            if not last:
                break
            self._fill(depths, last)
        return tuple(
            sorted((tail, head) for tail in depths for head in self._taken.get(tail, ()) if head not in depths)
        )

    def _free(self, node: int) -> list[int]:
        """Return where one may still go from a node."""
        taken, back = self._taken.get(node), self._back.get(node)
        heads = self._onward[node]
        if taken:
            heads = [head for head in heads if head not in taken]
        return [*heads, *back] if back else heads

    def _depths(self) -> tuple[dict[int, int], int]:
        """
        Return how many free edges each node is away from the starts, and the nearest end.

        Without an end, whose distance is then 0, these are all nodes that are reached; else those that are nearer.
        """
        depths = dict.fromkeys(self._starts, 0)
        queue = self._starts[:]
        for node in queue:
            depth = depths[node] + 1
            new = [head for head in self._free(node) if head not in depths]
            if not self._ends.keys().isdisjoint(new):
                return depths, depth
            depths.update(dict.fromkeys(new, depth))
            queue += new
        return depths, 0

    def _fill(self, depths: dict[int, int], last: int) -> None:
        """Take chains along free edges that lead one step deeper until each way to an end has none."""
        deeper: dict[int, list[int]] = {}
        for start in self._starts:
            path = [start]
            while path:
                node = path[-1]
                if node in self._ends:
                    for tail, head in pairwise(path):
                        deeper[tail].pop()
                        self._take(tail, head)
                    path = [start]
                    continue
                if node not in deeper:
                    depth = depths[node] + 1
                    ends = self._ends if depth == last else ()
                    deeper[node] = [head for head in self._free(node) if depths.get(head) == depth or head in ends]
                if deeper[node]:
                    path.append(deeper[node][-1])
                else:
                    path.pop()
                    if path:
                        deeper[path[-1]].pop()

    def _take(self, tail: int, head: int) -> None:
        if tail in self._taken.get(head, ()):
            self._taken[head].remove(tail)
            self._back[tail].remove(head)
        else:
            self._taken.setdefault(tail, set()).add(head)
            self._back.setdefault(head, set()).add(tail)


def minimum_cut(
    succ: Rows, tails: frozenset[int], heads: frozenset[int], passable: Callable[[int], bool]
) -> tuple[tuple[int, int], ...]:
    """
    Return fewest edges whose removal leaves no chain from a tail to a head over passable nodes, ascending.

    Chains have at least one node between their ends: direct edges are neither counted nor cut. Tails and heads are
    never passed through; a node that is both is neither. Of all cuts of that size the one nearest to the tails,
    which is unique. O(edges * sqrt(edges)) at worst, on the edges that chains from a tail may take.
    Source: Dinic 1970; Even and Tarjan 1975 for unit capacities; Ford and Fulkerson 1956 for the cut.
    """
    barred = tails | heads
    return Front(succ, tails - heads, lambda node: node not in barred and passable(node)).cut(heads - tails)


def severing_cut(succ: Rows, tails: Collection[int], heads: Collection[int]) -> tuple[tuple[int, int], ...]:
    """Return the fewest edges whose removal leaves no way at all from a tail to a head, ascending; see minimum_cut."""
    starts, ends = frozenset(tails), frozenset(heads)
    direct = {(tail, head) for tail in starts for head in succ[tail] if head in ends}
    return tuple(sorted(direct.union(minimum_cut(succ, starts, ends, lambda _: True))))
