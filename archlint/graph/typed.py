"""Which imports are needed for types alone, and which names could be imported from somewhere else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from archlint import source
from archlint.graph.graph import Graph
from archlint.graph.imports import IMPORT_KINDS, Occurrence

__all__ = ["HandedOn", "binds", "for_types", "self_contained"]

_EVERY = (1 << len(IMPORT_KINDS)) - 1
_RUNNING = ("runtime", "deferred")


def for_types(graph: Graph, tail: int, head: int, handed_on: HandedOn) -> Literal["run", "types", "quoted"]:
    """
    Return what a module needs its import of another one for: to "run", or for "types" alone; see source.need.

    Known from the syntax of that module, and from who imports the names from there: see the source room for what that
    cannot show. Costs a look at the whole file.
    """
    found = list(graph.ledger.occurrences(tail, head, _EVERY))
    running = [one for one in found if one.kind in _RUNNING]
    if not running or any(one.kind in ("dynamic", "declared") or "optional" in one.marks for one in found):
        return "run"
    if handed_on.takers(tail, head):
        return "run"
    return source.need(graph.reading.lines(graph.path(tail)), _statements(graph, head, running))


def binds(graph: Graph, tail: int, head: int, found: Iterable[Occurrence]) -> frozenset[str] | None:
    """Return the names that some statements of an import bind; None where one binds more than what it takes."""
    names = frozenset[str]()
    lines, last = graph.reading.lines(graph.path(tail)), graph.name(head).rpartition(".")[2]
    for one in found:
        text = "\n".join(lines[one.line - 1 : one.end_line])
        statement = text[one.column - 1 : len(text) - len(lines[one.end_line - 1]) + one.end_column - 1]
        whole = graph.name(head) if statement.startswith("import") else last
        bound = source.binds(statement, [one.name or whole])
        if bound is None:
            return None
        names |= bound
    return names


def _statements(graph: Graph, head: int, found: Iterable[Occurrence]) -> set[tuple[int, str]]:
    """Return the lines of the statements and what they take: a module goes by all of its name, or by the end of it."""
    name = graph.name(head)
    statements = set()
    for one in found:
        whole = graph.reading.lines(one.path)[one.line - 1][one.column - 1 :].startswith("import")
        statements.add((one.line, one.name or (name if whole else name.rpartition(".")[2])))
    return statements


class HandedOn:
    """Who takes names from a module that are not its own: for them an import cannot go without theirs changing."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._takers: dict[int, list[frozenset[str]]] = {}

    def takers(self, tail: int, head: int) -> int:
        """Return how many modules take something from the importer of an import that it takes over that import."""
        if tail not in self._takers:
            importers = self._graph.ledger.rows.reversed()[tail]
            self._takers[tail] = [self._graph.ledger.taken(one, tail, _EVERY) for one in importers]
        names = (self._graph.ledger.taken(tail, head, _EVERY) | {"*"}) - {""}
        return sum(not names.isdisjoint(taken) for taken in self._takers[tail])


def self_contained(graph: Graph, node: int, names: frozenset[str]) -> frozenset[str]:
    """Return those of the names that a module defines, and whose definitions need nothing of the codebase."""
    heads = (head for head in graph.ledger.rows[node] if head < graph.size)
    own = {one.line for head in heads for one in graph.ledger.occurrences(node, head, _EVERY)}
    return source.movable(graph.reading.lines(graph.path(node)), names, own)
