"""The heaviest paths that a graph can be thinned out to: how near it comes to being a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from heapq import heappop, heappush

from archlint.graph.feedback import feedback_cut
from archlint.startup import NamedTuple

__all__ = ["PathCover", "path_cover"]

Arc = tuple[int, int]
Weights = Mapping[Arc, int]


class PathCover(NamedTuple):
    """Arcs that form paths without a node in common: each node has one successor and one predecessor at most."""

    arcs: tuple[Arc, ...]
    """(tail, head), ascending."""
    weight: int
    """The weights of the arcs, added up."""
    bound: int
    """No such paths weigh more than this."""

    @property
    def proven(self) -> bool:
        """Whether no heavier paths exist, rather than none being known."""
        return self.weight == self.bound


def path_cover(weights: Weights) -> PathCover:
    """
    Return heavy paths through a graph, with a bound that tells how good they are.

    Nodes are any integers, weights are positive; an arc from a node to itself is passed over. Without cycles these are
    the heaviest paths there are, by a matching of tails with heads. With cycles that matching is only a bound (to find
    the heaviest paths is NP-hard: they hold the Hamiltonian ones); the better of two ways is returned then, to open the
    cycles of the matching at their lightest arcs, and to match again without the arcs of a feedback cut.
    Source: Fulkerson 1956, "Note on Dilworth's decomposition theorem for partially ordered sets".
    """
    weights = {arc: weight for arc, weight in weights.items() if arc[0] != arc[1]}
    best = _matching(weights)
    bound = _weight(weights, best)
    arcs = _opened(weights, best)
    if len(arcs) < len(best):
        cut = set(feedback_cut(weights).arcs)
        other = _matching({arc: weight for arc, weight in weights.items() if arc not in cut})
        arcs = max(arcs, other, key=lambda chosen: _weight(weights, chosen))
    return PathCover(tuple(sorted(arcs)), _weight(weights, arcs), bound)


def _weight(weights: Weights, arcs: Iterable[Arc]) -> int:
    return sum(weights[arc] for arc in arcs)


def _opened(weights: Weights, matching: Iterable[Arc]) -> list[Arc]:
    """Return the arcs of a matching without the lightest arc of each cycle that they form."""
    after = dict(matching)
    kept = dict(after)
    seen: set[int] = set()
    for start in after:
        way: list[Arc] = []
        node = start
        while node in after and node not in seen:
            seen.add(node)
            way.append((node, after[node]))
            node = after[node]
        if way and node == start:
            del kept[min(way, key=lambda arc: (weights[arc], arc))[0]]
    return sorted(kept.items())


def _matching(weights: Weights) -> list[Arc]:
    """
    Return the arcs of a matching of tails with heads that has the most weight there is.

    Each tail has a place of its own that weighs nothing, for which it can always be had. O(tails * arcs * log arcs) at
    worst. Source: Jonker, Volgenant 1987, "A shortest augmenting path algorithm for dense and sparse linear assignment
    problems", without its preliminaries.
    """
    costs: dict[int, dict[int, int]] = {}
    for (tail, head), weight in sorted(weights.items()):
        costs.setdefault(tail, {})[head] = -weight
    alone = 1 + max((node for arc in weights for node in arc), default=0)
    for number, heads in enumerate(costs.values()):
        heads[alone + number] = 0
    assignment = _Assignment(costs)
    for tail in costs:
        assignment.add(tail)
    return sorted((tail, head) for head, tail in assignment.tail_of.items() if head < alone)


class _Assignment:
    """Tails with a head each at the least cost in all, one tail after the other; potentials keep all costs from 0."""

    def __init__(self, costs: Mapping[int, Mapping[int, int]]) -> None:
        self.costs = costs
        self.tail_of: dict[int, int] = {}
        self._of_tail = {tail: min(heads.values()) for tail, heads in costs.items()}
        self._of_head: dict[int, int] = {}

    def add(self, tail: int) -> None:
        """Give the tail a head, and others another one where that costs less in all."""
        distance: dict[int, int] = {}
        before: dict[int, int] = {}
        done: dict[int, int] = {}
        queue: list[tuple[int, int]] = []
        node, reached = tail, 0
        while True:
            for head, cost in self.costs[node].items():
                way = reached + cost - self._of_tail[node] - self._of_head.get(head, 0)
                if head not in done and way < distance.get(head, way + 1):
                    distance[head], before[head] = way, node
                    heappush(queue, (way, head))
            while queue[0][1] in done:
                heappop(queue)
            reached, end = heappop(queue)
            if end not in self.tail_of:
                break
            done[end] = reached
            node = self.tail_of[end]
        self._reweigh(tail, done, reached)
        self._turn(tail, end, before)

    def _reweigh(self, tail: int, done: Mapping[int, int], reached: int) -> None:
        self._of_tail[tail] += reached
        for head, distance in done.items():
            self._of_head[head] = self._of_head.get(head, 0) - (reached - distance)
            self._of_tail[self.tail_of[head]] += reached - distance

    def _turn(self, start: int, end: int, before: Mapping[int, int]) -> None:
        """Give each tail on the way from the start to the free end the head that follows it there."""
        held = {tail: head for head, tail in self.tail_of.items()}
        head = end
        while True:
            tail = before[head]
            self.tail_of[head] = tail
            if tail == start:
                return
            head = held[tail]
