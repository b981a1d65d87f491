"""
Measure what three hundred rules cost over three: `python -m benchmarks.many_rules [TREE]`.

TREE is a folder that holds `homeassistant`; without it the wheel that the tests read is taken, and fetched where it is
not at hand. Nothing is written there: the Python files are copied.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from benchmarks import settings_of_a_company as company
from benchmarks.process import Run, run
from tests.corpora.wheels import Wheel, unpacked

__all__: list[str] = []

WHEEL: Final = Wheel("homeassistant", "2024.3.3")
HOUSE: Final = Path(__file__).parents[1]


def main() -> None:
    """Write the settings, run them in turns, print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tree", nargs="?", type=Path, help="a folder that holds homeassistant")
    parser.add_argument("--rounds", type=int, default=5, help="how often each is run [5]")
    parser.add_argument("--keep", type=Path, help="copy the tree and write the settings there, and leave them")
    wishes = parser.parse_args()
    tree = wishes.tree or unpacked(WHEEL)
    with tempfile.TemporaryDirectory() as folder:
        place = wishes.keep or Path(folder)
        names = _laid_out(tree, place)
        runs: dict[str, list[Run]] = {name: [] for name in names}
        for _ in range(wishes.rounds):
            for name in names:
                runs[name].append(_run(place, name))
    _print(runs)


def _laid_out(tree: Path, place: Path) -> list[str]:
    """Copy the Python files, write the settings beside them, and return what to compare, the yardstick first."""
    shutil.copytree(tree / "homeassistant", place / "homeassistant", ignore=_no_python, dirs_exist_ok=True)
    found = company.integrations(place)
    everyone = {"type": "independent", "modules": f"{company.ALL}.{{integration}}"}
    named = company.components(found)
    settings = {
        "3-rules": company.written(company.three(everyone), {}),
        "300-rules": company.written(company.many(found, everyone), named),
        "3-rules-kept": company.written(company.three(company.apart(found)), {}),
        "300-rules-kept": company.written(company.many(found, company.apart(found)), named),
    }
    for name, text in settings.items():
        (place / f"{name}.toml").write_text(text, encoding="utf-8")
    return list(settings)


def _no_python(folder: str, names: Iterable[str]) -> list[str]:
    return [name for name in names if not name.endswith(".py") and not Path(folder, name).is_dir()]


def _run(place: Path, name: str) -> Run:
    """Check with one of the settings, in a process of its own."""
    command = [sys.executable, "-m", "archlint", "check", "--no-cache", "--config", f"{name}.toml", "--quiet"]
    environment = {**os.environ, "PYTHONPATH": str(HOUSE), "PYTHONDONTWRITEBYTECODE": ""}
    return run(command, place, place / f"{name}.txt", environment)


def _print(runs: dict[str, list[Run]]) -> None:
    """Print medians, and how each three hundred rules compare with their three."""
    medians = {name: Run(*map(statistics.median, zip(*each, strict=True))) for name, each in runs.items()}
    print(f"{'settings':26} {'CPU, s':>8} {'ratio':>6} {'peak, MiB':>10}   each run")
    for name, median in medians.items():
        each = " ".join(f"{run.seconds:.2f}" for run in runs[name])
        ratio = median.seconds / medians[name.replace("300", "3")].seconds
        print(f"{name:26} {median.seconds:8.2f} {ratio:6.2f} {median.mebibytes:10.0f}   {each}")


if __name__ == "__main__":
    main()
