"""What is written down of imports from module to module, and of chains of them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise, starmap
from typing import Any, Self

from archlint.graph import HIDDEN_KINDS, Breach, Entry, Graph, Occurrence
from archlint.rulebook import coupling
from archlint.rulebook.nouns import Step
from archlint.settings import Settings
from archlint.startup import NamedTuple

__all__ = ["Imports", "Written"]


class Written(NamedTuple):
    """What is written down of one import from module to module."""

    first: Occurrence
    lines: tuple[int, ...]
    """Those in the first file, ascending: a declared dependency stands in another, behind those that are written."""
    told: tuple[Any, ...]
    """All of it as a finding has it, from `dependency` to `lines`."""

    @classmethod
    def of(cls, found: Sequence[Occurrence]) -> Self:
        """Return what these say, of which there is one at least, by place."""
        first = found[0]
        names = tuple(sorted({one.name for one in found if one.name}))
        lines = tuple(sorted({one.line for one in found if one.path == first.path}))
        return cls(first, lines, (first.kind, first.marks, names, *first[1:6], lines))


class _Onward(NamedTuple):
    """How chains go on from a module that many come by."""

    names: tuple[str, ...]
    steps: tuple[Step, ...]


class Imports:
    """The imports that findings lead over, each looked up once: thousands of chains go by the same few steps."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self.names = graph.names.all
        """For each node what it is called."""
        self.of = cache(lambda tail, head: Written.of(graph.occurrences(tail, head)))
        """Gives what is written of the import of one node by another."""
        self._first = cache(graph.place)
        self._step = cache(self._stepped)
        self._onward = cache(self._led)
        self.hidden = coupling.hidden(graph)
        """Whether some of them may be none."""

    def way(self, nodes: tuple[int, ...]) -> tuple[tuple[str, ...], tuple[Step, ...]]:
        """Return the modules of a chain; and its steps, where there are two at least."""
        if len(nodes) < 3:
            return tuple(map(self.names.__getitem__, nodes)), ()
        first, onward = self._step(nodes[0], nodes[1]), self._onward(nodes[1:])
        return (first.importer, *onward.names), (first, *onward.steps)

    def place(self, breach: Breach, settings: Settings) -> tuple[str, int, int]:
        """Return where a breach is shown: path, line and column of the first import that it is about."""
        nodes = breach.chain
        if self.hidden or len(nodes) < 2 or breach.names or breach.at:
            return self.broken(breach, settings).first[1:4]
        return self._first(nodes[0], nodes[1])

    def broken(self, breach: Breach, settings: Settings) -> Written:
        """Return the imports that a breach is about: those of the first link, or of the names it speaks of."""
        nodes = breach.chain
        if breach.at:
            return Written.of([coupling.occurrence(breach)])
        if len(nodes) < 2:
            return Written.of([_own_place(self._graph, breach, settings)])
        if breach.names or (self.hidden and len(nodes) == 2):
            found = self._graph.occurrences(nodes[0], nodes[1])
            taken = [one for one in found if not breach.names or one.name in breach.names]
            return Written.of(_of_kind(taken, breach.by))
        return self.of(nodes[0], nodes[1])

    def _stepped(self, tail: int, head: int) -> Step:
        first, lines, _ = self.of(tail, head)
        end = coupling.end_of(first)
        via = f"{first.via} `{end.topic}`" if end else ""
        return Step(self.names[tail], self.names[head], first.path, first.line, len(lines), via)

    def _led(self, nodes: tuple[int, ...]) -> _Onward:
        return _Onward(tuple(map(self.names.__getitem__, nodes)), tuple(starmap(self._step, pairwise(nodes))))


def _of_kind(found: Sequence[Occurrence], kind: str) -> Sequence[Occurrence]:
    """Return those of one kind that is no import, or the imports among them; all where that is none."""
    wanted = [one for one in found if (one.kind == kind if kind else one.kind not in HIDDEN_KINDS)]
    return wanted or found


def _own_place(graph: Graph, breach: Breach, settings: Settings) -> Occurrence:
    """A module that breaks a rule by itself is shown at its first line, a name in the settings where it stands."""
    if breach.entry is None:
        path, line, column, end = graph.path(breach.chain[0]), 1, 1, 1
    else:
        path, (line, column, end) = _in_settings(settings, breach.entry)
    return Occurrence("", path, line, column, end_line=line, end_column=end, kind="", marks=())


def _in_settings(settings: Settings, entry: Entry) -> tuple[str, tuple[int, int, int]]:
    """Return the file of the settings, and line, column and end column of a name in it."""
    file, place = settings.stands(entry.where)
    return file, (place.line, place.column, place.end_column) if place else (1, 1, 1)
