"""docs/performance.md: the words stand here, every figure comes from what was measured."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from benchmarks.peers.budgets import BUDGETS, Budget
from benchmarks.peers.corpora import CORPORA, Corpus
from benchmarks.peers.figures import Figures, Taken
from benchmarks.peers.states import ALONE, STATES
from benchmarks.peers.tools import ARCHLINT, HOOK, PYTHON, TOOLS

__all__ = ["FILE", "written"]

FILE: Final = Path(__file__).parents[2] / "docs" / "performance.md"
NOTHING: Final = "-"
"""Stands where nobody has measured."""
_MONOREPOS: Final = [corpus for corpus in CORPORA if corpus.modules]
_GROWING: Final = (
    ("cold", (ARCHLINT, "lint-imports", "tach", "ruff analyze graph", "grimp")),
    ("warm", (ARCHLINT, "lint-imports", "grimp")),
    ("edited", (ARCHLINT, "lint-imports")),
    ("index", (HOOK,)),
    ("staged", (HOOK,)),
)

Row = tuple[str, ...]

_TOP: Final = """\
# Performance

<!-- Written by `make peers` out of benchmarks/peers; change it there. -->

How long archlint takes, beside the tools that one would take instead. Every figure on this page comes from one command,
`make peers`, which fetches the tools and the code, asks all of them the same, compares what they answer, runs them in
turns, and writes this page. A ratio compares two tools in the same rounds on the same machine, and travels better than
seconds do.

CPU is user and system time of all processes that a command starts. Wall is what a person waits. Peak is resident
memory: of the largest process, or of all at once where there are several. All are medians over the rounds.
"""

_BUDGETS: Final = """\
## The budgets

Written down before they were measured. A ratio is archlint's CPU time over the peer's, so less is better. Cold runs are
above theirs: [decision 30](decisions/0030-reading-stays-in-python.md) says what is missing, and what was tried.
"""

_ALIKE: Final = """\
## The same question, the same answer

Each codebase is asked three contracts: an order of layers, a package that must not reach another, and the independence
of several packages - in the generated code instead of the third, the layers inside of libraries. lint-imports answers
all of them by chains of imports as archlint does. tach looks at single imports, so it is held up to those among
archlint's violations that are one. All are told to count imports for type checkers and inside of functions. Ruff and
grimp judge nothing by themselves: what is measured is how long they take to know the imports.
"""

_GROWTH: Final = """\
## How it grows

The same generator writes monorepos of three sizes, with the same number of imports in a module. CPU seconds, and how
many times as much the next size takes; ten times as many modules should cost ten times as much, and a hook should not
notice.
"""

_LOST: Final = """\
## Where a peer wins

All places in the tables above where another tool took less of something, by a twentieth at least. ruff and tach read on
all cores, so they may be ahead on the clock where they are behind in CPU time, and the other way round. tach and ruff
are compiled: they start in a few milliseconds, and hold in memory what Python needs several times the room for. ruff
and grimp stop where judging would begin, and tach where the first chain would.
"""

_METHOD: Final = """\
## How it is measured

* Each tool is installed from the package index, in the version above, and archlint as a wheel of the working tree; all
  by the same Python, in environments that hold nothing else.
* Every codebase is a git repository with one commit: the Python files of the packages and the settings of all tools,
  nothing more. Where something is edited, it is the same file each time, and every tool meets one change since it ran
  last.
* One round runs every tool once, and then comes the next round. Warm states begin with a round that does not count.
* `cold` is `--no-cache` where a tool has a cache. The files themselves are in the memory of the system by then: no disk
  is measured.
* tach and ruff keep nothing between two runs of these commands, so their warm run is their cold one.
* lint-imports has no way to look at the index of git: beside the hook stands its warm run over the same change.
* tach passes over files that belong to no declared module; here every child of a top-level package is declared.
* Processes that outlive their parent are waited for and counted too.
* The independence of all packages of Home Assistant is asked of grimp once, since it takes a minute; lint-imports and
  tach are not asked. Judging it begins where the graph stands: archlint tells by `--timings` what its rulebook and its
  verdict take, all violations told, and of grimp it is the one call that finds the pairs. The tables have whole runs.
"""


def written(figures: Figures) -> str:
    """Return the page."""
    parts = [
        _TOP,
        _machine(figures),
        _BUDGETS,
        _budgets(figures),
        _ALIKE,
        _answers(figures),
        "## Codebase by codebase\n",
    ]
    parts += [_corpus(figures, corpus) for corpus in CORPORA]
    parts += [_GROWTH, _growth(figures), _LOST, _lost(figures), _METHOD]
    return "\n".join(parts)


def _machine(figures: Figures) -> str:
    about = [(name, value) for part in figures.about.values() for name, value in part.items()]
    return _table(("measured on, and with", ""), about)


def _budgets(figures: Figures) -> str:
    head = ("work", "held against", "at most", "hoped for", "measured", "met")
    return _table(head, [_budget(figures, budget) for budget in BUDGETS])


def _budget(figures: Figures, budget: Budget) -> Row:
    value = reached(figures, budget)
    limits = [f"{_short(limit)}{_unit(budget)}" for limit in (budget.most, budget.hoped)]
    if value is None:
        said = (NOTHING, "not measured")
    else:
        met = "no" if value > budget.most else "yes" if value > budget.hoped else "yes, and the hope"
        said = (f"{_short(value)}{_unit(budget)}", met)
    return (budget.work, budget.peer or NOTHING, *limits, *said)


def reached(figures: Figures, budget: Budget) -> float | None:
    """Return what was measured of a budget, in its unit; None where it was not."""
    ours = figures.of(budget.corpus, budget.state, budget.tool)
    if budget.unit in ("s", "x judging"):
        took = figures.judging(budget.corpus, budget.tool)
        theirs = figures.judging(budget.corpus, budget.peer) if budget.peer else 1.0
        return took / theirs if took and theirs else None
    if budget.unit == "MiB":
        return ours and ours.mebibytes
    others = figures.of(budget.corpus, budget.state, budget.peer)
    return ours.seconds / others.seconds if ours and others else None


def _unit(budget: Budget) -> str:
    return "x" if budget.unit.startswith("x") else f" {budget.unit}"


def _answers(figures: Figures) -> str:
    titles = {corpus.name: corpus.title for corpus in CORPORA}
    rows = [
        (titles[corpus], one.question, one.said, one.tools, "yes" if one.agree else "no")
        for corpus, one in figures.answers()
    ]
    return _table(("codebase", "asked", "archlint says", "and so does", "the same"), rows)


def _corpus(figures: Figures, corpus: Corpus) -> str:
    size = figures.size(corpus.name)
    about = f"{size.modules:,} modules, {size.lines:,} lines, {size.bytes / 1e6:,.1f} MB.\n" if size else ""
    head = ("state", "tool", "CPU, s", "archlint to it", "wall, s", "peak, MiB", "rounds")
    titles = {name: state.title for name, state in STATES.items()}
    if corpus.alone:
        titles[ALONE] = "independence of all its packages, cold"
    rows = [row for name, title in titles.items() for row in _state(figures, corpus, name, title)]
    return "\n".join([f"### {corpus.title[0].upper()}{corpus.title[1:]}\n", about, _table(head, rows)])


def _state(figures: Figures, corpus: Corpus, state: str, title: str) -> Iterator[Row]:
    taken = all_taken(figures, corpus, state)
    first = next(iter(taken.values()), None)
    for tool, each in taken.items():
        ratio = f"{_short(first.seconds / each.seconds)}x" if first and each is not first else ""
        costs = (_short(each.seconds), ratio, _short(each.wall), f"{each.mebibytes:,.0f}")
        yield (title, f"`{tool}`", *costs, str(each.rounds))
        title = ""


def all_taken(figures: Figures, corpus: Corpus, state: str) -> dict[str, Taken]:
    """Return by tool what was measured in a state, archlint first."""
    found = {tool: figures.of(corpus.name, state, tool) for tool in (ARCHLINT, HOOK, *TOOLS, PYTHON)}
    return {tool: taken for tool, taken in found.items() if taken}


def _growth(figures: Figures) -> str:
    head = ("state", "tool", *(f"{corpus.modules:,} modules" for corpus in _MONOREPOS))
    rows = []
    for state, tools in _GROWING:
        for tool in tools:
            taken = [figures.of(corpus.name, state, tool) for corpus in _MONOREPOS]
            rows.append((STATES[state].title, f"`{tool}`", *_grown(taken)))
    return _table(head, rows)


def _grown(taken: list[Taken | None]) -> Iterator[str]:
    for before, each in zip([None, *taken], taken, strict=False):
        grown = f" (x{each.seconds / before.seconds:.1f})" if each and before else ""
        yield f"{_short(each.seconds)}{grown}" if each else NOTHING


def _lost(figures: Figures) -> str:
    rows = [row for corpus in CORPORA for state in (*STATES, ALONE) for row in _won(figures, corpus, state)]
    return _table(("codebase", "state", "tool", "of what", "the tool", "archlint"), rows)


def _won(figures: Figures, corpus: Corpus, state: str) -> Iterator[Row]:
    taken = all_taken(figures, corpus, state)
    ours = next(iter(taken.values()), None)
    title = STATES[state].title if state in STATES else "independence"
    for tool, theirs in taken.items():
        if ours is None or theirs is ours or tool == PYTHON:
            continue
        costs = zip(("CPU, s", "wall, s", "peak, MiB"), theirs[:3], ours[:3], strict=True)
        for what, less, more in costs:
            if less < 0.95 * more:
                yield (corpus.title, title, f"`{tool}`", what, _short(less), _short(more))


def _short(number: float) -> str:
    """Return a number with what of its digits the noise leaves, two or three."""
    if number >= 100:
        return f"{number:,.0f}"
    return f"{number:.1f}" if number >= 10 else f"{number:.2f}" if number >= 0.1 else f"{number:.2g}"


def _table(head: Row, rows: Iterable[Row]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
