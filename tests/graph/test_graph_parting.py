"""Ways from one set of modules to another, held up to networkx and to a plain search."""

from functools import cache

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.graph import passage
from tests.graph.sketch import graph, read

NAMES = [f"m{number}" for number in range(8)]


EDGES = st.lists(st.sampled_from([(a, b) for a in NAMES for b in NAMES if a != b]), unique=True, max_size=22)


@cache
def some(*names):
    return st.sets(st.sampled_from(names), min_size=1, max_size=3)


@st.composite
def questions(draw):
    edges, tails = draw(EDGES), draw(some(*NAMES))
    heads = draw(some(*sorted(set(NAMES) - tails)))
    return edges, tails, heads


def asked(edges, tails, heads):
    drawn = graph(read([f"{a} -> {b}" for a, b in edges], NAMES, alone=True))
    nodes = [frozenset(drawn.names.node[name] for name in end) for end in (tails, heads)]
    return drawn, passage(drawn, *nodes)


def named(drawn, imports):
    return [(drawn.name(a), drawn.name(b)) for a, b in imports]


@given(questions())
@settings(max_examples=300, deadline=None)
def test_the_cut_ends_all_ways_and_none_that_is_smaller_does(question):
    edges, tails, heads = question
    drawn, ways = asked(*question)
    cut = named(drawn, ways.cut())
    net: nx.DiGraph[str] = nx.DiGraph([*edges, *(("<", name) for name in tails), *((name, ">") for name in heads)])
    for a, b in net.edges:
        net[a][b]["capacity"] = 1 if (a, b) in edges else len(edges) + 1

    assert len(cut) == nx.maximum_flow_value(net, "<", ">")
    net.remove_edges_from(cut)
    assert not nx.has_path(net, "<", ">")


@given(questions())
@settings(max_examples=300, deadline=None)
def test_the_chain_is_one_of_the_shortest_and_the_entries_are_all_first_steps_of_a_way(question):
    edges, tails, heads = question
    drawn, ways = asked(*question)
    net: nx.DiGraph[str] = nx.DiGraph(edges)
    net.add_nodes_from(NAMES)
    lengths = [nx.shortest_path_length(net, a, b) for a in tails for b in heads if nx.has_path(net, a, b)]
    outside: nx.DiGraph[str] = nx.DiGraph(net.subgraph(set(NAMES) - tails))

    assert len(ways.chain()) == (min(lengths) + 1 if lengths else 0)
    assert set(named(drawn, zip(ways.chain(), ways.chain()[1:], strict=False))) <= set(edges)
    assert named(drawn, ways.entries()) == sorted(
        (a, b) for a, b in edges if a in tails and b not in tails and any(nx.has_path(outside, b, end) for end in heads)
    )


def test_what_lies_within_the_other_end_is_told_apart_from_it():
    drawn = graph(["shop.web -> shop.db", "shop.db -> shop.rows"])
    shop, db = (frozenset(drawn.names.below(name)) for name in ("shop", "shop.db"))

    assert named(drawn, passage(drawn, shop, db).cut()) == [("shop.web", "shop.db")]
    assert named(drawn, passage(drawn, db, shop).cut()) == [("shop.db", "shop.rows")]
