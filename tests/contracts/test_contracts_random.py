"""The contract types say of any graph what the rules of the same names say of it; neither knows the other."""

import re

import grimp
from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.contracts import Budget, LinkedList
from archlint.graph.rows import bits
from tests.graph.random_graphs import masks
from tests.graph.sketch import Statement, judged, read

MODULES = (
    *("free", "free.tools", "shop", "shop.reports"),
    *("shop.a", "shop.a.views", "shop.b", "shop.b.cart", "shop.c", "shop.d", "shop.d.rows", "shop.k", "shop.k.log"),
)
LAYERS = ["shop.a", "shop.b", "shop.c", "shop.d"]


@st.composite
def imports(draw):
    """Imports between the modules, from none to a third of all that could be."""
    mask = draw(masks(len(MODULES) ** 2))
    for _ in range(draw(st.integers(1, 5))):
        mask &= draw(masks(len(MODULES) ** 2))
    pairs = (divmod(bit, len(MODULES)) for bit in bits(mask))
    return [(MODULES[tail], MODULES[head]) for tail, head in pairs if tail != head]


def graph_of(edges):
    graph = grimp.ImportGraph()
    for module in MODULES:
        graph.add_module(module)
    for importer, imported in edges:
        graph.add_import(importer=importer, imported=imported)
    return graph


def checked(contract, edges, **options):
    return contract("drawn", {}, options).check(graph_of(edges), verbose=False)


def found(edges, **options):
    keys = {key.rstrip("_").replace("_", "-"): value for key, value in options.items()}
    return judged(read([Statement(*edge) for edge in edges], MODULES), {"rules": {"drawn": keys}}).findings


def parsed(pattern, message):
    found = re.match(pattern, message)
    assert found, message
    return found.groups()


def pairs_of(check):
    """Return the pairs of layers that a contract tells of, each with its direct imports."""
    told = {}
    for message, lines in check.metadata["illegal"]:
        importer, imported = parsed(r"(\S+) -> (\S+?):? ", message)
        direct = {tuple(re.findall(r"[\w.]+(?= ->| \()", line)) for line in lines if line.count("->") == 1}
        told[importer, imported] = direct
    return told


@settings(max_examples=200, deadline=None)
@given(imports(), st.booleans(), st.sampled_from(["independent", "free", ""]))
def test_a_linked_list_is_the_same_to_contract_and_rule(edges, with_foundation, siblings):
    level = {"independent": "shop.b | shop.c", "free": "shop.b : shop.c", "": ""}[siblings]
    ours = [LAYERS[0], {"level": LAYERS[1:3], "siblings": siblings}, LAYERS[3]] if siblings else LAYERS
    theirs = [LAYERS[0], level, LAYERS[3]] if siblings else LAYERS
    foundation = {"foundation": ["shop.k"]} if with_foundation else {}

    check = checked(LinkedList, edges, layers=theirs, **foundation)
    findings = found(edges, type="linked-list", layers=ours, **foundation)

    told = pairs_of(check)
    assert check.kept == (not findings)
    assert told.keys() == {(one.tail, one.head) for one in findings}
    assert {pair for direct in told.values() for pair in direct} == {
        one.chain for one in findings if len(one.chain) == 2
    }


@settings(max_examples=200, deadline=None)
@given(imports(), st.sampled_from(["fan-in", "fan-out", "entry-modules", "cycle-size"]), st.integers(0, 4))
def test_a_budget_is_the_same_to_contract_and_rule(edges, measure, most):
    names = ["shop.a", "shop.b", "shop.d"]

    check = checked(Budget, edges, measure=measure, max=str(most), modules=names)
    findings = found(edges, type="budget", measure=measure, max=most, modules=names)

    told = {parsed(r"(\S+) of (\S+) is (\d+)", message) for message, _ in check.metadata["illegal"]}
    assert told == {(one.measured[0], one.tail, str(one.measured[1])) for one in findings}
    assert all(lines for _, lines in check.metadata["illegal"])
