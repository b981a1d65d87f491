"""Where an import stands, as every answer tells it."""

from collections.abc import Iterable
from typing import Any

from archlint.graph import Graph

__all__ = ["place", "places"]


def place(graph: Graph, tail: int, head: int) -> dict[str, Any]:
    """Return an import with the place of its first statement."""
    first = graph.occurrences(tail, head)[0]
    return {
        "importer": graph.name(tail),
        "imported": graph.name(head),
        "path": first.path,
        "line": first.line,
        "kind": first.kind,
    }


def places(graph: Graph, imports: Iterable[tuple[int, int]]) -> list[dict[str, Any]]:
    """Return the same of several, in their order."""
    return [place(graph, *pair) for pair in imports]
