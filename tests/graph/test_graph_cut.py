"""Minimum cuts, held up to the maximum flow of networkx and to all cuts of small graphs."""

from itertools import combinations
from math import comb

import networkx
from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.graph.cut import ChainCut, Front, minimum_cut
from archlint.graph.rows import Rows
from tests.graph.random_graphs import Edges, ends, graphs, numbers


def chain_edges(edges: Edges, tails: frozenset[int], heads: frozenset[int], passable: frozenset[int]) -> Edges:
    """The edges that a chain may use: into or out of passable nodes, never from a tail to a head."""
    starts, ends, inner = tails - heads, heads - tails, passable - tails - heads
    return [
        (tail, head)
        for tail, head in edges
        if (tail in starts and head in inner) or (tail in inner and head in inner | ends)
    ]


def near_side(edges: Edges, tails: frozenset[int]) -> set[int]:
    """What can be reached from the tails."""
    met = set(tails)
    while new := {head for tail, head in edges if tail in met} - met:
        met |= new
    return met


def reference_cut(edges: Edges, tails: frozenset[int], heads: frozenset[int]) -> Edges:
    """networkx gives the minimum cut nearest to the sink, so the graph is turned around."""
    network: networkx.DiGraph[int | str] = networkx.DiGraph()
    network.add_nodes_from(["from", "to"])
    network.add_edges_from(((head, tail) for tail, head in edges), capacity=1)
    network.add_edges_from(("from", head) for head in heads)
    network.add_edges_from((tail, "to") for tail in tails)
    _, (_, near) = networkx.minimum_cut(network, "from", "to")
    return sorted((tail, head) for tail, head in edges if tail in near and head not in near)


@settings(max_examples=1000, deadline=None)
@given(data=st.data(), graph=graphs(12))
def test_the_cut_is_the_smallest_and_the_nearest_to_the_tails(data, graph):
    size, edges = graph
    tails, heads, barred = data.draw(ends(size))
    passable = frozenset(range(size)) - barred
    usable = chain_edges(edges, tails, heads, passable)

    cut = minimum_cut(Rows.of(size, edges), tails, heads, passable.__contains__)

    left = [edge for edge in usable if edge not in cut]
    assert not near_side(left, tails - heads) & (heads - tails)
    assert reference_cut(usable, tails - heads, heads - tails) == list(cut)


@settings(max_examples=500, deadline=None)
@given(data=st.data(), graph=graphs(12, least=4))
def test_what_lies_before_some_tails_serves_the_cuts_to_many_heads(data, graph):
    size, edges = graph
    part = data.draw(numbers(size, 4))
    tails, *others = (frozenset(node for node in range(size) if part[node] == number) for number in range(3))
    passable = frozenset(node for node in range(size) if part[node] == 3)
    front = Front(Rows.of(size, edges), tails, passable.__contains__)

    for heads in (*others, others[0] | others[1], others[0]):
        usable = chain_edges(edges, tails, heads, passable)
        assert reference_cut(usable, tails, heads) == list(front.cut(heads))


@settings(max_examples=500, deadline=None)
@given(data=st.data(), graph=graphs(6, least=4))
def test_of_all_cuts_of_a_small_graph_none_is_smaller_and_none_of_that_size_leaves_less_on_the_near_side(data, graph):
    size, edges = graph
    tails, heads, passable = frozenset({0}), frozenset({1}), frozenset(range(size))
    usable = chain_edges(edges, tails, heads, passable)

    cut = minimum_cut(Rows.of(size, edges), tails, heads, passable.__contains__)

    sides = []
    for removed in combinations(usable, len(cut)) if comb(len(usable), len(cut)) < 2000 else [cut]:
        side = near_side([edge for edge in usable if edge not in removed], tails)
        if 1 not in side:
            sides.append(side)
    for removed in combinations(cut, len(cut) - 1) if cut else []:
        assert 1 in near_side([edge for edge in usable if edge not in removed], tails)
    nearest = near_side([edge for edge in usable if edge not in cut], tails)
    assert all(nearest <= side for side in sides)


@settings(max_examples=500, deadline=None)
@given(data=st.data(), graph=graphs(8, least=3))
def test_one_edge_is_enough_where_no_chain_is_left_without_it(data, graph):
    size, edges = graph
    tails, heads, barred = data.draw(ends(size))
    passable = frozenset(range(size)) - barred
    usable = chain_edges(edges, tails, heads, passable)
    cut = ChainCut(Rows.of(size, edges), lambda: (tails, heads), passable.__contains__)

    for edge in edges:
        left = [other for other in usable if other != edge]
        assert cut.takes_only(edge) == (not near_side(left, tails - heads) & (heads - tails))


def test_a_chain_is_taken_back_where_two_others_need_its_imports():
    """The shortest chain 0 -> 1 -> 2 -> 3 stands in the way of 0 -> 1 -> 4 -> 5 -> 3 and 0 -> 6 -> 7 -> 2 -> 3."""
    edges = [(0, 1), (1, 2), (2, 3), (1, 4), (4, 5), (5, 3), (0, 6), (6, 7), (7, 2)]

    assert ((0, 1), (0, 6)) == minimum_cut(Rows.of(8, edges), frozenset({0}), frozenset({3}), lambda node: True)


def test_direct_imports_are_neither_counted_nor_cut():
    succ = Rows.of(3, [(0, 1), (0, 2), (1, 2)])

    assert ((0, 1),) == minimum_cut(succ, frozenset({0}), frozenset({2}), lambda node: True)


def test_without_a_chain_there_is_nothing_to_cut():
    succ = Rows.of(3, [(0, 1), (1, 2)])

    assert () == minimum_cut(succ, frozenset({0}), frozenset({2}), lambda node: False)


def test_one_import_that_all_chains_share_is_the_whole_cut():
    fan = [(tail, 4) for tail in range(4)] + [(4, 5)] + [(5, head) for head in range(6, 10)]

    assert ((4, 5),) == minimum_cut(Rows.of(10, fan), frozenset(range(4)), frozenset(range(6, 10)), {4, 5}.__contains__)


def test_a_chain_of_many_modules_is_cut_at_its_first_import():
    size = 50_000
    succ = Rows.of(size, [(node, node + 1) for node in range(size - 1)])

    assert ((0, 1),) == minimum_cut(succ, frozenset({0}), frozenset({size - 1}), lambda node: True)
