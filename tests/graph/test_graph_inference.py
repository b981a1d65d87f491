"""
Orders that are inferred: nothing cheaper exists, what is planted is found again, what is pinned is kept.

The oracle tries all orders. It shares nothing with the search, and knows of groups and of what they cost only by
definition.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.graph import Hierarchy, hierarchy
from tests.graph.planted import DRAFT, drafted, inferred, level, planted, score

Weights = Mapping[tuple[int, int], int]

SAMPLE = {12: 60, 30: 10}
"""How many graphs are planted, by size: large ones tell more, and cost more."""


@cache
def pairs(count):
    every = [(a, b) for a in range(count) for b in range(count) if a != b]
    return st.lists(st.sampled_from(every), unique=True, max_size=14)


@st.composite
def graphs(draw) -> tuple[int, Weights]:
    count = draw(st.integers(2, 6))
    chosen = draw(pairs(count))
    return count, {pair: draw(st.integers(1, 40)) for pair in chosen}


def certain(*given: object, **pins: object) -> Hierarchy:
    """The order, where there is one for certain."""
    found = hierarchy(*given, **pins)  # type: ignore[arg-type]
    assert found is not None
    return found


def layered(found: Hierarchy) -> list[tuple[int, ...]]:
    """All groups outside of the foundation, top first."""
    return [group for level in found.levels for group in level]


def groups(found: Hierarchy) -> list[tuple[int, ...]]:
    """All groups; what is foundation is one by one, as nothing tells how it was found."""
    return [*layered(found), *((one,) for one in found.foundation)]


def cheapest(parts: Sequence[tuple[int, ...]], weights: Weights) -> int:
    """The fewest imports that point up, of all orders of the groups."""

    def cost(order: Sequence[tuple[int, ...]]) -> int:
        rank = {one: number for number, group in enumerate(order) for one in group}
        return sum(weight for (a, b), weight in weights.items() if rank[a] > rank[b])

    return min(map(cost, permutations(parts)))


@given(graphs())
@settings(max_examples=300, deadline=None)
def test_no_order_of_the_same_groups_costs_less(drawn):
    count, weights = drawn
    found = hierarchy(count, weights)

    assert found is not None
    assert found.cost == found.bound == sum(weights[pair] for pair in found.against)
    if not found.foundation:  # else the groups in it are not told apart
        assert found.cost == cheapest(groups(found), weights)


@given(graphs())
@settings(max_examples=300, deadline=None)
def test_what_does_not_point_against_the_order_points_down(drawn):
    count, weights = drawn
    found = hierarchy(count, weights)

    assert found is not None
    place = level(found)
    assert sorted(place) == list(range(count))
    together = {frozenset((a, b)) for group in layered(found) for a in group for b in group}
    for a, b in weights.keys() - set(found.against):
        grounded = a in found.foundation and b in found.foundation
        assert place[a] < place[b] or grounded or frozenset((a, b)) in together


@given(graphs(), st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None)
def test_what_components_are_called_does_not_change_what_the_order_costs(drawn, lottery):
    count, weights = drawn
    names = list(range(count))
    lottery.shuffle(names)
    found = hierarchy(count, weights)
    other = hierarchy(count, {(names[a], names[b]): weight for (a, b), weight in weights.items()})

    assert found is not None
    assert other is not None
    # Ties between contested pairs may fall the other way, so groups may differ, but only where nothing was contested
    # is the cost the same for certain.
    if all(len(group) == 1 for group in (*layered(found), *layered(other))):
        assert found.cost == other.cost


@pytest.mark.parametrize(("size", "noise"), DRAFT)
def test_a_hierarchy_that_was_planted_is_found_again(size, noise):
    drawn = [planted(size, noise, seed) for seed in range(SAMPLE[size])]
    found = score(drawn, inferred)

    correlation, f1 = DRAFT[size, noise]
    assert round(found.correlation, 2) >= correlation
    assert round(found.f1, 2) >= f1


@pytest.mark.parametrize("noise", [noise for size, noise in DRAFT if size == 12 and noise])
def test_it_is_found_again_better_than_by_the_first_of_the_cheapest_orders(noise):
    drawn = [planted(12, noise, seed) for seed in range(SAMPLE[12])]
    found, before = score(drawn, inferred), score(drawn, drafted)

    assert found.correlation > before.correlation
    assert found.f1 > before.f1


@given(graphs(), st.data())
@settings(max_examples=200, deadline=None)
def test_what_is_pinned_is_kept_whatever_it_costs(drawn, data):
    count, weights = drawn
    above, below = data.draw(st.sampled_from([(a, b) for a in range(count) for b in range(count) if a != b]))
    found = hierarchy(count, weights, keeps=[(above, below)])

    assert found is not None
    assert level(found)[above] < level(found)[below] or {above, below} <= set(found.foundation)
    assert (above, below) not in found.against


@given(graphs())
@settings(max_examples=100, deadline=None)
def test_nothing_stands_above_what_is_pinned_to_the_top(drawn):
    count, weights = drawn
    found = hierarchy(count, weights, tops=[count - 1])

    assert found is not None
    assert level(found)[count - 1] == min(level(found).values())
    assert {pair for pair in weights if pair[1] == count - 1} <= set(found.against)


def test_pins_that_contradict_each_other_have_no_order():
    assert hierarchy(3, {(0, 1): 2}, keeps=[(0, 1), (1, 2), (2, 0)]) is None
    assert hierarchy(2, {}, tops=[1], keeps=[(0, 1)]) is None


def test_customary_places_decide_only_between_orders_that_cost_the_same():
    ring = {(0, 1): 1, (1, 2): 1, (2, 0): 1}

    assert certain(3, ring, likely=[(1, 2), (2, 0)]).against == ((0, 1),)
    assert certain(3, {**ring, (0, 1): 2, (1, 2): 2}, likely=[(2, 0)]).against == ((2, 0),)


@pytest.mark.parametrize("names", list(permutations(range(4))))
def test_of_orders_that_cost_the_same_the_one_that_is_most_of_a_list_is_taken(names):
    a, b, c, d = names
    ring_with_a_tail = {(a, b): 1, (b, c): 1, (c, a): 1, (c, d): 1}

    assert certain(4, ring_with_a_tail).levels == (((a,),), ((b,),), ((c,),), ((d,),))
    assert certain(4, ring_with_a_tail, likely=[(c, a)]).levels[0] != ((a,),), "unless names say otherwise"


@pytest.mark.parametrize(
    ("up", "down", "together"),
    [(9, 10, False), (10, 40, True), (10, 41, False), (30, 300, True), (30, 301, False)],
)
def test_components_that_import_each_other_about_as_much_are_one(up, down, together):
    found = certain(2, {(0, 1): down, (1, 0): up})

    assert layered(found) == ([(0, 1)] if together else [(0,), (1,)])
    assert found.cost == (0 if together else up)


def test_what_nearly_everybody_imports_is_foundation_with_what_it_needs():
    users = {(user, 5): 8 for user in range(5)}
    chain = {(user, user + 1): 1 for user in range(4)}

    assert certain(6, {**users, **chain}).foundation == (5,)
    assert certain(7, {**users, **chain, (5, 6): 1, (0, 6): 1, (1, 6): 3}).foundation == (5, 6)
    assert certain(6, {**users, **chain, (5, 0): 9}).foundation == (), "it imports too much of the layers"


def test_what_is_reached_by_way_of_others_alone_is_no_foundation():
    chain = {(user, user + 1): 1 for user in range(4)}

    assert certain(6, {**chain, (0, 5): 9}, paths={(user, 5) for user in range(5)}).foundation == ()


def test_a_path_by_way_of_others_counts_as_one_import_more():
    found = certain(2, {(0, 1): 3}, paths={(0, 1), (1, 0)})

    assert (layered(found), found.against, found.cost) == ([(0,), (1,)], ((1, 0),), 1)
