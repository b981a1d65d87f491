"""
How much CPU time the reading of single files takes: as archlint reads them, and with every file parsed whole.

    python -m benchmarks.reading FOLDER... [--rounds 5]

Each folder is read by both ways in turns, all in this process; files come from memory, so no disk is measured. The
median of the rounds is printed, and how long Python's parser alone would take for whole files. What both ways say is
compared as well: a difference is an error of archlint, and the exit code is 1.
"""

import argparse
import ast
import gc
import statistics
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from time import process_time

from archlint.source.extract import extract
from archlint.source.facts import Facts

Files = list[tuple[str, bytes]]


def main() -> int:
    """Measure each folder of the command line; return the exit code."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folders", nargs="+", type=Path)
    arguments.add_argument("--rounds", type=int, default=5)
    asked = arguments.parse_args()
    warnings.simplefilter("ignore")
    gc.disable()  # as archlint does while it reads
    print(f"Python {sys.version.split()[0]}, median CPU seconds of {asked.rounds} rounds in turns\n")
    print("| folder | files | MB | names imported | archlint | whole files | ratio | parser alone |")
    print("|---|---|---|---|---|---|---|---|")
    return max(measured(folder, asked.rounds) for folder in asked.folders)


def measured(folder: Path, rounds: int) -> int:
    """Print the row of a folder; return 1 where the two ways differ."""
    files = [(str(file), file.read_bytes()) for file in sorted(folder.rglob("*.py")) if file.is_file()]
    ways: list[Callable[[Files], object]] = [by_need, in_whole, parsed]
    spent: list[list[float]] = [[] for _ in ways]
    for _ in range(rounds):
        for way, seconds in zip(ways, spent, strict=True):
            started = process_time()
            way(files)
            seconds.append(process_time() - started)
    ours, whole, parser = map(statistics.median, spent)
    size = sum(len(content) for _, content in files) / 1e6
    names = sum(1 for facts in by_need(files) if isinstance(facts, Facts) for _ in facts.imports)
    counts = f"{len(files):,} | {size:.1f} | {names:,}"
    print(f"| {folder.name} | {counts} | {ours:.3f} | {whole:.3f} | {ours / whole:.2f} | {parser:.3f} |", flush=True)
    pairs = zip(files, by_need(files), in_whole(files), strict=True)
    different = [path for (path, _), ours, whole in pairs if isinstance(whole, Facts) and ours != whole]
    for path in different:
        print(f"read differently: {path}", file=sys.stderr)
    return bool(different)


def by_need(files: Files) -> list[object]:
    """Read the files as archlint does."""
    return [extract(path, content) for path, content in files]


def in_whole(files: Files) -> list[object]:
    """Read the files as `archlint check --full-parse` does."""
    return [extract(path, content, whole=True) for path, content in files]


def parsed(files: Files) -> None:
    """Let Python parse the files, and do nothing with the trees."""
    for path, content in files:
        try:
            compile(content, path, "exec", ast.PyCF_ONLY_AST, dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue


if __name__ == "__main__":
    sys.exit(main())
