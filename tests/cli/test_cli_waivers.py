"""Waivers from the command line: in the settings, in the code, in a workspace."""

import json

import pytest

from tests.cli.shops import SHOP, SKIP


@pytest.fixture(autouse=True)
def day(monkeypatch):
    """It is always the same day."""
    monkeypatch.setattr("archlint.cli.again.today", lambda: "2026-11-24")


def waived(text, comment=""):
    return {**SHOP, **SKIP, "shop/web.py": f"from shop import db{comment}\nfrom shop import orders\n"} | {
        "archlint.toml": SHOP["archlint.toml"] + text
    }


WAIVER = '\n[[waivers]]\nimports = ["shop.web -> shop.db"]\nbecause = "the console goes"\n'


def test_a_waiver_in_the_settings_is_told_in_one_sentence(tree, call):
    tree(waived(WAIVER))
    done = call("check")

    assert done.code == 0
    assert done.out == (
        "Nothing new: 1 rule, 4 modules, 3 imports.\n"
        "1 waived violation: `archlint waivers` says by whom, and until when.\n1 module is in no component.\n"
    )


def test_a_waiver_in_the_code_accepts_what_its_line_imports(tree, call):
    tree(waived("", "  # archlint: waive[shop] the console goes"))

    assert call("check").code == 0
    found = json.loads(call("check", "--format", "json").out)
    assert [one["state"] for one in found["violations"]] == ["waived"]
    assert [(one["path"], one["line"], one["imports"], one["accepts"]) for one in found["waivers"]] == [
        ("shop/web.py", 1, ["shop.web -> shop.db"], 1)
    ]


def test_any_line_of_a_statement_bears_the_comment(tree, call):
    comment = "  # archlint: waive[shop] old"
    tree(waived("") | {"shop/web.py": f"from shop import (\n    db,\n    orders,{comment}\n)\n"})

    assert call("check").code == 0


def test_a_comment_comes_and_goes_although_findings_are_kept(tree, call):
    tree(waived(""))
    codes = [call("check").code]
    for comment in ("  # archlint: waive[shop] old", "", "  # archlint: waive[shop] old, until 2026-11-23"):
        tree(waived("", comment))
        codes += [call("check").code, call("check").code]

    assert codes == [1, 0, 0, 1, 1, 1, 1]


def test_a_day_that_passes_turns_a_kept_verdict(tree, call, monkeypatch):
    tree(waived(WAIVER + "until = 2026-11-30\n"))
    assert call("check").code == 0
    monkeypatch.setattr("archlint.cli.again.today", lambda: "2026-12-01")
    done = call("check")

    assert done.code == 1
    assert done.out.startswith(
        "policy/waiver: the waiver of `shop.web -> shop.db` ended on 2026-11-30\n --> archlint.toml:5:3\n"
    )
    assert "archlint explain" not in done.out


def test_a_comment_that_cannot_be_read_makes_the_run_incomplete(tree, call):
    tree(waived("", "  # archlint: waive[shopp] old"))
    done = call("check")

    assert done.code == 2
    assert "no rule has the ID `shopp`; did you mean `shop`?\n --> shop/web.py:1:22" in done.out
    assert "Incomplete: 1 waiver in the code could not be read." in done.out


def test_a_comment_on_no_import_is_told_and_fails_when_strict(tree, call):
    tree(waived(WAIVER) | {"shop/db.py": "x = 1  # archlint: waive[shop] old\n"})

    assert "note: this comment waives nothing: no import stands on its line" in call("check").out
    assert call("check").code == 0
    assert call("check", "--strict").code == 1


def test_a_misspelt_name_leaves_the_rules_judged(tree, call):
    tree(waived(WAIVER.replace("shop.db", "shop.dbs")))
    done = call("check")

    assert done.code == 2
    assert "did you mean `shop.db`?" in done.err
    assert done.err.endswith("1 error in archlint.toml. All rules were judged, without what they stand in.\n")
    assert "shop/skip" in done.out


@pytest.mark.parametrize("rules", ['["shp"]', '["shop", "shp"]'])
def test_a_waiver_for_a_rule_that_nobody_declared_accepts_nothing(tree, call, rules):
    tree(waived(WAIVER + f"rules = {rules}\n"))
    done = call("check")

    assert done.code == 2
    assert "did you mean `shop`?" in done.err
    assert "shop/skip: shop.web -> shop.db passes over" in done.out


def test_who_names_a_rule_with_its_kind_as_reports_do_is_told_the_rule(tree, call):
    tree(waived(WAIVER + 'rules = ["shop/skip"]\n', "  # archlint: waive[shop/skip] old"))
    done = call("check")

    assert done.err.count("did you mean `shop`?") == 1
    assert "no rule has the ID `shop/skip`; did you mean `shop`?\n --> shop/web.py:1:22" in done.out


def test_a_package_that_is_waived_where_its_modules_import_is_told_how_to_mean_those(tree, call):
    tree(waived('\n[[waivers]]\nimports = ["shop -> shop.db"]\nbecause = "old"\n'))
    done = call("check")

    assert done.code == 1
    assert (
        "note: `shop -> shop.db` is waived, but nothing imports like that; a name is that module alone: write "
        "`shop.** -> shop.db` for what lies below, or delete it\n"
    ).replace("\n", " (archlint.toml:6)") in done.out


def test_settings_are_checked_without_code(tree, call):
    tree(waived(WAIVER + 'rules = ["shp"]\n'))
    done = call("config", "check")

    assert done.code == 2
    assert "no rule has the ID `shp`" in done.err


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('until = "2027-03-31"\n', "must be a date"),
        ("owners = 1\n", "unknown key `owners`"),
        ("until = 2027-03-31T00:00:00\n", "^^^ write 2027-03-31"),
    ],
)
def test_mistakes_in_a_waiver_are_told_like_all_others(tree, call, text, words):
    tree(waived(WAIVER + text))
    done = call("check")

    assert done.code == 2
    assert words in done.err


WORKSPACE = {
    "pyproject.toml": '[tool.uv.workspace]\nmembers = ["packages/*"]\n',
    "archlint.toml": '[rules.order]\ntype = "layers"\nlayers = ["web", "store"]\n[policy]\nwaiver-needs = ["owner"]\n',
    "packages/web/pyproject.toml": '[project]\nname = "web"\n',
    "packages/web/src/web/__init__.py": "import store\n",
    "packages/store/pyproject.toml": '[project]\nname = "store"\n',
    "packages/store/src/store/__init__.py": "import web\n",
    "packages/store/archlint.toml": '[rules.acyclic]\n[[waivers]]\nimports = ["store -> web"]\nbecause = "old"\n',
}


def test_a_member_waives_what_its_own_modules_import_under_the_policy_of_the_top(tree, call):
    tree(WORKSPACE)
    done = call("check")
    assert done.code == 1
    assert "the waiver of `store -> web` has no owner\n --> packages/store/archlint.toml:2:3" in done.out
    assert "order/back" not in done.out

    tree({"packages/store/archlint.toml": WORKSPACE["packages/store/archlint.toml"] + 'owner = "@store"\n'})
    assert call("check").code == 0


def test_a_member_waives_nothing_that_others_import(tree, call):
    mine = WORKSPACE["packages/store/archlint.toml"].replace("store -> web", "web -> store")
    tree({**WORKSPACE, "packages/store/archlint.toml": mine + 'owner = "@store"\n'})
    done = call("check")

    assert done.code == 2
    assert "`web -> store` is imported by modules that lie elsewhere in the workspace" in done.err
    assert "order/back" in done.out


def test_waivers_of_extended_files_count_and_are_told_where_they_stand(tree, call):
    shared = WAIVER + "until = 2026-01-01\n"
    tree({**waived(""), "archlint.toml": f'extends = ["shared.toml"]\n{SHOP["archlint.toml"]}', "shared.toml": shared})
    done = call("check")

    assert done.code == 1
    assert " --> shared.toml:2:3" in done.out


STALE = """
# the console
[[waivers]]
imports = ["shop.web -> shop.db", "shop.db -> shop.web"]
because = "old"

[[waivers]]
imports = ["shop.db -> shop.orders"]
because = "older"
"""


def test_the_list_names_owners_and_days(tree, call, monkeypatch):
    monkeypatch.setattr("archlint.cli.waivers.today", lambda: "2026-11-24")
    tree(waived(WAIVER + 'owner = "@web"\nuntil = 2026-12-01\n'))
    done = call("waivers")

    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "@web\n"
        "  until 2026-12-01, in 7 days: ending, accepts 1 violation (archlint.toml:5)\n"
        "    shop.web -> shop.db\n"
        '    "the console goes" (for all rules)\n'
        "\n"
        "1 waiver, 1 violation accepted.\n"
    )
    (one,) = json.loads(call("waivers", "--format", "json").out)["waivers"]
    assert (one["owner"], one["until"], one["days"], one["state"]) == ("@web", "2026-12-01", 7, "ending")


def test_a_limit_is_told(tree, call):
    tree(waived(STALE))

    assert "Showing 1 of 2: --limit 0 shows all." in call("waivers", "--limit", "1").out
    assert "Showing" not in call("waivers", "--limit", "0").out


def test_no_waivers_are_told_as_none(tree, call):
    tree(SHOP)

    assert call("waivers").out == "There are no waivers.\n"


def test_pruning_takes_out_what_does_nothing_and_no_more(tree, call):
    folder = tree(waived(STALE))
    assert call("check", "--strict").code == 1
    done = call("waivers", "--prune")

    assert (done.code, done.out) == (0, "archlint.toml: 2 taken out that did nothing.\n")
    assert (folder / "archlint.toml").read_text() == SHOP["archlint.toml"] + (
        '\n# the console\n[[waivers]]\nimports = ["shop.web -> shop.db"]\nbecause = "old"\n'
    )
    assert call("check", "--strict").code == 0
    assert call("waivers", "--prune").out == "Nothing to take out: each waiver in the settings accepts something.\n"


def test_pruning_leaves_a_file_alone_that_has_changed_meanwhile(tree, call, monkeypatch):
    folder = tree(waived(STALE))
    monkeypatch.setattr("archlint.cli.waivers._untouched", lambda file, text: False)
    done = call("waivers", "--prune")

    assert done.code == 2
    assert "archlint.toml was left alone: the file has changed meanwhile" in done.err
    assert (folder / "archlint.toml").read_text() == SHOP["archlint.toml"] + STALE


def test_a_file_that_changes_while_it_is_judged_is_seen_to_have_changed(tmp_path):
    from archlint.cli.waivers import _untouched

    file = tmp_path / "archlint.toml"
    file.write_bytes(b"\xef\xbb\xbfx = 1\r\n")
    assert _untouched(file, "x = 1\r\n")
    assert not _untouched(file, "x = 1\n")


def test_nothing_is_pruned_where_something_could_not_be_read(tree, call):
    folder = tree(waived(STALE) | {"shop/db.py": "import (\n"})
    done = call("waivers", "--prune")

    assert done.code == 2
    assert "No settings were changed" in done.err
    assert (folder / "archlint.toml").read_text() == SHOP["archlint.toml"] + STALE


def test_a_waiver_that_was_extended_is_pruned_by_nobody_who_extends_it(tree, call):
    folder = tree({**waived(""), "archlint.toml": f'extends = ["shared.toml"]\n{SHOP["archlint.toml"]}'})
    tree({"shared.toml": STALE})
    done = call("waivers", "--prune")

    assert "stands in shared.toml, which others extend too" in done.err
    assert (folder / "shared.toml").read_text() == STALE


def test_pruning_reaches_the_settings_of_members(tree, call):
    mine = WORKSPACE["packages/store/archlint.toml"].replace('["store -> web"]', '["store -> web", "store -> store"]')
    folder = tree({**WORKSPACE, "packages/store/archlint.toml": mine})
    done = call("waivers", "--prune")

    assert done.out == "packages/store/archlint.toml: 1 taken out that did nothing.\n"
    assert (folder / "packages/store/archlint.toml").read_text() == WORKSPACE["packages/store/archlint.toml"]
