"""
Orders that are straightened: as cheap as before, and of those that are the one with most neighbours joined.

The oracle tries all orders.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.graph import straightening
from archlint.graph.straightening import straightened

Pair = tuple[int, int]


@st.composite
def nets(draw) -> tuple[list[dict[int, int]], list[int], set[Pair]]:
    """Arcs out of each node, an order of the nodes, and which of the arcs join them."""
    count = draw(st.integers(1, 6))
    pairs = [(a, b) for a in range(count) for b in range(count) if a != b]
    arcs = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    out: list[dict[int, int]] = [{} for _ in range(count)]
    for tail, head in arcs:
        out[tail][head] = draw(st.integers(1, 3))
    return out, draw(st.permutations(range(count))), {pair for pair in arcs if draw(st.booleans())}


def cost(order: Sequence[int], out: Sequence[Mapping[int, int]]) -> int:
    return sum(out[b].get(a, 0) for i, a in enumerate(order) for b in order[i + 1 :])


def links(order: Sequence[int], joined: Collection[Pair]) -> int:
    return sum(pair in joined for pair in pairwise(order))


def elsewhere(order: Sequence[int]) -> Iterator[list[int]]:
    """All orders with one block of neighbours in another place."""
    for start in range(len(order)):
        for stop in range(start + 1, len(order) + 1):
            rest = [*order[:start], *order[stop:]]
            yield from ([*rest[:slot], *order[start:stop], *rest[slot:]] for slot in range(len(rest) + 1))


@given(nets())
@settings(max_examples=300, deadline=None)
def test_of_the_cheapest_orders_none_joins_more(drawn):
    out, order, joined = drawn
    found = straightened(out, order, joined)

    best = min((cost(one, out), -links(one, joined)) for one in permutations(range(len(out))))
    assert sorted(found) == sorted(order)
    assert (cost(found, out), -links(found, joined)) == best


@given(nets())
@settings(max_examples=300, deadline=None)
def test_orders_of_many_nodes_never_cost_more_and_never_join_less(drawn):
    out, order, joined = drawn
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(straightening, "FEW", 0)
        found = straightened(out, order, joined)

    assert sorted(found) == sorted(order)
    assert cost(found, out) <= cost(order, out)
    assert links(found, joined) >= links(order, joined)
    better = [one for one in elsewhere(found) if links(one, joined) > links(found, joined)]
    assert all(cost(one, out) > cost(found, out) for one in better)


def test_more_than_anybody_reads_stay_as_they_are():
    order = [*range(64, -1, -1)]

    assert straightened([{} for _ in order], order, {(0, 1)}) == order
    assert straightened([{} for _ in order[1:]], order[1:], {(0, 1)}) != order[1:]
