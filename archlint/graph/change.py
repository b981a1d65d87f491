"""What a change of some files means to the graph: imports that lost their end."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from archlint.graph.graph import Graph
from archlint.graph.imports import KINDS, Occurrence

__all__ = ["orphaned"]

_EVERY = (1 << len(KINDS)) - 1
_LATER = re.compile(r"import\s+\*|__getattr__|\bglobals\b")
"""Signs in a package's own file that it may have names which do not stand in it."""


def orphaned(graph: Graph, gone: Collection[str]) -> Iterator[tuple[int, str, Occurrence]]:
    """
    Yield (importing node, module, statement) for each import of a module that is gone by way of the package it was in.

    `from shop.db import orm` now reads as if the package had a name `orm`. Where its own file may have that, be it by a
    star or computed, nothing is said.
    """
    for module in sorted(gone):
        above, _, name = module.rpartition(".")
        node = graph.names.node.get(above, graph.size)
        if node < graph.size and not _may_have(graph, node, name):
            for importer in graph.ledger.rows.reversed()[node]:
                for one in graph.ledger.occurrences(importer, node, _EVERY):
                    if one.name == name:
                        yield importer, module, one


def _may_have(graph: Graph, node: int, name: str) -> bool:
    text = "\n".join(graph.reading.lines(graph.path(node)))
    return bool(_LATER.search(text) or re.search(rf"\b{re.escape(name)}\b", text))
