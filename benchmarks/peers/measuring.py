"""Run what a state asks for, tool by tool in turns, and keep what each run took."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import count
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks.peers import answers, tools
from benchmarks.peers.answers import Answer
from benchmarks.peers.corpora import Corpus
from benchmarks.peers.environments import CACHE, ENVIRONMENT
from benchmarks.peers.states import ALONE, STATES
from benchmarks.peers.tools import ARCHLINT, Tools
from benchmarks.peers.trees import independent, laid_out, restore
from benchmarks.process import Run, run

__all__ = ["Runs", "alone", "answered", "turns"]

Runs = dict[str, list[Run]]
"""By tool, in the order of the rounds."""

_JUDGING: Final = re.compile(r"([\d.]+) s CPU  (?:rulebook|verdict)")
_REPORT: Final = CACHE / "report.txt"


class Alone(NamedTuple):
    """The independence of many."""

    runs: Runs
    answer: Answer
    judging: dict[str, list[float]]
    """CPU seconds for judging alone, by tool and round: archlint says itself what it took, of grimp it is one call."""


def turns(chosen: Tools, corpus: Corpus, state: str, rounds: int, names: Collection[str]) -> Runs:
    """Measure one state of a corpus. Of the tools only those in `names` are run, but archlint always."""
    asked = STATES[state]
    tree = laid_out(corpus)
    numbers = count(1)
    if asked.first:
        asked.first(corpus, tree, next(numbers))
    wanted = [name for name in asked.tools if name in names or name == asked.tools[0]]
    runs: Runs = {name: [] for name in wanted}
    for number in range(0 if not asked.cold else 1, rounds + 1):
        for name in wanted:
            if asked.each:
                asked.each(corpus, tree, next(numbers))
            took = run(tools.called(chosen, name, corpus, asked.cold), tree, _REPORT, ENVIRONMENT)
            if number:
                runs[name].append(took)
    restore(tree)
    return runs


def answered(chosen: Tools, corpus: Corpus) -> Iterator[Answer]:
    """Ask the tools that judge, and compare what they say of the contracts."""
    tree = laid_out(corpus)
    ours = answers.by_archlint(_said(tools.listing(chosen, ARCHLINT), tree))
    theirs = answers.by_import_linter(_said(tools.listing(chosen, "lint-imports"), tree))
    yield answers.compared("contracts, by chains of imports", "lint-imports", ours.broken, theirs)
    pairs = answers.by_tach(_said(tools.listing(chosen, "tach"), tree), corpus.contracts)
    yield answers.agreed("contracts, by direct imports", "tach", "pairs", ours.direct, pairs)


def alone(chosen: Tools, corpus: Corpus, rounds: int, names: Collection[str]) -> Alone:
    """Measure the independence of many, archlint in every round and grimp, which takes a minute, in one."""
    tree = laid_out(corpus)
    listed = independent(corpus, tree)
    runs: Runs = {ARCHLINT: [], "grimp": []}
    judging: dict[str, list[float]] = {ARCHLINT: []}
    for _ in range(rounds):
        runs[ARCHLINT].append(run(tools.alone(chosen, ARCHLINT, corpus, listed, CACHE), tree, _REPORT, ENVIRONMENT))
        judging[ARCHLINT].append(sum(map(float, _JUDGING.findall(_REPORT.read_text(encoding="utf-8")))))
    ours = answers.all_pairs(_said([*tools.listing(chosen, ARCHLINT), "--config", f"{ALONE}.toml"], tree))
    question = f"independence of {len(listed):,} packages"
    if "grimp" not in names:
        return Alone({ARCHLINT: runs[ARCHLINT]}, Answer(question, "nobody", f"{len(ours):,} pairs", True), judging)
    runs["grimp"].append(run(tools.alone(chosen, "grimp", corpus, listed, CACHE), tree, _REPORT, ENVIRONMENT))
    theirs, took = answers.by_grimp(_REPORT.read_text(encoding="utf-8"))
    judging["grimp"] = [took]
    return Alone(runs, answers.agreed(question, "grimp", "pairs", ours, theirs), judging)


def _said(command: tools.Command, tree: Path) -> str:
    run(command, tree, _REPORT, ENVIRONMENT)
    return _REPORT.read_text(encoding="utf-8")
