"""The heaviest paths through a graph, held up to all sets of arcs there are, and to a matching by networkx."""

import networkx
from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.graph import path_cover


def weighted(most=6, arcs=9, acyclic=False):
    pairs = [(a, b) for a in range(most) for b in range(most) if (a < b if acyclic else a != b)]
    return st.dictionaries(st.sampled_from(pairs), st.integers(1, 9), max_size=arcs)


def is_paths(arcs):
    graph: networkx.DiGraph[int] = networkx.DiGraph(list(arcs))
    lone = all(degree <= 1 for way in (graph.in_degree, graph.out_degree) for _, degree in way())
    return lone and networkx.is_directed_acyclic_graph(graph)


def heaviest(weights):
    """Return the weight of the heaviest paths by trying every set of arcs."""
    arcs = list(weights)
    sets = ([arc for i, arc in enumerate(arcs) if number >> i & 1] for number in range(1 << len(arcs)))
    return max(sum(weights[arc] for arc in chosen) for chosen in sets if is_paths(chosen))


@settings(max_examples=150, deadline=None)
@given(weighted(arcs=8))
def test_the_arcs_are_paths_and_their_weight_lies_under_the_bound_with_the_best_between(weights):
    found = path_cover(weights)

    assert set(found.arcs) <= set(weights)
    assert is_paths(found.arcs)
    assert found.weight == sum(weights[arc] for arc in found.arcs)
    assert found.weight <= heaviest(weights) <= found.bound
    assert found.proven == (found.weight == found.bound)


@settings(max_examples=150, deadline=None)
@given(weighted(arcs=8, acyclic=True))
def test_without_cycles_no_paths_weigh_more(weights):
    found = path_cover(weights)

    assert found.proven
    assert found.weight == heaviest(weights)


@settings(max_examples=150, deadline=None)
@given(weighted(most=30, arcs=90))
def test_the_bound_is_the_weight_of_a_matching_of_tails_with_heads(weights):
    tails_and_heads: networkx.Graph[tuple[str, int]] = networkx.Graph()
    for (tail, head), weight in weights.items():
        tails_and_heads.add_edge(("tail", tail), ("head", head), weight=weight)
    best = networkx.max_weight_matching(tails_and_heads)

    assert path_cover(weights).bound == sum(tails_and_heads.edges[pair]["weight"] for pair in best)


def test_no_arcs_are_no_paths_and_an_arc_to_oneself_is_none():
    assert path_cover({}) == ((), 0, 0)
    assert path_cover({(1, 1): 5}) == ((), 0, 0)


def test_a_ring_is_opened_at_its_lightest_arc_and_nobody_knows_that_this_is_best():
    found = path_cover({(0, 1): 3, (1, 2): 2, (2, 0): 3})

    assert not found.proven
    assert found == (((0, 1), (2, 0)), 6, 8)
