"""What was read, as if somebody had taken imports out of it."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Sequence

from archlint import source
from archlint.graph.externals import Externals

__all__ = ["without"]


def without(read: source.Imports, others: Externals, cuts: Collection[tuple[str, str]]) -> source.Imports:
    """
    Return what would be read without these imports, given by the names of their ends.

    `others` tells what the imports of others are called. What nobody imports any more is no module any more, unless it
    is one of those that were read.
    """
    size, names = len(read.modules), (*read.modules, *others.names)
    ends = zip(map(names.__getitem__, read.importer), map(names.__getitem__, others.target), strict=True)
    kept = [record for record, pair in enumerate(ends) if pair not in cuts]
    used = sorted({read.target[record] for record in kept if read.target[record] >= size})
    number = {**{node: node for node in range(size)}, **{node: size + i for i, node in enumerate(used)}}
    return read._replace(
        externals=tuple(read.externals[node - size] for node in used),
        stdlib=bytes(read.stdlib[node - size] for node in used),
        importer=_of(read.importer, kept),
        target=array("I", (number[read.target[record]] for record in kept)),
        name=_of(read.name, kept),
        line=_of(read.line, kept),
        column=_of(read.column, kept),
        end_line=_of(read.end_line, kept),
        end_column=_of(read.end_column, kept),
        kind=bytes(map(read.kind.__getitem__, kept)),
        marks=bytes(map(read.marks.__getitem__, kept)),
        unresolved=tuple(one for one in read.unresolved if (one.importer, _nearest(one.target, read)) not in cuts),
    )


def _of(column: Sequence[int], records: Sequence[int]) -> array[int]:
    return array("I", map(column.__getitem__, records))


def _nearest(target: str, read: source.Imports) -> str:
    """Return the module that an import of something absent leads to: the nearest above it."""
    while target and target not in read.modules:
        target = target.rpartition(".")[0]
    return target
