"""Which way to see a codebase says most about it: the one in which least points against the order."""

from __future__ import annotations

from collections import Counter
from typing import Final

from archlint.graph import IMPORT_KINDS
from archlint.rulebook.proposal.sketch import Code, Sketch, View, sketch

__all__ = ["best"]

_NO_TYPES: Final = tuple(kind for kind in IMPORT_KINDS if kind != "typing")
_LEAF: Final = 2
"""A module that so many imports point up to may stand apart: its component as a whole is not meant by them."""
_RESTS: Final = 5
"""Such a module has to mend so many times as much as it imports from above."""
_TRIED: Final = 4
_ROUNDS: Final = 3


def best(code: Code) -> Sketch | None:
    """
    Return what is to be seen of the code; what points up by types alone, or by what a package hands on, is left out.

    None where what is pinned contradicts itself.
    """
    found = sketch(code, View())
    if found and _points_up_by_types(code, found):
        found = sketch(code, View(_NO_TYPES))
    if found and (facades := _facades_on_ways_up(found)):
        found = sketch(code, found.view._replace(facades=facades))
    return _with_leaves(code, found) if found else None


def _points_up_by_types(code: Code, found: Sketch) -> bool:
    """Return whether an import against the order is for type checkers alone."""
    seen = code.whole.seen(_NO_TYPES)
    return any(head not in seen.succ[tail] for pair in found.order.against for tail, head in found.arcs[pair].edges())


def _facades_on_ways_up(found: Sketch) -> tuple[str, ...]:
    """Return the files of all opened packages, where one of them lies on a way against the order."""
    facades = _facades(found)
    between = {found.seen.name(node) for pair in found.order.against for node in found.arcs[pair].chain[1:-1]}
    return facades if between.intersection(facades) else ()


def _facades(found: Sketch) -> tuple[str, ...]:
    """Return the packages that were opened for their children, as far as they have a file of their own."""
    above = {name[:i] for name in found.names for i, c in enumerate(name) if c == "."}
    return tuple(sorted(name for name in above if found.seen.names.node.get(name, found.seen.size) < found.seen.size))


def _with_leaves(code: Code, found: Sketch) -> Sketch:
    """
    Return the sketch in which modules that others want of a component stand apart from it, where that mends much.

    Such are the errors and constants of a package above: nobody who needs them needs the package.
    """
    for _ in range(_ROUNDS):
        view = found.view
        tried = (sketch(code, view._replace(leaves=(*view.leaves, name))) for name in _leaves(found))
        sound = [one for one in tried if one and _rests(one, found)]
        better = min(sound, key=lambda one: one.order.cost, default=found)
        if better.order.cost > found.order.cost - _LEAF:
            break
        found = better
    for name in found.view.leaves:
        fewer = tuple(other for other in found.view.leaves if other != name)
        other = sketch(code, found.view._replace(leaves=fewer))
        found = other if other and other.order.cost <= found.order.cost else found
    return found


def _leaves(found: Sketch) -> list[str]:
    """Return the single modules that several components import against the order, those of most imports first."""
    wanted: dict[int, set[int]] = {}
    saved: Counter[int] = Counter()
    for tail, head in found.order.against:
        for _, module in found.arcs[tail, head].imports:
            wanted.setdefault(module, set()).add(tail)
            saved[module] += 1
    heavy = [found.seen.name(node) for node, count in saved.most_common() if count >= _LEAF and len(wanted[node]) > 1]
    single = (name for name in heavy if name not in found.names and len(found.seen.names.below(name)) == 1)
    return list(single)[:_TRIED]


def _rests(found: Sketch, before: Sketch) -> bool:
    """Return whether the last leaf of a sketch imports next to nothing above it, for what it mends."""
    last = found.names.index(found.view.leaves[-1])
    up = sum(found.arcs[pair].weight for pair in found.order.against if pair[0] == last)
    return up * _RESTS <= before.order.cost - found.order.cost
