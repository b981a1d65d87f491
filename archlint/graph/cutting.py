"""The imports as they would be without some of them."""

from __future__ import annotations

from collections.abc import Collection

from archlint.graph.graph import Reading
from archlint.graph.imports import Ledger
from archlint.graph.names import Names

__all__ = ["cut"]


def cut(ledger: Ledger, reading: Reading, names: Names, cuts: Collection[tuple[str, str]]) -> tuple[Ledger, Reading]:
    """Return both as if nobody had written these imports, given by the names of their ends; others are passed over."""
    edges = []
    for importer, imported in cuts:
        tail, head = names.node.get(importer), names.node.get(imported)
        if tail is not None and head is not None and head in ledger.rows[tail]:
            edges.append((tail, head))
    gone = {(names.all[tail], names.all[head]) for tail, head in edges}
    left = tuple(one for one in reading.unresolved if (one.importer, _leads_to(one.target, names)) not in gone)
    return ledger.without(edges), reading._replace(unresolved=left)


def _leads_to(target: str, names: Names) -> str:
    """Return the module that an import of something absent leads to: the nearest above it."""
    while target and target not in names.node:
        target = target.rpartition(".")[0]
    return target
