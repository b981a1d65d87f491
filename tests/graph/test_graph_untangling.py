"""The fewest imports without which no group is in a cycle, held up to all sets of imports there are."""

from itertools import combinations

import networkx
from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.graph import component_arcs
from archlint.graph.leaving import cut_of_ways_back
from archlint.graph.rows import Rows
from archlint.graph.untangling import knots_of, untangled
from tests.graph import sketch
from tests.graph.random_graphs import graphs, node_sets

GROUPS = "abc"


def in_a_cycle(edges, group_of) -> bool:
    """Whether a group comes back to itself over another one, also through modules of no group."""
    free: networkx.DiGraph[str] = networkx.DiGraph(edges)
    between: networkx.DiGraph[str] = networkx.DiGraph()
    for start in free:
        if not group_of(start):
            continue
        seen, waiting = set(), [start]
        while waiting:
            for head in free[waiting.pop()]:
                if group_of(head):
                    between.add_edge(group_of(start), group_of(head))
                elif head not in seen:
                    seen.add(head)
                    waiting.append(head)
    between.remove_edges_from([(one, one) for one in between])
    return not networkx.is_directed_acyclic_graph(between)


def fewest(edges, group_of) -> int:
    """How many imports have to go at least, by trying all sets of them."""
    return next(
        count
        for count in range(len(edges) + 1)
        for gone in combinations(edges, count)
        if not in_a_cycle([edge for edge in edges if edge not in gone], group_of)
    )


def codebases(free: int) -> st.SearchStrategy[list[tuple[str, str]]]:
    """Few imports between the modules of three groups, two each, and some of none."""
    names = [f"x.{group}.m{number}" for group in GROUPS for number in range(2)]
    names += [f"x.free{number}" for number in range(free)]
    pairs = st.tuples(st.sampled_from(names), st.sampled_from(names)).filter(lambda pair: pair[0] != pair[1])
    return st.lists(pairs, min_size=4, max_size=9).map(lambda drawn: sorted(set(drawn)))


def group_of(name: str) -> str:
    return name.split(".")[1] if name.split(".")[1] in GROUPS else ""


def cut_by(edges):
    """What is said to be cut, of groups that may be joined through modules of none."""
    read = sketch.read([f"{tail} -> {head}" for tail, head in edges], [f"x.{group}.m0" for group in GROUPS])
    graph = sketch.graph(read)
    partition = graph.assign(graph.select(sketch.entries(*(f"x.{group}" for group in GROUPS))))
    found = untangled(component_arcs(graph, partition), len(GROUPS))
    return found, [(graph.name(tail), graph.name(head)) for tail, head in found.imports]


@settings(max_examples=150, deadline=None)
@given(edges=codebases(free=0))
def test_without_modules_between_the_groups_the_cut_is_the_fewest_and_proven(edges):
    found, cut = cut_by(edges)

    assert len(cut) == found.bound == fewest(edges, group_of)
    assert not in_a_cycle([edge for edge in edges if edge not in cut], group_of)


@settings(max_examples=150, deadline=None)
@given(edges=codebases(free=3))
def test_through_modules_of_no_group_the_cut_undoes_all_and_the_bound_claims_nothing_that_is_not_so(edges):
    found, cut = cut_by(edges)

    assert found.bound <= fewest(edges, group_of) <= len(cut)
    assert not in_a_cycle([edge for edge in edges if edge not in cut], group_of)


def test_where_one_import_would_do_for_two_dependencies_two_are_not_called_the_fewest():
    """a and b both reach c over x.free0, and c imports both."""
    edges = [("x.a.m0", "x.free0"), ("x.b.m0", "x.free0"), ("x.free0", "x.c.m0")]
    edges += [("x.c.m0", f"x.{group}.m{number}") for group in "ab" for number in range(2)]

    found, cut = cut_by(sorted(edges))

    assert cut == [("x.a.m0", "x.free0"), ("x.b.m0", "x.free0")]
    assert found.bound == 1


def test_groups_in_cycles_are_told_knot_by_knot():
    _, cut = cut_by([("x.a.m0", "x.b.m0"), ("x.b.m0", "x.c.m0")])

    assert cut == []
    assert knots_of({}, 3) == []


@settings(max_examples=300, deadline=None)
@given(drawn=graphs(8), part=node_sets(8))
def test_the_ways_back_into_a_part_are_cut_with_as_few_edges_as_networkx_needs(drawn, part):
    size, edges = drawn
    part = frozenset(node for node in part if node < size)
    succ = Rows.of(size, edges)

    cut = cut_of_ways_back(succ, part)

    flow: networkx.DiGraph = networkx.DiGraph()
    flow.add_nodes_from(["out", "in"])
    for tail, head in set(edges):
        if tail in part and head in part:
            continue
        start, end = ("out" if tail in part else tail), ("in" if head in part else head)
        room = flow.get_edge_data(start, end, {"capacity": 0})["capacity"]
        flow.add_edge(start, end, capacity=room + 1)
    assert set(cut) <= set(edges)
    assert len(cut) == networkx.minimum_cut_value(flow, "out", "in")
    left: networkx.DiGraph[int] = networkx.DiGraph([edge for edge in edges if edge not in cut])
    outside = {node for node in left if node not in part}
    for node in part & set(left):
        for first in set(left[node]) & outside:
            reached = networkx.descendants(left.subgraph(outside), first) | {first}
            assert not any(set(left[one]) & part for one in reached)
