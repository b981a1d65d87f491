"""Of orders that cost the same, the one that is most of a list: neighbours in it are joined."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cache, partial
from itertools import pairwise

from archlint.graph.every_order import FEW, every_order
from archlint.graph.sifting import Net, net_of

__all__ = ["straightened"]

Pair = tuple[int, int]

_MANY = 64
"""Of more nodes an order stays as it is: nobody reads so long a list."""
_BLOCK = 7


def straightened(out: Sequence[dict[int, int]], order: Sequence[int], joined: Collection[Pair]) -> list[int]:
    """
    Return an order in which no more weight points backwards, and in which more nodes are `joined` to the next one.

    `out` holds for each node the heads of its arcs and their positive weights. For up to 12 nodes `order` may be any,
    and the best of all those that cost the least is returned; else what comes of moving blocks of nodes while that
    joins more. Of two nodes that are not joined, nothing says that one rests on the other.
    """
    if len(out) <= FEW:
        return _straightest(out, joined)
    return _moved(list(order), net_of(out), joined) if len(out) <= _MANY else list(order)


def _straightest(out: Sequence[dict[int, int]], joined: Collection[Pair]) -> list[int]:
    """
    Return the order that joins most, of all orders of the least cost; of several the first.

    O(2^n * n^2) time, and mostly much less: few sets are what is left of such an order.
    """
    orders = every_order(out)

    @cache
    def most(left: int, last: int) -> int:
        """Return how many of the nodes that are left can be joined to the one before them."""
        return max((gained(left, last, node) for node in orders.firsts(left)), default=0)

    def gained(left: int, last: int, node: int) -> int:
        return ((last, node) in joined) + most(left ^ 1 << node, node)

    order: list[int] = []
    left, last = (1 << len(out)) - 1, -1
    while left:
        last = max(orders.firsts(left), key=partial(gained, left, last))
        left ^= 1 << last
        order.append(last)
    return order


def _moved(order: list[int], net: Net, joined: Collection[Pair]) -> list[int]:
    """Return the order after blocks of neighbours have gone where more is joined, until none gains by it."""
    better = True
    while better:
        links = _links(order, joined)
        moved = next((new for new in _as_cheap(order, net) if _links(new, joined) > links), None)
        better, order = moved is not None, moved or order
    return order


def _as_cheap(order: Sequence[int], net: Net) -> Iterator[list[int]]:
    """Yield the orders with one block elsewhere that cost no more."""
    for start in range(len(order)):
        pull = [0] * len(order)
        for stop in range(start + 1, min(start + _BLOCK, len(order)) + 1):
            for other, weight in net[order[stop - 1]].items():
                pull[other] += weight
            block, rest = order[start:stop], [*order[:start], *order[stop:]]
            for slot in _slots(rest, start, pull):
                yield [*rest[:slot], *block, *rest[slot:]]


def _slots(rest: Sequence[int], start: int, pull: Sequence[int]) -> Iterator[int]:
    """Yield where else a block may stand that stood at `start`; `pull` is the cost of going behind each node."""
    cost = 0
    for slot in range(start - 1, -1, -1):
        cost -= pull[rest[slot]]
        if cost <= 0:
            yield slot
    cost = 0
    for slot in range(start, len(rest)):
        cost += pull[rest[slot]]
        if cost <= 0:
            yield slot + 1


def _links(order: Sequence[int], joined: Collection[Pair]) -> int:
    return sum(pair in joined for pair in pairwise(order))
