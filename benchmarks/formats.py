"""
Measure what ten thousand violations cost to tell: `python -m benchmarks.formats [--rounds 7]`.

A codebase is written for it, and checked once before anything is measured: then its findings are kept, and what is left
is what each run has to do, to weigh them and to write them down. The exit code is 1 where a format takes too long.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Final

from archlint import report
from benchmarks.process import Run, run

__all__ = ["VIOLATIONS", "write"]

HOUSE: Final = Path(__file__).parents[1]
ALLOWED: Final = 2.0
"""Seconds of the CPU, of the whole process."""
PAGES: Final = 802
TABLES: Final = 10
"""Each page imports each of so many tables, past the layer between them."""
REGIONS: Final = 45
"""Each of them reaches each other one through a module that imports them all: a chain for every ordered pair."""
VIOLATIONS: Final = PAGES * TABLES + REGIONS * (REGIONS - 1)
SETTINGS: Final = """\
[rules.shop]
type = "linked-list"
layers = ["shop.web", "shop.orders", "shop.db"]
because = "a layer two steps away may change without asking us"

[rules.regions]
type = "independent"
modules = "shop.regions.{region}"
"""


def main() -> None:
    """Write the codebase, tell its violations in each format in turns, print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="how often each is run [5]")
    wishes = parser.parse_args()
    runs: dict[str, list[Run]] = {name: [] for name in report.format_names()}
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        write(place)
        _told(place, "concise")
        lines = (place / "concise.out").read_text(encoding="utf-8").count("\n") - 1
        if lines != VIOLATIONS:
            sys.exit(f"the codebase has {lines:,} violations, and was to have {VIOLATIONS:,}")
        for _ in range(wishes.rounds):
            for name, each in runs.items():
                each.append(_told(place, name))
        sizes = {name: (place / f"{name}.out").stat().st_size for name in runs}
    sys.exit(_print(runs, sizes))


def write(place: Path) -> None:
    """Write the codebase and its settings into a folder."""
    tables = ", ".join(f"table{number}" for number in range(TABLES))
    files = {"archlint.toml": SETTINGS, "shop/orders.py": ""}
    files |= {f"shop/db/table{number}.py": "" for number in range(TABLES)}
    files |= {f"shop/web/page{number}.py": f"from shop.db import {tables}\n" for number in range(PAGES)}
    files |= {f"shop/regions/region{number}.py": "import shop.hub\n" for number in range(REGIONS)}
    files["shop/hub.py"] = "".join(f"import shop.regions.region{number}\n" for number in range(REGIONS))
    folders = {Path(name).parent for name in files}
    files |= {f"{folder}/__init__.py": "" for folder in folders if folder.name}
    for name, text in files.items():
        file = place / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def _told(place: Path, name: str) -> Run:
    """Check, and tell in one format, in a process of its own; the report stays beside the codebase."""
    command = [sys.executable, "-m", "archlint", "check", "--format", name, "--color", "never"]
    environment = {**os.environ, "PYTHONPATH": str(HOUSE), "PYTHONDONTWRITEBYTECODE": ""}
    return run(command, place, place / f"{name}.out", environment)


def _print(runs: dict[str, list[Run]], sizes: dict[str, int]) -> int:
    """Print medians and what each format has written; return the exit code."""
    medians = {name: statistics.median(one.seconds for one in each) for name, each in runs.items()}
    print(f"{VIOLATIONS:,} violations, findings kept; {ALLOWED:g} s of CPU are allowed")
    print(f"{'format':12} {'CPU, s':>7} {'written, KiB':>13}   each run")
    for name, median in medians.items():
        each = " ".join(f"{one.seconds:.2f}" for one in runs[name])
        late = "" if median <= ALLOWED else "   too slow"
        print(f"{name:12} {median:7.2f} {sizes[name] / 1024:13,.0f}   {each}{late}")
    return int(max(medians.values()) > ALLOWED)


if __name__ == "__main__":
    main()
