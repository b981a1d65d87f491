"""In which state the code is when the tools are asked, and which tools are asked then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks.peers.corpora import Corpus
from benchmarks.peers.tools import ARCHLINT, HOOK, PYTHON
from benchmarks.peers.trees import edit, extend, stage

__all__ = ["ALONE", "STATES", "State"]

Change = Callable[[Corpus, Path, int], None]
"""What is done to the tree; the number is another each time."""

ALONE: Final = "alone"


class State(NamedTuple):
    """One row of the tables."""

    title: str
    tools: tuple[str, ...]
    """Whom to ask, in turns; the first is the one that the others are held against."""
    cold: bool = False
    """Without a cache. Else every tool has run once before, which is not counted."""
    first: Change | None = None
    """Done once, before anybody runs."""
    each: Change | None = None
    """Done before every run, so that all tools meet the same number of changes."""
    large: bool = True
    """Whether it is measured on 100,000 modules too."""


def _staged(corpus: Corpus, tree: Path, number: int) -> None:
    edit(corpus, tree, number)
    stage(tree, corpus.edited)


def _beside(corpus: Corpus, tree: Path, number: int) -> None:  # noqa: ARG001 - as changes are called
    (tree / "README.md").write_text(f"Nothing that a linter of imports would read: {number}.\n", encoding="utf-8")
    stage(tree, "README.md")


STATES: Final[Mapping[str, State]] = {
    "cold": State("cold, no cache", (ARCHLINT, "lint-imports", "tach", "ruff analyze graph", "grimp"), cold=True),
    "warm": State("warm, nothing changed", (ARCHLINT, "lint-imports", "grimp")),
    "edited": State("warm, one file edited in its body", (ARCHLINT, "lint-imports"), each=edit),
    "imports": State("warm, one import more in one file", (ARCHLINT, "lint-imports"), each=extend, large=False),
    "index": State("hook, the index as it was judged", (HOOK, "lint-imports"), first=_staged),
    "staged": State("hook, one file staged", (HOOK, "lint-imports"), each=_staged),
    "beside": State("hook, nothing relevant staged", (HOOK, PYTHON), each=_beside),
}
"""What of it stands still, first; the independence of many (`alone`) is a question of its own."""
