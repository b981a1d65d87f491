"""Sets of nodes that a path can leave and come back to, held up to networkx."""

from unittest.mock import patch

import networkx
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archlint.graph import stack
from archlint.graph.returning import returning
from archlint.graph.rows import Rows
from tests.graph.sketch import judged

SIZE = 12
NODES = st.integers(0, SIZE - 1)
EDGES = st.sets(st.tuples(NODES, NODES).filter(lambda edge: edge[0] != edge[1]), max_size=24)
GROUPS = st.lists(st.sets(NODES, max_size=4), max_size=4)


def comes_back(edges, group):
    """Return whether a path leads from the group over other nodes, one at least, to the group."""
    outside: networkx.DiGraph = networkx.DiGraph(edge for edge in edges if not group & {*edge})
    first = {head for tail, head in edges if tail in group and head not in group}
    last = {tail for tail, head in edges if head in group and tail not in group}
    outside.add_nodes_from(first | last)
    return any(networkx.has_path(outside, one, other) for one in first for other in last)


@settings(max_examples=400)
@example({(0, 1), (1, 2)}, {0, 2})
@example({(0, 1), (1, 0)}, {0})
@example({(0, 1), (1, 0)}, {0, 1})
@given(EDGES, st.sets(NODES, max_size=5))
def test_of_one_group_it_is_told_exactly(edges, group):
    assert returning(Rows.of(SIZE, edges), [sorted(group)]) == [comes_back(edges, group)]


@settings(max_examples=400)
@given(EDGES, GROUPS)
def test_of_several_groups_none_is_missed(edges, groups):
    told = returning(Rows.of(SIZE, edges), [sorted(group) for group in groups])

    assert len(told) == len(groups)
    assert all(one or not comes_back(edges, group) for one, group in zip(told, groups, strict=True))


def test_groups_in_a_line_are_cleared_all_at_once():
    line = Rows.of(9, [(node, node + 1) for node in range(8)])

    assert returning(line, [[0, 1, 2], [3, 4, 5], [6, 7, 8]]) == [False] * 3


PACKAGES = [f"shop.{name}" for name in ("cart", "stock", "users")]
INSIDE = [f"{package}.{layer}" for package in PACKAGES for layer in ("web", "extra", "db")]
LAYERS = f"""
[rules.inside]
type = "layers"
containers = {PACKAGES}
layers = ["(web)", "(db)"]
"""


@settings(max_examples=200)
@given(st.sets(st.tuples(*[st.sampled_from(INSIDE)] * 2).filter(lambda pair: pair[0] != pair[1]), max_size=16))
def test_many_containers_are_judged_as_few_are(pairs):
    arrows = [f"{tail} -> {head}" for tail, head in sorted(pairs)] + [f"{name} -> json" for name in INSIDE]
    one_by_one = judged(arrows, LAYERS)
    with patch.object(stack, "_FEW", 0):
        together = judged(arrows, LAYERS)

    assert together.findings == one_by_one.findings
    assert not one_by_one.problems
