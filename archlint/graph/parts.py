"""What a picture is made of: components by one of three sources, and the imports between them, counted."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence

from archlint.graph.floors import Floors
from archlint.graph.graph import Graph
from archlint.graph.sifting import good_order
from archlint.startup import NamedTuple

__all__ = ["Part", "child_parts", "import_counts", "layered_parts", "parts_below", "table_parts", "top_first"]


class Part(NamedTuple):
    """One component, with what belongs to it after more exact names took what is theirs."""

    label: str
    nodes: frozenset[int]
    level: int | None = None
    """0 on top; None where no order is declared, and for the foundation."""
    foundation: bool = False


def table_parts(graph: Graph) -> list[Part]:
    """
    Return the components of the tables `[components]` in their order, without those that have no module.

    Those of a member of a workspace are named with it, and may share modules with those of the top.
    """
    return [
        Part(f"{lead}{one.label}", frozenset(one.exactness))
        for lead in sorted(graph.dialects)
        for found in graph.spoken(lead).components.values()
        for one in found
        if one.exactness
    ]


def layered_parts(orders: Iterable[Floors]) -> list[Part]:
    """Return the components of each order, top first, then its foundation. Those of a single level have no order."""
    found = []
    for floors in orders:
        ordered = len(set(floors.floor)) > 1
        for number, (part, floor) in enumerate(zip(floors.partition.parts, floors.floor, strict=True)):
            level = floor if ordered and floor >= 0 else None
            found.append(Part(part.label, floors.partition.nodes(number), level, floor < 0))
    return [part for part in found if part.nodes]


def child_parts(graph: Graph) -> list[Part]:
    """
    Return the children of each top-level package, each with all below it, by name.

    A package whose only child is a package is passed by: its children are meant. A top-level module without children
    stands for itself. The own files of packages whose children are returned belong to none of them.
    """
    tops: dict[str, list[int]] = {}
    for node, name in enumerate(graph.names.modules):
        tops.setdefault(name.partition(".")[0], []).append(node)
    return [part for top, nodes in tops.items() for part in _children(graph, top, nodes)]


def _children(graph: Graph, package: str, nodes: Collection[int]) -> list[Part]:
    children = parts_below(graph, f"{package}.", nodes)
    if len(children) == 1:
        return _children(graph, children[0].label, children[0].nodes)
    return children or [Part(package, frozenset(nodes))]


def parts_below(graph: Graph, lead: str, nodes: Iterable[int]) -> list[Part]:
    """Return what stands directly below a name ("shop."; "" for all), by name, each with all that lies below it."""
    found: dict[str, list[int]] = {}
    for node in nodes:
        name = graph.name(node)
        if name.startswith(lead):
            end = name.find(".", len(lead))
            found.setdefault(name if end < 0 else name[:end], []).append(node)
    return [Part(name, frozenset(inside)) for name, inside in sorted(found.items())]


def import_counts(graph: Graph, parts: Sequence[Part]) -> dict[tuple[int, int], int]:
    """
    Return for each pair of parts, by their positions, how many imports lead from a module of one to one of the other.

    Parts may not overlap. Only direct imports count, each pair of modules once; pairs without any are left out.
    """
    owner = array("i", [-1]) * len(graph.names.all)
    for number, part in enumerate(parts):
        for node in part.nodes:
            owner[node] = number
    counts: dict[tuple[int, int], int] = {}
    for tail, head in graph.edges():
        pair = owner[tail], owner[head]
        if pair[0] != pair[1] and min(pair) >= 0:
            counts[pair] = counts.get(pair, 0) + 1
    return dict(sorted(counts.items()))


def top_first(parts: Sequence[Part], counts: Mapping[tuple[int, int], int]) -> list[Part]:
    """Return the parts in an order in which few of the imports between them (see import_counts) point upwards."""
    out: list[dict[int, int]] = [{} for _ in parts]
    for (tail, head), imports in counts.items():
        out[tail][head] = imports
    return [parts[number] for number in good_order(out, 0)]
