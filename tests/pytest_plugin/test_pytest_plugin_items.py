"""`pytest --archlint`: which tests there are, and what they say."""

import sys

import pytest

from tests.cli.shops import SKIP

pytest_plugins = ["pytester"]

TWO = {
    "archlint.toml": """[rules.shop]
type = "linked-list"
layers = ["shop.web", "shop.orders", "shop.db"]

[rules.no-way-back]
type = "forbidden"
from = ["shop.db"]
to = ["shop.web"]

[rules.later]
type = "acyclic"
severity = "off"
"""
}
WARNING = {
    "archlint.toml": '[rules.shop]\ntype = "linked-list"\nlayers = ["shop.web", "shop.orders", "shop.db"]\n'
    'severity = "warning"\n'
}
PLAIN = {"tests/test_plain.py": "def test_plain(): ...\n"}
REPORT = """\
shop/skip: shop.web -> shop.db passes over shop.orders
 --> shop/web.py:1:1
  |
1 | from shop import db
  | ^^^^^^^^^^^^^^^^^^^
  = import: shop.web -> shop.db
"""
REST = ["archlint.toml::all_was_judged", "archlint.toml::waivers_hold"]


def collected(pytester, *words):
    done = pytester.runpytest_inprocess("--archlint", "--collect-only", "-q", *words)
    assert done.ret == 0, done.stdout.str()
    return [line for line in done.outlines if "::" in line]


def test_each_rule_that_is_not_off_is_a_test_and_two_more_are_for_the_rest(shop, pytester):
    shop(TWO, PLAIN)

    assert collected(pytester) == [
        "archlint.toml::shop",
        "archlint.toml::no-way-back",
        *REST,
        "tests/test_plain.py::test_plain",
    ]


@pytest.mark.parametrize("words", [["tests"], ["tests/test_plain.py"], ["tests/test_plain.py::test_plain"]])
def test_rules_are_collected_beside_what_is_named(shop, pytester, words):
    shop(PLAIN)

    found = collected(pytester, *words)

    assert sorted(found) == [
        "archlint.toml::all_was_judged",
        "archlint.toml::shop",
        REST[1],
        "tests/test_plain.py::test_plain",
    ]


def test_rules_are_collected_once_however_often_their_file_is_meant(shop, pytester):
    folder = shop(PLAIN)
    once = ["archlint.toml::shop", *REST]

    assert collected(pytester, ".", "archlint.toml").count(once[0]) == 1
    assert collected(pytester, "archlint.toml") == once
    assert collected(pytester, str(folder / "archlint.toml")) == once
    assert collected(pytester, "archlint.toml::shop") == once[:1]
    assert collected(pytester, "-m", "archlint") == once
    assert collected(pytester, "-k", "shop and archlint") == once[:1]


def test_testpaths_leave_the_rules_in(shop, pytester):
    shop(PLAIN, {"pytest.ini": "[pytest]\ntestpaths = tests\n"})

    assert REST[0] in collected(pytester)


def test_without_the_option_nothing_is_collected(shop, pytester):
    shop(PLAIN)

    assert pytester.runpytest_inprocess().parseoutcomes() == {"passed": 1}


def test_a_broken_rule_fails_with_its_own_report_and_no_trace(shop, pytester):
    shop(TWO, SKIP)

    done = pytester.runpytest_inprocess("--archlint")

    assert done.ret == pytest.ExitCode.TESTS_FAILED
    assert done.parseoutcomes() == {"failed": 1, "passed": 3}
    assert REPORT in done.stdout.str()
    assert "Found 1 new violation of rule shop. Explain it: archlint explain shop\n" in done.stdout.str()
    assert "Traceback" not in done.stdout.str()
    assert "runtest" not in done.stdout.str()


def test_what_the_baseline_knows_fails_nothing_and_is_counted_beside_what_is_new(shop, pytester):
    folder = shop(SKIP)
    assert pytester.run(sys.executable, "-m", "archlint", "baseline").ret == 0

    assert pytester.runpytest_inprocess("--archlint").parseoutcomes() == {"passed": 3}

    (folder / "shop/web.py").write_text("from shop import db, orders\n", encoding="utf-8")
    (folder / "shop/orders.py").write_text("from shop import db, web\n", encoding="utf-8")
    done = pytester.runpytest_inprocess("--archlint")

    assert done.parseoutcomes() == {"failed": 1, "passed": 2}
    assert "Found 1 new violation of rule shop, 1 known or waived." in done.stdout.str()


def test_a_warning_passes_and_is_told(shop, pytester):
    shop(WARNING, SKIP)

    done = pytester.runpytest_inprocess("--archlint")

    assert done.parseoutcomes() == {"passed": 3}
    assert "archlint.toml::shop\nwarning: shop/skip: shop.web -> shop.db" in done.stdout.str()
    assert "Found 1 warning of rule shop." in done.stdout.str()


def test_a_file_that_cannot_be_read_fails_a_test_of_its_own(shop, pytester):
    shop({"shop/db.py": "import ) \n"})

    done = pytester.runpytest_inprocess("--archlint")

    assert done.parseoutcomes() == {"failed": 1, "passed": 2}
    assert "FAILED archlint.toml::all_was_judged" in done.stdout.str()
    assert "unread: " in done.stdout.str()


def test_a_name_that_matches_nothing_fails_its_rule_in_words(shop, pytester):
    shop({"archlint.toml": TWO["archlint.toml"].replace('"shop.web", "shop.orders"', '"shop.webb", "shop.orders"')})

    done = pytester.runpytest_inprocess("--archlint")

    assert done.parseoutcomes() == {"failed": 1, "passed": 3}
    assert "did you mean `shop.web`?" in done.stdout.str()
    assert "The rule was not judged." in done.stdout.str()


def test_a_waiver_that_has_ended_fails_a_test_of_its_own(shop, pytester):
    waiver = (
        '\n[[waivers]]\nrules = ["shop"]\nimports = ["shop.web -> shop.db"]\nbecause = "soon"\nuntil = 2020-01-31\n'
    )
    shop(SKIP, {"archlint.toml": TWO["archlint.toml"] + waiver})

    done = pytester.runpytest_inprocess("--archlint")

    assert done.parseoutcomes() == {"failed": 1, "passed": 3}
    assert "FAILED archlint.toml::waivers_hold" in done.stdout.str()
    assert "policy/waiver: the waiver of `shop.web -> shop.db` ended on 2020-01-31" in done.stdout.str()


def test_settings_with_a_mistake_cannot_be_collected_and_the_mistake_is_shown(shop, pytester):
    shop(PLAIN, {"archlint.toml": '[rules.shop]\ntype = "linked-lst"\n'})

    done = pytester.runpytest_inprocess("--archlint", "--continue-on-collection-errors")

    assert done.parseoutcomes() == {"errors": 1, "passed": 1}
    assert "did you mean" in done.stdout.str()
    assert "Traceback" not in done.stdout.str()


def test_without_settings_the_call_is_wrong(pytester, monkeypatch):
    done = pytester.runpytest_inprocess("--archlint")

    assert done.ret == pytest.ExitCode.USAGE_ERROR
    assert "ERROR: no settings found" in done.stderr.str()

    done = pytester.runpytest_inprocess("--archlint", "--archlint-config", "nope.toml")

    assert done.ret == pytest.ExitCode.USAGE_ERROR
    assert "--archlint-config: there is no settings file" in done.stderr.str()


def test_code_that_is_not_there_is_told_in_full_once(shop, pytester, monkeypatch):
    for name in ("CI", "BUILD_NUMBER"):  # there pytest repeats all of it in its summary
        monkeypatch.delenv(name, raising=False)
    shop({"archlint.toml": 'packages = ["nope"]\n' + TWO["archlint.toml"]})

    done = pytester.runpytest_inprocess("--archlint")

    assert done.parseoutcomes() == {"failed": 4}
    assert done.stdout.str().count("--> archlint.toml:1") == 1
    assert "No rule was judged; the first test of archlint says why." in done.stdout.str()


@pytest.mark.parametrize("ini", [False, True])
def test_settings_may_be_named_and_lie_elsewhere(shop, pytester, ini):
    folder = shop(PLAIN)
    home = folder / "house"
    home.mkdir()
    (folder / "archlint.toml").rename(home / "rules.toml")
    (folder / "shop").rename(home / "shop")
    if ini:
        with (folder / "pytest.ini").open("a", encoding="utf-8") as file:
            file.write("archlint_config = house/rules.toml\n")

    assert "house/rules.toml::shop" in collected(pytester, *([] if ini else ["--archlint-config", "house/rules.toml"]))


def test_settings_that_pytest_would_pass_by_are_no_green(shop, pytester):
    folder = shop(PLAIN)
    (folder / "build").mkdir()
    (folder / "archlint.toml").rename(folder / "build/archlint.toml")

    done = pytester.runpytest_inprocess("--archlint", "--archlint-config", "build/archlint.toml")

    assert done.ret == pytest.ExitCode.USAGE_ERROR
    assert "pytest leaves out the folder of" in done.stderr.str()


def test_settings_above_rootdir_keep_their_names(shop, pytester, monkeypatch):
    folder = shop({"app/pytest.ini": "[pytest]\n"})
    monkeypatch.chdir(folder / "app")

    found = collected(pytester)

    assert found[0] == "../archlint.toml::shop"
    assert collected(pytester, "--rootdir", ".", found[0]) == found[:1]


def test_processes_of_xdist_collect_alike_and_share_the_work(shop, pytester):
    shop(TWO, SKIP, PLAIN)

    done = pytester.runpytest_subprocess("--archlint", "-n", "2")

    assert done.parseoutcomes() == {"failed": 1, "passed": 4}
    assert REPORT in done.stdout.str()


def test_a_rule_that_failed_runs_again_alone(shop, pytester):
    shop(TWO, SKIP, {"pytest.ini": "[pytest]\n"})
    pytester.runpytest_inprocess("--archlint")

    done = pytester.runpytest_inprocess("--archlint", "--lf")

    assert (done.parseoutcomes()["failed"], done.parseoutcomes().get("passed")) == (1, None)


def test_the_plugin_can_be_left_out(shop, pytester):
    shop(PLAIN)

    assert pytester.runpytest_inprocess("-p", "no:archlint").parseoutcomes() == {"passed": 1}
    done = pytester.runpytest_inprocess("-p", "no:archlint", "--archlint")
    assert done.ret == pytest.ExitCode.USAGE_ERROR


def test_the_code_is_judged_once_whatever_asks(shop, pytester, monkeypatch):
    from archlint import verdict

    shop(TWO, {"test_own.py": "def test_own(archlint):\n    archlint.check()\n    archlint.check('shop')\n"})
    judge, asked = verdict.judge, []

    def counting(*args, **wishes):
        asked.append(args)
        return judge(*args, **wishes)

    monkeypatch.setattr(verdict, "judge", counting)

    assert pytester.runpytest_inprocess("--archlint").parseoutcomes() == {"passed": 5}

    assert len(asked) == 1
