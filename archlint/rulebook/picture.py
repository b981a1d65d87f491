"""
Choose the components that a picture shows, and count what they import of one another.

docs/decisions/0008-what-a-picture-shows.md says why these.
"""

from collections.abc import Iterable, Sequence

from archlint import graph
from archlint.graph import Graph, Misdeclared, Part, Stack
from archlint.rulebook.declared import Rule
from archlint.rulebook.nouns import Arrow, Box, Picture

__all__ = ["pictured"]

_ORDERS = ("linked-list", "layers")
_LISTS = (*_ORDERS, "independent")
"""The rule types that name components as parts of one whole."""


def pictured(whole: Graph, rules: Iterable[Rule]) -> Picture:
    """
    Return the components of the code, and what they import of one another.

    The components are those of `[components]`; else those that rules name which order components or keep them apart;
    else the children of the top-level packages. They stand on the levels of the rule that orders most of them; where
    none does, in an order in which few imports point upwards.
    """
    named = [
        (rule, _named(whole.spoken(rule.lead), rule))
        for rule in rules
        if rule.type in _LISTS and rule.severity != "off"
    ]
    parts = graph.table_parts(whole) or _disjoint(part for _, found in named for part in found)
    parts = parts or graph.child_parts(whole)
    order, ordered = "", [part._replace(level=None, foundation=False) for part in parts]
    for rule, found in named:
        if rule.type in _ORDERS and _placed(tried := _on_levels(parts, found)) > _placed(ordered):
            order, ordered = rule.id, tried
    if not order:
        ordered = graph.top_first(ordered, graph.imports_between(whole, ordered))
    home = {whole.name(node): number for number, part in enumerate(ordered) for node in part.nodes}
    return Picture(
        boxes=tuple(Box(part.label, len(part.nodes), part.level, part.foundation) for part in ordered),
        arrows=tuple(Arrow(*pair, imports) for pair, imports in graph.imports_between(whole, ordered).items()),
        order=order,
        home=home,
        outside=sum(name not in home for name in whole.names.modules),
    )


def _named(whole: Graph, rule: Rule) -> list[Part]:
    """Return the components that a rule names, in its order; none where its names do not fit the code."""
    options = rule.options
    layers, foundation = getattr(options, "layers", ()), getattr(options, "foundation", ())
    try:
        if not layers:
            return graph.listed_parts(whole, options.modules, foundation)
        return graph.layered_parts(whole, graph.contained(whole, Stack(layers, foundation), options.containers))
    except Misdeclared:
        return []


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
