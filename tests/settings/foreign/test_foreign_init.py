"""`archlint init --from`: what was judged before is judged after, by settings of archlint's own."""

import json
import shutil
import tempfile
import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.settings.foreign.bookshop import CODE, CONTRACTS, KEPT
from tests.settings.foreign.codebases import lay, projects
from tests.settings.foreign.judged import verdicts

FAIRGROUND = Path(__file__).parents[3] / "fixtures" / "fairground"
TYPES = ["layers", "forbidden", "independence", "protected", "acyclic_siblings"]
PLAIN = """\
[importlinter]
root_package = books

[importlinter:contract:order]
name = The shop
type = layers
layers =
    books.web
    books.orders
    books.stock
ignore_imports =
    # the shelf learns it in spring
    books.stock.shelf -> books.web.pages
"""


@pytest.mark.once
@pytest.mark.slow
@pytest.mark.parametrize("type_", TYPES)
def test_random_contracts_are_judged_alike_before_and_after(type_, call, monkeypatch):
    seen = {"kept": 0, "broken": 0}

    @settings(max_examples=60, deadline=None, suppress_health_check=[*HealthCheck])
    @given(project=projects(type_))
    def same(project):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            lay(folder, project)
            before = {one.id: one for one in verdicts(folder, ".importlinter")}
            monkeypatch.chdir(folder)
            written = call("init", "--from", "import-linter", "--yes")
            after = {one.id: one for one in verdicts(folder, "archlint.toml")} if any_rule(folder) else {}
        for id_, one in before.items():
            if id_ in after and one.state != "refused":
                seen[one.state] += 1
                assert (after[id_].state, after[id_].direct) == (one.state, one.direct), written
            else:
                # What can never be broken is left out, and says so.
                assert one.state == "kept" or after.get(id_, one).state == "refused"

    same()
    assert min(seen.values()) > 0, f"these projects try too little: {seen}"


def any_rule(folder):
    file = folder / "archlint.toml"
    return file.exists() and "rules" in tomllib.loads(file.read_text(encoding="utf-8"))


def told(done):
    return {(one["rule"], one["importer"], one["imported"], one["state"]) for one in json.loads(done.out)["violations"]}


def test_the_bookshop_is_judged_alike_before_and_after(tree, call):
    tree({**CODE, ".importlinter": CONTRACTS})
    before = told(call("check", "--format", "json"))
    done = call("init", "--from", "import-linter", "--yes")

    assert done.out.startswith("Wrote archlint.toml, out of .importlinter.\n")
    assert told(call("check", "--format", "json")) == before
    assert before


def test_the_fairground_of_tach_is_judged_alike_before_and_after(call, tmp_path):
    shutil.copytree(FAIRGROUND, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".archlint", "__pycache__"))
    before = told(call("check", "--format", "json"))
    done = call("init", "--from", "tach", "--yes")

    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Wrote archlint.toml, out of tach.toml.\n")
    assert told(call("check", "--format", "json")) == before
    assert before


def test_what_is_ignored_may_become_waivers(tree, call):
    tree({**CODE, ".importlinter": PLAIN})
    assert call("init", "--from", "import-linter", "--ignored", "waivers", "--yes").code == 0

    states = {one[1:] for one in told(call("check", "--format", "json"))}
    assert ("books.stock.shelf", "books.web.pages", "waived") in states
    assert 'because = "the shelf learns it in spring"' in Path("archlint.toml").read_text(encoding="utf-8")


def test_what_is_ignored_may_become_known(tree, call):
    tree({**CODE, ".importlinter": PLAIN})
    done = call("init", "--from", "import-linter", "--ignored", "baseline", "--yes")

    assert "Wrote archlint.toml and archlint-baseline.txt with 1 known violation," in done.out
    assert call("check").code == 0
    assert "order back books.stock.shelf -> books.web.pages" in Path("archlint-baseline.txt").read_text(
        encoding="utf-8"
    )


def test_it_says_what_stands_as_before_and_what_comes_next(tree, call):
    tree({**CODE, ".importlinter": PLAIN.partition("ignore_imports")[0]})
    assert call("init", "--from", "import-linter", "--yes").out.endswith(
        "Next: 1 violation stands as before; `archlint baseline` writes down what is known.\n"
    )


def test_where_all_holds_the_next_act_is_to_run_it(tree, call):
    tree({**CODE, ".importlinter": KEPT})
    done = call("init", "--from", "import-linter", "--yes")

    assert (done.code, done.out.splitlines()[-1]) == (0, "Next: run `archlint`, and commit what was written.")
    assert call("check").err == ""


def test_without_a_terminal_it_is_shown_and_not_written(tree, call):
    tree({**CODE, ".importlinter": KEPT})
    done = call("init", "--from", "import-linter")

    assert done.code == 2
    assert done.out.startswith("archlint.toml would say:\n\n# What .importlinter says, in archlint's words.")
    assert "`archlint init --from import-linter --yes` asks nothing" in done.err
    assert not Path("archlint.toml").exists()


@pytest.mark.parametrize(
    ("files", "words", "message"),
    [
        ({}, [], "there are no contracts of import-linter in this folder"),
        ({"tach.toml": 'source_roots = ["."]\n[[modules]]\npath = "books"\n'}, [], "no contracts of import-linter"),
        ({".importlinter": KEPT, "archlint.toml": "[rules.acyclic]\n"}, [], "there are settings already: "),
        ({".importlinter": KEPT}, ["--top", "books.web"], "--from takes over what is there"),
        ({".importlinter": "[importlinter]\nroot_package = nowhere\n"}, [], "there is no contract in this file"),
        ({".importlinter": KEPT.replace("= books\n", "= boks\n", 1)}, [], "did you mean `books`?"),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_is_written(tree, call, files, words, message):
    folder = tree({**CODE, **files})
    before = sorted(folder.iterdir())
    done = call("init", "--from", "import-linter", "--yes", *words)

    assert done.code == 2
    assert message in done.err
    assert "Traceback" not in done.err
    assert [path for path in sorted(folder.iterdir()) if path.name != ".archlint"] == before


def test_init_without_it_points_to_it(tree, call):
    tree({**CODE, ".importlinter": KEPT})
    done = call("init", "--yes")

    assert done.code == 2
    assert "`archlint init --from import-linter` writes them down as archlint's own" in done.err
