"""Whom a change reaches, held up to networkx over a graph that is built by the definitions of Python and pytest."""

from fnmatch import fnmatchcase
from itertools import product

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from archlint.graph import dependants, needs, reached
from archlint.settings import Reach
from tests.graph.sketch import graph, read

NAMES = [
    *("shop", "shop.db", "shop.db.orm", "shop.db.conftest", "shop.db.test_orm", "shop.web.cart", "shop.web.in.page"),
    *("tests.conftest", "tests.test_all", "tests.unit.conftest", "tests.unit.test_cart", "tests.unit.tools"),
]
KINDS = ["runtime", "deferred", "typing", "dynamic"]
imports = st.tuples(st.sampled_from(NAMES), st.sampled_from([*NAMES, "numpy.linalg"]), st.sampled_from(KINDS))
some = st.frozensets(st.sampled_from(NAMES), max_size=2)
lost = st.dictionaries(st.sampled_from(["shop.gone", "gone"]), some, max_size=2)


def drawn_needs(arrows, code, kinds, gone):
    """Everything that needs something, by the definitions: who imports, who lies in a package, whom pytest sets up."""
    drawn: nx.DiGraph[str] = nx.DiGraph()
    drawn.add_nodes_from([*code.modules, *gone])
    drawn.add_edges_from((a, b) for a, b, kind in arrows if kind in kinds and b in code.modules)
    packages = {name for name, flag in zip(code.modules, code.packages, strict=True) if flag}
    drawn.add_edges_from((a, b) for a, b in product(code.modules, packages) if a.startswith(f"{b}."))
    files = dict(zip(code.modules, code.paths, strict=True))
    for (one, file), (other, fixtures) in product(files.items(), files.items()):
        folder, _, name = fixtures.rpartition("/")
        last = file.rsplit("/", 1)[-1]
        set_up = last == "conftest.py" or fnmatchcase(last, "test_*.py")
        if name == "conftest.py" and set_up and one != other and file.startswith(f"{folder}/"):
            drawn.add_edge(one, other)
    drawn.add_edges_from((tail, name) for name, tails in gone.items() for tail in tails)
    return drawn


@given(
    arrows=st.lists(imports.filter(lambda one: one[0] != one[1]), max_size=12),
    changed=some,
    gone=lost,
    kinds=st.sampled_from([("runtime", "deferred", "dynamic", "declared"), tuple(KINDS), ("runtime",)]),
    alone=st.booleans(),
)
def test_all_that_have_a_way_to_a_change_are_reached_by_a_shortest_one(arrows, changed, gone, kinds, alone):
    code = read([f"{a} -> {b} [{kind}]" for a, b, kind in arrows], NAMES, alone=alone)
    oracle = drawn_needs(arrows, code, kinds, gone)
    starts = {*changed, *gone}
    ways = nx.multi_source_dijkstra_path_length(oracle.reverse(), starts) if starts else {}

    found = reached(needs(graph(code), Reach(kinds=kinds)), changed, gone)

    assert {one.module for one in found} == ways.keys() & set(code.modules)
    assert [one.path for one in found] == sorted(one.path for one in found)
    for one in found:
        assert (one.chain[0], one.chain[-1] in starts) == (one.module, True)
        assert len(one.chain) == ways[one.module] + 1
        assert all(oracle.has_edge(*pair) for pair in zip(one.chain, one.chain[1:], strict=False))


@given(arrows=st.lists(imports.filter(lambda one: one[0] != one[1]), max_size=12), asked=some)
def test_who_needs_a_module_directly_is_told_before_it_goes(arrows, asked):
    code = read([f"{a} -> {b} [{kind}]" for a, b, kind in arrows], NAMES)
    oracle = drawn_needs(arrows, code, Reach().kinds, {})

    found = dependants(needs(graph(code), Reach()), asked)

    assert {name: list(who) for name, who in found.items()} == {
        name: sorted(oracle.predecessors(name)) for name in asked
    }
