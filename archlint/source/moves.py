"""Call modules by the names that they have elsewhere, so that two trees can be compared that differ in names alone."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from archlint.source.couplings import Wiring
from archlint.source.nouns import Imports, Projects

__all__ = ["moved"]


def moved(imports: Imports, names: Mapping[str, str]) -> Imports:
    """
    Return the imports as they are between modules that are called otherwise: old name to new name.

    What was imported stays what was imported, whatever the new names would mean there. A module keeps its own name
    where the new one belongs to another module of the tree, or to a third party.
    """
    called = _called(imports, names)
    if called == list(imports.modules):
        return imports
    order = sorted(range(len(called)), key=called.__getitem__)
    place = array("I", [0]) * len(called)
    for new, old in enumerate(order):
        place[old] = new
    records = sorted(range(len(imports.importer)), key=lambda record: place[imports.importer[record]])
    return imports._replace(
        modules=tuple(map(called.__getitem__, order)),
        paths=tuple(map(imports.paths.__getitem__, order)),
        packages=_packages(imports, called, order),
        importer=_numbered(imports.importer, records, place),
        target=_numbered(imports.target, records, place),
        name=_sorted(imports.name, records),
        line=_sorted(imports.line, records),
        column=_sorted(imports.column, records),
        end_line=_sorted(imports.end_line, records),
        end_column=_sorted(imports.end_column, records),
        kind=bytes(map(imports.kind.__getitem__, records)),
        marks=bytes(map(imports.marks.__getitem__, records)),
        exports={place[node]: words for node, words in imports.exports.items()},
        unresolved=tuple(one._replace(importer=names.get(one.importer, one.importer)) for one in imports.unresolved),
        dynamic=tuple(one._replace(importer=names.get(one.importer, one.importer)) for one in imports.dynamic),
        remarks=tuple(sorted(one._replace(module=place[one.module]) for one in imports.remarks)),
        projects=partial(_projects, imports.projects, order),
        wiring=partial(_wiring, imports.wiring, place),
    )


def _called(imports: Imports, names: Mapping[str, str]) -> list[str]:
    """Return what each module is called from now on; no two are called alike."""
    taken = {*imports.modules, *imports.externals} - names.keys()
    called = []
    for module in imports.modules:
        new = names.get(module, module)
        if new != module and new in taken:
            new = module
        taken.add(new)
        called.append(new)
    return called if len(set(called)) == len(called) else list(imports.modules)


def _packages(imports: Imports, called: Sequence[str], order: Sequence[int]) -> bytes:
    """Return which modules are packages: those that were, and those below which something lies now."""
    above = {name.rpartition(".")[0] for name in called}
    return bytes(imports.packages[old] or called[old] in above for old in order)


def _sorted(column: Sequence[int], records: Sequence[int]) -> array[int]:
    return array("I", map(column.__getitem__, records))


def _numbered(nodes: Sequence[int], records: Sequence[int], place: Sequence[int]) -> array[int]:
    """Return a column in the order of the records, its first-party modules by their new numbers."""
    return array("I", (place[node] if node < len(place) else node for node in map(nodes.__getitem__, records)))


def _projects(told: Callable[[], Projects], order: Sequence[int]) -> Projects:
    found = told()
    return found._replace(owner=tuple(map(found.owner.__getitem__, order)) if found.owner else ())


def _wiring(told: Callable[[], Wiring], place: Sequence[int]) -> Wiring:
    """Return the same by the new numbers; topics keep their names, as both ends of them do."""
    found = told()
    references = (
        one._replace(module=place[one.module] if one.module >= 0 else -1, target=place[one.target])
        for one in found.references
    )
    return found._replace(
        sites=tuple(sorted(one._replace(module=place[one.module]) for one in found.sites)),
        references=tuple(sorted(references)),
        unknown=tuple(sorted(one._replace(module=place[one.module]) for one in found.unknown)),
    )
