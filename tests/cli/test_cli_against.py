"""`archlint check --against REV` inside real repositories: only what a change brings in is new."""

import json
import shutil
import subprocess
from pathlib import Path
from random import Random

import jsonschema
import pytest

from archlint import report as report_room
from tests.cli.comparing import BIG, ROOMS, report
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
    assert [one["kind"] for one in found["violations"] if one["state"] == "new"] == ["unresolved"] * 2
    assert found["against"]["fixed"] == []


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
