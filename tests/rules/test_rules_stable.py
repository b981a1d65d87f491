"""`stable` held up to networkx and exact fractions, over random graphs."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.graph.sketch import Statement, judged, read
from tests.rules.test_rules_random import COMPONENTS, MODULES, assert_all_told, assert_chains, found, imports, quotient


@settings(max_examples=500, deadline=None)
@given(edges=imports(), chosen=st.lists(st.sampled_from(COMPONENTS), min_size=2, unique=True))
def test_every_dependency_on_a_less_stable_component_is_told_and_no_other(edges, chosen):
    results = found(edges, "stable", modules=chosen)

    graph = quotient(edges, chosen)

    def instability(name: str) -> Fraction:
        return Fraction(graph.out_degree(name), graph.degree(name))

    expected = {(tail, head) for tail, head in graph.edges if instability(tail) < instability(head)}
    assert expected == {(one.tail, one.head) for one in results.findings}
    assert {"unstable"} >= {one.kind for one in results.findings}
    assert_chains(results.findings, edges)
    assert_all_told(results, edges, chosen)
    for one in results.findings:
        for name in (one.tail, one.head):
            assert f"{name} ({graph.out_degree(name)} of {graph.degree(name)} outward)" in one.message


SHOP = [("shop.us", "shop.eu.a"), ("shop.us", "shop.eu.b"), ("free.tools", "shop.eu.a"), ("shop.eu.a", "shop.us")]
TABLE = {"us": "shop.us", "a": "shop.eu.a", "rest": ["shop.eu.b", "free.tools"]}


def test_without_modules_the_components_of_the_table_are_compared():
    imported = read([Statement(*edge) for edge in SHOP], MODULES)

    [one] = judged(imported, {"components": TABLE, "rules": {"stable": {}}}).findings

    assert one.message == "a (1 of 3 outward) depends on us (2 of 3 outward), which is less stable"
    assert one.fingerprint == "stable unstable shop.eu.a -> shop.us"
    assert one.cut == (("shop.eu.a", "shop.us"),)


def test_two_that_import_each_other_are_equally_stable():
    ring = [("shop.eu.a", "shop.eu.b"), ("shop.eu.b", "shop.eu.a")]

    assert found(ring, "stable", modules=["shop.eu.a", "shop.eu.b"]).findings == ()


@pytest.mark.parametrize(
    ("table", "words", "where"),
    [
        ({}, "[components] names nothing, and there is no `modules`", ()),
        ({"components": {"us": "shop.us"}}, "[components] names only `us`", ()),
        ({"modules": ["shop.us"]}, "this list names only `shop.us`", ("modules", 0)),
        ({"modules": ["!shop.us"]}, "this list names nothing", ("modules", 0)),
    ],
)
def test_less_than_two_components_are_told(table, words, where):
    rule = {key: value for key, value in table.items() if key == "modules"}
    settings_table = {"rules": {"stable": rule}, **{k: v for k, v in table.items() if k == "components"}}

    [problem] = judged(read([], MODULES), settings_table).problems

    assert words in problem.message
    assert problem.where == ("rules", "stable", *where)
