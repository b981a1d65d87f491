"""Edges that hold a cycle together: all of them, no others, and what is left without each, as networkx has it."""

import networkx
from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.graph.bridges import Bridge, largest_knot_of, splitting_edges
from archlint.graph.rows import Rows
from tests.graph.random_graphs import graphs


def largest(edges) -> int:
    """The nodes of the largest strong component, by networkx."""
    return max(map(len, networkx.strongly_connected_components(networkx.DiGraph(edges))), default=0)


@settings(max_examples=400, deadline=None)
@given(drawn=graphs(9))
def test_the_edges_that_split_a_knot_are_those_that_taking_out_each_in_turn_shows(drawn):
    size, edges = drawn
    succ = Rows.of(size, edges)

    knot = largest_knot_of(succ, size)

    inner = [(tail, head) for tail, head in set(edges) if tail in knot and head in knot and tail != head]
    assert max(len(knot), 1) == max(largest([edge for edge in edges if edge[0] != edge[1]]), 1)
    left = {edge: largest([other for other in inner if other != edge]) for edge in inner}
    want = sorted((count, edge) for edge, count in left.items() if count < len(knot))
    assert [(bridge.largest, bridge.edge) for bridge in splitting_edges(succ, knot)] == want


@given(size=st.integers(2, 30))
def test_each_edge_of_a_ring_undoes_it(size):
    ring = Rows.of(size, [(node, (node + 1) % size) for node in range(size)])

    found = splitting_edges(ring, largest_knot_of(ring, size))

    assert found == [Bridge(edge, 1) for edge in sorted(ring.edges())]


def test_of_two_rings_that_share_an_edge_that_one_undoes_both():
    """0 -> 1 lies on 0 -> 1 -> 2 -> 0 and on 0 -> 1 -> 3 -> 0; each other edge leaves one of the rings."""
    succ = Rows.of(4, [(0, 1), (1, 2), (2, 0), (1, 3), (3, 0)])

    best, *others = splitting_edges(succ, [0, 1, 2, 3])

    assert best == Bridge((0, 1), 1)
    assert {bridge.largest for bridge in others} == {3}


def test_where_there_is_no_cycle_nothing_holds_it():
    succ = Rows.of(3, [(0, 1), (1, 2), (0, 2)])

    assert largest_knot_of(succ, 3) == []
    assert splitting_edges(succ, []) == []
