"""Answers to `explain` about a module or an import: what is expected stands in golden/explain-*.txt."""

import json
from typing import Any

import pytest

from archlint import report
from archlint.report import explain
from archlint.settings import Settings
from tests.report.verdicts import request, verdict

LINKED = {"type": "linked-list", "layers": ["web", "orders", "db"], "foundation": ["kernel"]}
SETTINGS: dict[str, dict[str, object]] = {"rules": {"shop": LINKED}}
BROKEN = {
    "rule": "shop",
    "kind": "skip",
    "path": "src/shop/web/cart.py",
    "line": 3,
    "message": "web -> db passes over orders",
    "help": "ask orders for it",
}
WEB = {"option": "layers", "row": "", "component": "web", "by": "web", "level": 1, "levels": 3}
DB = {**WEB, "component": "db", "by": "db", "level": 3}
REGION = {**WEB, "option": "modules", "component": "payments.eu", "by": "payments", "level": 0, "levels": 0}
USER = {**REGION, "option": "importers", "row": "github", "component": "shop.web", "by": "shop.web"}
RULES: list[dict[str, Any]] = [
    {"rule": "shop", "type": "linked-list", "names": ["web"], "roles": [WEB]},
    {"rule": "libraries", "type": "protected", "names": ["shop.web", "payments"], "roles": [USER, REGION]},
    {"rule": "acyclic", "type": "acyclic", "names": [], "roles": []},
]
NAMES = [f"shop.orders.{name}" for name in ("basket", "cart", "facade", "lines", "models", "prices", "rows")]
STATEMENT = {
    "name": "Order", "path": "src/shop/web/cart.py", "line": 3, "column": 1, "end_line": 3, "end_column": 30,
    "kind": "runtime", "marks": ["optional"],
}  # fmt: skip
MODULE = {
    "about": "module", "subject": "shop.web.cart", "known": True, "what": "module", "first": "shop.web.cart",
    "path": "src/shop/web/cart.py", "components": [{"component": "web", "by": "shop.web"}], "modules": 1,
    "imports": 7, "imported_by": 1, "imported": NAMES, "importers": ["shop.web.views"], "package": None,
    "rules": RULES, "violations": [BROKEN],
}  # fmt: skip
PACKAGE = {"modules": 3, "imports": 1, "imported_by": 0, "imported": NAMES[:1], "importers": [], "violations": 2}
SKIPS = {
    "rule": "shop", "type": "linked-list", "verdict": "forbids", "kind": "skip", "reason": BROKEN["message"],
    "help": BROKEN["help"], "decisive": True, "count": 1, "names": ["web", "db"], "importer": [WEB], "imported": [DB],
}  # fmt: skip
KEEPS = {
    **SKIPS,
    "rule": "acyclic",
    "verdict": "allows",
    "kind": "",
    "reason": "kept: no cycle",
    "help": "",
    "count": 0,
}
PASSES = {**KEEPS, "rule": "libraries", "verdict": "unseen", "reason": "not of its kinds: typing"}
STEP = {
    "importer": "shop.web.cart", "imported": "shop.orders", "path": "src/shop/web/cart.py", "line": 1,
    "kind": "runtime",
}  # fmt: skip
STEPS = [STEP, {**STEP, "importer": "shop.orders", "imported": "shop.db.orm", "path": "src/shop/orders.py", "line": 9}]
IMPORT = {
    "about": "import", "subject": "shop.web.cart -> shop.db.orm", "known": True, "written": True,
    "statements": [STATEMENT, {**STATEMENT, "name": "", "line": 40}],
    "below": [], "judged": "shop.web.cart -> shop.db.orm", "rules": [SKIPS, KEEPS, PASSES],
    "violations": [BROKEN], "chains": [], "way": STEPS[1:], "entries": STEPS[:1], "cut": STEPS[:1], "routes": [],
    "since": None, "hidden": [],
}  # fmt: skip
ROUTE = {"by": "shop.orders.api", "names": ["Order"], "users": 14}
SINCE = {"id": "0123456789abcdef", "day": "2026-11-23", "subject": "Show what is in the cart"}
WHY = {
    "about": "why", "subject": "shop.web -> shop.db", "known": True, "way": STEPS, "entries": [STEP, STEPS[1]],
    "cut": STEPS[:1], "routes": [ROUTE, {**ROUTE, "by": "shop.stock"}], "since": SINCE, "hidden": [],
}  # fmt: skip
HIDDEN = {
    **STEP, "kind": "channel", "via": "celery", "confidence": "exact",
    "says": "src/shop/orders.py:4 publishes `order.paid`, src/shop/web/cart.py:9 subscribes to it (celery)",
}  # fmt: skip
NAMED = {
    **HIDDEN, "kind": "string", "via": "django-models", "confidence": "pattern",
    "says": "src/shop/web/cart.py:9 names shop.orders.Order in the string `orders.{}` (django-models)",
}  # fmt: skip
PLANNED = {**IMPORT, "written": False, "statements": [], "violations": []}
PAIR = {"from": "web", "to": "orders", "imports": 1200, "kinds": [], "paths": []}
PAIRS = [
    PAIR,
    {**PAIR, "to": "db", "imports": 3, "kinds": ["skip"], "paths": ["skip"]},
    {**PAIR, "from": "db", "to": "web", "imports": 0, "paths": ["back"]},
]
ORDER = {"levels": [["web"], ["orders"], ["db"]], "foundation": ["kernel"], "pairs": PAIRS}
CROWD = [f"region{number}" for number in range(13)]
PATTERN = {
    "about": "rule", "subject": "shop", "known": True,
    "orders": [ORDER, {"levels": [["shop.eu.views"], ["shop.eu.models"]], "foundation": [], "pairs": []}],
}  # fmt: skip
ANSWERS = {
    "module": MODULE,
    "package": {**MODULE, "package": PACKAGE},
    "free_module": {**MODULE, "components": [], "rules": [], "violations": []},
    "folder": {**MODULE, "what": "folder", "subject": "shop.web", "path": "src/shop/web", "modules": 3},
    "component": {**MODULE, "what": "component", "subject": "web", "path": "", "modules": 3},
    "foreign_module": {
        **MODULE,
        "subject": "requests",
        "first": "requests",
        "what": "outside",
        "path": "",
        "components": [],
        "imports": 0,
        "imported": [],
        "violations": [],
    },
    "import": IMPORT,
    "import_with_another_way": {**IMPORT, "routes": [ROUTE], "since": SINCE},
    "why": WHY,
    "why_directly": {**WHY, "way": STEPS[:1], "entries": STEPS[:1], "routes": [], "since": None},
    "no_way": {**WHY, "way": [], "entries": [], "cut": [], "routes": [], "since": None},
    "why_without_an_import": {
        **WHY,
        "way": [],
        "entries": [],
        "cut": [],
        "routes": [],
        "since": None,
        "hidden": [HIDDEN],
    },
    "why_by_a_chain_over_a_channel": {
        **WHY,
        "hidden": [HIDDEN, {**STEPS[1], "via": "", "confidence": "exact", "says": ""}],
    },
    "no_import_but_a_string": {**PLANNED, "rules": [KEEPS], "hidden": [NAMED, HIDDEN]},
    "kept_import": {**IMPORT, "rules": [KEEPS], "violations": []},
    "no_import": PLANNED,
    "no_import_and_more": {**PLANNED, "rules": [{**SKIPS, "count": 3}, {**SKIPS, "decisive": False}]},
    "no_import_but_chains": {
        **PLANNED,
        "rules": [KEEPS],
        "chains": [{"free": [], "steps": STEPS}, {"free": ["shop"], "steps": STEPS[:1]}],
    },
    "import_below": {
        **PLANNED,
        "subject": "shop.web -> shop.db",
        "below": ["shop.web.cart -> shop.db.orm"],
        "rules": [SKIPS],
    },
    "import_of_a_library": {**PLANNED, "subject": "requests -> shop.db", "judged": "", "rules": []},
    "import_of_itself": {**PLANNED, "subject": "shop.db -> shop.db", "judged": "", "rules": []},
    "pairs": PATTERN,
    "many_pairs": {**PATTERN, "orders": [{**ORDER, "levels": [CROWD]}]},
    "no_pairs": {**PATTERN, "orders": []},
    "unknown": {"subject": "shop.web.crat", "known": False, "unknown": "shop.web.crat", "near": "shop.web.cart"},
    "unknown_end": {"subject": "shop -> pandas", "known": False, "unknown": "pandas", "near": ""},
    "unknown_and_far": {"subject": "zzz", "known": False, "unknown": "zzz", "near": ""},
    "hostile": {
        **MODULE,
        "subject": "shop.\x1b[2J\u202eweb",
        "rules": [{**RULES[0], "roles": [{**WEB, "by": "\x07"}]}],
    },
}


def rendered(answer, format_="text", **wishes):
    return explain.render(verdict(answer=answer), request(**wishes), format_)


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_reads_as_its_golden_file(name, golden):
    golden(f"explain-{name}.txt", rendered(ANSWERS[name]))


@pytest.mark.parametrize("name", [name for name in ANSWERS if "pairs" not in name])
def test_the_same_is_there_for_programs(name):
    assert json.loads(rendered(ANSWERS[name], "json")) == {"schema": 1, **ANSWERS[name]}


def test_for_programs_the_pairs_of_a_rule_stand_in_its_page():
    asked = request()
    asked = asked._replace(settings=Settings(asked.settings.root, "archlint.toml", SETTINGS))

    told = json.loads(explain.render(verdict(answer=PATTERN), asked, "json"))

    assert told == json.loads(report.page("linked-list", "json", "shop", LINKED)) | {"orders": PATTERN["orders"]}


def test_a_misspelt_rule_is_guessed_where_no_module_is_near():
    asked = request()
    asked = asked._replace(settings=Settings(asked.settings.root, "archlint.toml", {"rules": {"front-doors": {}}}))
    answer = {"subject": "front-dors", "known": False, "unknown": "front-dors", "near": ""}

    assert "did you mean `front-doors`?" in explain.render(verdict(answer=answer), asked, "text")


def test_a_misspelt_rule_type_is_guessed_too():
    answer = {"subject": "linked-lits", "known": False, "unknown": "linked-lits", "near": ""}

    assert "did you mean `linked-list`?" in rendered(answer)


def test_a_long_answer_is_limited_and_says_where_all_of_it_is():
    crowded = rendered({**MODULE, "violations": [BROKEN] * 7}, limit=5)

    assert crowded.count("shop/skip") == 5
    assert "  ... and 2 more: --format json has all\n" in crowded
    assert rendered({**MODULE, "violations": [BROKEN] * 7}, limit=0).count("shop/skip") == 7


def test_colour_only_where_it_is_wanted():
    assert "\x1b[" in rendered(MODULE, color=True)
    assert "\x1b[" not in rendered(MODULE)
    assert "\x1b[" not in rendered(MODULE, "json", color=True)
