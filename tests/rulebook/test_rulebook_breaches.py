"""From a breach of nodes to a finding in a file: its place, its name that outlives edits, its cut, its order."""

import random
import re

import pytest

from archlint.rulebook import findings as shelf
from tests.graph.sketch import Statement, judged, read

LAYERS = "[rules.shop]\ntype = 'layers'\nlayers = ['shop.web', 'shop.db']\n"

SHOP = [
    "shop.db.orm -> json",
    "shop.db.orm -> shop.web:Form [typing]",
    "shop.db.orm -> shop.web.views:Page",
    "shop.db.orm -> shop.web:View [deferred]",
    "shop.db.orm -> shop.web",
    "shop.db.rows -> shop.tools:Tool",
    "shop.db.rows -> shop.tools:Rule",
    "shop.tools -> shop.web.views",
]


def found(arrows=SHOP, toml=LAYERS, **wishes):
    return judged(arrows, toml, **wishes).findings


def by_pair(findings):
    return {(one.importer, one.imported): one for one in findings}


def test_a_direct_finding_stands_at_its_first_statement_and_lists_the_other_lines():
    one = by_pair(found())["shop.db.orm", "shop.web"]

    assert (one.path, one.line, one.column, one.end_line, one.end_column) == ("shop/db/orm.py", 2, 1, 2, 20)
    assert one.lines == (2, 4, 5)
    assert one.names == ("Form", "View")
    assert one.dependency == "typing"
    assert one.chain == ("shop.db.orm", "shop.web")
    assert one.steps == ()
    assert one.cut == (("shop.db.orm", "shop.web"),)
    assert (one.tail, one.head) == ("shop.db", "shop.web")


def test_a_finding_over_a_chain_stands_at_the_first_import_and_shows_each_step():
    one = by_pair(found())["shop.db.rows", "shop.web.views"]

    assert (one.path, one.line, one.lines) == ("shop/db/rows.py", 1, (1, 2))
    assert one.names == ("Rule", "Tool")
    assert one.chain == ("shop.db.rows", "shop.tools", "shop.web.views")
    assert [(s.importer, s.imported, s.path, s.line, s.lines) for s in one.steps] == [
        ("shop.db.rows", "shop.tools", "shop/db/rows.py", 1, 2),
        ("shop.tools", "shop.web.views", "shop/tools.py", 1, 1),
    ]
    assert one.cut == (("shop.db.rows", "shop.tools"),)


def test_a_rule_is_judged_by_the_statements_of_its_kinds_alone():
    one = by_pair(found(toml=LAYERS + "kinds = ['runtime']\n"))["shop.db.orm", "shop.web"]

    assert one.lines == (5,)
    assert one.names == ()
    assert one.dependency == "runtime"


def test_fingerprints_are_free_of_lines_routes_and_the_order_of_statements():
    moved = ["shop.db.orm -> os", "shop.db.rows -> re", *reversed(SHOP)]
    detour = [arrow for arrow in SHOP if "shop.tools" not in arrow]
    detour += ["shop.db.orm -> shop.words", "shop.words -> shop.lists", "shop.lists -> shop.web"]

    expected = {
        "shop back shop.db.orm -> shop.web",
        "shop back shop.db.orm -> shop.web.views",
        "shop back [shop.db -> shop.web]",
    }

    assert expected == {one.fingerprint for one in found()}
    assert expected == {one.fingerprint for one in found(moved)}
    assert expected == {one.fingerprint for one in found(detour)}


def test_the_fingerprint_of_a_cycle_is_its_members():
    arrows = ["shop.web -> shop.orders", "shop.orders -> shop.db", "shop.db -> shop.web"]
    [one] = found(arrows, "[rules.acyclic]\n")
    [other] = found([*reversed(arrows), "shop.db -> shop.orders"], "[rules.acyclic]\n")

    assert one.fingerprint == other.fingerprint == "acyclic cycle {shop.db, shop.orders, shop.web}"
    assert one.members == one.chain == ("shop.db", "shop.orders", "shop.web")


def test_a_module_that_breaks_a_rule_by_itself_stands_at_its_first_line():
    toml = (
        "[rules.inside]\ntype = 'layers'\ncontainers = ['shop']\nlayers = ['web', 'db']\nexhaustive = true\n"
        "exhaustive-ignore = ['tools']\n"
    )
    [one] = [one for one in found([*SHOP, "shop.extras.a -> json"], toml) if one.kind == "uncovered"]

    assert (one.importer, one.imported, one.tail, one.head) == ("shop.extras", "", "", "")
    assert (one.path, one.line, one.column, one.lines) == ("shop/extras/__init__.py", 1, 1, (1,))
    assert (one.dependency, one.names, one.chain, one.cut) == ("", (), ("shop.extras",), ())
    assert one.fingerprint == "inside uncovered shop.extras"


def test_a_declared_dependency_stands_in_the_settings_and_its_lines_are_theirs():
    toml = LAYERS + "\n[[declared]]\nimports = ['shop.db.rows -> shop.web']\nbecause = 'by name'\n"
    one = by_pair(found(toml=toml))["shop.db.rows", "shop.web"]

    assert (one.path, one.line, one.lines, one.dependency) == ("archlint.toml", 6, (6,), "declared")


def test_a_declared_dependency_beside_a_written_one_adds_no_line_to_its_file():
    toml = LAYERS + "\n[[declared]]\nimports = ['shop.db.orm -> shop.web']\nbecause = 'by name'\n"
    one = by_pair(found(toml=toml))["shop.db.orm", "shop.web"]

    assert (one.path, one.line, one.lines) == ("shop/db/orm.py", 2, (2, 4, 5))


def test_a_step_counts_the_lines_of_one_file():
    toml = LAYERS + "\n[[declared]]\nimports = ['shop.db.rows -> shop.tools']\nbecause = 'by name'\n"
    one = by_pair(found(toml=toml))["shop.db.rows", "shop.web.views"]

    assert [step.lines for step in one.steps] == [2, 1]


def test_only_the_names_that_break_a_rule_are_named_and_pointed_at():
    arrows = ["shop.web -> shop.db:connect", "shop.web -> shop.db:_pool", "shop.web -> shop.db:_lock"]
    [one] = found(arrows, "[rules.public-api.expose]\n'shop.db' = ['.']\n")

    assert (one.line, one.lines, one.names) == (2, (2, 3), ("_lock", "_pool"))


def test_a_breach_that_two_containers_see_is_told_once():
    toml = "[rules.shop]\ntype = 'forbidden'\nfrom = ['shop.db', 'shop.db.orm']\nto = ['shop.web', 'shop.web.views']\n"
    told = [one.fingerprint for one in found(toml=toml)]

    assert len(set(told)) == len(told)
    assert "shop forbidden shop.db.orm -> shop.web" in told


def test_findings_come_by_place_and_then_by_rule():
    toml = LAYERS + "[rules.again]\ntype = 'independent'\nmodules = ['shop.web', 'shop.db']\n"
    told = found(toml=toml)

    assert [(one.path, one.line, one.rule) for one in told] == [
        ("shop/db/orm.py", 2, "again"),
        ("shop/db/orm.py", 2, "shop"),
        ("shop/db/orm.py", 3, "again"),
        ("shop/db/orm.py", 3, "shop"),
        ("shop/db/rows.py", 1, "again"),
        ("shop/db/rows.py", 1, "shop"),
    ]


def test_findings_do_not_depend_on_the_order_of_names_in_the_settings():
    arrows = ["a.x -> b.x", "a.x -> c.x", "b.x -> d.x", "c.x -> d.x", "a.x -> d.x", "d.x -> e.x", "e.x -> d.x"]
    names = ["a", "b", "c", "d", "e"]
    toml = "[rules.linked-list]\nmodules = {}\n"

    told = found(arrows, toml.format(names))

    for seed in range(10):
        shuffled = random.Random(seed).sample(names, len(names))
        assert told == found(arrows, toml.format(shuffled))


CHAINS = 7
PAIRS = [f"shop.p{tail} -> shop.via{tail}" for tail in range(CHAINS)]


def many(count: int, monkeypatch: pytest.MonkeyPatch):
    """Return findings over chains and cycles, of which so many chains get their cut."""
    monkeypatch.setattr(shelf, "CUTS", count)
    arrows = [s for n in range(CHAINS) for s in (f"shop.p{n} -> via.v{n}", f"via.v{n} -> shop.q{n}")]
    arrows += [s for n in range(CHAINS) for s in (f"knots.a{n}.x -> knots.b{n}", f"knots.b{n} -> knots.c{n}")]
    arrows += [f"knots.c{n} -> knots.a{n}.y" for n in range(CHAINS)]
    arrows += ["shop.p0 -> shop.q1"]
    names = [f"shop.{letter}{n}" for n in range(CHAINS) for letter in "pq"]
    return found(arrows, f"[rules.independent]\nmodules = {names}\n[rules.acyclic]\nmodules = ['knots']\n")


def test_only_the_first_chains_in_report_order_get_a_cut_and_all_else_does(monkeypatch):
    told = many(3, monkeypatch)
    chains = [one.cut for one in told if one.steps and not one.members]

    assert [cut is not None for cut in chains] == [True] * 3 + [False] * (CHAINS - 3)
    assert all(one.cut for one in told if one.members or not one.steps)
    assert CHAINS == sum(bool(one.members) for one in told)


def test_with_the_usual_limit_all_of_few_chains_get_a_cut(monkeypatch):
    assert all(one.cut for one in many(200, monkeypatch))


def test_a_warning_is_a_finding_of_its_severity_and_what_is_off_is_none():
    assert {"warning"} == {one.severity for one in found(toml=LAYERS + "severity = 'warning'\n")}
    assert () == found(toml=LAYERS + "severity = 'off'\n")


def test_the_words_of_the_team_stand_with_every_finding():
    told = found(toml=LAYERS + "because = 'we say so'\nhelp = 'ask us'\n")

    assert {("we say so", "ask us")} == {(one.because, one.help) for one in told}


def test_a_run_says_what_it_saw():
    results = judged(SHOP, LAYERS + "ignore = ['shop.db.orm -> shop.web', 'shop.db.orm -> shop.web.views']\n")

    assert (results.modules, results.imports, results.ignored) == (7, 4, 2)
    assert results.outside == ("shop", "shop.tools")
    assert [rule.judged for rule in results.rules] == [True]


def test_a_rule_that_does_not_fit_is_told_and_the_others_are_judged():
    results = judged(SHOP, LAYERS + "[rules.typo]\ntype = 'independent'\nmodules = ['shop.wbe', 'shop.db']\n")

    assert [(rule.id, rule.judged) for rule in results.rules] == [("shop", True), ("typo", False)]
    assert ["no module matches `shop.wbe`"] == [one.message for one in results.problems]
    assert 3 == len(results.findings)


def test_a_rule_that_does_not_fit_has_no_findings_at_all():
    """Also where it was half judged before its last option turned out to name nothing."""
    toml = "[rules.layers]\ncontainers = ['shop']\nlayers = ['web', 'db']\nexhaustive = true\n"
    results = judged(SHOP, toml + "exhaustive-ignore = ['toolz']\n")

    assert [one.message for one in results.problems] == ["no module matches `shop.toolz`"]
    assert results.findings == ()


def test_settings_alone_are_judged_without_reading_code():
    results = judged([], LAYERS, ask="config")

    assert [(rule.id, rule.line, rule.judged) for rule in results.rules] == [("shop", 1, False)]
    assert results.modules == 0


def test_no_fingerprint_holds_a_number_of_a_line():
    statements = [Statement("shop.db.orm", "json")] * 997 + [Statement("shop.db.orm", "shop.web")]
    [one] = found(read(statements))

    assert one.line == 998
    assert not re.search(r"\d", one.fingerprint)
