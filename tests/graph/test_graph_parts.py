"""The components that a picture is made of, and the counts on its arrows."""

from hypothesis import given
from hypothesis import strategies as st

from archlint.graph import (
    Layer,
    Part,
    Stack,
    child_parts,
    floors_of,
    import_counts,
    layered_parts,
    table_parts,
    top_first,
)
from tests.graph.sketch import entries, graph, read

TOPS = ("shop", "shop.web", "shop.web.cart", "shop.db", "shop.db.orm", "shop.db.rows", "tools", "tools.dates", "json")


def contents(found, parts):
    return {part.label: sorted(found.name(node) for node in part.nodes) for part in parts}


def level(found, *names):
    return layered_parts([floors_of(found, Stack((Layer(tuple(entries(*names))),)))])


def imports():
    pairs = [(a, b) for a in TOPS[:-1] for b in TOPS if a != b]
    return st.sets(st.sampled_from(pairs)).map(sorted)


@given(imports(), st.lists(st.sampled_from("abc-"), min_size=len(TOPS), max_size=len(TOPS)))
def test_arrows_count_the_pairs_of_modules_between_two_parts(edges, owners):
    found = graph(read([f"{a} -> {b}" for a, b in edges], TOPS[:-1]))
    owner = {name: letter for name, letter in zip(TOPS, owners, strict=True) if name in found.names.node}
    parts = [Part(letter, frozenset(found.names.node[n] for n, o in owner.items() if o == letter)) for letter in "abc"]

    counts = import_counts(found, parts)

    for a in range(3):
        for b in range(3):
            between = sum(owner[tail] == "abc"[a] and owner[head] == "abc"[b] for tail, head in edges)
            assert counts.get((a, b), 0) == (between if a != b else 0)
    assert 0 not in counts.values()
    assert list(counts) == sorted(counts)


def test_several_statements_and_kinds_of_one_import_count_once():
    found = graph(["shop.web -> shop.db:a", "shop.web -> shop.db:b", "shop.web -> shop.db [typing]"])

    assert import_counts(found, level(found, "shop.web", "shop.db")) == {(0, 1): 1}


def test_children_hold_what_is_below_them_and_packages_with_one_child_are_passed_by():
    found = graph(["acme.shop.web.cart -> acme.shop.db", "tool -> acme.shop.db.orm", "flat.a -> flat.b"])

    assert contents(found, child_parts(found)) == {
        "acme.shop.db": ["acme.shop.db", "acme.shop.db.orm"],
        "acme.shop.web": ["acme.shop.web", "acme.shop.web.cart"],
        "flat.a": ["flat.a"],
        "flat.b": ["flat.b"],
        "tool": ["tool"],
    }


def test_a_child_is_not_what_only_starts_alike():
    found = graph(["shop.web.cart -> shop.web_old.cart"])

    assert list(contents(found, child_parts(found))) == ["shop.web", "shop.web_old"]


def test_layers_have_levels_and_the_foundation_has_none():
    found = graph(["shop.web -> shop.orders", "shop.orders -> shop.db", "shop.db -> shop.kernel"])
    layers = tuple(Layer(tuple(entries(*names))) for names in (["shop.web"], ["shop.orders", "(shop.x)"], ["shop.db"]))

    parts = layered_parts([floors_of(found, Stack(layers, tuple(entries("shop.kernel"))))])

    assert [(part.label, part.level, part.foundation) for part in parts] == [
        ("shop.web", 0, False),
        ("shop.orders", 1, False),
        ("shop.db", 2, False),
        ("shop.kernel", None, True),
    ]


def test_the_more_exact_name_gets_the_module():
    found = graph(["shop.web.cart -> shop.web.forms"])

    assert contents(found, level(found, "shop.web", "shop.web.cart")) == {
        "shop.web": ["shop.web", "shop.web.forms"],
        "shop.web.cart": ["shop.web.cart"],
    }


def test_one_level_is_no_order():
    found = graph(["shop.web -> shop.db"])

    assert [part.level for part in level(found, "shop.web", "shop.db")] == [None, None]


def test_the_table_gives_each_capture_a_part_of_its_own():
    found = graph(["shop.pay.eu -> shop.db", "shop.pay.us -> shop.db"], 'components.pay = "shop.pay.{region}"')

    assert contents(found, table_parts(found)) == {"pay.eu": ["shop.pay.eu"], "pay.us": ["shop.pay.us"]}


def test_parts_without_an_order_stand_above_what_they_import():
    parts = [Part(label, frozenset([node])) for node, label in enumerate("abcd")]

    ordered = top_first(parts, {(3, 2): 5, (2, 3): 1, (2, 1): 2, (1, 0): 1})

    assert "".join(part.label for part in ordered) == "dcba"
