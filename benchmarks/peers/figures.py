"""What was measured, kept beside the code: a run of a part replaces that part and leaves the rest."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median
from typing import Any, Final, NamedTuple

from benchmarks.peers.answers import Answer
from benchmarks.peers.measuring import Runs
from benchmarks.peers.trees import Size
from benchmarks.process import Run

__all__ = ["FILE", "Figures", "Taken", "load", "save"]

FILE: Final = Path(__file__).with_name("figures.json")


class Taken(NamedTuple):
    """The medians of one tool in one state, and how often it was run."""

    seconds: float
    wall: float
    mebibytes: float
    rounds: int


class Figures:
    """All figures that there are, as the page shows them."""

    def __init__(self, document: dict[str, Any]) -> None:
        """Take what a file held; an empty one is fine."""
        self.document: dict[str, Any] = {
            "about": {},
            "sizes": {},
            "answers": {},
            "taken": {},
            "judging": {},
            **document,
        }

    def of(self, corpus: str, state: str, tool: str) -> Taken | None:
        """Return what was measured of a tool; None for nothing."""
        found = self.document["taken"].get(corpus, {}).get(state, {}).get(tool)
        return Taken(**found) if found else None

    def size(self, corpus: str) -> Size | None:
        """Return how large a corpus is; None where it was not looked at."""
        found = self.document["sizes"].get(corpus)
        return Size(**found) if found else None

    def answers(self) -> Iterator[tuple[str, Answer]]:
        """Yield what the tools said, with the name of the corpus."""
        for corpus, found in self.document["answers"].items():
            yield from ((corpus, Answer(**each)) for each in found)

    def judging(self, corpus: str, tool: str) -> float | None:
        """Return the CPU seconds in which a tool judges the independence of many."""
        found: float | None = self.document["judging"].get(corpus, {}).get(tool)
        return found

    @property
    def about(self) -> dict[str, dict[str, str]]:
        """Return the machine and the versions."""
        found: dict[str, dict[str, str]] = self.document["about"]
        return found

    def put(self, corpus: str, state: str, runs: Runs) -> None:
        """Replace what is known of a state."""
        states = self.document["taken"].setdefault(corpus, {})
        known = states.setdefault(state, {})
        known |= {tool: _taken(each)._asdict() for tool, each in runs.items() if each}

    def put_size(self, corpus: str, size: Size) -> None:
        """Replace the size of a corpus."""
        self.document["sizes"][corpus] = size._asdict()

    def put_answers(self, corpus: str, found: list[Answer]) -> None:
        """Replace what the tools said of a corpus, question by question."""
        known = {each["question"]: each for each in self.document["answers"].get(corpus, [])}
        known |= {each.question: each._asdict() for each in found}
        self.document["answers"][corpus] = list(known.values())

    def put_judging(self, corpus: str, seconds: Mapping[str, list[float]]) -> None:
        """Replace how long judging the independence of many took, by tool."""
        known = self.document["judging"].setdefault(corpus, {})
        known |= {tool: round(median(each), 3) for tool, each in seconds.items()}


def _taken(runs: list[Run]) -> Taken:
    seconds, wall, mebibytes = map(median, zip(*runs, strict=True))
    return Taken(round(seconds, 4), round(wall, 4), round(mebibytes, 1), len(runs))


def load() -> Figures:
    """Return what was measured before."""
    return Figures(json.loads(FILE.read_text(encoding="utf-8")) if FILE.is_file() else {})


def save(figures: Figures) -> None:
    """Keep what was measured."""
    FILE.write_text(json.dumps(figures.document, indent=1) + "\n", encoding="utf-8")
