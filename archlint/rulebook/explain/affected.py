"""Answer which modules a change can reach."""

from collections.abc import Collection
from typing import Any

from archlint import graph
from archlint.graph import Graph
from archlint.rulebook.change import orphaned
from archlint.settings import Request

__all__ = ["affected"]


def affected(request: Request, whole: Graph) -> dict[str, Any]:
    """
    Return `affected`, by path: each module that the change of the request can reach, with its `way` to the change.

    That is a module whose file is another, or one that imports what is gone.
    """
    changed = {node for node in range(whole.size) if whole.path(node) in request.changed}
    reached = graph.affected(whole, changed | _left_behind(whole, request.gone))
    rows = (
        {"path": whole.path(node), "module": whole.name(node), "way": _way(whole, reached, node)} for node in reached
    )
    known = {whole.path(node) for node in range(whole.size)}
    return {
        "changed": sorted(path for path in request.changed if path in known),
        "unknown": sorted(path for path in request.changed - known if not path.endswith(".py")),
        "affected": sorted(rows, key=lambda row: str(row["path"])),
    }


def _left_behind(whole: Graph, gone: Collection[str]) -> set[int]:
    """Return the modules that import what is gone, as far as that can be seen."""
    importers = {one.importer for one in whole.reading.unresolved if one.target in gone}
    importers |= {one.importer for one in orphaned(whole, gone)}
    return {whole.names.node[name] for name in importers}


def _way(whole: Graph, reached: dict[int, int], node: int) -> list[str]:
    way = [node]
    while reached[way[-1]] != way[-1]:
        way.append(reached[way[-1]])
    return [whole.name(one) for one in way]
