"""The fixture `archlint`: assertions that somebody writes."""

import random
from itertools import pairwise

import networkx as nx
import pytest

from archlint import report, settings
from archlint.settings import Request
from tests.cli.shops import SKIP

pytest_plugins = ["pytester"]

OFF = {"archlint.toml": '[rules.shop]\ntype = "acyclic"\nseverity = "off"\n[rules.other]\ntype = "acyclic"\n'}


def run(pytester, body):
    pytester.makepyfile(test_own=f"import pytest\n\ndef test_own(archlint):\n    {body}\n")
    return pytester.runpytest_inprocess("test_own.py")


@pytest.mark.parametrize(
    "body",
    [
        "archlint.check()",
        "archlint.check('shop')",
        "assert archlint.chain('shop.db', 'shop.web') is None",
        "assert archlint.chain('shop.web', 'shop.db') == ('shop.web', 'shop.orders', 'shop.db')",
        "assert archlint.chain('shop.web', 'shop.db', kinds=['typing']) is None",
        "assert archlint.chain('shop', 'shop.db') == ('shop.orders', 'shop.db')",
    ],
)
def test_what_is_so_holds(shop, pytester, body):
    shop()

    assert run(pytester, body).parseoutcomes() == {"passed": 1}


def test_a_broken_rule_shows_its_report_below_the_line_that_asserts_it(shop, pytester):
    shop(SKIP)

    said = run(pytester, "archlint.check('shop')").stdout.str()

    assert ">       archlint.check('shop')\nE       AssertionError: the code is not as its rules say\n" in said
    assert "E       shop/skip: shop.web -> shop.db passes over shop.orders" in said
    assert "architecture.py" not in said


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("archlint.check('shp')", "there is no rule `shp`; did you mean `shop`?"),
        (
            "archlint.chain('shop.wbe', 'shop.db')",
            "no module or component is called `shop.wbe`; did you mean `shop.web`?",
        ),
        (
            "archlint.chain('shop.web', 'shop.db', kinds=['typin'])",
            "there is no kind of imports `typin`; did you mean `typing`?",
        ),
        ("archlint.chain('shop.web', 'shop.web')", "`shop.web` and `shop.web` are the same modules"),
        ("archlint.chain('json', 'shop.web')", "`json` is not read, so nobody knows what it imports"),
    ],
)
def test_an_assertion_about_nothing_is_refused(shop, pytester, body, words):
    shop({"shop/db.py": "import json\n"})

    done = run(pytester, body)

    assert done.parseoutcomes() == {"failed": 1}
    assert f"E       LookupError: {words}" in done.stdout.str()
    assert "architecture.py" not in done.stdout.str()


def test_a_rule_that_is_off_holds_nothing(shop, pytester):
    shop(OFF)

    assert "the rule `shop` is switched off" in run(pytester, "archlint.check('shop')").stdout.str()


@pytest.mark.parametrize("body", ["archlint.check('shop')", "archlint.chain('shop.orders', 'shop.web')"])
def test_nothing_is_certain_of_code_that_cannot_be_read(shop, pytester, body):
    shop({"shop/db.py": "import )\n"})

    done = run(pytester, body)

    assert done.parseoutcomes() == {"failed": 1}
    assert "unread: " in done.stdout.str()


def test_settings_with_a_mistake_are_an_error_in_words(shop, pytester):
    shop({"archlint.toml": '[rules.shop]\ntype = "linked-lst"\n'})

    done = run(pytester, "archlint.check()")

    assert done.parseoutcomes() == {"errors": 1}
    assert "did you mean" in done.stdout.str()
    assert "Traceback" not in done.stdout.str()


@pytest.mark.parametrize("seed", range(12))
def test_chains_are_as_short_as_networkx_finds_them(tmp_path, seed):
    chance = random.Random(seed)
    modules = [f"p.{package}.m{number}" for package in "abc" for number in range(3)]
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(modules)
    for package in ("p", "p/a", "p/b", "p/c"):
        (tmp_path / package).mkdir()
    for module in modules:
        chosen = [other for other in modules if other != module and chance.random() < 0.13]
        graph.add_edges_from((module, other) for other in chosen)
        file = tmp_path / f"{module.replace('.', '/')}.py"
        file.write_text("".join(f"import {other}\n" for other in chosen), encoding="utf-8")
    (tmp_path / "archlint.toml").write_text("[rules.acyclic]\n", encoding="utf-8")
    read = report.opened(tmp_path / "archlint.toml", settings.Disk())

    for tail, head in [
        ("p.a", "p.b"),
        ("p.b", "p.c"),
        ("p.a.m0", "p.c.m1"),
        ("p.c.m1", "p.a"),
        ("p", "p.b"),
        ("p.c", "p"),
    ]:
        found = report.chain(Request(read, subject=f"{tail} -> {head}", cache=False, jobs=1)).modules
        tails, heads = ({m for m in modules if f"{m}.".startswith(f"{end}.")} for end in (tail, head))
        if tails < heads:  # what lies within the other stays whole
            heads -= tails
        elif heads < tails:
            tails -= heads
        lengths = [
            nx.shortest_path_length(graph, one, other)
            for one in tails
            for other in heads
            if nx.has_path(graph, one, other)
        ]
        assert len(found) - 1 == (min(lengths) if lengths else -1), (tail, head)
        assert all(graph.has_edge(one, other) for one, other in pairwise(found))
        assert not found or (found[0] in tails and found[-1] in heads)
