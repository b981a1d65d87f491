"""
Measure archlint beside its peers, and write docs/performance.md: `python -m benchmarks.peers`, or `make peers`.

What is measured replaces what was measured before; the rest of the page stays. All that is fetched and made lies in the
folder that ARCHLINT_BENCHMARKS names, else in ~/.cache/archlint-benchmarks.
"""

from __future__ import annotations

import argparse
import subprocess
import sys

from benchmarks.peers import environments, figures, machine, measuring, page
from benchmarks.peers.answers import Answer
from benchmarks.peers.corpora import CORPORA, Corpus
from benchmarks.peers.figures import Figures
from benchmarks.peers.measuring import Runs
from benchmarks.peers.states import ALONE, STATES
from benchmarks.peers.tools import PYTHON, TOOLS, Tools
from benchmarks.peers.trees import laid_out, measured

__all__: list[str] = []


def main() -> int:
    """Measure what the command line asks for; return 1 where a peer answers something else."""
    asked = _asked()
    known = Figures({}) if asked.anew else figures.load()
    if not asked.page:
        tools = Tools(environments.archlint(), environments.peers())
        _introduce(known)
        for corpus in (one for one in CORPORA if one.name in asked.corpus):
            _measure(known, tools, corpus, asked)
    page.FILE.write_text(page.written(known), encoding="utf-8")
    print(f"wrote {page.FILE.name}")
    return any(not answer.agree for _, answer in known.answers())


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = [corpus.name for corpus in CORPORA]
    cases = ["answers", *STATES, ALONE]
    parser.add_argument("--corpus", nargs="+", choices=names, default=names, help="only these codebases")
    parser.add_argument("--case", nargs="+", choices=cases, default=cases, help="only these states of them")
    parser.add_argument(
        "--peers", nargs="*", choices=[*TOOLS, PYTHON], default=[*TOOLS, PYTHON], help="only these peers"
    )
    parser.add_argument("--rounds", type=int, help="how often each is run [7, and 3 for the largest]")
    parser.add_argument("--anew", action="store_true", help="forget all that was measured before")
    parser.add_argument("--page", action="store_true", help="measure nothing, only write the page")
    return parser.parse_args()


def _introduce(known: Figures) -> None:
    """Say what is measured with; figures of another machine or of other peers do not stand in one table."""
    about = {"machine": machine.described(), "versions": environments.versions()}
    about["versions"]["archlint"] += f" at {_revision()}"
    before = {part: {**values, "archlint": ""} for part, values in known.about.items()}
    if before and before != {part: {**values, "archlint": ""} for part, values in about.items()}:
        sys.exit(f"measured before with {known.about}, now with {about}: measure all with --anew")
    known.document["about"] = about


def _revision() -> str:
    git = ["git", "-C", str(environments.HOUSE)]
    commit = subprocess.run([*git, "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True).stdout
    changed = subprocess.run(
        [*git, "status", "--porcelain", "archlint", "rules"], capture_output=True, check=True
    ).stdout
    return commit.strip() + (" with changes" if changed else "")


def _measure(known: Figures, tools: Tools, corpus: Corpus, asked: argparse.Namespace) -> None:
    rounds = asked.rounds or corpus.rounds
    known.put_size(corpus.name, measured(corpus, laid_out(corpus)))
    if "answers" in asked.case:
        _tell(known, corpus, list(measuring.answered(tools, corpus)))
    for name, state in STATES.items():
        if name in asked.case and (state.large or corpus.modules < 100_000):
            _keep(known, corpus, name, measuring.turns(tools, corpus, name, rounds, asked.peers))
    if corpus.alone and ALONE in asked.case:
        found = measuring.alone(tools, corpus, rounds, asked.peers)
        _tell(known, corpus, [found.answer])
        known.put_judging(corpus.name, found.judging)
        _keep(known, corpus, ALONE, found.runs)


def _tell(known: Figures, corpus: Corpus, found: list[Answer]) -> None:
    """Save what the tools answered, and print it."""
    known.put_answers(corpus.name, found)
    figures.save(known)
    for one in found:
        print(
            f"{corpus.name:14} {one.question}: {one.said}; {one.tools} {'agrees' if one.agree else 'DIFFERS'}",
            flush=True,
        )


def _keep(known: Figures, corpus: Corpus, state: str, runs: Runs) -> None:
    """Save after each state: a run of all takes long. Print what was seen."""
    known.put(corpus.name, state, runs)
    figures.save(known)
    for tool, each in runs.items():
        seconds = " ".join(f"{run.seconds:.3f}" for run in each)
        peak = max(run.mebibytes for run in each)
        print(f"{corpus.name:14} {state:8} {tool:20} CPU {seconds}  peak {peak:.0f} MiB", flush=True)


if __name__ == "__main__":
    sys.exit(main())
