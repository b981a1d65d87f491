"""Which sets of modules a path can leave and come back to: what is asked of a thousand sets at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import chain

from archlint.graph.reach import strong_components
from archlint.graph.rows import Rows

__all__ = ["returning"]


def returning(succ: Rows, groups: Sequence[Collection[int]]) -> list[bool]:
    """
    Return for each group of nodes whether a path may leave it and come back over other nodes; False is certain.

    An edge from each node of a group to the next, and from the last to the first, makes the group one knot. A path that
    leaves it and comes back adds its nodes to that knot, so a group that remains a strong component by itself has none.
    The edges of all groups are there at the same time, which can only join more: one Tarjan answers for all.
    """
    rings: dict[int, list[int]] = {}
    for group in groups:
        nodes = list(group)
        for tail, head in zip(nodes, chain(nodes[1:], nodes[:1]), strict=True):
            rings.setdefault(tail, []).append(head)
    size = [0] * len(succ)
    for members in strong_components(_Ringed(succ, rings)):
        for node in members:
            size[node] = len(members)
    return [any(size[node] > len(group) for node in group) for group in groups]


class _Ringed(Sequence[Sequence[int]]):
    """Rows with some edges more."""

    def __init__(self, rows: Rows, more: Mapping[int, Sequence[int]]) -> None:
        self._rows = rows
        self._more = more

    def __getitem__(self, node):  # type: ignore[no-untyped-def]
        return [*self._rows[node], *self._more.get(node, ())]

    def __len__(self) -> int:
        return len(self._rows)
