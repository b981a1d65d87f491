"""What keeps a part of the code from standing below the rest: the ways that lead out of it and back."""

from __future__ import annotations

from collections.abc import Collection

from archlint.graph.cut import minimum_cut
from archlint.graph.rows import Rows

__all__ = ["cut_of_ways_back"]


def cut_of_ways_back(succ: Rows, part: Collection[int]) -> tuple[tuple[int, int], ...]:
    """
    Return the fewest edges without which no path leaves the part and comes back, ascending; nearest to where it leaves.

    What the part needs then needs nothing of the part. One flow, as for minimum_cut: there is no smaller set.
    """
    size = len(succ)
    # Where paths end stands apart from where they begin: an edge into the part leads to a copy of its head.
    copy = {node: size + number for number, node in enumerate(sorted(part))}
    edges = ((tail, copy.get(head, head)) for tail, head in succ.edges())
    rows = Rows.of(size + len(copy), edges)
    original = {number: node for node, number in copy.items()}
    cut = minimum_cut(rows, frozenset(copy), frozenset(original), lambda _: True)
    return tuple(sorted((tail, original.get(head, head)) for tail, head in cut))
