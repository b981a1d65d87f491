"""`archlint check --against REV` inside real repositories: only what a change brings in is new."""

import json
import shutil
import subprocess
from pathlib import Path
from random import Random

import jsonschema
import pytest

from archlint import report as report_room
from tests.cli.histories import History, State
from tests.cli.shops import SHOP, SKIP
from tests.git.repositories import Repository

pytestmark = pytest.mark.git

SCHEMA = Path(report_room.__file__).with_name("report-1.schema.json")


def names_at(then: State, now: State) -> dict[int, str]:
    """What modules of then are called today; those that are gone keep the name they had."""
    today = {number: now.modules.get(number, name) for number, name in then.modules.items()}
    renamed = dict(zip(then.layers, now.layers, strict=True))
    return {n: today[n] if n in now.modules else _in(renamed, name) for n, name in then.modules.items()}


def strayed(then: State, now: State, names: dict[int, str]) -> set[tuple[str, str]]:
    """Pairs with a module that has moved by itself, in order where they were by the rules of then and of now."""
    renamed = dict(zip(then.layers, now.layers, strict=True))
    alone = {number for number, name in then.modules.items() if names[number] != _in(renamed, name)}
    there = State(layers=tuple(layer for layer in now.layers if layer in then.layers), strict=now.strict)
    wrong = then.illegal(then.modules, then.imports)
    known = [pair for pair in then.imports if all(then.modules[end].split(".")[1] in there.layers for end in pair)]
    wrong |= there.illegal(then.modules, frozenset(known))
    return {
        (names[tail], names[head])
        for tail, head in then.imports
        if alone & {tail, head} and (then.modules[tail], then.modules[head]) not in wrong
    }


def _in(renamed: dict[str, str], name: str) -> str:
    shop, layer, module = name.split(".")
    return f"{shop}.{renamed[layer]}.{module}"


def pairs(violations):
    return {(one["importer"], one["imported"]) for one in violations}


def compared(call, revision):
    done = call("check", "--against", revision, "--format", "json")
    assert done.code in (0, 1), done.err
    report = json.loads(done.out)
    assert done.code == bool([one for one in report["violations"] if one["state"] == "new"])
    return report


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_thirty_commits_are_judged_as_a_model_knows_them(seed, tmp_path, call):
    history = History(Repository(tmp_path), seed)
    random = Random(seed)
    steps = []

    for step in history.grow(30):
        steps.append(step)
        now = history.states[history.head]
        ancestors = [
            commit for commit in history.repository.git("rev-list", "HEAD").split() if commit in history.states
        ]
        for base in {ancestors[1], random.choice(ancestors[1:])}:
            then = history.states[base]
            names = names_at(then, now)
            here = now.illegal(now.modules, now.imports)
            before = now.illegal(names, then.imports) - strayed(then, now, names)
            mended = now.illegal(names, then.imports) - here

            report = compared(call, base)

            by_state = {
                state: pairs(v for v in report["violations"] if v["state"] == state) for state in ("new", "known")
            }
            assert by_state["new"] == here - before, (steps, base)
            assert by_state["known"] == here & before, (steps, base)
            assert pairs(report["against"]["fixed"]) == mended, (steps, base)
            assert report["against"]["base"] == base
            assert bool(report["against"]["policy"]) == (now.strict != then.strict)


BIG = "".join(f"value_{number} = {number}\n" for number in range(20))
"""Enough for git to know a file again after an import was added to it."""
ROOMS = {
    "archlint.toml": SHOP["archlint.toml"],
    "shop/__init__.py": "",
    "shop/web/__init__.py": "",
    "shop/web/cart.py": f"import shop.orders.basket\n{BIG}",
    "shop/web/admin.py": f"import shop.db.orm\n{BIG}x = 1\n",
    "shop/orders/__init__.py": "",
    "shop/orders/basket.py": f"import shop.db.orm\n{BIG}y = 1\n",
    "shop/db/__init__.py": "",
    "shop/db/orm.py": f"{BIG}z = 1\n",
}
"""A shop whose admin pages have passed over a layer for long."""


@pytest.fixture
def shop(tree, repository):
    """A committed shop with one violation that is in no baseline, and a branch to work on."""
    tree(ROOMS)
    repository("add", ".")
    repository("commit", "--quiet", "-m", "open the shop")
    repository("checkout", "--quiet", "-b", "work")
    return repository


def report(call, *words, against="main"):
    done = call("check", "--against", against, "--format", "json", *words)
    return done.code, json.loads(done.out)


def test_what_was_there_before_does_not_fail_and_needs_no_baseline(shop, call):
    done = call("check", "--against", "main")

    assert done.code == 0
    assert "Nothing new since main (" in done.out
    assert "; 1 violation was there before." in done.out
    assert call().code == 1


def test_what_was_added_fails_and_what_was_fixed_is_told(shop, tree, call):
    tree({"shop/web/cart.py": f"import shop.db.orm\n{BIG}", "shop/web/admin.py": f"{BIG}x = 1\n"})

    done = call("check", "--against", "main")

    assert done.code == 1
    assert done.out.startswith("shop/skip: shop.web -> shop.db passes over shop.orders\n --> shop/web/cart.py:1:1")
    assert "fixed:        shop.web -> shop.db passes over shop.orders (shop.web.admin -> shop.db.orm)" in done.out
    assert "dependencies: - shop.web -> shop.orders (1 import)" in done.out
    assert "1 new violation since main (" in done.out


def test_the_report_says_all_of_it_by_its_schema(shop, tree, call):
    tree({"shop/web/cart.py": f"import shop.db.orm\n{BIG}", "shop/web/admin.py": f"{BIG}x = 1\n"})

    code, found = report(call)

    jsonschema.validate(found, json.loads(SCHEMA.read_text("utf-8")))
    assert code == 1
    against = found["against"]
    assert (against["revision"], against["new"], against["remained"], against["loosened"]) == ("main", 1, 0, False)
    assert [one["state"] for one in against["fixed"]] == ["fixed"]
    assert against["dependencies"] == {
        "added": [],
        "removed": [{"from": "shop.web", "to": "shop.orders", "imports": 1}],
    }
    assert [one["brought"] for one in found["violations"]] == [True]


def test_a_package_that_moves_brings_nothing_new(shop, tree, call):
    shop("mv", "shop/db", "shop/store")
    moved = {
        path: text.replace("shop.db", "shop.store") for path, text in ROOMS.items() if not path.startswith("shop/db")
    }
    tree(moved)

    code, found = report(call)

    assert code == 0
    assert [(one["state"], one["imported"]) for one in found["violations"]] == [("known", "shop.store.orm")]
    assert found["against"]["policy"] == []
    assert found["against"]["fixed"] == []
    assert found["against"]["components"] == {"added": [], "removed": []}


def test_a_move_to_another_root_brings_nothing_new(shop, call, tmp_path):
    (tmp_path / "src").mkdir()
    shop("mv", "shop", "src/shop")

    assert call("check", "--against", "main").code == 0


def test_a_baseline_follows_what_moves(shop, tree, call, tmp_path):
    call("baseline")
    shop("add", ".")
    shop("commit", "--quiet", "-m", "write down what is known")
    shop("mv", "shop/db", "shop/store")
    tree(
        {path: text.replace("shop.db", "shop.store") for path, text in ROOMS.items() if not path.startswith("shop/db")}
    )

    done = call()
    pruned = call("baseline", "--prune")

    assert done.code == 0
    assert "1 line of archlint-baseline.txt goes by another name now" in done.out
    assert "0 lines added, 0 lines taken out, 1 renamed" in pruned.out
    assert "shop skip shop.web.admin -> shop.store.orm\n" in (tmp_path / "archlint-baseline.txt").read_text()
    assert "another name" not in call().out


def test_a_shallow_clone_says_that_it_cannot_tell_what_has_moved(shop, tree, call, tmp_path, monkeypatch):
    call("baseline")
    shop("add", ".")
    shop("commit", "--quiet", "-m", "write down what is known")
    shop("mv", "shop/db", "shop/store")
    tree(
        {path: text.replace("shop.db", "shop.store") for path, text in ROOMS.items() if not path.startswith("shop/db")}
    )
    shop("commit", "--quiet", "-am", "call it a store")
    clone = ["git", "clone", "--quiet", f"file://{tmp_path}"]
    subprocess.run([*clone, str(tmp_path / "whole")], check=True, capture_output=True)
    subprocess.run([*clone, str(tmp_path / "clone"), "--depth=1"], check=True, capture_output=True)

    monkeypatch.chdir(tmp_path / "whole")
    whole = call()
    monkeypatch.chdir(tmp_path / "clone")
    done = call()
    (tmp_path / "clone/archlint-baseline.txt").write_text("")
    unlisted = call()

    assert (whole.code, done.code, unlisted.code) == (0, 1, 1)
    words = (
        "1 line fits no violation any more and 1 violation is in no line: this shallow clone may not reach back to "
        "what has moved since the file was written; `git fetch --unshallow` brings the rest"
    )
    assert words in done.out
    assert not [one for one in (whole, unlisted) if "shallow" in one.out]


def test_two_branches_that_prune_one_baseline_merge_without_a_conflict(shop, tree, call, tmp_path):
    known = {f"shop/web/page{number}.py": "import shop.db.orm\n" for number in range(4)}
    tree(known)
    assert ".gitattributes: archlint-baseline.txt merge=union" in call("baseline").out
    shop("add", ".")
    shop("commit", "--quiet", "-m", "write down what is known")
    for branch, number in (("left", 1), ("right", 2)):
        shop("checkout", "--quiet", "-b", branch, "work")
        (tmp_path / f"shop/web/page{number}.py").write_text("")
        assert call("baseline", "--prune").code == 0
        shop("commit", "--quiet", "-am", f"mend page {number}")

    shop("merge", "--quiet", "--no-edit", "left")

    assert call().code == 0
    assert call("baseline", "--prune").code == 0
    text = (tmp_path / "archlint-baseline.txt").read_text()
    assert ("page0" in text, "page1" in text, "page2" in text, "page3" in text) == (True, False, False, True)


def test_a_deleted_module_that_others_import_is_red_only_for_who_deletes_it(shop, tree, call):
    tree(
        {
            "shop/extra.py": f"{BIG}e = 1\n",
            "shop/web/late.py": "import shop.extra\nfrom shop import extra\nimport shop.never\n",
        }
    )
    shop("add", ".")
    shop("commit", "--quiet", "-m", "something in no layer")
    shop("rm", "--quiet", "shop/extra.py")

    hook = call("check", "--hook", "--format", "concise")
    _, found = report(call, against="HEAD")

    told = [(one["importer"], one["imported"], one["kind"]) for one in found["violations"] if one["state"] == "new"]
    assert told == [("shop.web.late", "shop.extra", "unresolved")] * 2
    assert [one["line"] for one in found["violations"] if one["state"] == "new"] == [1, 2]
    assert hook.code == 1
    assert hook.out.count("imports/unresolved: shop.web.late imports `shop.extra`, which is gone") == 2
    assert "shop.never" not in hook.out


def test_what_took_a_name_away_says_how_it_is_called_now(shop, tree, call):
    shop("mv", "shop/db/orm.py", "shop/db/rows.py")

    _, found = report(call)

    messages = [one["message"] for one in found["violations"] if one["kind"] == "unresolved"]
    assert messages == [
        "shop.orders.basket imports `shop.db.orm`, which is called `shop.db.rows` now",
        "shop.web.admin imports `shop.db.orm`, which is called `shop.db.rows` now",
    ]


def test_an_import_that_lost_its_end_is_underlined_at_what_it_names(shop, tree, call):
    late = """\
import shop.orders, shop.extra as e
from shop import (
    orders,  # not the extra one
    extra,
)
from . import web; from .extra import more
def later(): from shop.extra import yet
"""
    tree({"shop/extra.py": f"{BIG}e = 1\n", "shop/late.py": late})
    shop("add", ".")
    shop("commit", "--quiet", "-m", "something in no layer")
    shop("rm", "--quiet", "shop/extra.py")

    _, found = report(call, against="HEAD")

    lines = late.splitlines()
    told = [
        (one["line"], lines[one["line"] - 1][one["column"] - 1 : one["end_column"] - 1])
        for one in found["violations"]
        if one["state"] == "new"
    ]
    assert told == [(1, "shop.extra"), (4, "extra"), (6, "extra"), (7, "shop.extra")]


def test_a_name_that_the_package_may_have_is_no_lost_module(shop, tree, call):
    tree(
        {
            "shop/db/__init__.py": "def __getattr__(name):\n    return name\n",
            "shop/orders/basket.py": f"from shop.db import orm\n{BIG}",
        }
    )
    shop("rm", "--quiet", "-f", "shop/db/orm.py", "shop/web/admin.py")

    code, found = report(call)

    assert (code, found["violations"]) == (0, [])


def test_a_hook_tells_first_what_is_staged_and_counts_what_is_committed(shop, tree, call):
    tree({"shop/db/orm.py": f"import shop.web.cart\n{BIG}z = 1\n"})
    shop("add", ".")

    done = call("check", "--hook")

    assert done.code == 1
    assert done.out.startswith("shop/back: shop.db -> shop.web points back up")
    assert done.out.count(" --> shop/") == 1
    assert "1 of them stands in HEAD already and in no baseline: `archlint check` tells all." in done.out


def test_a_violation_is_shown_at_the_import_that_was_added(tree, repository, call):
    """The chain goes through a module of no layer: its first import is old, the second closes it."""
    files = {**ROOMS, "shop/tools.py": BIG, "shop/web/cart.py": f"import shop.tools\n{BIG}"}
    tree(files)
    repository("add", ".")
    repository("commit", "--quiet", "-m", "open the shop")
    tree({"shop/tools.py": f"{BIG}\n\nimport shop.db.orm\n"})

    _, found = report(call, against="HEAD")

    (new,) = [one for one in found["violations"] if one["state"] == "new"]
    assert (new["path"], new["line"], new["end_column"]) == ("shop/tools.py", 23, 19)
    assert new["chain"] == ["shop.web.cart", "shop.tools", "shop.db.orm"]


def test_a_cycle_is_shown_at_the_import_that_closes_it(tree, repository, call):
    files = {"archlint.toml": "[rules.acyclic]\n", "shop/__init__.py": "", "shop/a.py": f"import shop.b\n{BIG}"}
    tree({**files, "shop/b.py": f"{BIG}b = 1\n"})
    repository("add", ".")
    repository("commit", "--quiet", "-m", "open the shop")
    tree({"shop/b.py": f"{BIG}b = 1\nimport shop.a\n"})

    _, found = report(call, against="HEAD")

    (new,) = found["violations"]
    assert (new["kind"], new["path"], new["line"]) == ("cycle", "shop/b.py", 22)
    assert (new["importer"], new["imported"], new["from"], new["to"]) == ("shop.b", "shop.a", "shop.b", "shop.a")
    assert new["message"] == "2 in a cycle: shop.b -> shop.a -> shop.b"
    assert new["help"].startswith("shop.b -> shop.a is new and closes it: ")
    assert new["cut"] == [["shop.b", "shop.a"]]


def test_a_module_that_joins_a_cycle_is_told_by_its_own_imports(tree, repository, call):
    """The knot of old is known; its cheapest cut is nobody's business who adds to it."""
    files = {f"shop/{name}.py": BIG for name in "abcd"}
    old = {"shop/a.py": f"import shop.b, shop.d\n{BIG}", "shop/b.py": f"import shop.a\n{BIG}"}
    tree({"archlint.toml": '[rules.acyclic]\nscope = "modules"\n', "shop/__init__.py": "", **files, **old})
    repository("add", ".")
    repository("commit", "--quiet", "-m", "open the shop")
    tree({"shop/c.py": f"{BIG}import shop.a\n", "shop/b.py": f"import shop.a\n{BIG}import shop.c, shop.d\n"})

    done = call("check", "--against", "HEAD")

    assert done.code == 1
    assert (
        done.out.partition("\n\n")[0]
        == """\
acyclic/cycle: 3 in a cycle: shop.b -> shop.c -> shop.a -> shop.b
  --> shop/b.py:22:1
   |
22 | import shop.c, shop.d
   | ^^^^^^^^^^^^^^^^^^^^^
   = import: shop.b -> shop.c
   = cut:    removing this import mends it
   = why:    no module can reach itself through its own imports (rule "acyclic", archlint.toml:1)
   = help:   shop.b -> shop.c is new and closes it: move what both need into a module of its own, or hand it in as an \
argument"""
    )


BUDGETS = {
    "fan-in": ("shop.db", "shop/web/new.py", "import shop.db.orm\n", 1),
    "fan-out": ("shop.web", "shop/web/cart.py", f"import shop.orders.basket\n{BIG}import shop.db.rows\n", 22),
    "entry-modules": ("shop.db", "shop/web/cart.py", f"import shop.orders.basket\n{BIG}import shop.db.rows\n", 22),
    "private-names": (
        "shop.db",
        "shop/web/cart.py",
        f"import shop.orders.basket\n{BIG}from shop.db.orm import open\nfrom shop.db.orm import _shut\n",
        23,
    ),
    "cycle-size": ("shop", "shop/db/orm.py", f"{BIG}z = 1\nimport shop.web.admin\n", 22),
    "uncovered": ("shop", "shop/new.py", "x = 1\n", 1),
    "dynamic-imports": ("shop.db", "shop/db/orm.py", f"{BIG}z = 1\nname = input()\n__import__(name)\n", 23),
}


@pytest.mark.parametrize("measure", BUDGETS)
def test_a_measure_is_shown_at_what_has_raised_it(measure, tree, repository, call):
    component, path, text, line = BUDGETS[measure]
    rule = f'[rules.few]\ntype = "budget"\nmeasure = "{measure}"\nmax = 0\nmodules = ["{component}"]\n'
    settings = f'[components]\ndb = ["shop.db"]\nrest = ["shop.web", "shop.orders", "shop"]\n{rule}'
    if measure == "uncovered":
        settings = settings.replace(', "shop"]', "]")
    # What accounts for most is old, and is where the measure is shown to who has added nothing.
    most = f"import shop.orders, shop.orders.basket\nfrom shop.db.orm import _a, _b, _c\n{BIG}"
    rest = {"shop/db/rows.py": "", "shop/web/__init__.py": "import shop.orders\n"}
    rest |= {} if measure == "cycle-size" else {"shop/web/admin.py": most}
    tree({**ROOMS, **rest, "archlint.toml": settings})
    repository("add", ".")
    repository("commit", "--quiet", "-m", "open the shop")
    tree({path: text})

    _, found = report(call, against="HEAD")

    (new,) = [one for one in found["violations"] if one["brought"]]
    assert (new["path"], new["line"], new["kind"]) == (path, line, "over-budget")
    assert new["message"].startswith(f"{measure} of {component} is {new['measured']['value']}, 0 at most: ")
    if new["imported"]:
        assert [new["importer"], new["imported"]] in new["cut"]
        assert f"import {new['imported']}" in text or f"from {new['imported']} import" in text


STABLE = {
    "archlint.toml": '[rules.stable]\nmodules = ["shop.{part}"]\n',
    "shop/__init__.py": "",
    "shop/web.py": f"import shop.api\n{BIG}",
    "shop/api.py": f"import shop.db, shop.log\n{BIG}",
    "shop/db.py": f"import shop.log\n{BIG}",
    "shop/log.py": BIG,
    "shop/mail.py": BIG,
}
"""One that may import the next: api has 2 of 3 outward, db 1 of 2."""


def test_an_old_import_that_has_become_unstable_is_told_at_what_has_made_it_so(tree, repository, call):
    tree(STABLE)
    repository("add", ".")
    repository("commit", "--quiet", "-m", "open the shop")
    tree({"shop/db.py": f"import shop.log\n{BIG}import shop.mail\nimport shop.text\n", "shop/text.py": ""})

    done = call("check", "--against", "HEAD")

    assert done.code == 1
    assert done.out.startswith("""\
stable/unstable: shop.api (2 of 3 outward) depends on shop.db (3 of 4 outward), which is less stable since \
shop.db -> shop.mail and 1 more came
  --> shop/db.py:22:1
   |
22 | import shop.mail
   | ^^^^^^^^^^^^^^^^
   = import: shop.api -> shop.db
""")


def test_what_one_addition_does_to_many_old_imports_is_told_once(tree, repository, call):
    pages = {f"shop/api/page{number}.py": f"import shop.db\n{BIG}" for number in range(9)}
    api = {"shop/api/__init__.py": STABLE["shop/api.py"]}
    tree({**{path: text for path, text in STABLE.items() if path != "shop/api.py"}, **api, **pages})
    repository("add", ".")
    repository("commit", "--quiet", "-m", "open the shop")
    tree({"shop/db.py": f"import shop.log\n{BIG}import shop.mail\nimport shop.text\n", "shop/text.py": ""})

    code, found = report(call, against="HEAD")

    (new,) = [one for one in found["violations"] if one["state"] == "new"]
    assert (code, new["path"], new["line"], new["brought"]) == (1, "shop/db.py", 22, True)
    assert new["message"].endswith("since shop.db -> shop.mail and 1 more came; it does so by 10 imports")
    assert [one["state"] for one in found["violations"]] == ["new", *["known"] * 9]
    assert (found["against"]["new"], found["against"]["shifted"], found["against"]["remained"]) == (1, [], 0)


def test_nobody_is_accused_of_an_old_import_for_taking_others_out(tree, repository, call):
    api = f"import shop.db, shop.log, shop.mail\n{BIG}"
    tree({**STABLE, "shop/db.py": f"import shop.log, shop.mail\n{BIG}", "shop/api.py": api})
    repository("add", ".")
    repository("commit", "--quiet", "-m", "open the shop")
    db = f"import shop.log, shop.mail\n{BIG}from shop import mail\n"  # once more: that makes no difference
    tree({"shop/api.py": f"import shop.db\n{BIG}", "shop/db.py": db})

    done = call("check", "--against", "HEAD")

    assert done.code == 0, done.out
    assert (
        "shifted:      shop.api (1 of 2 outward) depends on shop.db (2 of 3 outward), which is less stable "
        "(shop.api -> shop.db): it was there, and breaks the rule only as others are gone\n"
    ) in done.out
    assert call().code == 1


def test_a_module_that_moves_may_make_an_old_import_unstable(tree, repository, call):
    """No import is new, but those of the module belong to another component now."""
    tree({**STABLE, "shop/mail.py": f"import shop.log, shop.text, shop.web\n{BIG}m = 1\n", "shop/text.py": ""})
    repository("add", ".")
    repository("commit", "--quiet", "-m", "open the shop")
    (repository("mv", "shop/db.py", "shop/rows.py"), tree({"shop/db/__init__.py": ""}))
    repository("mv", "shop/rows.py", "shop/db/rows.py")
    repository("mv", "shop/mail.py", "shop/db/mail.py")
    tree({"shop/api.py": STABLE["shop/api.py"].replace("shop.db", "shop.db.rows")})
    repository("add", ".")

    code, found = report(call, against="HEAD")

    assert code == 1
    assert [(one["rule"], one["importer"]) for one in found["violations"] if one["brought"]] == [("stable", "shop.api")]


POLICY = """
[policy]
waiver-needs = ["because", "owner"]

[rules.doors]
type = "budget"
measure = "fan-in"
max = 3
modules = ["shop.db", "shop.web"]
"""
SHIFTS = {
    "the type": (
        'type = "linked-list"',
        'type = "layers"',
        True,
        "rule shop: shop.web -> shop.db became legal, 1 import",
    ),
    "tightened": ("max = 3", "max = 2", False, "rule doors: `max` is 2, and was 3"),
    "a higher limit": ("max = 3", "max = 4", True, "rule doors: `max` is 4, and was 3"),
    "a warning": (
        'type = "linked-list"',
        'type = "linked-list"\nseverity = "warning"',
        True,
        "rule shop is a warning now",
    ),
    "kinds": (
        'type = "linked-list"',
        'type = "linked-list"\nkinds = ["typing"]',
        True,
        "rule shop counts other kinds",
    ),
    "ignored": (
        'type = "linked-list"',
        'type = "linked-list"\nignore = ["shop.web.admin -> shop.db.orm"]',
        True,
        "rule shop ignores `shop.web.admin -> shop.db.orm` now",
    ),
    "less asked of waivers": ('["because", "owner"]', '["because"]', True, "policy: `waiver-needs` is"),
    "left out": ("[policy]", 'exclude = ["shop/web/admin.py"]\n[policy]', True, "1 module is no longer read"),
    "gone": ("[rules.doors]", "[rules.other]", True, "rule doors is gone"),
    "a waiver": (
        "[policy]",
        '[[waivers]]\nimports = ["shop.web.admin -> shop.db.orm"]\nbecause = "x"\nowner = "@web"\n[policy]',
        True,
        "waives `shop.web.admin -> shop.db.orm` without an end",
    ),
}


@pytest.mark.parametrize("name", SHIFTS)
def test_what_becomes_of_the_settings_is_said_in_words(name, tree, repository, call):
    old, new, loosens, words = SHIFTS[name]
    before = _ordered(ROOMS["archlint.toml"], POLICY)
    tree({**ROOMS, "archlint.toml": before})
    repository("add", ".")
    repository("commit", "--quiet", "-m", "open the shop")
    after = before.replace(old, new, 1)
    tree({"archlint.toml": after})

    strict = call("check", "--against", "HEAD", "--fail-on", "loosened", "--format", "json")
    _, found = report(call, against="HEAD")

    assert any(words in told for told in found["against"]["policy"]), found["against"]["policy"]
    assert found["against"]["loosened"] == loosens
    assert strict.code == int(loosens)


UNWRITTEN = {
    "a layer is left out": (
        'type = "linked-list"\nlayers = ["shop.web", "shop.orders", "shop.db"]',
        'type = "linked-list"\nlayers = ["shop.web", "shop.orders"]',
        ["shop.db -> shop.orders", "shop.db -> shop.web", "shop.web -> shop.db"],
    ),
    "an order is turned around": (
        'type = "layers"\nlayers = ["shop.web", "shop.orders"]',
        'type = "layers"\nlayers = ["shop.orders", "shop.web"]',
        ["shop.orders -> shop.web"],
    ),
    "a side is named more exactly": (
        'type = "forbidden"\nfrom = ["shop.db"]\nto = ["shop.web"]\nindirect = false',
        'type = "forbidden"\nfrom = ["shop.db"]\nto = ["shop.web.cart"]\nindirect = false',
        ["shop.db -> shop.web"],
    ),
    "one more may import a library": (
        'type = "protected"\n[rules.shop.importers]\n"sqlite3" = ["shop.db"]',
        'type = "protected"\n[rules.shop.importers]\n"sqlite3" = ["shop.db", "shop.web"]',
        ["shop.web.cart -> sqlite3"],
    ),
    "a door more": (
        'type = "public-api"\n[rules.shop.expose]\n"shop.db" = []',
        'type = "public-api"\n[rules.shop.expose]\n"shop.db" = ["orm"]',
        ["shop.web.cart -> shop.db.orm"],
    ),
    "a region apart": (
        'type = "independent"\nmodules = ["shop.{part}"]',
        'type = "independent"\nmodules = ["shop.{part}", "!shop.db"]',
        ["shop.db -> shop.orders", "shop.orders -> shop.db", "shop.web -> shop.db", "shop.db -> shop.web"],
    ),
    "a component grows out of another": (
        'type = "layers"\nlayers = ["top", "low"]\n[components]\ntop = ["shop.web"]\nlow = ["shop.db", "shop.orders"]',
        'type = "layers"\nlayers = ["top", "low"]\n[components]\ntop = ["shop.web", "shop.orders"]\nlow = ["shop.db"]',
        ["low -> top"],
    ),
    "a layer more": (
        'type = "linked-list"\nlayers = ["shop.web", "shop.db"]',
        'type = "linked-list"\nlayers = ["shop.web", "shop.orders", "shop.db"]',
        [],
    ),
    "another name for the same": (
        'type = "layers"\nlayers = ["shop.web", "shop.db"]',
        'type = "layers"\nlayers = ["ui", "shop.db"]\n[components]\nui = ["shop.web"]',
        [],
    ),
    "anybody may import a library": (
        'type = "protected"\n[rules.shop.importers]\n"sqlite3" = ["shop.db"]\n"json" = ["shop.orders"]',
        'type = "protected"\n[rules.shop.importers]\n"json" = ["shop.orders"]',
        ["an import of sqlite3"],
    ),
    "forbidden by another name": (
        'type = "linked-list"\nlayers = ["shop.web", "shop.orders"]',
        'type = "linked-list"\nlayers = ["shop.orders", "shop.db", "shop.web"]',
        [],
    ),
    "tightened": (
        'type = "layers"\nlayers = ["shop.web", "shop.orders", "shop.db"]',
        'type = "layers"\nlayers = ["shop.web", "shop.orders", "shop.db"]\nclosed = ["shop.orders"]',
        [],
    ),
}


@pytest.mark.parametrize("name", UNWRITTEN)
def test_what_became_legal_is_told_before_anybody_has_written_it(name, tree, repository, call):
    before, after, legal = UNWRITTEN[name]
    files = {path: BIG for path in ROOMS if path.endswith(".py")} | {"shop/db/orm.py": f"import json, sqlite3\n{BIG}"}
    tree({**files, "archlint.toml": f"[rules.shop]\n{before}\n"})
    repository("add", ".")
    repository("commit", "--quiet", "-m", "open the shop")
    tree({"archlint.toml": f"[rules.shop]\n{after}\n"})

    code, found = report(call, "--fail-on", "loosened", against="HEAD")

    told = [one for one in found["against"]["policy"] if "became" in one]
    assert sorted(told) == sorted(f"rule shop: {one} became legal, no import yet" for one in legal)
    assert (code, found["against"]["loosened"]) == (bool(legal), bool(legal))


def test_what_is_forbidden_by_another_name_became_neither_legal_nor_illegal(tree, repository, call):
    order = '[rules.shop]\ntype = "linked-list"\nlayers = {}\n'
    pages = {"shop/orders/basket.py": f"import shop.web.cart\n{BIG}", "shop/web/cart.py": BIG}
    tree({**ROOMS, **pages, "archlint.toml": order.format('["shop.web", "shop.orders"]')})
    repository("add", ".")
    repository("commit", "--quiet", "-m", "open the shop")
    tree({"archlint.toml": order.format('["shop.orders", "shop.db", "shop.web"]')})

    code, found = report(call, "--fail-on", "loosened", against="HEAD")

    assert (code, found["against"]["loosened"]) == (0, False)
    assert [(one["kind"], one["state"]) for one in found["violations"] if one["importer"] == "shop.orders.basket"] == [
        ("skip", "known")
    ]


def _ordered(rules, policy):
    """Keys of the top come before all tables in TOML; those that a test adds stand before `[policy]`."""
    return f"{policy}{rules}"


def test_a_baseline_that_grows_is_a_loosening(shop, tree, call):
    tree({"shop/web/cart.py": f"import shop.db.orm\n{BIG}"})
    call("baseline")

    code, found = report(call, "--fail-on", "loosened")

    assert code == 1
    assert found["against"]["policy"] == ["archlint-baseline.txt accepts 2 violations more"]


def test_settings_that_were_not_there_are_no_loosening(tree, repository, call):
    tree({path: text for path, text in ROOMS.items() if path != "archlint.toml"})
    repository("add", ".")
    repository("commit", "--quiet", "-m", "open the shop")
    tree({"archlint.toml": ROOMS["archlint.toml"]})

    code, found = report(call, "--fail-on", "loosened", against="HEAD")

    assert (code, found["against"]["policy"], found["summary"]["known"]) == (0, [], 1)


LIBRARIES = """
[rules.wrapped]
type = "protected"
[rules.wrapped.importers]
"requests" = ["shop.http"]
"google.cloud.storage" = ["shop.http"]
"google.cloud.pubsub" = ["shop.http"]

[rules.none]
type = "forbidden"
from = ["shop.web"]
to = ["<third-party>"]
indirect = false

[rules.papers]
type = "undeclared"
"""
PAPERS = """[project]
name = "shop"
dependencies = []
"""
SAME_LIBRARY = {
    "a module of it for the whole": ("import requests", "import requests.api", [], 0),
    "the whole for a module of it": ("import requests.api", "import requests", [], 0),
    "two modules for one": ("import requests.api", "import requests.adapters, requests.sessions", [], 0),
    "one module for two": ("import requests.adapters, requests.sessions", "import requests.api", [], 0),
    "nobody knows its distribution": ("import nowhere.api", "import nowhere", [], 0),
    "one more module of it": ("import requests", "import requests, requests.api", ["requests.api"], 0),
    "one module less of it": ("import requests, requests.api", "import requests", [], 1),
    "another library": ("import requests", "import httpx", ["httpx"], 1),
    "another distribution of its namespace": (
        "import google.cloud.storage",
        "import google.cloud.pubsub",
        ["google.cloud.pubsub"],
        1,
    ),
}


@pytest.mark.parametrize("name", SAME_LIBRARY)
def test_which_module_of_a_library_is_imported_is_no_matter(name, tree, repository, call):
    before, after, new, fixed = SAME_LIBRARY[name]
    files = {"shop/__init__.py": "", "shop/http.py": "import requests, google.cloud.storage, google.cloud.pubsub\n"}
    tree({**files, "archlint.toml": LIBRARIES, "pyproject.toml": PAPERS, "shop/web.py": f"{before}\n{BIG}"})
    repository("add", ".")
    repository("commit", "--quiet", "-m", "open the shop")
    tree({"shop/web.py": f"{after}\n{BIG}"})

    code, found = report(call, against="HEAD")

    told = {(one["rule"], one["imported"]) for one in found["violations"] if one["state"] == "new"}
    rules = {one["rule"] for one in found["violations"]}
    mended = {(one["rule"], one["imported"]) for one in found["against"]["fixed"]}
    assert {imported for _, imported in told} == {*new}
    # `none` has one word for all libraries, so it cannot tell two that share their first name.
    shared = name == "another distribution of its namespace"
    assert {rule for rule, _ in told} == (rules - {"none"} if shared else rules if new else set())
    assert len({imported for _, imported in mended}) == fixed
    assert code == bool(new)


def test_a_module_that_leaves_a_shim_under_its_old_name_is_known_under_both(shop, tree, call):
    orm = f"import shop.web.cart\n{BIG}z = 1\n"
    tree({"shop/db/orm.py": orm, "shop/web/late.py": "import shop.db.orm\n"})
    shop("add", ".")
    shop("commit", "--quiet", "-m", "let the tables import a page")
    tree(
        {
            "shop/db/tables.py": orm,
            "shop/db/orm.py": "from shop.db.tables import *\n",
            "shop/web/admin.py": ROOMS["shop/web/admin.py"].replace("shop.db.orm", "shop.db.tables"),
        }
    )
    shop("add", ".")

    code, found = report(call, against="HEAD")

    states = {(one["importer"], one["imported"]): one["state"] for one in found["violations"]}
    assert states == {
        ("shop.db.tables", "shop.web.cart"): "known",
        ("shop.web.admin", "shop.db.tables"): "known",
        ("shop.web.late", "shop.db.orm"): "known",
    }
    assert (code, found["against"]["fixed"], found["against"]["remained"]) == (0, [], 3)


def test_a_copy_explains_nothing_where_what_it_is_a_copy_of_is_as_it_was(shop, tree, call):
    """Its import is one more, not another: both are there."""
    admin = ROOMS["shop/web/admin.py"]
    tree({"shop/web/staff.py": admin, "shop/web/admin.py": f"{admin}more = 1\n"})
    shop("add", ".")

    code, found = report(call, against="HEAD")

    assert [one["importer"] for one in found["violations"] if one["state"] == "new"] == ["shop.web.staff"]
    assert code == 1


class TestNothingToCompareWith:
    """What cannot be compared ends with 2, and with the command that helps; never with "nothing new"."""

    def test_an_unknown_revision(self, shop, call):
        done = call("check", "--against", "mian")

        assert (done.code, done.out) == (2, "")
        assert "git knows no revision `mian`" in done.err

    def test_a_shallow_clone(self, shop, tree, call, tmp_path, monkeypatch):
        for number in range(3):
            tree({"README.md": str(number)})
            shop("add", ".")
            shop("commit", "--quiet", "-m", f"step {number}")
        clone = tmp_path / "clone"
        words = ["git", "clone", "--quiet", "--depth=1", "--no-single-branch", f"file://{tmp_path}", str(clone)]
        subprocess.run(words, check=True, capture_output=True)
        monkeypatch.chdir(clone)

        done = call("check", "--against", "origin/main")

        assert (done.code, done.out) == (2, "")
        assert "this clone is shallow" in done.err
        assert "git fetch --unshallow" in done.err

    def test_another_history(self, shop, call):
        shop("checkout", "--quiet", "--orphan", "elsewhere")
        shop("commit", "--quiet", "-m", "begin anew")

        done = call("check", "--against", "main")

        assert done.code == 2
        assert "have no commit in common" in done.err

    def test_settings_of_the_base_that_are_wrong(self, shop, tree, call):
        tree({"archlint.toml": "[rules.shop\n"})
        shop("commit", "--quiet", "-am", "break the settings")
        tree({"archlint.toml": ROOMS["archlint.toml"]})

        done = call("check", "--against", "HEAD")

        assert (done.code, done.out) == (2, "")
        assert "cannot be used, so nobody knows what they allowed" in done.err
        assert ":./archlint.toml` shows them" in done.err

    def test_loosening_without_anything_to_compare(self, shop, call):
        done = call("check", "--fail-on", "loosened")

        assert done.code == 2
        assert "add `--against REV`" in done.err


def test_a_member_of_a_workspace_and_settings_below_the_top(tree, repository, call, tmp_path, monkeypatch):
    """The settings lie in a folder of the repository, and what moves there is followed."""
    tree({f"backend/{path}": text for path, text in ROOMS.items()})
    repository("add", ".")
    repository("commit", "--quiet", "-m", "open the shop")
    repository("mv", "backend/shop/db", "backend/shop/store")
    rest = {path: text for path, text in ROOMS.items() if not path.startswith("shop/db")}
    tree({f"backend/{path}": text.replace("shop.db", "shop.store") for path, text in rest.items()})
    monkeypatch.chdir(tmp_path / "backend")

    assert call("check", "--against", "HEAD").code == 0


def test_nothing_is_left_behind_in_the_repository(shop, tree, call, tmp_path):
    tree({"shop/web/cart.py": f"import shop.db.orm\n{BIG}"})
    before = shop("status", "--porcelain")

    call("check", "--against", "main")

    assert shop("status", "--porcelain") == before
    shutil.rmtree(tmp_path / ".archlint")


def test_a_second_comparison_says_the_same_and_without_a_cache_too(shop, tree, call):
    tree({"shop/web/cart.py": f"import shop.db.orm\n{BIG}", "shop/more.py": "import shop.db.orm\n"})

    first, second = call("check", "--against", "main"), call("check", "--against", "main")

    assert first == second == call("check", "--against", "main", "--no-cache")


def test_one_more_skip_in_a_shop_of_single_files(tree, repository, call):
    tree(SHOP)
    repository("add", ".")
    repository("commit", "--quiet", "-m", "open the shop")
    tree(SKIP)

    assert call("check", "--against", "HEAD").code == 1


def test_only_what_lies_under_the_paths_is_compared(shop, tree, call):
    tree({"shop/web/admin.py": f"{BIG}x = 1\n", "shop/web/cart.py": f"import shop.db.orm\n{BIG}"})

    code, found = report(call, "shop/orders")

    against = found["against"]
    assert (code, against["new"], against["remained"], against["fixed"]) == (0, 0, 0, [])
    assert report(call, "shop/web")[1]["against"]["new"] == 1


def test_a_module_that_makes_room_for_a_package_of_its_name_is_known_again(shop, tree, call):
    """`db/orm.py` becomes `db/orm/rows.py`, and an empty `db/orm/__init__.py` has its old name."""
    (shop("mv", "shop/db/orm.py", "shop/db/rows.tmp"), tree({"shop/db/orm/__init__.py": ""}))
    shop("mv", "shop/db/rows.tmp", "shop/db/orm/rows.py")
    tree(
        {
            path: ROOMS[path].replace("shop.db.orm", "shop.db.orm.rows")
            for path in ("shop/web/admin.py", "shop/orders/basket.py")
        }
    )
    shop("add", ".")

    code, found = report(call)

    assert (code, found["against"]["fixed"]) == (0, [])
    assert [(one["state"], one["imported"]) for one in found["violations"]] == [("known", "shop.db.orm.rows")]


def test_a_package_that_moves_into_the_one_around_it_loosens_nothing(tree, repository, call):
    """The old layer's name, told in names of today, would mean all of the shop."""
    settings = ROOMS["archlint.toml"].replace("shop.db", "shop.core").replace('"shop.orders", ', "")
    files = {"shop/__init__.py": "", "shop/web/__init__.py": "", "shop/web/cart.py": "import shop.core.money\n"}
    tree({**files, "archlint.toml": settings, "shop/core/money.py": BIG, "shop/tests.py": "import shop.web.cart\n"})
    repository("add", ".")
    repository("commit", "--quiet", "-m", "open the shop")
    repository("mv", "shop/core/money.py", "shop/money.py")
    tree({"archlint.toml": settings.replace("shop.core", "shop.money"), "shop/web/cart.py": "import shop.money\n"})

    code, found = report(call, "--fail-on", "loosened", against="HEAD")

    assert code == 0, found["against"]["policy"]
    assert not found["against"]["loosened"]


def test_a_move_into_another_layer_breaks_rules_on_lines_that_nobody_touched(tree, repository, call):
    files = {"archlint.toml": ROOMS["archlint.toml"].replace('"shop.orders", ', ""), "shop/__init__.py": ""}
    files |= {f"shop/{layer}/__init__.py": "" for layer in ("web", "db")}
    tree({**files, "shop/web/page.py": f"import shop.web.view\n{BIG}", "shop/web/view.py": ""})
    repository("add", ".")
    repository("commit", "--quiet", "-m", "open the shop")
    repository("mv", "shop/web/page.py", "shop/db/page.py")

    code, found = report(call, against="HEAD")

    assert code == 1
    assert [(one["state"], one["kind"], one["importer"]) for one in found["violations"]] == [
        ("new", "back", "shop.db.page")
    ]
