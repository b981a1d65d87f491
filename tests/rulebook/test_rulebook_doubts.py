"""Notes on rules that are sound and hardly meant: told where they are certain, and nowhere else."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from tests.graph.sketch import Statement, judged, read
from tests.rules.test_rules_random import MODULES, free_distance, imports, within

LAYERS = ["shop.eu.a", "shop.eu.b", "shop.eu.c"]
FORBIDDEN = {"type": "forbidden", "from": ["shop.eu"], "to": ["shop.us", "free"]}


def notes(edges, **rules):
    return [one.message for one in judged(read([Statement(*edge) for edge in edges], MODULES), {"rules": rules}).idle]


def expected(edges):
    """Say by the definitions what is to be noted of the layers: which depends on which, and who depends on anybody."""
    owned = [[name for name in MODULES if within(name, layer)] for layer in LAYERS]
    barred = {name for names in owned for name in names}
    pairs = {
        (a, b)
        for a, b in permutations(range(len(LAYERS)), 2)
        if any(x in owned[a] and y in owned[b] for x, y in edges) or free_distance(edges, owned[a], owned[b], barred)
    }
    if any(a < b for a, b in pairs):
        return []
    if len(pairs) > 1:
        return ["all imports between the layers of `drawn` point up, as if it stood bottom first"]
    busy = all(any((x in names) != (y in names) for x, y in edges) for names in owned)
    words = "none of the 3 layers of `drawn` imports another, and yet the upper ones may import the lower ones tomorrow"
    return [words] if busy and not pairs else []


@effort(max_examples=500, deadline=None)
@given(edges=imports(), type_=st.sampled_from(["layers", "linked-list"]))
def test_an_order_is_doubted_where_nothing_in_the_code_follows_it(edges, type_):
    assert notes(edges, drawn={"type": type_, "layers": LAYERS}) == expected(edges)


def test_two_layers_may_be_an_order_that_nobody_needs_yet():
    edges = [("shop.eu.a", "free"), ("shop.eu.b", "free")]

    assert notes(edges, drawn={"type": "layers", "layers": LAYERS[:2]}) == []


@pytest.mark.parametrize(
    ("containers", "doubts"),
    [(["shop.eu"], 1), (["shop.eu", "(shop.tv)"], 1), (["shop.{region}"], 0), (["shop.eu", "shop.us"], 0)],
)
def test_an_order_is_doubted_in_one_container_and_not_in_several(containers, doubts):
    edges = [(f"shop.{region}.{layer}", "free") for region in ("eu", "us") for layer in "abc"]
    order = {"type": "layers", "layers": ["(a)", "(b)", "(c)"], "containers": containers}

    assert len(notes(edges, drawn=order)) == doubts


@pytest.mark.parametrize(
    ("change", "doubted"),
    [
        ({}, True),
        ({"name": "Once more", "because": "we forgot", "help": "do not"}, True),
        ({"to": ["free", "shop.us"]}, True),
        ({"severity": "warning"}, True),
        ({"severity": "off"}, False),
        ({"kinds": ["runtime"]}, False),
        ({"ignore": ["(shop.eu.x) -> free"]}, False),
        ({"indirect": False}, False),
        ({"to": ["shop.us"]}, False),
        ({"type": "acyclic", "from": None, "to": None}, False),
    ],
)
def test_a_rule_that_asks_for_the_same_as_another_is_doubted(change, doubted):
    second = {key: value for key, value in {**FORBIDDEN, **change}.items() if value is not None}
    words = "`second` asks for the same as `first`, so each of its violations is told twice"

    assert notes([], first=FORBIDDEN, second=second) == ([words] if doubted else [])


def test_of_a_warning_and_an_error_that_ask_for_the_same_the_warning_goes():
    told = notes([], first={**FORBIDDEN, "severity": "warning"}, second=FORBIDDEN)

    assert told == ["`first` asks for the same as `second`, so each of its violations is told twice"]


def test_layers_in_another_order_ask_for_something_else():
    edges = [("shop.eu.a", "shop.eu.b")]
    first, second = {"type": "layers", "layers": LAYERS}, {"type": "layers", "layers": [*LAYERS[:1], *LAYERS[:0:-1]]}

    assert notes(edges, first=first, second=second) == []


def test_an_ignore_that_all_rules_have_is_told_once():
    ignore = ["shop.eu -> free"]
    table = {"ignore": ignore, "rules": {"first": {**FORBIDDEN, "ignore": ignore}}}

    told = judged(read([Statement("shop.eu", "free")], MODULES), table).idle

    assert [one.message for one in told] == [
        "`shop.eu -> free` is ignored, but the `ignore` of all rules does that already"
    ]


def test_without_code_it_is_told_what_the_settings_alone_show():
    table = {
        "ignore": ["a -> b"],
        "rules": {"first": {**FORBIDDEN, "ignore": ["a -> b"]}, "second": {**FORBIDDEN, "ignore": ["a -> b"]}},
    }

    told = judged(read([], MODULES), table, ask="config").idle

    assert {one.where for one in told} == {
        ("rules", "first", "ignore", 0),
        ("rules", "second"),
        ("rules", "second", "ignore", 0),
    }
