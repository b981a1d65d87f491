"""Tables that rules take: each row is a name, and the names that it is given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from archlint.graph.graph import Graph
from archlint.graph.patterns import Row
from archlint.graph.selections import Misdeclared, Selection
from archlint.settings import Problem
from archlint.startup import NamedTuple

__all__ = ["SelectedRow", "select_rows", "table_faults"]


class SelectedRow(NamedTuple):
    """A row, and what its names mean in the code."""

    row: Row
    keys: list[Selection]
    """What the row is about: one for each text that the captures of its name stand for."""
    listed: list[Selection]


def select_rows(graph: Graph, rows: Iterable[Row]) -> list[SelectedRow]:
    """Return what each row names; raise Misdeclared with the problems of all of them."""
    found: list[SelectedRow] = []
    problems: list[Problem] = []
    for row in rows:
        keys = listed = list[Selection]()
        try:
            keys = graph.select([row.key])
        except Misdeclared as error:
            problems += (problem._replace(at_key=True) for problem in error.problems)
        try:
            listed = graph.select(row.entries)
        except Misdeclared as error:
            problems += error.problems
        found.append(SelectedRow(row, keys, listed))
    if problems:
        raise Misdeclared(problems)
    return found


def table_faults(rows: Sequence[Row]) -> Iterator[Problem]:
    """Yield what is wrong with a table whatever the code is: a row about what is taken away, a name listed twice."""
    for row in rows:
        if row.key.text.startswith("!"):
            words = f"`{row.key.text}` takes away from nothing: each row is about names of its own"
            yield Problem(row.key.where, words, help="delete the row, or write its name without `!`", at_key=True)
        seen: set[str] = set()
        for entry in row.entries:
            if entry.text in seen:
                yield Problem(entry.where, f"`{entry.text}` stands twice in this list", help="delete one of the two")
            seen.add(entry.text)
