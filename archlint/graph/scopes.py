"""What a rule shall look at: the components of a list that may be left out, and a word where they are not read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from archlint.graph.graph import Graph
from archlint.graph.patterns import Entry
from archlint.graph.selections import Misdeclared, Selection
from archlint.settings import Problem

__all__ = ["refuse_unread", "scope"]


def scope(graph: Graph, entries: Sequence[Entry]) -> list[Selection]:
    """
    Return the components that a list names; of a list that is left out, all top-level packages.

    Raises Misdeclared as `select` does.
    """
    return graph.select(entries or [Entry(name, ()) for name in graph.tops])


def refuse_unread(graph: Graph, selections: Iterable[Selection], unknown: str) -> None:
    """Raise Misdeclared for each component without a module that is read; `unknown` says what is not known of it."""
    problems = [
        Problem(one.entry.where, f"`{one.label}` is not read, so {unknown}", help="take it out")
        for one in selections
        if not any(node < graph.size for node in one.exactness)
    ]
    if problems:
        raise Misdeclared(problems)
