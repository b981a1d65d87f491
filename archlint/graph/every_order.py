"""All orders of a few nodes at once: what the best of them cost, and where they lead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archlint.startup import NamedTuple

__all__ = ["FEW", "EveryOrder", "every_order"]

FEW = 12
"""Up to so many nodes all orders are tried: about 10 ms of CPU, and twice that for each node more."""


class EveryOrder(NamedTuple):
    """What it costs to put nodes in order; sets of nodes are bits of an integer."""

    behind: list[list[int]]
    """behind[v][S]: the weight of the arcs that point back at v when it stands before all nodes of the set S."""
    least: list[int]
    """least[S]: the weight that points backwards in the best order of the set S."""

    def firsts(self, nodes: int) -> Iterator[int]:
        """Yield the nodes with which a best order of the set may begin, ascending."""
        for node in range(len(self.behind)):
            if nodes >> node & 1 and self.least[nodes ^ 1 << node] + self.behind[node][nodes] == self.least[nodes]:
                yield node


def every_order(out: Sequence[dict[int, int]]) -> EveryOrder:
    """
    Return what all orders cost, given the weights of the arcs out of each node.

    O(2^n * n) time and space. Source: Lawler 1964, "A comment on minimum feedback arc sets".
    """
    behind: list[list[int]] = []
    for node in range(len(out)):
        sums = [0]
        for heads in out:
            weight = heads.get(node, 0)
            sums += [below + weight for below in sums]
        behind.append(sums)
    least = [0]
    for chosen in range(1, 1 << len(out)):
        least.append(min(least[chosen ^ 1 << v] + behind[v][chosen] for v in range(len(out)) if chosen >> v & 1))
    return EveryOrder(behind, least)
