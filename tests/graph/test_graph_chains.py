"""Chains: they exist, none is shorter, none of that length comes first. Held up to plain enumeration."""

from collections.abc import Collection
from itertools import pairwise

import networkx
from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.graph.chains import open_chains, shortest_chains
from archlint.graph.reach import free_reach
from archlint.graph.rows import Rows, bits
from tests.graph.random_graphs import Edges, components, ends, graphs, rows

Chain = tuple[int, ...]


def first_chain(edges: Edges, tails: Collection[int], heads: Collection[int], inner: Collection[int]) -> Chain | None:
    """The best of all chains with an interior, by listing every one of them."""
    best: tuple[int, Chain] | None = None
    waiting: list[Chain] = [(tail,) for tail in tails]
    while waiting:
        chain = waiting.pop()
        for tail, head in edges:
            if tail != chain[-1] or head in chain:
                continue
            if head in heads and len(chain) > 1:
                longer = (*chain, head)
                best = min(best or (len(longer), longer), (len(longer), longer))
            elif head in inner:
                waiting.append((*chain, head))
    return best[1] if best else None


@settings(max_examples=1000, deadline=None)
@given(data=st.data(), graph=graphs(7), count=st.integers(2, 4))
def test_each_pair_gets_the_first_of_its_shortest_chains(data, graph, count):
    size, edges = graph
    component = data.draw(components(size, count))
    everything = [(a, b) for a in range(count) for b in range(count) if a != b]
    pairs = data.draw(st.lists(st.sampled_from(everything), max_size=6))

    found = shortest_chains(*rows(size, edges), component, pairs)

    members = {number: [node for node in range(size) if component[node] == number] for number in range(-1, count)}
    expected = {(a, b): first_chain(edges, members[a], members[b], members[-1]) for a, b in sorted(set(pairs))}
    assert [(pair, chain) for pair, chain in expected.items() if chain] == list(found.items())


@settings(max_examples=300, deadline=None)
@given(data=st.data(), graph=graphs(30, least=15), count=st.integers(2, 6))
def test_chains_in_larger_graphs_exist_edge_by_edge_and_none_is_shorter(data, graph, count):
    size, edges = graph
    component = data.draw(components(size, count))
    succ, pred = rows(size, edges)
    owned = [node for node, number in enumerate(component) if number >= 0]
    through = free_reach(succ, pred, component, owned, count).through
    pairs = [(a, b) for a, reached in enumerate(through) for b in bits(reached)]

    found = shortest_chains(succ, pred, component, pairs)

    assert set(pairs) == set(found)
    for (a, b), chain in found.items():
        free = [node for node in range(size) if component[node] == -1]
        reference: networkx.DiGraph[int | str] = networkx.DiGraph()
        reference.add_edges_from((tail, head) for tail, head in edges if tail in free and head in free)
        reference.add_nodes_from(free)
        reference.add_edges_from(("start", head) for tail, head in edges if component[tail] == a and head in free)
        reference.add_edges_from((tail, "end") for tail, head in edges if component[head] == b and tail in free)
        assert [a, *[-1] * (len(chain) - 2), b] == [component[node] for node in chain]
        assert all(head in succ[tail] for tail, head in pairwise(chain))
        assert networkx.shortest_path_length(reference, "start", "end") == len(chain) - 1


@settings(max_examples=1000, deadline=None)
@given(data=st.data(), graph=graphs(7, least=3), count=st.integers(0, 3))
def test_each_open_question_gets_the_first_of_its_shortest_chains(data, graph, count):
    size, edges = graph
    questions = [data.draw(ends(size)) for _ in range(count)]

    found = open_chains(*rows(size, edges), questions)

    assert [
        first_chain(edges, tails - heads, heads - tails, set(range(size)) - tails - heads - barred)
        for tails, heads, barred in questions
    ] == found


def test_a_pair_joined_by_imports_alone_has_no_chain():
    succ, pred = rows(2, [(0, 1)])

    assert {} == shortest_chains(succ, pred, [0, 1], [(0, 1)])
    assert [None] == open_chains(succ, pred, [(frozenset({0}), frozenset({1}), frozenset())])


def test_a_direct_import_does_not_hide_the_chain_beside_it():
    succ, pred = rows(3, [(0, 1), (0, 2), (1, 2)])

    assert {(0, 1): (0, 1, 2)} == shortest_chains(succ, pred, [0, -1, 1], [(0, 1)])
    assert [(0, 1, 2)] == open_chains(succ, pred, [(frozenset({0}), frozenset({2}), frozenset())])


def test_an_open_chain_may_pass_through_a_component_where_a_free_chain_may_not():
    succ, pred = rows(3, [(0, 1), (1, 2)])

    assert {} == shortest_chains(succ, pred, [0, 1, 2], [(0, 2)])
    assert [(0, 1, 2)] == open_chains(succ, pred, [(frozenset({0}), frozenset({2}), frozenset())])


def test_many_pairs_over_a_long_chain_of_free_modules_are_answered():
    size = 20_000
    succ = Rows.of(size, [(node, node + 1) for node in range(size - 1)])
    component = [0, *[-1] * (size - 2), 1]

    found = shortest_chains(succ, succ.reversed(), component, [(0, 1), (1, 0)])

    assert {(0, 1): tuple(range(size))} == found
