"""The door's verb: code -> the graph of it, drawn only when somebody looks."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from archlint import source
from archlint.settings import Request

if TYPE_CHECKING:
    from archlint.graph.graph import Graph

__all__ = ["Draft", "build", "draft"]

T = TypeVar("T")


class Draft:
    """Code of which a graph can be drawn, and what can be said of it before that."""

    def __init__(self, request: Request, code: source.Code) -> None:
        self._request = request
        self._code = code
        self.looked_further = False
        """Whether a graph of it was asked for what the stamp does not tell: what project files say."""

    @property
    def stamp(self) -> bytes:
        """What names all imports of the code: the same stamp, the same graph. b"" where nobody keeps stamps."""
        return self._code.stamp

    @property
    def lines(self) -> Callable[[str], tuple[str, ...]]:
        """Gives the lines of a file, by its path."""
        return self._code.lines

    def graph(self, mentioned: Collection[str] = ()) -> Graph:
        """
        Return the graph of the code that the request's settings describe.

        `mentioned` are the patterns that rules use, and the imports they ignore: where one names `google.cloud.storage`
        exactly, `from google.cloud import storage` is taken as an import of that module, and else as one of
        `google.cloud`. Declared dependencies that do not fit the code are told by the ledger's `problems`, and are not
        in it. Raises SettingsError where components do not fit: nothing can be named then.
        """
        from archlint.graph.drawn import drawn  # whoever knows the stamp needs no graph

        read = self._code.imports()
        noted = replace(read, distributions=self._noted(read.distributions), projects=self._noted(read.projects))
        return drawn(self._request, noted, mentioned)

    def _noted(self, ask: Callable[[], T]) -> Callable[[], T]:
        def answer() -> T:
            self.looked_further = True
            return ask()

        return answer


def draft(request: Request) -> Draft:
    """Return what there is to draw. Raises SettingsError where the settings do not fit the files."""
    return Draft(request, source.read(request))


def build(request: Request, mentioned: Collection[str] = ()) -> Graph:
    """Return the graph at once; see Draft.graph."""
    return draft(request).graph(mentioned)
