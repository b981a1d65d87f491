"""Cycles among groups of modules: one breach for each knot, with the cheapest imports to cut."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial

from archlint.graph.arcs import Arc
from archlint.graph.breach import Breach, Import
from archlint.graph.feedback import feedback_cut
from archlint.graph.reach import strong_components
from archlint.graph.rows import Rows

__all__ = ["cycle_breaches"]

_SHOWN = 6
"""Groups of a cycle that a message spells out."""


def cycle_breaches(arcs: Mapping[tuple[int, int], Arc], labels: Sequence[str]) -> Iterator[Breach]:
    """
    Yield one breach for each strong component of two groups or more, in the order of its first label.

    `arcs` are numbered over `labels`. The cut is cheap (see feedback_cut), not always the cheapest there is.
    """
    rows = Rows.of(len(labels), arcs)
    knots = [sorted(knot) for knot in strong_components(rows) if len(knot) > 1]
    for knot in sorted(knots, key=lambda knot: labels[knot[0]]):
        yield _breach(arcs, rows, knot, labels)


def _breach(arcs: Mapping[tuple[int, int], Arc], rows: Rows, knot: Sequence[int], labels: Sequence[str]) -> Breach:
    inside = set(knot)
    weights = {(a, b): arcs[a, b].weight for a in knot for b in rows[a] if b in inside}
    found = feedback_cut(weights)
    tail, head = min(found.arcs, key=lambda arc: (weights[arc], labels[arc[0]], labels[arc[1]]))
    way = _shortest_way(rows, head, tail, inside)
    walk = [tail, *way[:-1]]
    shown = " -> ".join(labels[group] for group in [*walk[:_SHOWN], *([] if len(walk) > _SHOWN else walk[:1])])
    more = " -> ..." if len(walk) > _SHOWN else ""
    message = f"{len(knot)} in a cycle: {shown}{more}"
    cheapest = f"{labels[tail]} -> {labels[head]} ({_counted(weights[tail, head])})"
    help_ = f"{cheapest} has to go: move what both need into a module of its own, or hand it in as an argument"
    if len(found.arcs) > 1:
        help_ = f"start with the cheapest of {len(found.arcs)} pairs to cut: {cheapest}"
    members = tuple(sorted(labels[group] for group in knot))
    return Breach(
        "cycle",
        message,
        help_,
        labels[tail],
        labels[head],
        arcs[tail, head].shown,
        members,
        partial(_cut, arcs, found.arcs),
    )


def _cut(arcs: Mapping[tuple[int, int], Arc], chosen: Collection[tuple[int, int]]) -> tuple[Import, ...]:
    return tuple(sorted({edge for arc in chosen for edge in arcs[arc].cut()}))


def _counted(imports: int) -> str:
    return "1 import" if imports == 1 else f"{imports} imports"


def _shortest_way(rows: Rows, start: int, goal: int, inside: Collection[int]) -> list[int]:
    """Return the shortest way from start to goal within a knot, both ends included; ties go to the smallest group."""
    before = {start: start}
    queue = deque([start])
    while goal not in before:
        group = queue.popleft()
        for follower in rows[group]:
            if follower in inside and follower not in before:
                before[follower] = group
                queue.append(follower)
    way = [goal]
    while way[-1] != start:
        way.append(before[way[-1]])
    return way[::-1]
