"""Which imports to remove so that no chain is left between two sets of modules."""

from __future__ import annotations

from collections.abc import Callable, Collection
from itertools import pairwise

from archlint.graph.rows import Rows

__all__ = ["ChainCut", "minimum_cut", "severing_cut"]

_SOURCE, _SINK = -1, -2

_Room = dict[int, dict[int, int]]
"""For each node how many more chains may use each edge out of it; tails are one node, and so are heads."""


class ChainCut:
    """What to cut so that no chain is left over passable nodes; nothing is looked for before somebody asks."""

    def __init__(
        self,
        succ: Rows,
        ends: Callable[[], tuple[frozenset[int], frozenset[int]]],
        passable: Callable[[int], bool],
    ) -> None:
        """Take the edges, what gives the tails and the heads, and what tells which nodes may lie between."""
        self._succ, self._ends, self._passable = succ, ends, passable

    def __call__(self) -> tuple[tuple[int, int], ...]:
        """Return the fewest edges; see minimum_cut."""
        return minimum_cut(self._succ, *self._ends(), self._passable)

    def takes_only(self, edge: tuple[int, int]) -> bool:
        """Return whether no chain is left without this one edge. O(edges)."""
        tails, heads = self._ends()
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


def minimum_cut(
    succ: Rows, tails: frozenset[int], heads: frozenset[int], passable: Callable[[int], bool]
) -> tuple[tuple[int, int], ...]:
    """
    Return fewest edges whose removal leaves no chain from a tail to a head over passable nodes, ascending.

    Chains have at least one node between their ends: direct edges are neither counted nor cut. Tails and heads are
    never passed through; a node that is both is neither. Of all cuts of that size the one nearest to the tails,
    which is unique. O(edges * sqrt(edges)) at worst, on the edges that lie on some chain.
    Source: Dinic 1970; Even and Tarjan 1975 for unit capacities; Ford and Fulkerson 1956 for the cut.
    """
    starts, ends = tails - heads, heads - tails
    edges = _edges_on_chains(succ, starts, ends, dict.fromkeys(tails | heads, False), passable)
    place = dict.fromkeys(starts, _SOURCE) | dict.fromkeys(ends, _SINK)
    room: _Room = {_SOURCE: {}, _SINK: {}}
    for tail, head in edges:
        near, far = place.get(tail, tail), place.get(head, head)
        out, back = room.setdefault(near, {}), room.setdefault(far, {})
        out[far] = out.get(far, 0) + 1
        back.setdefault(near, 0)
    while _SINK in (depths := _depths(room)):
        _fill(room, depths)
    near_side = {node for node in depths if node != _SOURCE} | starts
    return tuple((tail, head) for tail, head in edges if tail in near_side and head not in near_side)


def severing_cut(succ: Rows, tails: Collection[int], heads: Collection[int]) -> tuple[tuple[int, int], ...]:
    """Return the fewest edges whose removal leaves no way at all from a tail to a head, ascending; see minimum_cut."""
    starts, ends = frozenset(tails), frozenset(heads)
    direct = {(tail, head) for tail in starts for head in succ[tail] if head in ends}
    return tuple(sorted(direct.union(minimum_cut(succ, starts, ends, lambda _: True))))


def _edges_on_chains(
    succ: Rows,
    starts: frozenset[int],
    ends: frozenset[int],
    passed: dict[int, bool],
    passable: Callable[[int], bool],
) -> list[tuple[int, int]]:
    """
    Return the edges of all chains from a start to an end over passable nodes, ascending.

    `passed` comes with the nodes that are not passable whatever is said of them, and takes in all that are met.
    """
    pred: dict[int, list[int]] = {}
    reached = sorted(starts)
    for tail in reached:
        for head in succ[tail]:
            if head in ends:
                # Start to end is no chain: nothing lies between them.
                if passed.get(tail):
                    pred.setdefault(head, []).append(tail)
                continue
            if head not in passed:
                passed[head] = passable(head)
                if passed[head]:
                    reached.append(head)
            if passed[head]:
                pred.setdefault(head, []).append(tail)
    useful = [head for head in pred if head in ends]
    met = set(useful)
    for head in useful:
        new = [tail for tail in pred.get(head, ()) if tail not in met]
        met.update(new)
        useful += new
    return sorted((tail, head) for head in useful for tail in pred.get(head, ()))


def _depths(room: _Room) -> dict[int, int]:
    """Return how many edges with room nodes are away from the source: those nearer than the sink, all without one."""
    depths = {_SOURCE: 0}
    queue = [_SOURCE]
    for node in queue:
        new = [head for head, left in room[node].items() if left and head not in depths]
        depths.update(dict.fromkeys(new, depths[node] + 1))
        queue += new
        if _SINK in depths:
            break
    return depths


def _fill(room: _Room, depths: dict[int, int]) -> None:
    """Send chains along edges that lead one step deeper until each way to the sink has an edge without room."""
    deeper = {
        node: [head for head, left in room[node].items() if left and depths.get(head) == depth + 1]
        for node, depth in depths.items()
    }
    path = [_SOURCE]
    while path:
        node = path[-1]
        heads = deeper[node]
        while heads and not room[node][heads[-1]]:
            heads.pop()
        if node == _SINK:
            for tail, head in pairwise(path):
                room[tail][head] -= 1
                room[head][tail] += 1
            path = [_SOURCE]
        elif heads:
            path.append(heads[-1])
        else:
            path.pop()
            if path:
                deeper[path[-1]].pop()
