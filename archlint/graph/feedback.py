"""The cheapest dependencies to give up so that no cycle is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archlint.graph.branching import cheapest_order
from archlint.graph.every_order import FEW, every_order
from archlint.graph.packing import packed_cycles
from archlint.graph.reach import strong_components
from archlint.graph.rows import Rows
from archlint.graph.sifting import good_order
from archlint.startup import NamedTuple

__all__ = ["FeedbackCut", "feedback_cut"]

_PROVABLE = 64
"""Up to so many nodes a proof is looked for where the bound is not met: beyond, it is hardly ever found."""


class FeedbackCut(NamedTuple):
    """A cheap set of arcs without which there is no cycle; no one of them can be put back."""

    arcs: tuple[tuple[int, int], ...]
    """(tail, head), ascending."""
    cost: int
    """The weights of the arcs, added up."""
    bound: int
    """No set that leaves no cycle costs less than this."""

    @property
    def proven(self) -> bool:
        """Whether no cheaper set exists, rather than none being known."""
        return self.cost == self.bound


def feedback_cut(weights: Mapping[tuple[int, int], int], *, proof: bool = True) -> FeedbackCut:
    """
    Return a cheap set of arcs whose removal leaves no cycle, with a bound that tells how good it is.

    Nodes are any integers, weights are positive; an arc from a node to itself is passed over. The minimum for
    strongly connected sets of up to 12 nodes. Else a local search, which a packing of cycles proves right for most
    packages, and branch and bound for most of the rest of up to 64 nodes, unless no `proof` is wanted; the problem is
    NP-hard, and the effort is bounded (under 1 s CPU for 400 nodes and 3,000 arcs). The same arcs and weights give the
    same set, but one import more can give quite another: advice, nothing to store.
    """
    nodes = sorted({node for arc in weights for node in arc})
    place = {node: index for index, node in enumerate(nodes)}
    arcs = sorted((place[tail], place[head], weight) for (tail, head), weight in weights.items() if tail != head)
    cut: list[tuple[int, int]] = []
    bound = 0
    for members in strong_components(Rows.of(len(nodes), [(tail, head) for tail, head, _ in arcs])):
        if len(members) < 2:
            continue
        local = {node: index for index, node in enumerate(members)}
        out: list[dict[int, int]] = [{} for _ in members]
        for tail, head, weight in arcs:
            if tail in local and head in local:
                out[local[tail]][local[head]] = weight
        found, least = _untangle(out, proof=proof)
        cut += [(nodes[members[tail]], nodes[members[head]]) for tail, head in found]
        bound += least
    return FeedbackCut(tuple(sorted(cut)), sum(weights[arc] for arc in cut), bound)


def _untangle(out: list[dict[int, int]], *, proof: bool) -> tuple[list[tuple[int, int]], int]:
    """Return the cut and the bound of one strongly connected set, given the weights of the arcs out of each node."""
    if len(out) > FEW:
        return _searched(out, proof=proof)
    cut = _needed(_best_order(out), out)
    return cut, _cost(cut, out)


def _searched(out: list[dict[int, int]], *, proof: bool) -> tuple[list[tuple[int, int]], int]:
    """Return a cut that was searched for, and the bound that is proven."""
    bound = packed_cycles(out).bound
    cut = _needed(good_order(out, bound), out)
    if _cost(cut, out) == bound or len(out) > _PROVABLE or not proof:
        return cut, bound
    found = cheapest_order(out, _cost(cut, out))
    if found.order is not None:
        cut = _needed(found.order, out)
    return cut, _cost(cut, out) if found.complete else bound


def _cost(cut: Sequence[tuple[int, int]], out: list[dict[int, int]]) -> int:
    return sum(out[tail][head] for tail, head in cut)


def _best_order(out: list[dict[int, int]]) -> list[int]:
    """Return the first of the orders with the least weight of arcs that point backwards."""
    orders = every_order(out)
    order: list[int] = []
    left = (1 << len(out)) - 1
    while left:
        order.append(next(orders.firsts(left)))
        left ^= 1 << order[-1]
    return order


def _needed(order: Sequence[int], out: list[dict[int, int]]) -> list[tuple[int, int]]:
    """Return the arcs that point backwards in the order, less those that can be put back, heaviest first."""
    place = {node: index for index, node in enumerate(order)}
    beyond = [0] * len(order)
    backwards: list[tuple[int, int, int]] = []
    for tail in reversed(order):
        for head, weight in out[tail].items():
            if place[head] > place[tail]:
                beyond[tail] |= beyond[head] | 1 << head
            else:
                backwards.append((-weight, tail, head))
    needed: list[tuple[int, int]] = []
    for _, tail, head in sorted(backwards):
        if beyond[head] >> tail & 1:
            needed.append((tail, head))
            continue
        gained = beyond[head] | 1 << head
        for node in range(len(order)):
            if node == tail or beyond[node] >> tail & 1:
                beyond[node] |= gained
    return needed
