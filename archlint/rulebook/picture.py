"""
Choose the components that a picture shows, and count what they import of one another.

docs/decisions/0008-what-a-picture-shows.md says why these.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from archlint import graph
from archlint.graph import Graph, Part
from archlint.rulebook.components import (
    Arrow,
    Box,
    Picture,
    Wire,
)
from archlint.rulebook.declared import Rule
from archlint.rulebook.roles import Cast
from archlint.rulebook.wires import between
from archlint.startup import NamedTuple

__all__ = ["Placed", "labelled", "pictured", "placed"]


class Placed(NamedTuple):
    """The components of the code, on levels where a rule has any for them."""

    source: str
    """What they are: "components" of the table, "layers" of rules, or the "children" of top-level packages."""
    parts: tuple[Part, ...]
    """Top first, where no rule orders them; else as the settings name them."""
    order: str
    """ID of the rule whose levels they stand on; "" where none orders them."""


def placed(whole: Graph, rules: Iterable[Rule]) -> Placed:
    """
    Return the components of the code.

    They are those of `[components]`; else, or where these are among them, those that rules name which order components
    or keep them apart; else the children of the top-level packages. They stand on the levels of the rule that orders
    most of them; where none does, in an order in which few imports point upwards.
    """
    named = [(rule.id, graph.layered_parts(Cast(whole, rule).orders)) for rule in rules]
    source, parts = _chosen(whole, named)
    order, ordered = _ordered(parts, named)
    if not order:
        ordered = graph.top_first(ordered, graph.import_counts(whole, ordered))
    return Placed(source, tuple(ordered), order)


def labelled(whole: Graph, rules: Iterable[Rule]) -> tuple[str, ...]:
    """Return the labels of these components, sorted; they follow from the names of the modules alone."""
    named = [(rule.id, graph.layered_parts(Cast(whole, rule).orders)) for rule in rules]
    parts = _chosen(whole, named)[1]
    return tuple(sorted(part.label for part in parts if any(node < whole.size for node in part.nodes)))


def _chosen(whole: Graph, named: Sequence[tuple[str, Sequence[Part]]]) -> tuple[str, list[Part]]:
    """Return what the components are, and the components, in no order."""
    sources = {
        "components": _disjoint(graph.table_parts(whole)),
        "layers": _disjoint(part for _, found in named for part in found),
    }
    # A table that only gathers what a layer is made of is not all there is.
    if {part.label for part in sources["components"]} < {part.label for part in sources["layers"]}:
        del sources["components"]
    sources["children"] = _disjoint(graph.child_parts(whole))
    return next(((one, found) for one, found in sources.items() if found), ("children", []))


def pictured(whole: Graph, rules: Iterable[Rule], wires: Iterable[Wire] = ()) -> Picture:
    """Return the components of the code (see placed), their imports of one another, and what couples them besides."""
    _, ordered, order = placed(whole, rules)
    home = {whole.name(node): number for number, part in enumerate(ordered) for node in part.nodes}
    return Picture(
        boxes=tuple(Box(part.label, len(part.nodes), part.level, part.foundation) for part in ordered),
        arrows=tuple(Arrow(*pair, imports) for pair, imports in graph.import_counts(whole, ordered).items()),
        order=order,
        home=home,
        outside=sum(name not in home for name in whole.names.modules),
        wired=between(wires, whole.names.modules, home),
    )


def _ordered(parts: Sequence[Part], named: Iterable[tuple[str, Sequence[Part]]]) -> tuple[str, list[Part]]:
    """Return the ID of the rule that orders most of the parts, the first of equals, and the parts on its levels."""
    best, ordered = "", [part._replace(level=None, foundation=False) for part in parts]
    for id_, found in named:
        tried = _on_levels(parts, found)
        if _placed(tried) > _placed(ordered):
            best, ordered = id_, tried
    return best, ordered


def _disjoint(parts: Iterable[Part]) -> list[Part]:
    """Return the parts without those that share a module with an earlier one: a detail of it, or a summary."""
    taken: set[int] = set()
    kept = []
    for part in parts:
        if taken.isdisjoint(part.nodes):
            taken |= part.nodes
            kept.append(part)
    return kept


def _on_levels(parts: Sequence[Part], ordered: Iterable[Part]) -> list[Part]:
    """Return the parts, each on the level that a rule gives to all its modules."""
    place = {node: (part.level, part.foundation) for part in ordered for node in part.nodes}
    found = []
    for part in parts:
        places = {place.get(node, (None, False)) for node in part.nodes}
        level, foundation = places.pop() if len(places) == 1 else (None, False)
        found.append(part._replace(level=level, foundation=foundation))
    return found


def _placed(parts: Iterable[Part]) -> int:
    return sum(part.level is not None or part.foundation for part in parts)
