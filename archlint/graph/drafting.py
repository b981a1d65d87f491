"""The door's verb: code -> the graph of it, drawn only when somebody looks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from archlint import source
from archlint.settings import Request
from archlint.startup import NamedTuple

if TYPE_CHECKING:
    from archlint.graph.graph import Graph

__all__ = ["Draft", "Sight", "build", "draft"]


class Sight(NamedTuple):
    """What a run looked at beyond the modules, and how it was; the room below knows what its words mean."""

    tree: str
    question: str
    path: str
    answer: str


class Draft:
    """Code of which a graph can be drawn, and what can be said of it before that."""

    def __init__(self, request: Request, code: source.Code) -> None:
        self._request = request
        self._code = code

    @property
    def stamp(self) -> bytes:
        """What names all imports of the code: the same stamp, the same graph. b"" where nobody keeps stamps."""
        return self._code.stamp

    def modules(self) -> Mapping[str, str]:
        """Return the name of each first-party module by its file; nothing is read for it."""
        return self._code.modules()

    def paths(self) -> Sequence[str]:
        """Return the file of each first-party module of a tree of git; nothing is read for it."""
        return self._code.paths()

    @property
    def lines(self) -> Callable[[str], tuple[str, ...]]:
        """Gives the lines of a file, by its path."""
        return self._code.lines

    @property
    def content(self) -> Callable[[str], bytes | None]:
        """Gives the bytes of a file, by its path; None where it cannot be read."""
        return self._code.content

    def seen(self) -> tuple[Sight, ...]:
        """Return what was looked at so far although the stamp does not name it: project files, what is installed."""
        return tuple(Sight(*one) for one in self._code.seen())

    def still(self, seen: Iterable[Sight]) -> bool:
        """Return whether what was seen then would be seen now."""
        return self._code.still(tuple(source.Sight(*one) for one in seen))

    def graph(self, mentioned: Collection[str] = (), cuts: frozenset[tuple[str, str]] = frozenset()) -> Graph:
        """
        Return the graph of the code that the request's settings describe, without some imports where these are given.

        `mentioned` are the patterns that rules use, and the imports they ignore: where one names `google.cloud.storage`
        exactly, `from google.cloud import storage` is taken as an import of that module, and else as one of
        `google.cloud`. Declared dependencies that do not fit the code are told by the ledger's `problems`, and are not
        in it. Raises SettingsError where components do not fit: nothing can be named then.
        """
        from archlint.graph.drawn import drawn  # whoever knows the stamp needs no graph

        request = self._request._replace(cuts=cuts) if cuts else self._request
        return drawn(request, self._code.imports(), mentioned)


def draft(request: Request) -> Draft:
    """Return what there is to draw. Raises SettingsError where the settings do not fit the files."""
    return Draft(request, source.read(request))


def build(request: Request, mentioned: Collection[str] = ()) -> Graph:
    """Return the graph at once; see Draft.graph."""
    return draft(request).graph(mentioned)
