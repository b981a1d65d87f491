"""The contract type `budget`: no more of something than was allowed."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from grimp import ImportGraph
from importlinter import fields

from archlint.contracts.contract import (
    ALERTING,
    GUIDANCE,
    IGNORED,
    GraphContract,
    Illegal,
    existing,
    within,
    written,
)

__all__ = ["Budget"]

_Edge = tuple[str, str]
_Counted = dict[str, list[_Edge]]
"""What counts, with the imports that make it count."""
_UNSEEN: Final = ("private-names", "skips", "back", "uncovered", "dynamic-imports")
"""Measures of the rule that take more than a graph of modules to count."""


class _MeasureField(fields.Field[str]):
    """One of the measures."""

    def parse(self, raw_data: str | list[str]) -> str:
        text = fields.StringField().parse(raw_data).strip()
        if text in _UNSEEN:
            raise fields.ValidationError(f"'{text}' takes more than import-linter's graph: use archlint's own budget.")
        if text not in _MEASURES:
            raise fields.ValidationError(f"'{text}' is no measure; there is {', '.join(_MEASURES)}.")
        return text


class _NumberField(fields.Field[int]):
    """A whole number, 0 or more."""

    def parse(self, raw_data: str | list[str]) -> int:
        text = fields.StringField().parse(raw_data).strip()
        if not text.isdecimal():
            raise fields.ValidationError(f"'{text}' is no whole number; 0 allows none at all.")
        return int(text)


class Budget(GraphContract):
    """
    Each module and what is below it has at most so much of something.

    Options, beside those that all contracts here have:
        measure: `fan-in`, modules outside that import it; `fan-out`, modules of the root packages outside that it
            imports; `entry-modules`, modules of it that are imported from outside; `cycle-size`, modules of its
            largest cycle.
        max: how much is allowed.
        modules: what is measured, each by itself; `*` and `**` as in all contracts.
    """

    type_name = "budget"

    measure: Any = _MeasureField()
    max: Any = _NumberField()
    modules: Any = fields.ListField(subfield=fields.ModuleExpressionField())
    ignore_imports: Any = IGNORED
    unmatched_ignore_imports_alerting: Any = ALERTING
    broken_contract_guidance: Any = GUIDANCE

    def illegal(self, graph: ImportGraph) -> Iterator[Illegal]:
        """Yield each module that has too much of what is measured."""
        for package in self._measured(graph):
            counted = _MEASURES[self.measure](graph, within(graph, package))
            if len(counted) > self.max:
                words = f"{self.measure} of {package} is {len(counted)}, {self.max} at most"
                edges = sorted({edge for edges in counted.values() for edge in edges})
                yield Illegal(words, tuple(written(graph, edge) for edge in edges))

    def _measured(self, graph: ImportGraph) -> list[str]:
        found: dict[str, None] = {}
        for expression in map(_text, self.modules):
            if "*" in expression:
                matches = sorted(graph.find_matching_modules(expression))
                if not matches:
                    raise ValueError(f"modules: nothing matches '{expression}'.")
            else:
                matches = existing(graph, [expression], "modules")
            found |= dict.fromkeys(matches)
        return list(found)


def _text(expression: Any) -> str:
    return str(expression.expression)


def _fan_in(graph: ImportGraph, inside: set[str]) -> _Counted:
    return _ends(_incoming(graph, inside), 0)


def _fan_out(graph: ImportGraph, inside: set[str]) -> _Counted:
    outgoing = ((tail, head) for tail in inside for head in graph.find_modules_directly_imported_by(tail))
    return _ends(((tail, head) for tail, head in outgoing if head not in inside and not _external(graph, head)), 1)


def _entry_modules(graph: ImportGraph, inside: set[str]) -> _Counted:
    return _ends(_incoming(graph, inside), 1)


def _cycle_size(graph: ImportGraph, inside: set[str]) -> _Counted:
    """Return the modules of the largest cycle; the first by name of equal ones."""
    import networkx

    edges = [(a, b) for a in inside for b in graph.find_modules_directly_imported_by(a) if b in inside and a != b]
    graph_of_edges: networkx.DiGraph[str] = networkx.DiGraph(edges)
    parts: list[list[str]] = [sorted(part) for part in networkx.strongly_connected_components(graph_of_edges)]
    largest = min(parts, key=lambda part: (-len(part), part), default=[])
    return _ends(((a, b) for a, b in edges if a in largest and b in largest), 1)


def _incoming(graph: ImportGraph, inside: set[str]) -> Iterator[_Edge]:
    for head in inside:
        yield from ((tail, head) for tail in graph.find_modules_that_directly_import(head) if tail not in inside)


def _external(graph: ImportGraph, module: str) -> bool:
    """Whether a module is a third party's, which stands in the graph as one node and not as its modules."""
    return bool(graph.is_module_squashed(module))


def _ends(edges: Iterator[_Edge], end: int) -> _Counted:
    found: _Counted = {}
    for edge in edges:
        found.setdefault(edge[end], []).append(edge)
    return found


_MEASURES: Final[dict[str, Callable[[ImportGraph, set[str]], _Counted]]] = {
    "fan-in": _fan_in,
    "fan-out": _fan_out,
    "entry-modules": _entry_modules,
    "cycle-size": _cycle_size,
}
