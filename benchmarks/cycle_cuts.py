"""
Measure how few imports undo the cycles of real packages, and what that costs: `python -m benchmarks.cycle_cuts`.

Prints the table of docs/plan.md: for each package and set of kinds the imports that `archlint plan` would cut, what is
proven of it, CPU seconds of that search alone (the median of five), and what grimp nominates.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from time import process_time
from typing import Any
from unittest.mock import patch

from archlint.rulebook.planning import field, situation
from tests.corpora.cycle_cuts import KINDS, PACKAGES, Package, nominated, plan, seen_by_grimp

__all__: list[str] = []

ROUNDS = 5


def main() -> None:
    """Print the table, a row at a time."""
    print("| package | kinds | cut | at least | grimp | times | CPU, s |")
    print("|---|---|---|---|---|---|---|")
    for package in PACKAGES:
        for row in _rows(package):
            print(row, flush=True)


def _rows(package: Package) -> Iterator[str]:
    breakers = {True: _breakers(package, types=True), False: _breakers(package, types=False)}
    for name, kinds in KINDS.items():
        cut, seconds = _timed(package, kinds)
        # grimp does not tell what runs when a module is loaded from what a function imports.
        theirs = None if name == "at run time" else breakers[name == "all"]
        told = f"{theirs} | {theirs / cut['imports']:.1f}" if theirs else "- | -"
        yield f"| {package.name} | {name} | {cut['imports']} | {cut['bound']} | {told} | {seconds:.3f} |"


def _breakers(package: Package, *, types: bool) -> int:
    with seen_by_grimp(package, types=types) as graph:
        return len(nominated(package, graph))


def _timed(package: Package, kinds: tuple[str, ...]) -> tuple[dict[str, Any], float]:
    """Return the cut, and the CPU seconds that the search for it takes."""
    spent: list[float] = []
    search = field.cut_of

    def clocked(groupings: Any, blamed: Any) -> Any:
        for _ in range(ROUNDS):
            start = process_time()
            found = search(groupings, blamed)
            spent.append(process_time() - start)
        return found

    with patch.object(situation, "cut_of", clocked):
        cut = plan(package, kinds)["cut"]
    return dict(cut), statistics.median(spent[:ROUNDS])


if __name__ == "__main__":
    main()
