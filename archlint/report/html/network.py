"""Modules, components and imports, told in little room; `data.js` takes it apart again."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from os.path import commonprefix
from typing import Any

from archlint.report.html.columns import column, steps
from archlint.verdict import Edge, Network, Node, Picture

__all__ = ["components", "edges", "front_coded", "modules", "wires"]

KINDS = ("runtime", "deferred", "typing", "dynamic", "declared")


def modules(found: Network, picture: Picture) -> dict[str, Any]:
    """
    Return all modules by name.

    `names` are front-coded; of `paths` null stands for the name
    as a way and `.py`, 1 for the name as a folder with an `__init__.py`. `components` are positions, -1 for none.
    """
    positions = {box.label: number for number, box in enumerate(picture.boxes)}
    return {
        "names": list(front_coded(node.name for node in found.nodes)),
        "paths": column(_path(node) for node in found.nodes),
        "components": column(positions.get(node.component, -1) for node in found.nodes),
    }


def components(picture: Picture) -> list[dict[str, Any]]:
    """Return the components in the order of the picture, without numbers that the page counts itself."""
    return [
        {"label": box.label, "modules": box.modules, "level": box.level, "foundation": box.foundation}
        for box in picture.boxes
    ]


def edges(found: Network) -> dict[str, Any]:
    """
    Return all imports, ascending by importer and imported module.

    `heads` are a list for each importer that imports anything, `tails` the positions of these; both tell by how much
    each is greater than the one before. `kinds` has bit n for the n-th of `kindNames`.
    """
    grouped = [(tail, [edge.head for edge in group]) for tail, group in groupby(found.edges, lambda edge: edge.tail)]
    return {
        "tails": steps([tail for tail, _ in grouped]),
        "heads": [steps(heads) for _, heads in grouped],
        "lines": [edge.line for edge in found.edges],
        "kindNames": KINDS,
        "kinds": column(_bits(edge) for edge in found.edges),
        "paths": _elsewhere(found.nodes, found.edges),
    }


def wires(found: Network) -> dict[str, Any]:
    """Return what couples modules without an import, in columns; `on` is the topic, or the string."""
    fields = {name: name for name in ("tail", "head", "kind", "via", "confidence", "on", "path", "line")}
    fields |= {"otherPath": "other_path", "otherLine": "other_line"}
    rows = [wire._asdict() for wire in found.wires]
    told = {name: column(row[field] for row in rows) for name, field in fields.items()} if rows else {}
    return {"count": len(rows), **told}


def front_coded(names: Iterable[str]) -> Iterator[int | str]:
    """Yield of each name how many characters it shares with the one before, and the rest of it."""
    before = ""
    for name in names:
        shared = len(commonprefix([before, name]))  # noqa: RUF071 - of characters, not of folders
        yield from (shared, name[shared:])
        before = name


def _path(node: Node) -> str | int | None:
    way = node.name.replace(".", "/")
    if node.path == f"{way}.py":
        return None
    return 1 if node.path == f"{way}/__init__.py" else node.path


def _bits(edge: Edge) -> int:
    return sum(1 << number for number, kind in enumerate(KINDS) if edge.statements.get(kind))


def _elsewhere(nodes: Sequence[Node], found: Sequence[Edge]) -> dict[int, str]:
    """Return the files of the imports that are written down elsewhere than in the importer: in the settings, say."""
    return {number: edge.path for number, edge in enumerate(found) if edge.path != nodes[edge.tail].path}
