"""`archlint check` and its siblings where the only settings are import-linter's."""

import json
import os
import subprocess

import pytest

from archlint.settings import find
from tests.settings.foreign.bookshop import CODE, CONTRACTS, KEPT

TOML = """\
[project]
name = "books"

[tool.importlinter]
root_package = "books"
include_external_packages = true

[[tool.importlinter.contracts]]
name = "Pages over orders over stock"
type = "layers"
containers = "books"
exhaustive = true
exhaustive_ignores = ["labels"]
layers = ["web", "orders | (returns)", "stock"]
"""
TACH = """\
source_roots = ["src"]

[[modules]]
path = "books.stock"
depends_on = []
"""


def test_a_run_reads_as_its_golden_file(tree, call, golden):
    tree({**CODE, ".importlinter": CONTRACTS})

    done = call("check")

    assert done.code == 2
    golden("contracts", f"{done.out}-- stderr --\n{done.err}")


def test_what_holds_is_said_to_hold_and_by_whose_settings(tree, call):
    tree({**CODE, ".importlinter": KEPT})

    done = call("check")

    assert done.code == 0
    assert "\n1 rule holds: 10 modules, 8 imports.\n" in done.out
    assert done.err == (
        "note: there are no archlint settings here, so .importlinter is judged, as import-linter means it; "
        "`archlint init --from import-linter` writes it down as archlint's own\n"
    )


@pytest.mark.parametrize(
    ("files", "told"),
    [
        (
            {".importlinter": KEPT, "tach.toml": TACH},
            (
                "note: contracts of tach stand in tach.toml, too, and are not judged; "
                "`archlint --config tach.toml` judges by them"
            ),
        ),
        (
            {"pyproject.toml": TOML + "[tool.tach]\n" + TACH.replace("[[", "[[tool.tach.")},
            (
                "note: contracts of tach stand in pyproject.toml, too, and are not judged; "
                "`archlint init --from tach` takes them over"
            ),
        ),
    ],
    ids=["files of their own", "one file"],
)
def test_contracts_that_are_not_judged_are_told(tree, call, files, told):
    tree({**CODE, **files})

    done = call("check")

    assert done.err.splitlines()[-1] == told


def test_toml_is_read_from_any_folder_below_and_shown_in_place(tree, call, monkeypatch):
    folder = tree({**CODE, "pyproject.toml": TOML})
    monkeypatch.chdir(folder / "src/books/web")

    report = json.loads(call("check", "--format", "json").out)

    [rule] = report["rules"]
    assert (rule["id"], rule["name"], rule["path"], rule["line"]) == (
        *("pages-over-orders-over-stock", "Pages over orders over stock"),
        *("pyproject.toml", 8),
    )
    assert [(one["kind"], one["importer"], one["imported"]) for one in report["violations"]] == [
        ("back", "books.stock.shelf", "books.web.pages")
    ]


@pytest.mark.parametrize("name", [".importlinter", "setup.cfg", "contracts.ini"])
def test_each_form_of_the_file_gives_the_same(tree, call, name):
    tree({**CODE, name: KEPT.replace("httpx", "books.web")})

    done = call("check", "--config", name, "--format", "concise")

    assert done.code == 1
    assert done.out.startswith(
        "src/books/stock/shelf.py:1:1: pure-stock/forbidden: books.stock -> books.web is forbidden"
        " (books.stock.shelf -> books.web.pages)\n"
    )


def test_settings_of_archlint_win_also_from_a_folder_above(tree, monkeypatch):
    folder = tree({"archlint.toml": "[rules.acyclic]\n", "inner/.importlinter": KEPT, ".importlinter": KEPT})
    monkeypatch.chdir(folder / "inner")

    assert find(folder / "inner") == folder / "archlint.toml"


def test_the_first_file_of_a_folder_that_has_contracts_counts(tree):
    folder = tree({"setup.cfg": "[importlinter]\nroot_package = books\n", "pyproject.toml": TOML, "sub/x.py": ""})

    assert find(folder / "sub") == folder / "pyproject.toml"

    tree({"setup.cfg": KEPT})
    assert find(folder) == folder / "setup.cfg"

    tree({".importlinter": KEPT})
    assert find(folder) == folder / ".importlinter"


def test_contracts_in_two_files_are_told_of(tree, call):
    tree({**CODE, ".importlinter": KEPT, "setup.cfg": KEPT})

    assert "setup.cfg has contracts as well, and import-linter reads those and not these" in call("check").out


def test_a_baseline_stands_beside_the_contracts_and_only_shrinks(tree, call):
    folder = tree({**CODE, ".importlinter": KEPT.replace("httpx", "books.web")})
    assert call("check").code == 1

    assert call("baseline").code == 0

    assert "pure-stock forbidden" in (folder / "archlint-baseline.txt").read_text(encoding="utf-8")
    assert call("check").code == 0


def test_explain_and_rules_and_config_know_the_contracts(tree, call):
    tree({**CODE, ".importlinter": KEPT.replace("httpx", "books.web")})

    assert "It breaks 1 rule" in call("explain", "books.stock.shelf -> books.web.pages").out
    assert call("explain", "pure-stock").code == 0
    assert "pure-stock   forbidden: The stock knows no network" in call("rules").out
    assert call("config", "check").out == ".importlinter: 1 rule, no mistakes.\n"


def test_a_contract_that_cannot_be_judged_is_no_rule_and_is_told(tree, call):
    tree({**CODE, ".importlinter": CONTRACTS})

    done = call("rules")

    assert "\nown " not in done.out
    assert done.err == "note: `own` is not judged: there is no contract type `isolated`\n"


def test_help_speaks_of_the_options_that_are_there(tree, call):
    tree({**CODE, "pyproject.toml": TOML.replace('["labels"]', "[]")})

    assert "put books.labels into a layer, or into `exhaustive_ignores`" in call("check").out


@pytest.mark.parametrize("name", [".importlinter", "setup.cfg"])
def test_a_report_does_not_replace_contracts(tree, call, name):
    tree({**CODE, name: KEPT})

    done = call("check", "--output", f"text={name}")

    assert done.code == 2
    assert f"{name} is code or settings, and a report would replace it" in done.err


def test_what_was_kept_gives_the_same_and_a_change_is_seen(tree, call):
    folder = tree({**CODE, ".importlinter": CONTRACTS})
    first = call("check")

    assert call("check") == first

    (folder / ".importlinter").write_text(KEPT, encoding="utf-8")
    assert call("check").code == 0


@pytest.mark.git
def test_a_hook_judges_the_contracts_that_are_staged(tree, call):
    folder = tree({**CODE, ".importlinter": KEPT})
    _git(folder, "init", "-q")
    _git(folder, "add", ".")
    (folder / ".importlinter").write_text(KEPT.replace("httpx", "books.web"), encoding="utf-8")

    assert call("check", "--hook").code == 0

    _git(folder, "add", ".")
    assert call("check", "--hook").code == 1


@pytest.mark.git
def test_against_compares_with_the_contracts_of_before(tree, call):
    folder = tree({**CODE, ".importlinter": KEPT.replace("httpx", "books.web")})
    _git(folder, "init", "-q")
    _git(folder, "add", ".")
    _git(folder, "-c", "user.name=a", "-c", "user.email=a@b.example", "commit", "-qm", "all")

    assert call("check", "--against", "HEAD").code == 0

    (folder / "src/books/stock/labels.py").write_text("import books.web.pages\n", encoding="utf-8")
    assert call("check", "--against", "HEAD").code == 1


def _git(folder, *words):
    subprocess.run(["git", *words], cwd=folder, check=True, env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull})
