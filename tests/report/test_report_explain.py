"""Answers to `explain` about a module or an import: what is expected stands in golden/explain-*.txt."""

import json
from dataclasses import replace

import pytest

from archlint.report import explain
from archlint.settings import Settings
from tests.report.verdicts import request, verdict

BROKEN = {
    "rule": "shop",
    "kind": "skip",
    "path": "src/shop/web/cart.py",
    "line": 3,
    "message": "web -> db passes over orders",
    "help": "ask orders for it",
}
RULES = [
    {"rule": "shop", "type": "linked-list", "names": ["web"]},
    {"rule": "acyclic", "type": "acyclic", "names": ["shop", "shop"]},
]
STATEMENT = {
    "name": "Order", "path": "src/shop/web/cart.py", "line": 3, "column": 1, "end_line": 3, "end_column": 30,
    "kind": "runtime", "marks": ["optional"],
}  # fmt: skip
MODULE = {
    "subject": "shop.web.cart", "known": True, "path": "src/shop/web/cart.py", "imports": 12, "imported_by": 1,
    "rules": RULES, "violations": [BROKEN],
}  # fmt: skip
IMPORT = {
    "subject": "shop.web.cart -> shop.db.orm", "known": True,
    "statements": [STATEMENT, {**STATEMENT, "name": "", "line": 40}],
    "below": [], "rules": [{"rule": "shop", "type": "linked-list", "names": ["web", "db"]}], "violations": [BROKEN],
}  # fmt: skip
ANSWERS = {
    "module": MODULE,
    "free_module": {**MODULE, "rules": [], "violations": []},
    "foreign_module": {**MODULE, "subject": "requests", "path": "", "imports": 0, "violations": []},
    "import": IMPORT,
    "kept_import": {**IMPORT, "violations": []},
    "no_import": {**IMPORT, "statements": [], "rules": [], "violations": []},
    "import_below": {
        **IMPORT,
        "subject": "shop.web -> shop.db",
        "statements": [],
        "below": ["shop.web.cart -> shop.db.orm"],
        "violations": [],
    },
    "unknown": {"subject": "shop.web.crat", "known": False, "unknown": "shop.web.crat", "near": "shop.web.cart"},
    "unknown_and_far": {"subject": "zzz", "known": False, "unknown": "zzz", "near": ""},
    "hostile": {**MODULE, "subject": "shop.\x1b[2J\u202eweb", "rules": [{**RULES[0], "names": ["\x07"]}]},
}


def rendered(answer, format_="text", **wishes):
    return explain.render(verdict(answer=answer), request(**wishes), format_)


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_reads_as_its_golden_file(name, golden):
    golden(f"explain-{name}.txt", rendered(ANSWERS[name]))


@pytest.mark.parametrize("name", ANSWERS)
def test_the_same_is_there_for_programs(name):
    assert json.loads(rendered(ANSWERS[name], "json")) == {"schema": 1, **ANSWERS[name]}


def test_a_misspelt_rule_is_guessed_where_no_module_is_near():
    asked = request()
    asked = replace(asked, settings=Settings(asked.settings.root, "archlint.toml", {"rules": {"front-doors": {}}}))
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
