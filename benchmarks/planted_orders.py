"""
Measure how well orders that were planted in random graphs are found again: `python -m benchmarks.planted_orders`.

Prints the table of docs/decisions/0017-how-an-order-is-inferred.md. `--graphs N` is how many are drawn a row (200).
"""

from __future__ import annotations

import argparse

from tests.graph.planted import DRAFT, GRAPHS, Score, drafted, inferred, planted, score

__all__: list[str] = []


def main() -> None:
    """Print the table, a row at a time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--graphs", type=int, default=200)
    count = parser.parse_args().graphs
    print(f"| components | noise | draft, {GRAPHS} graphs | draft, {count} graphs | archlint, the same {count} | sd |")
    print("|---|---|---|---|---|---|")
    for (size, noise), (correlation, f1) in DRAFT.items():
        graphs = [planted(size, noise, seed) for seed in range(count)]
        before, now = score(graphs, drafted), score(graphs, inferred)
        spread = " / ".join(f"{one / GRAPHS**0.5:.2f}" for one in now.spread)
        shown = f"{correlation:.2f} / {f1:.2f} | {_told(before)} | {_told(now)} | {spread}"
        print(f"| {size} | {noise:.0%} | {shown} |", flush=True)


def _told(one: Score) -> str:
    return f"{one.correlation:.2f} / {one.f1:.2f}"


if __name__ == "__main__":
    main()
