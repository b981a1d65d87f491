"""Feedback cuts: no cycle is left, nothing is cut in vain, the bound holds, small ones are the cheapest of all."""

from itertools import permutations
from random import Random

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.graph import branching, feedback
from archlint.graph.branching import Search, cheapest_order
from archlint.graph.feedback import FeedbackCut, feedback_cut
from archlint.graph.packing import packed_cycles
from tests.graph.random_graphs import graphs, numbers

Weights = dict[tuple[int, int], int]


@st.composite
def weighted(draw: st.DrawFn, most: int, least: int = 1) -> Weights:
    """Arcs with weights from 1 to 9."""
    _, arcs = draw(graphs(most, least))
    return {arc: weight + 1 for arc, weight in zip(arcs, draw(numbers(len(arcs), 9)), strict=True)}


def cheapest(weights: Weights) -> int:
    """The least weight that points backwards in any order of the nodes."""
    nodes = {node for arc in weights for node in arc}
    best = sum(weights.values())
    for order in permutations(nodes):
        place = {node: index for index, node in enumerate(order)}
        best = min(best, sum(weight for (tail, head), weight in weights.items() if place[head] < place[tail]))
    return best


def rows_of(weights: Weights) -> list[dict[int, int]]:
    """For each node the heads of its arcs, and their weights; no arc from a node to itself."""
    out: list[dict[int, int]] = [{} for _ in range(max((max(arc) for arc in weights), default=0) + 1)]
    for (tail, head), weight in weights.items():
        if tail != head:
            out[tail][head] = weight
    return out


def backwards(order: list[int], weights: Weights) -> int:
    """The weight of the arcs that point backwards in an order of all nodes."""
    place = {node: index for index, node in enumerate(order)}
    return sum(weight for (tail, head), weight in weights.items() if place[head] < place[tail])


def assert_sound(weights: Weights, cut: FeedbackCut) -> None:
    """No cycle is left, each arc put back closes one, costs add up and are not below the bound."""
    kept: networkx.DiGraph[int] = networkx.DiGraph(
        (tail, head) for tail, head in weights if tail != head and (tail, head) not in cut.arcs
    )
    assert networkx.is_directed_acyclic_graph(kept)
    assert all(networkx.has_path(kept, head, tail) for tail, head in cut.arcs)
    assert list(cut.arcs) == sorted(set(cut.arcs))
    assert sum(weights[arc] for arc in cut.arcs) == cut.cost
    assert cut.bound <= cut.cost


@settings(max_examples=400, deadline=None)
@given(weights=weighted(6))
def test_the_cut_of_a_small_graph_is_the_cheapest_of_all_and_proven(weights):
    cut = feedback_cut(weights)

    assert_sound(weights, cut)
    assert cheapest(weights) == cut.cost
    assert cut.proven


@settings(max_examples=300, deadline=None)
@given(weights=weighted(6))
def test_the_local_search_is_sound_and_its_bound_true_even_where_exact_answers_are_known(weights):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(feedback, "FEW", 0)
        cut = feedback_cut(weights)

    assert_sound(weights, cut)
    assert cut.bound <= cheapest(weights) <= cut.cost


@settings(max_examples=400, deadline=None)
@given(weights=weighted(6))
def test_branch_and_bound_finds_the_cheapest_order_of_all_whatever_is_known_before(weights):
    out = rows_of(weights)
    best = cheapest(weights)

    found = cheapest_order(out, sum(weights.values()) + 1)

    assert found.complete
    assert found.order is not None
    assert backwards(found.order, weights) == best
    assert cheapest_order(out, best) == Search(None, complete=True)


@settings(max_examples=60, deadline=None)
@given(weights=weighted(12, least=8))
def test_branch_and_bound_agrees_with_dynamic_programming(weights):
    exact = feedback_cut(weights)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(feedback, "FEW", 0)
        branched = feedback_cut(weights)

    assert (branched.cost, branched.proven) == (exact.cost, True)


@settings(max_examples=40, deadline=None)
@given(weights=weighted(8))
def test_a_search_that_has_to_stop_early_claims_nothing(weights):
    out = rows_of(weights)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(branching, "_EFFORT", len(out) ** 2)
        found = cheapest_order(out, sum(weights.values()) + 1)

    assert found.complete == (found.order is not None)
    assert found.order is None or backwards(found.order, weights) == cheapest(weights)


@settings(max_examples=100, deadline=None)
@given(weights=weighted(20, least=13))
def test_the_cut_of_a_larger_graph_is_sound(weights):
    assert_sound(weights, feedback_cut(weights))


@settings(max_examples=100, deadline=None)
@given(weights=weighted(16, least=13), seed=st.integers(0, 99))
def test_the_order_in_which_arcs_are_told_does_not_matter(weights, seed):
    shuffled = list(weights.items())
    Random(seed).shuffle(shuffled)

    assert feedback_cut(weights) == feedback_cut(dict(shuffled))


def test_the_lighter_side_of_two_modules_that_import_each_other_is_cut():
    assert FeedbackCut(((7, 3),), 2, 2) == feedback_cut({(3, 7): 5, (7, 3): 2})


def test_a_graph_without_cycles_needs_no_cut():
    assert FeedbackCut((), 0, 0) == feedback_cut({(1, 2): 4, (2, 3): 1, (1, 3): 9, (2, 2): 1})


def test_what_local_search_cannot_prove_branch_and_bound_does():
    """Seventeen nodes: as above, the packed cycles fall one short, and too many for all orders to be tried."""
    heads = [(1, 2, 3, 5, 6), (5, 6), (0, 3, 6), (1, 4, 5, 6), (2,), (0, 2, 4), (0, 1, 4, 7)]
    heads += [(node + 1,) for node in range(7, 16)] + [(0,)]
    weights = {(tail, head): 1 for tail, row in enumerate(heads) for head in row}
    bound = packed_cycles([dict.fromkeys(row, 1) for row in heads]).bound

    cut = feedback_cut(weights)

    assert (cut.cost, bound, cut.proven) == (7, 6, True)


def test_the_exact_answer_is_proven_where_separate_cycles_are_no_proof():
    """The cycles share so many arcs that no more than five of them can be kept apart, yet six arcs must go."""
    heads = [(1, 2, 3, 5, 6), (5, 6), (0, 3, 6), (1, 4, 5, 6), (2,), (0, 2, 4), (0, 1, 4)]
    weights = {(tail, head): 1 for tail, row in enumerate(heads) for head in row}

    cut = feedback_cut(weights)

    assert packed_cycles([dict.fromkeys(row, 1) for row in heads]).bound == 5
    assert (6, 6) == (cut.cost, cut.bound)
    assert cut.proven


def test_an_order_planted_in_a_larger_graph_is_found_and_proven():
    """Thirty nodes, all downward arcs heavy, three light ones back up: those three are the answer."""
    weights = {(tail, head): 10 for tail in range(30) for head in range(tail + 1, min(tail + 4, 30))}
    back = ((12, 3), (20, 11), (29, 0))

    cut = feedback_cut(weights | dict.fromkeys(back, 1))

    assert FeedbackCut(back, 3, 3) == cut
    assert cut.proven


def test_hundreds_of_entangled_modules_are_cut_soundly():
    lottery = Random(11)
    weights = {(lottery.randrange(400), lottery.randrange(400)): lottery.randrange(1, 9) for _ in range(3000)}

    assert_sound(weights, feedback_cut(weights))
