"""The contract type `linked_list`: each layer imports only the next one."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from itertools import product
from typing import Any, NamedTuple

import grimp
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

__all__ = ["LinkedList"]


class _Level(NamedTuple):
    modules: tuple[str, ...]
    independent: bool


class _LevelField(fields.Field[_Level]):
    """One level: a name, `a | b` for modules that know nothing of one another, `a : b` for those that may."""

    def parse(self, raw_data: str | list[str]) -> _Level:
        text = fields.StringField().parse(raw_data)
        if "|" in text and ":" in text:
            raise fields.ValidationError("A level is either `a | b` or `a : b`, not both.")
        names = tuple(name.strip() for name in text.replace(":", "|").split("|"))
        if not all(names) or len(set(names)) < len(names):
            raise fields.ValidationError(f"'{text}' names a module twice, or none.")
        return _Level(names, ":" not in text)


class LinkedList(GraphContract):
    """
    Each layer imports only the next one; a chain of imports through modules of no layer counts as an import.

    Options, beside those that all contracts here have:
        layers: top first. `a | b` are independent modules of one level, `a : b` are such that may import each other.
        containers: the order holds inside each of these packages, and the layers' names are relative to them.
        foundation: anybody may import these; they import no layer.
    """

    type_name = "linked_list"

    layers: Any = fields.ListField(subfield=_LevelField())
    containers: Any = fields.ListField(subfield=fields.StringField(), required=False)
    foundation: Any = fields.ListField(subfield=fields.StringField(), required=False)
    ignore_imports: Any = IGNORED
    unmatched_ignore_imports_alerting: Any = ALERTING
    broken_contract_guidance: Any = GUIDANCE

    def illegal(self, graph: ImportGraph) -> Iterator[Illegal]:
        """Yield each pair of layers of which one may not import the other, container by container."""
        for container in existing(graph, self.containers or [], "containers") or [""]:
            levels = [self._inside(container, level) for level in self.layers]
            foundation = self._inside(container, _Level(tuple(self.foundation or ()), False)).modules
            existing(graph, (name for level in levels for name in level.modules), "layers")
            existing(graph, foundation, "foundation")
            yield from _foundation(graph, levels, foundation)
            yield from _skips(graph, levels, foundation)

    @staticmethod
    def _inside(container: str, level: _Level) -> _Level:
        lead = f"{container}." if container else ""
        return level._replace(modules=tuple(lead + name for name in level.modules))


def _foundation(graph: ImportGraph, levels: list[_Level], foundation: tuple[str, ...]) -> Iterator[Illegal]:
    """Yield what the foundation imports of the layers."""
    if foundation:
        everyone = grimp.Layer(*(name for level in levels for name in level.modules), independent=False)
        below = grimp.Layer(*foundation, independent=False)
        for found in _ordered(graph.find_illegal_dependencies_for_layers([everyone, below])):
            words = f"{found.importer} -> {found.imported}: the foundation may not know the layers"
            yield Illegal(words, _imports(graph, found))


def _skips(graph: ImportGraph, levels: list[_Level], foundation: tuple[str, ...]) -> Iterator[Illegal]:
    """Yield what layers import of layers that are not the next; what goes by way of the foundation is no import."""
    above = deepcopy(graph)
    for name in {module for package in foundation for module in within(graph, package)}:
        above.remove_module(name)
    layers: Any = [grimp.Layer(*level.modules, independent=level.independent, closed=True) for level in levels]
    rank = {name: number for number, level in enumerate(levels) for name in level.modules}
    for found in _ordered(above.find_illegal_dependencies_for_layers(layers)):
        tail, head = rank[found.importer], rank[found.imported]
        passed = [" and ".join(level.modules) for level in levels[tail + 1 : head]]
        if tail == head:
            words = "the two are independent of each other"
        elif tail > head:
            words = "points back up"
        else:
            words = f"passes over {', '.join(passed)}"
        yield Illegal(f"{found.importer} -> {found.imported} {words}", _imports(above, found))


def _ordered(found: Iterable[grimp.PackageDependency]) -> list[grimp.PackageDependency]:
    return sorted(found, key=lambda one: (one.importer, one.imported))


def _imports(graph: ImportGraph, found: grimp.PackageDependency) -> tuple[str, ...]:
    """Return the routes of a dependency, direct imports first; one line for each import that begins a route."""
    chains = set()
    for route in found.routes:
        if route.middle:
            chains |= {(head, *route.middle, min(route.tails)) for head in route.heads}
        else:
            pairs = product(route.heads, route.tails)
            chains |= {(a, b) for a, b in pairs if graph.direct_import_exists(importer=a, imported=b)}
    return tuple(written(graph, chain) for chain in sorted(chains, key=lambda chain: (len(chain), chain)))
