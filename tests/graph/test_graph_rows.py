"""Rows less some of their edges, forwards and backwards, held up to rows made of what is left."""

from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.graph.rows import Rows
from tests.graph.random_graphs import graphs


def plain(rows: Rows) -> list[list[int]]:
    return [list(row) for row in rows]


@settings(max_examples=500, deadline=None)
@given(data=st.data(), graph=graphs(8))
def test_rows_without_edges_are_the_rows_of_the_others(data, graph):
    size, edges = graph
    node = st.integers(0, size - 1)
    pairs = st.lists(st.sampled_from(edges) if edges else st.tuples(node, node))
    first, second = data.draw(pairs), data.draw(st.lists(st.tuples(node, node)))

    found = Rows.of(size, edges).without(first).without(second)

    left = [edge for edge in edges if edge not in first and edge not in second]
    assert plain(Rows.of(size, left)) == plain(found)
    assert plain(Rows.of(size, [(head, tail) for tail, head in left])) == plain(found.reversed())


def test_rows_stay_as_they_are_when_others_are_made_of_them():
    rows = Rows.of(3, [(0, 1), (0, 2), (1, 2)])

    rows.without([(0, 1)])

    assert [[1, 2], [2], []] == plain(rows)
