"""A proof of how much must be cut: cycles that share no weight, each of which needs a cut of its own."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from itertools import pairwise

from archlint.startup import NamedTuple

__all__ = ["Packing", "packed_cycles"]

_EFFORT = 10_000_000
"""Arcs looked at, at most: half a second of CPU."""


class Packing(NamedTuple):
    """Cycles that were found, each for some weight of all its arcs."""

    bound: int
    """Their weights, added up: no set of arcs that touches every cycle weighs less."""
    left: list[dict[int, int]]
    """What they leave of each arc, by tail and head; arcs of which nothing is left are not in it."""


def packed_cycles(out: Sequence[dict[int, int]]) -> Packing:
    """
    Return a lower bound for the weight of any set of arcs that touches every cycle, and the cycles' leavings.

    `out` holds for each node the heads of its arcs and their weights; heads that come first are tried first. Cycles
    are taken greedily, shortest first, each for as much weight as all its arcs have left; what they take adds up.
    With many arcs the search stops early and the bound is what was found by then.
    Source: weak duality of linear programs; a fractional packing as in Even, Naor, Schieber, Sudan 1998.
    """
    left = [dict(heads) for heads in out]
    searches = _EFFORT // max(1, sum(map(len, out)))
    # (length, node): arcs only disappear, so the shortest cycle through a node never becomes shorter than it was.
    queue = [(2, node) for node in range(len(left))]
    heapify(queue)
    bound = 0
    while queue and searches > 0:
        searches -= 1
        length, node = heappop(queue)
        cycle = _cycle_through(left, node)
        if not cycle:
            continue
        if len(cycle) - 1 == length:
            bound += _take(left, cycle)
        heappush(queue, (len(cycle) - 1, node))
    return Packing(bound, left)


def _cycle_through(left: Sequence[dict[int, int]], start: int) -> list[int]:
    """Return the first of the shortest cycles through a node, which stands at both ends; empty when there is none."""
    before = {start: start}
    queue = [start]
    for node in queue:
        for head in left[node]:
            if head == start:
                cycle = [start, node]
                while cycle[-1] != start:
                    cycle.append(before[cycle[-1]])
                return cycle[::-1]
            if head not in before:
                before[head] = node
                queue.append(head)
    return []


def _take(left: Sequence[dict[int, int]], cycle: list[int]) -> int:
    """Take the least weight left on the cycle off all its arcs; return it."""
    weight = min(left[tail][head] for tail, head in pairwise(cycle))
    for tail, head in pairwise(cycle):
        left[tail][head] -= weight
        if not left[tail][head]:
            del left[tail][head]
    return weight
