"""The graph of one commit after the other, and whether somebody looked at more of it than its rows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Iterable, Mapping, Sequence
from functools import wraps
from typing import ParamSpec, TypeVar

from archlint import source
from archlint.git import Change, Entry
from archlint.graph.drawn import redrawn
from archlint.graph.graph import Graph, Reading
from archlint.graph.imports import Columns, Ledger
from archlint.settings import Request

__all__ = ["Timeline", "apart"]

P = ParamSpec("P")
T = TypeVar("T")


def apart(works: Sequence[Callable[[], Iterable[bytes]]]) -> Generator[bytes]:
    """Yield what works say that are done at the same time: a message of each in turns; one that fails says no more."""
    yield from source.forked(works)


class _Attention:
    """Whether somebody has looked."""

    def __init__(self) -> None:
        self.paid = False

    def to(self, ask: Callable[P, T]) -> Callable[P, T]:
        """Return a function that is the same, and notes that it was asked."""

        @wraps(ask)
        def noted(*args: P.args, **kwargs: P.kwargs) -> T:
            self.paid = True
            return ask(*args, **kwargs)

        return noted


class _Attentive(Ledger):
    """A ledger that notes when somebody looks at what was written."""

    def __init__(self, ledger: Ledger, attention: _Attention) -> None:
        given = ledger.names, ledger.paths, ledger.declared, ledger.problems
        self._columns, self._attention = ledger.columns, attention
        super().__init__(ledger.rows, ledger.offsets, ledger.order, ledger.columns, *given)

    @property
    def columns(self) -> Columns:
        self._attention.paid = True
        return self._columns

    @columns.setter
    def columns(self, columns: Columns) -> None:
        self._columns = columns


class Timeline:
    """
    The graph of the code that the settings describe, at one commit after the other.

    First `learn` is told all that is to come; then for each commit `advance`, and where that says that something may be
    another, `graph` draws what is there.
    """

    def __init__(self, request: Request, entries: Mapping[str, Entry], mentioned: Collection[str]) -> None:
        """Start with what the first commit holds, by path from git's top; `mentioned` is as in Draft.graph."""
        self._request, self._mentioned = request, mentioned
        self._code = source.Timeline(request, entries)
        self._attention = _Attention()
        self._drawn: Graph | None = None

    @property
    def processes(self) -> int:
        """How many processes may share the work, by what was asked for and by what the machine has."""
        return self._request.jobs or source.usable_cpus()

    @property
    def read(self) -> int:
        """How many contents were read so far that no earlier run had read."""
        return self._code.read

    def learn(self, changes: Iterable[Change], tell: Callable[[int, int], None]) -> None:
        """Read what nobody has read yet of all that is there and will come with some changes; `tell` how far it is."""
        self._code.learn(changes, tell)

    def advance(self, changes: Sequence[Change]) -> bool:
        """Take on what a commit has changed; return whether its graph may be another, or what was asked besides."""
        return self._code.advance(changes)

    def skip(self, changes: Sequence[Change]) -> None:
        """Take on what a commit has changed of which no graph is wanted."""
        self._code.skip(changes)

    def graph(self) -> Graph:
        """Return the graph at this commit. Raises SettingsError where the components do not fit it."""
        found = redrawn(self._request, self._code.imports(), self._mentioned, self._drawn)
        self._drawn = Graph(
            found.names,
            _Attentive(found.ledger, self._attention),
            self._noted(found.reading),
            found.dialects,
            cross_check=found.cross_check,
        )
        return self._drawn

    def unseen(self, ask: Callable[[], T]) -> tuple[T, bool]:
        """
        Return what a question comes to, and whether the rows, the names and the exports of the graph alone say it.

        It is False where somebody looked at single imports, at the text of modules, or at project files.
        """
        self._attention.paid = False
        answer = ask()
        return answer, not self._attention.paid

    def _noted(self, reading: Reading) -> Reading:
        to = self._attention.to
        return reading._replace(lines=to(reading.lines), projects=to(reading.projects), wiring=to(reading.wiring))
