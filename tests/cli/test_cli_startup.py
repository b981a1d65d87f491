"""What a start costs: nothing heavy is imported on the way to a check, and nothing that is not needed must be there."""

import json

import pytest

from tests.cli.shops import SHOP, SKIP

HEAVY = ("networkx", "grimp", "libcst", "importlinter", "asyncio", "importlib.metadata", "jsonschema")
"""Each costs more than a small check as a whole."""
TELL = f"""
import atexit, json
atexit.register(lambda: print(json.dumps([name for name in {HEAVY!r} if name in sys.modules]), file=sys.stderr))
"""
IDLE = (
    *("archlint.report.explain", "archlint.rulebook.drawing", "archlint.rulebook.explain"),
    *("archlint.rulebook.own.contract", "archlint.source.projects", "tempfile"),
    *("archlint.verdict.owners", "archlint.verdict.coupling", "archlint.rulebook.linking"),
    *("archlint.report.metrics", "archlint.rulebook.metrics", "archlint.report.networks", "archlint.verdict.network"),
    *("archlint.graph.closure", "archlint.graph.cover", "archlint.graph.labels", "archlint.graph.visible"),
    *("archlint.cli.suite", "archlint.verdict.affected", "archlint.rulebook.affected", "archlint.graph.affected"),
    *("archlint.settings.foreign", "archlint.settings.ini_places", "archlint.rulebook.foreign", "configparser"),
    *("archlint.rulebook.planning", "archlint.rulebook.supposing", "archlint.verdict.supposing"),
    *("archlint.report.html", "gzip", "base64", "html", "webbrowser"),
    *("archlint.report.repair", "archlint.rulebook.repairs", "archlint.rulebook.demand", "archlint.source.overlay"),
    *("archlint.graph.symbol_table", "archlint.graph.loading", "archlint.source.bindings", "archlint.source.patching"),
    *("archlint.report.plan", "archlint.report.whatif", "archlint.graph.untangling", "archlint.source.uses"),
)
"""Of no use to a plain check."""
SPARED = (
    *("click", "dataclasses", "inspect", "subprocess", "threading", "tempfile", "tomllib", "datetime", "difflib"),
    *("logging", "traceback", "textwrap", "rich", "numpy", "pathspec"),
    *("archlint.cli.program", "archlint.settings.schema", "archlint.settings.members", "archlint.settings.places"),
    *("archlint.report.pages", "archlint.rulebook.applied", "archlint.rulebook.declared", "archlint.rulebook.shelf"),
    *("archlint.rules", "archlint.graph.drawn", "archlint.graph.graph", "archlint.source.projects"),
    *("archlint.verdict.owners", "archlint.verdict.codeowners", "archlint.verdict.coupling"),
    *("archlint.settings.foreign", "archlint.settings.leave", "archlint.rulebook.foreign", "configparser"),
)
"""Of no use to a check of what an earlier one has seen."""
TACH = tuple(f"archlint.settings.foreign.tach.{name}" for name in ("translating", "schema", "project", "whole"))
INI = """
[importlinter]
root_package = shop
[importlinter:contract:1]
name = No circles
type = acyclic_siblings
ancestors = shop
"""
BLOCK = "".join(f"sys.modules[{name!r}] = None\n" for name in ("networkx", "grimp", "libcst", "importlinter"))


@pytest.mark.git
@pytest.mark.parametrize(
    "words",
    [["--version"], ["rules"], ["check"], ["check", "--hook"], ["explain", "shop.web"], ["baseline"], ["metrics"]],
)
def test_nothing_heavy_is_imported(tree, spawn, words, repository):
    tree({**SHOP, **SKIP})
    repository("add", ".")

    done = spawn(*words, code=TELL)

    assert done.code in (0, 1)
    assert json.loads(done.err) == []


def test_a_check_loads_nothing_that_only_others_need(tree, spawn):
    tree(SHOP)

    done = spawn("check", code=TELL.replace(repr(HEAVY), repr(IDLE)))

    assert (done.code, json.loads(done.err)) == (0, [])


def test_a_check_of_what_was_seen_before_loads_hardly_anything(tree, spawn):
    tree(SHOP)
    tell = TELL.replace(repr(HEAVY), repr(HEAVY + SPARED))
    first = spawn("check", code=tell)

    second = spawn("check", code=tell)

    assert (second.code, second.out) == (0, first.out)
    assert "archlint.rulebook.applied" in json.loads(first.err)
    assert json.loads(second.err) == []


@pytest.mark.parametrize(
    ("name", "text", "idle"),
    [
        ("tach.toml", 'modules = [{path = "shop.db", depends_on = []}]\n', TACH),
        (".importlinter", INI, ("archlint.settings.foreign.translating",)),
    ],
    ids=["tach", "import-linter"],
)
def test_settings_of_another_tool_are_translated_once(tree, spawn, name, text, idle):
    tree({file: SHOP[file] for file in SHOP if file != "archlint.toml"} | {name: text})
    tell = TELL.replace(repr(HEAVY), repr(HEAVY + idle))
    first = spawn("check", code=tell)

    second = spawn("check", code=tell)

    assert (first.code, second.code, second.out) == (0, 0, first.out)
    assert set(idle) <= set(json.loads(first.err.splitlines()[-1]))
    assert json.loads(second.err.splitlines()[-1]) == []


@pytest.mark.git
@pytest.mark.parametrize("words", [["check", "--hook"], ["config", "check", "--hook"]])
def test_the_hook_starts_without_the_packages_that_are_off_its_path(tree, spawn, words, repository):
    tree({**SHOP, **SKIP})
    repository("add", ".")

    done = spawn(*words, code=BLOCK)

    assert done.code == (1 if words[0] == "check" else 0)
    assert done.err == ""


@pytest.mark.git
def test_a_hook_with_nothing_to_do_loads_none_of_the_rooms_below(tree, spawn, repository):
    tree({**SHOP, "README.md": "# The shop\n"})
    repository("add", ".")
    repository("commit", "--quiet", "-m", "open the shop")
    tree({"README.md": "# The new shop\n"})
    repository("add", ".")
    tell = "import atexit; atexit.register(lambda: print('archlint.report' in sys.modules, file=sys.stderr))"

    assert spawn("check", "--hook", code=tell) == (0, "", "False\n")
    assert spawn("--version", code=tell).err == "False\n"
    assert spawn("check", code=tell).err == "True\n"
