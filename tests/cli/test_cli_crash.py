"""The last line of defence: a bug ends in words and 3, what a machine refuses in words and 2."""

import os

import pytest

from archlint import report
from tests.cli.shops import SHOP, SKIP


@pytest.fixture
def bug(monkeypatch):
    """Break archlint in the middle."""

    def fail(request):
        raise AssertionError("the graph has no end")

    monkeypatch.setattr(report, "write", fail)


def test_a_bug_is_three_lines_and_exit_3(tree, call, bug):
    tree(SHOP)

    done = call()

    assert (done.code, done.out) == (3, "")
    first, second, third = done.err.splitlines()
    assert first == "error: archlint itself failed; this is our bug, not yours"
    assert second.startswith("  AssertionError: the graph has no end (test_cli_crash.py:")
    assert third == "  = help: run it again with ARCHLINT_TRACEBACK=1 and report what it prints"


def test_whoever_asks_gets_the_traceback_and_the_same_code(tree, call, bug, monkeypatch):
    tree(SHOP)
    monkeypatch.setenv("ARCHLINT_TRACEBACK", "1")

    done = call()

    assert done.code == 3
    assert done.err.startswith("Traceback (most recent call last):")
    assert done.err.endswith("AssertionError: the graph has no end\n")


def test_a_package_that_is_missing_is_named(tree, spawn):
    tree(SHOP)

    done = spawn("--cross-check", code="sys.modules['grimp'] = None")

    assert done.code == 2
    assert done.err.startswith("error: the package `grimp` is needed for this and cannot be imported\n")


def test_a_module_of_archlint_that_is_missing_is_a_bug(tree, spawn):
    tree(SHOP)

    done = spawn(code="sys.modules['archlint.report.formats.text'] = None")

    assert done.code == 3


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps a folder that somebody is in")
def test_a_current_folder_that_is_gone_is_no_bug(spawn, tmp_path):
    gone = tmp_path / "gone"
    gone.mkdir()

    done = spawn(cwd=gone, code="import os; os.rmdir(os.getcwd())")

    assert done == (2, "", "error: No such file or directory\n")


class TestCrossCheck:
    """--cross-check: grimp judges again."""

    def test_agreement_changes_nothing(self, tree, call):
        tree({**SHOP, **SKIP})

        assert call("--cross-check") == call()

    def test_a_disagreement_names_the_pair_and_exits_3(self, tree, call, monkeypatch):
        tree({**SHOP, **SKIP})
        monkeypatch.setattr("archlint.graph.stack.illegal_pairs", lambda *_, **__: {(1, 0)})

        done = call("--cross-check")

        assert (done.code, done.out) == (3, "")
        assert done.err.splitlines()[:3] == [
            "error: archlint and grimp judge these dependencies differently, so one of them has a bug",
            "  shop: shop.web -> shop.db: archlint says illegal, grimp does not",
            "  shop: shop.orders -> shop.web: grimp says illegal, archlint does not",
        ]
        assert done.err.splitlines()[3].startswith("  = help: ")

    def test_every_rule_that_is_disputed_is_named(self, tree, call, monkeypatch):
        second = '[rules.second]\ntype = "layers"\nlayers = ["shop.db", "shop.web"]\n'
        tree({**SHOP, **SKIP, "archlint.toml": SHOP["archlint.toml"] + second})
        monkeypatch.setattr("archlint.graph.stack.illegal_pairs", lambda *_, **__: set())

        done = call("--cross-check")

        assert done.code == 3
        assert "  shop: " in done.err
        assert "  second: " in done.err

    def test_grimp_is_asked_only_then(self, tree, call, monkeypatch):
        tree({**SHOP, **SKIP})
        monkeypatch.setattr("archlint.graph.stack.illegal_pairs", lambda *_, **__: {(1, 0)})

        assert call().code == 1


class TestWords:
    """What was typed wrong is told in one line, with the nearest right word, and with where to look."""

    @pytest.mark.parametrize(
        ("words", "message", "help_"),
        [
            (["chekc"], "there is no command `chekc`; did you mean `check`?", "archlint"),
            (["baselin"], "there is no command `baselin`; did you mean `baseline`?", "archlint"),
            (["config", "chek"], "there is no command `chek`; did you mean `check`?", "archlint config"),
            (["config"], "`archlint config` is no command by itself; there is check", "archlint config"),
            (["--limt", "3"], "there is no option `--limt`; did you mean `--limit`?", "archlint check"),
            (["--limit", "many"], "`--limit` takes a whole number, 0 or more", "archlint check"),
            (["--limit", "-1"], "`--limit` takes a whole number, 0 or more", "archlint check"),
            (["--color", "red"], "`--color` takes one of auto, always, never", "archlint check"),
            (["explain"], "missing argument 'RULE | MODULE", "archlint explain"),
            (["--limit"], "option '--limit' requires an argument", "archlint"),
            (["rules", "--jsno"], "there is no option `--jsno`", "archlint rules"),
            (["baseline", "--prune", "--accept", "x"], "--prune takes lines out and --accept", "archlint baseline"),
        ],
    )
    def test_of_the_command_line(self, call, words, message, help_):
        done = call(*words)

        assert (done.code, done.out) == (2, "")
        first, second = done.err.splitlines()
        assert first.startswith(f"error: {message}")
        assert second == f"  = help: `{help_} --help` shows what it takes"

    def test_a_folder_that_is_called_nearly_like_a_command_is_a_folder(self, tree, call):
        tree({**SHOP, "rule/notes.txt": ""})

        assert call("rule").err == "error: no module that is judged lies under rule\n"

    def test_help_goes_to_stdout_and_ends_well(self, call):
        for words in (["--help"], ["check", "-h"], ["baseline", "--help"], ["config", "check", "-h"]):
            done = call(*words)

            assert (done.code, done.err) == (0, "")
            assert done.out.startswith("Usage: archlint")

    def test_every_option_says_what_it_does(self, call):
        for line in call("check", "--help").out.splitlines():
            if line.strip().startswith("--"):
                assert "  " in line.strip() or len(line) > 20
