"""Other ways to undo a cycle than by the fewest imports: each dependency without which nothing is left of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from graphlib import CycleError, TopologicalSorter

from archlint.rulebook.findings import Pending

__all__ = ["cycle_cuts"]

Import = tuple[int, int]
_MOST = 100
"""A cycle of more members is left to people: it does not come of one import that only annotations need."""


def cycle_cuts(pending: Pending) -> Iterator[tuple[Import, ...]]:
    """Yield the imports of each such dependency between two members, the fewest first; nothing for what is no cycle."""
    breach, graph = pending.breach, pending.hearing.graph
    if breach.kind != "cycle" or len(breach.members) > _MOST:
        return
    member = {node: name for name in breach.members for node in graph.names.below(name) if node < graph.size}
    between: dict[tuple[str, str], list[Import]] = defaultdict(list)
    for tail, one in member.items():
        for head in graph.succ[tail]:
            if head in member and member[head] != one:
                between[one, member[head]].append((tail, head))
    for pair, edges in sorted(between.items(), key=lambda row: (len(row[1]), row[0])):
        if _acyclic(between.keys() - {pair}):
            yield tuple(edges)


def _acyclic(pairs: Collection[tuple[str, str]]) -> bool:
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for tail, head in sorted(pairs):
        sorter.add(tail, head)
    try:
        sorter.prepare()
    except CycleError:
        return False
    return True
