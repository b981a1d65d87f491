"""The house keeps its own rules, and some that no import graph can see."""

import ast
import importlib
import re
import typing
from dataclasses import is_dataclass
from importlib.util import resolve_name
from pathlib import Path
from pkgutil import iter_modules

import pytest

from archlint.cli import main

ROOT = Path(__file__).parents[1]
ROOMS = ["cli", "report", "verdict", "rulebook", "graph", "source"]
FOUNDATION = ["settings", "git", "startup"]
VERBS = {
    "cli": "main",
    "report": "write",
    "verdict": "judge",
    "rulebook": "apply",
    "graph": "build",
    "source": "read",
}
HOMES: dict[str, str | tuple[str, ...]] = {
    "click": "archlint/cli/",
    "pytest": "archlint/pytest_plugin/",
    "grimp": ("archlint/graph/grimp.py", "archlint/contracts/", "archlint/rulebook/plugins/process.py"),
    "importlinter": "archlint/contracts/",
    "libcst": "archlint/report/repair/statement.py",
    "networkx": ("archlint/graph/nx.py", "archlint/report/networks.py", "archlint/contracts/"),
    "subprocess": ("archlint/git/", "archlint/rulebook/plugins/contract.py"),
}
"""Each library enters by one door; grimp and networkx also where import-linter calls us, and where networkx writes."""


def door(room):
    return importlib.import_module(f"archlint.{room}")


def imports(room):
    """Return the names that a door imports, by module: those at once, and those that only type checkers see."""
    tree = ast.parse(Path(door(room).__file__).read_text(encoding="utf-8"))
    branches = [node for node in tree.body if isinstance(node, ast.If)]
    blocks = tree.body, [node for branch in branches for node in branch.body]
    return [
        {
            node.module: " ".join(alias.name for alias in node.names)
            for node in block
            if isinstance(node, ast.ImportFrom)
        }
        for block in blocks
    ]


def nouns(room):
    """Return the named tuples and dataclasses that a door offers."""
    offered = (getattr(door(room), name) for name in door(room).__all__)
    return [one for one in offered if isinstance(one, type) and (is_dataclass(one) or hasattr(one, "_fields"))]


def test_archlint_passes_its_own_rules_with_grimp_as_witness(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)

    code = main(["check", "--cross-check", "--strict"])

    assert code == 0, capsys.readouterr().out
    assert "All 6 rules hold" in capsys.readouterr().out


def test_the_settings_of_the_house_hold_every_room_and_need_no_exemption():
    text = (ROOT / "archlint.toml").read_text(encoding="utf-8")

    assert [name for name in re.findall(r'"archlint\.(\w+)"', text) if name in ROOMS][: len(ROOMS)] == ROOMS
    assert "ignore" not in text
    assert not (ROOT / "archlint-baseline.txt").exists()


@pytest.mark.parametrize("room", [*ROOMS, *FOUNDATION])
def test_a_door_opens_on_what_it_says_and_nothing_else(room):
    opened = door(room)
    early, late = imports(room)
    early.pop("typing", "")
    if room != "startup":
        early.pop("archlint.startup", "")

    assert sorted(opened.__all__) == sorted(" ".join([*early.values(), *late.values()]).split())
    assert all(hasattr(opened, name) for name in opened.__all__)
    assert room in FOUNDATION or VERBS[room] in opened.__all__


@pytest.mark.parametrize("room", [room for room in (*ROOMS, *FOUNDATION) if hasattr(door(room), "_LATE")])
def test_a_door_loads_late_what_type_checkers_see_there(room):
    opened, (_, late) = door(room), imports(room)

    assert {resolve_name(file, opened.__name__): names for file, names in opened._LATE.items()} == late
    files = {module.name for module in iter_modules(opened.__path__)}
    assert not files & set(" ".join(late.values()).split()), "loading that file would put it in the name's place"


def test_an_unknown_name_of_a_door_is_told_as_ever():
    with pytest.raises(AttributeError, match=r"module 'archlint\.graph' has no attribute 'grahp'"):
        _ = door("graph").grahp


@pytest.mark.parametrize("room", ROOMS)
def test_nouns_are_plain(room):
    """A noun carries builtins, nouns of its own room or of the foundation: knowledge, too, moves one room at a time."""
    own = (f"archlint.{room}.", *(f"archlint.{name}." for name in FOUNDATION))
    carried = {
        (noun.__name__, name, found)
        for noun in nouns(room)
        # Python 3.11 cannot subscript an array.
        for name, hint in typing.get_type_hints(noun, localns={"array": list}).items()
        for found in re.findall(r"archlint\.[\w.]+", str(hint))
        if not found.startswith(own)
    }

    assert carried == set()
    assert nouns(room) or room == "cli"


@pytest.mark.parametrize("library", HOMES)
def test_a_library_enters_by_one_door(library):
    pattern = re.compile(rf"^\s*(?:import|from) {library}\b", re.MULTILINE)
    files = [*(ROOT / "archlint").rglob("*.py"), *(ROOT / "rules").glob("*.py")]
    users = [f.relative_to(ROOT).as_posix() for f in files if pattern.search(f.read_text(encoding="utf-8"))]

    assert [user for user in users if not user.startswith(HOMES[library])] == []
    assert users


def test_only_the_command_line_prints():
    files = [f for f in [*(ROOT / "archlint").rglob("*.py"), *(ROOT / "rules").glob("*.py")] if f.parent.name != "cli"]
    calls = [
        (file.name, node.lineno)
        for file in files
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]

    assert calls == []


def test_no_file_has_outgrown_its_idea():
    """Three hundred lines is where a second idea has moved in."""
    files = [*(ROOT / "archlint").rglob("*.py"), *(ROOT / "rules").glob("*.py")]

    assert [file.name for file in files if len(file.read_text(encoding="utf-8").splitlines()) > 300] == []
