"""What couples components without an import stands in pictures and networks as the rules count it, and nowhere else."""

import pytest

from tests.graph.sketch import judged, read
from tests.rulebook.test_rulebook_coupling import at, wired

MODULES = ["shop", "shop.eu", "shop.eu.till", "shop.us", "shop.us.books", "shop.mail"]
REGIONS = {"type": "independent", "modules": ["shop.eu", "shop.us", "shop.mail"]}


def code():
    read_ = read(["shop.mail -> shop.eu"], MODULES)
    return wired(
        read_,
        at("shop.eu.till", "publish", ("paid",), line=7),
        at("shop.us.books", "subscribe", ("paid",), line=9),
        at("shop.us", "subscribe", ("paid",), line=2),
        at("shop.mail", "subscribe", ("lost",)),
        at("shop.us", "publish", ("lo\0",)),
        references=[("shop.mail", "shop.us.books", "exact")],
    )


def drawn(*rules, **top):
    found = judged(code(), {**top, "rules": {f"r{number}": rule for number, rule in enumerate(rules)}})
    picture, links = found.picture(), found.links()
    labels = [box.label for box in picture.boxes]
    names = [module.name for module in links.modules]
    pairs = {(labels[tail], labels[head]): count for (tail, head), count in picture.wired.items()}
    return pairs, [(names[one.tail], names[one.head], one.kind, one.on) for one in links.wires], links


def test_nothing_is_drawn_that_no_rule_counts():
    assert drawn(REGIONS)[:2] == ({}, [])
    assert drawn(REGIONS, {**REGIONS, "kinds": ["channel"], "severity": "off"})[:2] == ({}, [])


def test_channels_are_drawn_by_pairs_of_modules_from_the_end_that_depends():
    pairs, wires, links = drawn({**REGIONS, "kinds": ["runtime", "channel"]})

    assert pairs == {("shop.us", "shop.eu"): 2}
    assert wires == [
        ("shop.us", "shop.eu.till", "channel", "paid"),
        ("shop.us.books", "shop.eu.till", "channel", "paid"),
    ]
    assert [(one.path, one.line, one.other_path, one.other_line) for one in links.wires] == [
        ("shop/us/__init__.py", 2, "shop/eu/till.py", 7),
        ("shop/us/books.py", 9, "shop/eu/till.py", 7),
    ]
    assert len(links.pairs) == 1, "an import is an import"


def test_the_other_direction_turns_them():
    pairs, wires, _ = drawn({**REGIONS, "kinds": ["channel"], "direction": "publisher"})

    assert pairs == {("shop.eu", "shop.us"): 2}
    assert [one[:2] for one in wires] == [("shop.eu.till", "shop.us"), ("shop.eu.till", "shop.us.books")]


def test_what_is_less_certain_is_drawn_where_a_rule_counts_it():
    assert drawn({**REGIONS, "kinds": ["channel"], "confidence": "pattern"})[0] == {
        ("shop.mail", "shop.us"): 1,
        ("shop.us", "shop.eu"): 2,
    }


@pytest.mark.parametrize("order", [1, -1])
def test_several_rules_draw_what_any_of_them_counts_once(order):
    rules = [{**REGIONS, "kinds": ["channel"]}, {**REGIONS, "kinds": ["channel", "string"]}][::order]
    pairs, wires, _ = drawn(*rules)

    assert pairs == {("shop.mail", "shop.us"): 1, ("shop.us", "shop.eu"): 2}
    assert ("shop.mail", "shop.us.books", "string", "shop.us.books") in wires
    assert len(wires) == 3


def test_what_no_rule_looks_at_is_not_drawn():
    pairs, wires, _ = drawn({**REGIONS, "kinds": ["channel"]}, ignore=["shop.us.books -> shop.eu.till"])

    assert pairs == {("shop.us", "shop.eu"): 1}
    assert [one[0] for one in wires] == ["shop.us"]
