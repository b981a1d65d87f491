"""Who reaches whom: strong components of a graph, and all component pairs joined by free paths."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from archlint.graph.rows import Rows
from archlint.startup import NamedTuple

__all__ = ["Reach", "free_between", "free_reach", "knots", "strong_components"]


class Reach(NamedTuple):
    """For each component the set of others it depends on, as bits: bit b of entry a says that a reaches b."""

    direct: list[int]
    """b is imported by a module of a."""
    through: list[int]
    """b is reached from a over one or more free modules and nothing else."""


def strong_components(succ: Sequence[Iterable[int]], among: Iterable[int] | None = None) -> list[list[int]]:
    """
    Return the strongly connected sets of nodes, sinks first, each ascending; every node is in exactly one.

    Nodes that are not `among` those named are absent, with all their edges. O(nodes + edges) of those that are there.
    Source: Tarjan 1972, "Depth-first search and linear graph algorithms".
    """
    size = len(succ)
    done = size + 1
    present = range(size) if among is None else sorted(among)
    # The number of a node is never above that of a finished one, so finished and absent nodes cannot lower a mark.
    low = [done] * size
    for node in present:
        low[node] = 0
    components: list[list[int]] = []
    waiting: list[int] = []
    numbered = 0
    for root in present:
        if low[root]:
            continue
        numbered += 1
        low[root] = numbered
        waiting.append(root)
        frames = [(root, numbered, iter(succ[root]))]
        while frames:
            node, number, heads = frames[-1]
            new = _descend(low, node, heads)
            if new >= 0:
                numbered += 1
                low[new] = numbered
                waiting.append(new)
                frames.append((new, numbered, iter(succ[new])))
                continue
            frames.pop()
            lowest = low[node]
            if lowest == number:
                components.append(_finished(low, waiting, node, done))
            elif lowest < low[frames[-1][0]]:
                low[frames[-1][0]] = lowest
    return components


def knots(succ: Sequence[Iterable[int]], among: Iterable[int] | None = None) -> list[list[int]]:
    """Return the strongly connected sets of two nodes or more, sinks first, each ascending: what lies in cycles."""
    return [members for members in strong_components(succ, among) if len(members) > 1]


def _descend(low: list[int], node: int, heads: Iterator[int]) -> int:
    """Lower the mark of the node to those of its heads until one is new; return that one, or -1 when none is left."""
    lowest = low[node]
    for head in heads:
        mark = low[head]
        if not mark:
            low[node] = lowest
            return head
        if mark < lowest:  # noqa: PLR1730 - the innermost loop; a call to min() takes three times as long
            lowest = mark
    low[node] = lowest
    return -1


def _finished(low: list[int], waiting: list[int], root: int, done: int) -> list[int]:
    """Take the strong component that was entered at the root off the waiting nodes; return it ascending."""
    start = len(waiting) - 1
    while waiting[start] != root:
        start -= 1
    members = sorted(waiting[start:])
    del waiting[start:]
    for member in members:
        low[member] = done
    return members


def free_reach(
    succ: Rows,
    pred: Rows,
    component: Sequence[int],
    owned: Collection[int],
    count: int,
    between: Collection[int] | None = None,
) -> Reach:
    """
    Return for all pairs of components at once whether one depends on the other, directly or over free nodes.

    `component` holds the number of each node's component, from 0 below `count`, or -1 for a free node, which belongs
    to none; `owned` are all others, and `between` what `free_between` says, where somebody has asked it already. No
    component reaches itself. A path through a third component is judged hop by hop, so it is not counted here.
    O(nodes + edges) unions of `count` bits, of free nodes those alone that lie on a path between components: all of a
    strong component reach the same.
    """
    bit = [1 << number for number in range(count)]
    between = free_between(succ, pred, component, owned) if between is None else between
    beyond: dict[int, int] = {}
    for members in strong_components(succ, between) if between else ():
        reached = 0
        for node in members:
            for head in succ[node]:
                number = component[head]
                reached |= bit[number] if number >= 0 else beyond.get(head, 0)
        beyond.update(dict.fromkeys(members, reached))
    direct, through = [0] * count, [0] * count
    for node in owned:
        near = far = 0
        for head in succ[node]:
            number = component[head]
            if number >= 0:
                near |= bit[number]
            elif head in beyond:
                far |= beyond[head]
        direct[component[node]] |= near
        through[component[node]] |= far
    for number in range(count):
        direct[number] &= ~bit[number]
        through[number] &= ~bit[number]
    return Reach(direct, through)


def free_between(succ: Rows, pred: Rows, component: Sequence[int], owned: Collection[int]) -> set[int]:
    """
    Return the free nodes that a path over free nodes reaches from a component, and from which one leads to one.

    Searched from both sides, always on where less waits: what everybody imports has the whole graph behind it and
    little before it, and what nobody imports the other way round. The side that comes to its end bounds the other.
    """
    (ahead, onward), (behind, back) = (set[int](), list(owned)), (set[int](), list(owned))
    while onward and back:
        if len(onward) < len(back):
            onward = _widened(succ, onward, component, ahead)
        else:
            back = _widened(pred, back, component, behind)
    rows, bound = (succ, behind) if onward else (pred, ahead)
    return _reached(rows, owned, bound) if bound else bound


def _widened(rows: Rows, edge: Iterable[int], component: Sequence[int], found: set[int]) -> list[int]:
    """Add the free nodes one step on to what is found; return those that are new."""
    new = [head for head in set(rows.beyond(edge)) - found if component[head] < 0]
    found.update(new)
    return new


def _reached(rows: Rows, starts: Iterable[int], within: set[int]) -> set[int]:
    """Return those of the nodes `within` that the starts reach over such nodes, by one edge or more."""
    left = set(within)
    edge = left.intersection(rows.beyond(starts))
    while edge:
        left -= edge
        edge = left.intersection(rows.beyond(edge))
    return within - left
