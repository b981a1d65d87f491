"""A sketch as plain values: the type of rule that fits it, its levels, and what the code does not keep of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, Final

from archlint.graph import IMPORT_KINDS
from archlint.rulebook.proposal.sketch import Import, Sketch

__all__ = ["told"]

_SEEN: Final = 0.4
"""An order of components that hold less of the imports than this says little about the code."""

Group = tuple[int, ...]


def told(found: Sketch, *, pinned: bool) -> dict[str, Any]:
    """Return what a sketch shows; where something is pinned, an order is wanted whatever it says."""
    order, names = found.order, found.names
    upward = [pair for pair in order.against if not _grounded(found, pair)]
    groups = [group for level in order.levels for group in level]
    title = _titles(found, groups)
    cost = _violations(found, groups, upward)
    grounded = [names[number] for number in order.foundation]
    # What stands apart of a package that is foundation as well need not be named beside it.
    ground = [name for name in grounded if not any(name.startswith(f"{other}.") for other in grounded)]
    return {
        "type": _type(found, pinned=pinned),
        "packages": sorted({name.partition(".")[0] for name in names}),
        "levels": [[title[group] for group in level] for level in order.levels],
        "foundation": ground,
        "components": {title[group]: [names[number] for number in group] for group in groups if len(group) > 1},
        "kinds": list(found.view.kinds) if found.view.kinds != IMPORT_KINDS else [],
        "facades": list(found.view.facades),
        "apart": [leaf for leaf in found.view.leaves if leaf in ground or leaf not in grounded],
        "left": dict(found.found.left),
        "between": sum(weight for pair, weight in found.weights.items() if not _grounded(found, pair)),
        "against": [_against(found, pair) for pair in _heaviest_first(found, upward)],
        "cost": cost,
        "bound": cost - (order.cost - order.bound),
        "contested": [row for group in groups if len(group) > 1 for row in _contested(found, group)],
        "skips": _skips(found),
    }


def _type(found: Sketch, *, pinned: bool) -> str:
    """Return the strictest type of rule that the code nearly keeps; "" for a code of fewer than two parts."""
    if len(found.names) < 2:
        return ""
    if pinned:
        return _ordered(found)
    if not found.arcs:
        return "independent"
    return "acyclic" if _flat(found) or len(found.order.levels) == 1 else _ordered(found)


def _ordered(found: Sketch) -> str:
    # The stricter rule is proposed where it costs nothing: nobody shall inherit debts by an inference.
    return "layers" if _skips(found) or not any(_inner(found, pair) for pair in found.arcs) else "linked-list"


def _flat(found: Sketch) -> bool:
    """Return whether the components are but a few of many modules, and hold little of what is imported."""
    within = frozenset[int]().union(*(part.nodes for part in found.found.parts))
    edges = [(tail, head) for tail, head in found.seen.edges() if head < found.seen.size]
    held = sum(tail in within and head in within for tail, head in edges)
    return len(found.found.left) > len(found.names) and held < _SEEN * len(edges)


def _grounded(found: Sketch, pair: Import) -> bool:
    """Return whether both ends are foundation, whose members import each other as they like."""
    return set(pair) <= set(found.order.foundation)


def _inner(found: Sketch, pair: Import) -> bool:
    """Return whether imports of a pair lead from layer to layer, along the order."""
    return pair not in found.order.against and not set(pair) & set(found.order.foundation)


def _skips(found: Sketch) -> int:
    """Return how many imports along the order pass over a level."""
    place = {one: number for number, level in enumerate(found.order.levels) for group in level for one in group}
    pairs = (pair for pair in found.arcs if _inner(found, pair))
    return sum(found.arcs[a, b].weight for a, b in pairs if place[b] - place[a] > 1)


def _violations(found: Sketch, groups: list[Group], against: Collection[Import]) -> int:
    """Return how often an order is broken: by each import, and by a path once from group to group."""
    group = {member: members for members in groups for member in members}
    paths = {(group.get(a, (a,)), group.get(b, (b,))) for a, b in against if found.arcs[a, b].chain}
    return sum(len(found.arcs[pair].imports) for pair in against) + len(paths)


def _titles(found: Sketch, groups: list[Group]) -> dict[Group, str]:
    """Return the names of components: a module, or for several the last words of the two largest of them."""
    names = found.names
    titles: dict[Group, str] = {}
    for group in groups:
        by_size = sorted(group, key=lambda number: (-len(found.found.parts[number].nodes), names[number]))
        largest = [names[number] for number in sorted(by_size[:2])]
        short = "-".join(name.rpartition(".")[2].strip("_") for name in largest)
        free = short not in titles.values() and short not in found.seen.names.tops
        long = "-".join(name.replace(".", "-") for name in largest)
        titles[group] = names[group[0]] if len(group) == 1 else short if free else long
    return titles


def _heaviest_first(found: Sketch, pairs: Iterable[Import]) -> list[Import]:
    return sorted(pairs, key=lambda pair: (-found.arcs[pair].weight, pair))


def _against(found: Sketch, pair: Import) -> dict[str, Any]:
    """Return a pair whose imports point up, with the first of them and how many point down."""
    arc, names = found.arcs[pair], found.names
    shown = " -> ".join(found.seen.name(node) for node in arc.shown)
    down = found.weights.get(pair[::-1], 0)
    return {"from": names[pair[0]], "to": names[pair[1]], "imports": arc.weight, "down": down, "first": shown}


def _contested(found: Sketch, group: Group) -> list[dict[str, Any]]:
    """Return the pairs of one group that import each other, the closest first."""
    weights, names = found.weights, found.names
    both = [(a, b) for a in group for b in group if a < b and (a, b) in weights and (b, a) in weights]
    rows = [(weights[pair], weights[pair[::-1]], *pair) for pair in both]
    rows = [row if row[0] >= row[1] else (row[1], row[0], row[3], row[2]) for row in rows]
    return [
        {"one": names[a], "other": names[b], "imports": imports, "back": back}
        for imports, back, a, b in sorted(rows, key=lambda row: (-row[1], row[2:]))
    ]
