"""`archlint init` on code of others: the first check is green, and orders that teams have published are found again."""

import os
import shutil
from pathlib import Path

import pytest

from archlint.cli import main
from archlint.graph import KINDS, Entry, Graph, build, component_arcs, hierarchy
from archlint.settings import Request, Settings
from tests.corpora.wheels import Wheel, unpacked

WHEELS = [
    Wheel("django", "5.2"),
    Wheel("homeassistant", "2024.3.3"),
    Wheel("wagtail", "8.0.1"),
    Wheel("sqlalchemy", "2.1.9"),
    Wheel("sympy", "1.14.0"),
    Wheel("apache-airflow-core", "3.3.2"),
    Wheel("celery", "5.7.0"),
    Wheel("kedro", "1.7.0"),
    Wheel("rich", "15.0.0"),
    Wheel("fastapi", "0.165.0"),
]
PUBLISHED = {
    Wheel("kedro", "1.7.0"): (
        "kedro",
        "framework.cli framework.session framework.context framework.project runner io pipeline config",
        [
            "kedro.runner.parallel_runner -> kedro.framework.project",
            "kedro.framework.hooks.specs -> kedro.framework.context",
        ],
    ),
    Wheel("wemake-python-styleguide", "1.8.1"): (
        "wemake_python_styleguide",
        "checker formatter transformations presets visitors violations logic compat options constants types",
        [],
    ),
    Wheel("import-linter", "2.17"): (
        "importlinter",
        "cli api contracts configuration adapters application domain",
        [],
    ),
}
"""The layers of contracts that teams have published for their own code, top first, and what they ignore there."""


@pytest.mark.network
@pytest.mark.once
@pytest.mark.parametrize("wheel", WHEELS, ids=[wheel.distribution for wheel in WHEELS])
def test_the_first_check_is_green_in_one_sitting(wheel, tmp_path, monkeypatch, capsys):
    folder = tmp_path / "code"
    shutil.copytree(unpacked(wheel), folder, copy_function=os.link if _same_disk(tmp_path, wheel) else shutil.copy)
    monkeypatch.chdir(folder)

    assert main(["init", "--yes", "--no-cache"]) == 0
    capsys.readouterr()
    assert main(["check", "--strict", "--no-cache"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith(("Nothing new: ", "1 rule holds: ", "2 rules hold: ")), said.out
    assert said.err == ""


def _same_disk(folder: Path, wheel: Wheel) -> bool:
    return folder.stat().st_dev == unpacked(wheel).stat().st_dev


@pytest.mark.network
def test_orders_that_teams_have_published_are_found_again():
    told = [_pairs(wheel) for wheel in PUBLISHED]

    assert [(right, all_) for right, all_, _ in told] == [(17, 18), (25, 25), (12, 12)]
    # The runner of today's kedro imports the project by a file that the contract does not name.
    assert told[0][2] == ["kedro.framework.project > kedro.runner"]


def _pairs(wheel: Wheel) -> tuple[int, int, list[str]]:
    """How many pairs of related layers stand as published, of how many, and which do not."""
    package, layers, ignored = PUBLISHED[wheel]
    whole = build(Request(Settings(unpacked(wheel), "archlint.toml", {}), cache=False))
    names = [f"{package}.{layer}" for layer in layers.split()]
    seen = whole.seen(KINDS, _edges(whole, ignored))
    arcs = component_arcs(seen, seen.assign(seen.select([Entry(name, ()) for name in names])))
    imports = {pair: len(arc.imports) for pair, arc in arcs.items() if arc.imports}
    found = hierarchy(len(names), imports, {pair for pair, arc in arcs.items() if arc.chain})
    assert found is not None
    place = {one: number for number, level in enumerate(found.levels) for group in level for one in group}
    place |= dict.fromkeys(found.foundation, len(found.levels))
    pairs = sorted({(min(pair), max(pair)) for pair in arcs})
    wrong = [f"{names[a]} > {names[b]}" for a, b in pairs if place[a] >= place[b]]
    return len(pairs) - len(wrong), len(pairs), wrong


def _edges(whole: Graph, ignored: list[str]) -> frozenset[tuple[int, int]]:
    node = whole.names.node
    ends = [text.split(" -> ") for text in ignored]
    return frozenset((node[a], node[b]) for a, b in ends if a in node and b in node)
