"""What is visible by chains of any length, held up to Warshall's closure and to networkx."""

from unittest.mock import patch

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.graph import closure, severing_cut, visibility
from archlint.graph.rows import Rows
from tests.graph.sketch import graph, read

SIZE = 9
NODES = st.integers(0, SIZE - 1)
EDGES = st.sets(st.tuples(NODES, NODES).filter(lambda pair: pair[0] != pair[1]), max_size=22)


def closed(edges, size):
    """Return the visibility matrix: Warshall 1962, with the ones of the zeroth power on the diagonal."""
    seen = [[a == b or (a, b) in edges for b in range(size)] for a in range(size)]
    for through in range(size):
        for a in range(size):
            for b in range(size):
                seen[a][b] = seen[a][b] or (seen[a][through] and seen[through][b])
    return seen


@settings(max_examples=200, deadline=None)
@given(EDGES, st.integers(1, SIZE), st.integers(1, 4), st.lists(st.sets(NODES), max_size=3))
def test_each_module_and_group_sees_what_the_closure_says_in_blocks_of_any_length(edges, size, block, groups):
    groups = [{node for node in group if node < size} for group in groups]
    matrix = closed(edges, SIZE)

    with patch.object(closure, "_BLOCK", block):
        found = visibility(Rows.of(SIZE, edges), size, groups)

    assert found.modules == [sum(matrix[a][b] for b in range(size)) for a in range(size)]
    outside = [{b for a in group for b in range(size) if matrix[a][b]} - group for group in groups]
    assert found.groups == [len(nodes) for nodes in outside]


@settings(max_examples=200, deadline=None)
@given(EDGES)
def test_the_sum_is_the_closure_of_networkx_with_the_modules_themselves(edges):
    whole: networkx.DiGraph[int] = networkx.DiGraph(list(edges))
    whole.add_nodes_from(range(SIZE))

    total = sum(visibility(Rows.of(SIZE, edges), SIZE).modules)

    assert total == networkx.transitive_closure(whole, reflexive=True).number_of_edges()
    assert total == sum(visibility(Rows.of(SIZE, edges).reversed(), SIZE).modules)


@settings(max_examples=200, deadline=None)
@given(EDGES, EDGES)
def test_another_import_never_lowers_what_is_visible(edges, more):
    before = visibility(Rows.of(SIZE, edges), SIZE).modules
    after = visibility(Rows.of(SIZE, edges | more), SIZE).modules

    assert all(one <= other for one, other in zip(before, after, strict=True))


@pytest.mark.parametrize(
    ("edges", "total"),
    [
        # Nobody imports anybody: each of 4 sees itself, 4 of 16.
        ([], 4),
        # a -> b -> c -> d: 4 + 3 + 2 + 1 = 10 of 16.
        ([(0, 1), (1, 2), (2, 3)], 10),
        # A ring: each sees all, 16 of 16.
        ([(0, 1), (1, 2), (2, 3), (3, 0)], 16),
        # A star out: 4 + 1 + 1 + 1 = 7 of 16.
        ([(0, 1), (0, 2), (0, 3)], 7),
    ],
)
def test_what_small_graphs_see(edges, total):
    assert sum(visibility(Rows.of(4, edges), 4).modules) == total


@settings(max_examples=200, deadline=None)
@given(EDGES, st.sets(NODES, min_size=1, max_size=3), st.sets(NODES, min_size=1, max_size=3))
def test_without_the_cut_nothing_is_reached_and_no_smaller_one_does_it(edges, tails, heads):
    heads -= tails
    names = [f"m{node}" for node in range(SIZE)]
    found = graph(read([f"{names[a]} -> {names[b]}" for a, b in sorted(edges)], names))
    number = [found.names.node[name] for name in names]

    cut = severing_cut(found.succ, [number[node] for node in tails], [number[node] for node in heads])

    flow: networkx.DiGraph[int | str] = networkx.DiGraph()
    flow.add_nodes_from(["source", "sink"])
    flow.add_edges_from(edges, capacity=1)
    flow.add_edges_from(("source", node) for node in tails)
    flow.add_edges_from((node, "sink") for node in heads)
    assert len(cut) == networkx.minimum_cut_value(flow, "source", "sink")
    left: networkx.DiGraph[int] = networkx.DiGraph(
        [edge for edge in edges if (number[edge[0]], number[edge[1]]) not in cut]
    )
    left.add_nodes_from(range(SIZE))
    assert not any(networkx.has_path(left, tail, head) for tail in tails for head in heads)
