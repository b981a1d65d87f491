"""Single edges that hold a cycle together: without one of them, what was one cycle is several or smaller."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archlint.graph.reach import knots, strong_components
from archlint.graph.rows import Rows
from archlint.startup import NamedTuple

__all__ = ["Bridge", "knots_among", "largest_knot_of", "splitting_edges"]


class Bridge(NamedTuple):
    """An edge within a cycle, and what is left of the cycle without it."""

    edge: tuple[int, int]
    largest: int
    """Nodes of the largest cycle that is left; 1 where none is."""


def knots_among(succ: Rows, size: int) -> list[list[int]]:
    """Return the cycles of nodes below `size`, each ascending; the largest first, ties by their nodes."""
    return sorted(knots(succ, range(size)), key=lambda members: (-len(members), members[0]))


def largest_knot_of(succ: Rows, size: int) -> list[int]:
    """Return the nodes below `size` of the largest cycle, ascending; of equally large ones the first, [] for none."""
    return next(iter(knots_among(succ, size)), [])


def splitting_edges(succ: Rows, knot: Sequence[int]) -> list[Bridge]:
    """
    Return the edges without which not every node of a strong component reaches every other one, what buys most first.

    All other edges can go one by one without any node leaving. An edge is such a one if all ways from the first node to
    its head end with it, or all ways from its tail to the first node begin with it: fewer than two for each node, and
    no other edge is tried. Source: Italiano, Laura, Santaroni 2012.
    """
    if len(knot) < 2:
        return []
    place = {node: index for index, node in enumerate(knot)}
    inner = [[place[head] for head in succ[node] if head in place and head != node] for node in knot]
    turned: list[list[int]] = [[] for _ in knot]
    for tail, heads in enumerate(inner):
        for head in heads:
            turned[head].append(tail)
    found = {*_only_ways_in(inner, turned), *((head, tail) for tail, head in _only_ways_in(turned, inner))}
    bridges = [Bridge((knot[tail], knot[head]), _largest_without(inner, tail, head)) for tail, head in sorted(found)]
    return sorted(bridges, key=lambda bridge: (bridge.largest, bridge.edge))


def _only_ways_in(succ: Sequence[Sequence[int]], pred: Sequence[Sequence[int]]) -> Iterator[tuple[int, int]]:
    """Yield the edges that all ways from node 0 to their heads end with."""
    parent = _dominators(succ, pred)
    first, last = _intervals(parent)
    for head in range(1, len(succ)):
        # What the head dominates is reached by way of the head: those edges begin no way to it.
        ways = [tail for tail in pred[head] if not first[head] <= first[tail] < last[head]]
        if len(ways) == 1:
            yield ways[0], head


def _dominators(succ: Sequence[Sequence[int]], pred: Sequence[Sequence[int]]) -> list[int]:
    """
    Return for each node the last one that all ways to it from node 0 share; node 0 has itself.

    Source: Cooper, Harvey, Kennedy 2001.
    """
    order = _postorder(succ)
    rank = {node: number for number, node in enumerate(order)}
    parent = [-1] * len(succ)
    parent[0], changed = 0, True
    while changed:
        changed = False
        for node in reversed(order[:-1]):
            met = -1
            for tail in pred[node]:
                if parent[tail] >= 0:
                    met = tail if met < 0 else _meeting(parent, rank, tail, met)
            if parent[node] != met:
                parent[node], changed = met, True
    return parent


def _meeting(parent: Sequence[int], rank: dict[int, int], one: int, other: int) -> int:
    while one != other:
        while rank[one] < rank[other]:
            one = parent[one]
        while rank[other] < rank[one]:
            other = parent[other]
    return one


def _postorder(succ: Sequence[Sequence[int]]) -> list[int]:
    """Return the nodes in the order in which a depth-first search from node 0 leaves them; node 0 comes last."""
    seen, order = {0}, list[int]()
    stack = [(0, iter(succ[0]))]
    while stack:
        node, heads = stack[-1]
        head = next((head for head in heads if head not in seen), None)
        if head is None:
            stack.pop()
            order.append(node)
        else:
            seen.add(head)
            stack.append((head, iter(succ[head])))
    return order


def _intervals(parent: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return for each node of a tree the half-open interval of the numbers of what hangs on it, itself first."""
    children: list[list[int]] = [[] for _ in parent]
    for node in range(1, len(parent)):
        children[parent[node]].append(node)
    order, stack = list[int](), [0]
    while stack:
        node = stack.pop()
        order.append(node)
        stack += children[node]
    first, last = [0] * len(parent), [0] * len(parent)
    for number, node in enumerate(order):
        first[node], last[node] = number, number + 1
    for node in reversed(order[1:]):
        last[parent[node]] = max(last[parent[node]], last[node])
    return first, last


def _largest_without(succ: Sequence[Sequence[int]], tail: int, head: int) -> int:
    left = [*succ[:tail], [other for other in succ[tail] if other != head], *succ[tail + 1 :]]
    return max(map(len, strong_components(left)))
