"""The shape of a component graph without a declared order: its cycles, its shortcuts and what is next to what."""

from __future__ import annotations

from collections.abc import Collection

from archlint.graph.reach import strong_components
from archlint.graph.rows import Rows
from archlint.startup import NamedTuple

__all__ = ["Shape", "shape"]


class Shape(NamedTuple):
    """
    What can be said of a graph without choosing an order.

    Each strongly connected set counts as one place. It is next to another when an arc leads there and no longer way
    does; all other arcs between places are shortcuts.
    """

    cycles: tuple[tuple[int, ...], ...]
    """The strongly connected sets of two or more, each ascending, by smallest member."""
    shortcuts: tuple[tuple[tuple[int, int], tuple[int, ...]], ...]
    """Each shortcut (a, b), ascending, with the longer way (a, ..., b) over at least one more place."""
    nexts: dict[int, tuple[int, ...]]
    """For the smallest member of each place the smallest members of the places next to it, ascending."""
    previous: dict[int, tuple[int, ...]]
    """The same the other way around."""


def shape(count: int, arcs: Collection[tuple[int, int]]) -> Shape:
    """
    Return the shape of the graph with these arcs over the nodes from 0 below `count`; arcs to oneself do not count.

    The longer way of a shortcut is the shortest there is; among equals the one whose nodes come first.
    O(count * arcs) bit steps, and a search of the surroundings per shortcut.
    Source: Aho, Garey, Ullman 1972, "The transitive reduction of a directed graph" (unique without cycles).
    """
    succ = Rows.of(count, arcs)
    places = strong_components(succ)
    place = [0] * count
    for number, members in enumerate(places):
        for member in members:
            place[member] = number
    links = {(place[tail], place[head]) for tail, head in succ.edges() if place[tail] != place[head]}
    kept = _reduction(Rows.of(len(places), links))
    spared = links - kept
    shortcuts = tuple(
        ((tail, head), _longer_way(succ, place, tail, head))
        for tail, head in succ.edges()
        if (place[tail], place[head]) in spared
    )
    nexts: dict[int, list[int]] = {members[0]: [] for members in sorted(places)}
    previous: dict[int, list[int]] = {members[0]: [] for members in sorted(places)}
    for upper, lower in kept:
        nexts[places[upper][0]].append(places[lower][0])
        previous[places[lower][0]].append(places[upper][0])
    return Shape(
        cycles=tuple(sorted(tuple(members) for members in places if len(members) > 1)),
        shortcuts=shortcuts,
        nexts={node: tuple(sorted(others)) for node, others in nexts.items()},
        previous={node: tuple(sorted(others)) for node, others in previous.items()},
    )


def _reduction(succ: Rows) -> set[tuple[int, int]]:
    """Return the arcs for which there is no longer way; all arcs must lead to smaller numbers."""
    beyond: list[int] = []
    kept: set[tuple[int, int]] = set()
    for tail in range(len(succ)):
        reached = 0
        # The largest first: what lies on a longer way to a head has a larger number than the head.
        for head in reversed(succ[tail]):
            if not reached >> head & 1:
                kept.add((tail, head))
                reached |= beyond[head] | 1 << head
        beyond.append(reached)
    return kept


def _longer_way(succ: Rows, place: list[int], start: int, end: int) -> tuple[int, ...]:
    """Return the first of the shortest ways that do not step straight from the start's place to the end's."""
    before = {start: start}
    queue = [start]
    # Nodes are met in the order of the first of the shortest ways to them, so the first way to the end is the one.
    for node in queue:
        for head in succ[node]:
            if head in before or (place[node] == place[start] and place[head] == place[end]):
                continue
            before[head] = node
            queue.append(head)
        if end in before:
            break
    way = [end]
    while way[-1] != start:
        way.append(before[way[-1]])
    return tuple(reversed(way))
