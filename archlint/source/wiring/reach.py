"""Where a framework may be at work: in modules that import it, and near those."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final

from archlint.settings import Pack
from archlint.source.nouns import Imports

__all__ = ["Reach"]

_STEPS: Final = 2
"""An object of a framework is defined where that is imported, handed on by a package, and used behind both."""


class Reach:
    """Who imports whom, as far as it tells where to look."""

    def __init__(self, imports: Imports) -> None:
        self._imports = imports
        self._size = len(imports.modules)

    def of(self, pack: Pack) -> frozenset[int]:
        """Return the modules in which a pack counts: all, where it names no framework."""
        if not pack.frameworks:
            return frozenset(range(self._size))
        named = set(pack.frameworks)
        starts = {node for node, leads in enumerate(self._leads) if not named.isdisjoint(leads)}
        found = {node for node in starts if node < self._size}
        edge = starts
        for step in range(_STEPS + 1):
            edge = {one for node in edge for one in self.importers.get(node, ())} - found
            found |= edge
            if step == 0:
                edge |= found
        return frozenset(found | {node for one in found for node in self.beside(one)}) if found else frozenset()

    def beside(self, node: int) -> set[int]:
        """Return the modules of the package that a module lies in, or is."""
        module = self._imports.modules[node]
        folder = module if self._imports.packages[node] else module.rpartition(".")[0]
        return self._folders.get(folder, set()) if folder else set()

    @cached_property
    def importers(self) -> dict[int, set[int]]:
        """For each node the modules that import it."""
        found: dict[int, set[int]] = defaultdict(set)
        for importer, target in zip(self._imports.importer, self._imports.target, strict=True):
            found[target].add(importer)
        return found

    @cached_property
    def _folders(self) -> dict[str, set[int]]:
        found: dict[str, set[int]] = defaultdict(set)
        for node, name in enumerate(self._imports.modules):
            found[name.rpartition(".")[0]].add(node)
            if self._imports.packages[node]:
                found[name].add(node)
        return found

    @cached_property
    def _leads(self) -> list[tuple[str, ...]]:
        """For each node its name, and those of all packages around it."""
        names: Iterable[str] = (*self._imports.modules, *self._imports.externals)
        return [tuple(_leads(name)) for name in names]


def _leads(name: str) -> Iterator[str]:
    parts = name.split(".")
    return (".".join(parts[:end]) for end in range(1, len(parts) + 1))
