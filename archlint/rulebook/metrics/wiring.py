"""The components of the code and the imports between them, ready to be counted."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from archlint import graph
from archlint.graph import Graph
from archlint.rulebook.picture import Placed

__all__ = ["Pair", "Row", "Wiring", "number"]

Pair = tuple[int, int]
Row = dict[str, Any]


class Wiring:
    """What all metrics are counted from."""

    def __init__(self, seen: Graph, found: Placed) -> None:
        self.graph = seen
        self.found = found
        own = (part._replace(nodes=frozenset(n for n in part.nodes if n < seen.size)) for part in found.parts)
        self.parts = tuple(part for part in own if part.nodes)
        """Without third parties, of which nobody knows what they import."""
        self.labels = [part.label for part in self.parts]
        self.counts = graph.import_counts(seen, self.parts)
        """How many imports lead from part to part."""
        self.between = sum(self.counts.values())

    @cached_property
    def kinds(self) -> Mapping[Pair, str]:
        """What each dependency is to the order of the components."""
        return graph.labelled(self.parts, self.counts, ordered=bool(self.found.order))

    def decomposition(self, pairs: Mapping[Pair, int]) -> dict[str, int]:
        """Return how many of the imports between these pairs are what; the numbers add up to all of them."""
        found = dict.fromkeys(graph.LABELS, 0)
        for pair, imports in pairs.items():
            found[self.kinds[pair]] += imports
        return found

    def inner(self, pairs: Mapping[Pair, int]) -> dict[Pair, int]:
        """Return the pairs that say how far the components are from a list: not those with the foundation."""
        return {pair: imports for pair, imports in pairs.items() if self.kinds[pair] in graph.INNER}

    def of(self) -> Row:
        """Return what the numbers speak of."""
        inside = sum(len(part.nodes) for part in self.parts)
        return {
            "components": self.found.source,
            "order": self.found.order,
            "kinds": [kind for number, kind in enumerate(graph.KINDS) if self.graph.kinds >> number & 1],
            "component_count": len(self.parts),
            "modules": self.graph.size,
            "modules_outside": self.graph.size - inside,
            "imports": self.graph.internal,
            "imports_between": self.between,
        }

    @cached_property
    def visible_from(self) -> graph.Visibility:
        """How many modules each module, and each component, comes to need."""
        return graph.visibility(self.graph.succ, self.graph.size, [part.nodes for part in self.parts])

    @cached_property
    def visible_to(self) -> graph.Visibility:
        """How many modules come to need each module, and each component."""
        return graph.visibility(self.graph.pred, self.graph.size, [part.nodes for part in self.parts])

    def numbers(self, at: int) -> Iterator[Row]:
        """Yield what is counted of one component."""
        part, seen = self.parts[at], self.graph
        own, others, elsewhere = len(part.nodes), len(self.parts) - 1, seen.size - len(part.nodes)
        leaving = {pair: imports for pair, imports in self.counts.items() if pair[0] == at}
        split, left = self.decomposition(leaving), sum(leaving.values())
        taken = len(graph.taken_names(seen, part.nodes))
        yield number("skips", split["skip"], left)
        yield number("back", split["back"], left)
        yield number("component-fan-in", sum(head == at for _, head in self.counts), others)
        yield number("component-fan-out", len(leaving), others)
        yield number("fan-in", len(graph.fan_in(seen, part.nodes)), elsewhere)
        yield number("fan-out", len(graph.fan_out(seen, part.nodes)), elsewhere)
        yield number("cycle-size", len(graph.largest_knot(seen, part.nodes)), own)
        yield number("entry-modules", len(graph.entry_modules(seen, part.nodes)), own)
        yield number("private-names", len(graph.private_names(seen, part.nodes)), taken)
        yield number("visibility-fan-in", self.visible_to.groups[at], elsewhere)
        yield number("visibility-fan-out", self.visible_from.groups[at], elsewhere)
        yield number("adjacency", split["step"], sum(self.inner(leaving).values()))


def number(metric: str, value: int, of: int, **more: Any) -> Row:
    """Return a number with what it is a share of; the share is None where that is nothing."""
    return {"metric": metric, "value": value, "of": of, "share": round(value / of, 6) if of else None, **more}
