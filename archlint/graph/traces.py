"""Where else in the code a name of a module is spoken of: by texts, by attributes, by whoever sets it from outside."""

from __future__ import annotations

import re
from functools import cached_property

from archlint import source
from archlint.graph.graph import Graph

__all__ = ["Traces"]

_REMARK = re.compile(r"#\s*(?:noqa|type:\s*ignore|pylint:|isort:|pyright:|nopycln|ruff:)", re.IGNORECASE)


class Traces:
    """All files are searched, once for each question and as text, where somebody asks for the first time."""

    def __init__(self, graph: Graph) -> None:
        """Take the whole graph."""
        self._graph = graph

    def is_set(self, module: str, name: str) -> bool:
        """Return whether a name of a module is patched by a text somewhere, or assigned to from outside."""
        texts, names = self._patches
        return name in names or name in texts or f"{module}.{name}" in texts

    def reached(self, node: int, name: str) -> bool:
        """Return whether another file may take a name of a module as an attribute, or speak of it in a text."""
        spoken = f"{self._graph.name(node).rpartition('.')[2]}.{name}"
        importers = set(self._graph.ledger.rows.reversed()[node])
        return any(
            spoken in text or (other in importers and f".{name}" in text)
            for other, text in enumerate(self._texts)
            if other != node
        )

    def unspoken(self, node: int, lines: tuple[int, int], names: frozenset[str]) -> bool:
        """Return whether a file says some names nowhere but in some of its lines, and no remark keeps them there."""
        own = list(self._graph.reading.lines(self._graph.path(node)))
        statement = own[lines[0] - 1 : lines[1]]
        rest = "\n".join([*own[: lines[0] - 1], *own[lines[1] :]])
        if any(map(_REMARK.search, statement)):
            return False
        return not any(re.search(rf"\b{re.escape(name)}\b", rest) for name in names)

    @cached_property
    def _texts(self) -> list[str]:
        graph = self._graph
        return ["\n".join(graph.reading.lines(graph.path(node))) for node in range(graph.size)]

    @cached_property
    def _patches(self) -> tuple[frozenset[str], frozenset[str]]:
        found = [source.patches(text.split("\n")) for text in self._texts]
        texts, names = [one.texts for one in found], [one.names for one in found]
        return frozenset[str]().union(*texts), frozenset[str]().union(*names)
