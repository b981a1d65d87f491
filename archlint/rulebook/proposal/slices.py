"""Packages beside each other that are built alike, such as the apps of Django, and the order inside of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from archlint import graph
from archlint.graph import Entry, Graph, Hierarchy, Layer, Misdeclared, Stack
from archlint.startup import NamedTuple

__all__ = ["alike"]

_SLICES: Final = 3
"""Fewer packages are alike by chance."""
_SHARED: Final = 0.5
"""A part is one of the plan if so many of the packages have it."""
_KEPT: Final = 0.1
"""Of the imports inside, so many may break the order for it to be one."""
_DEEPEST: Final = 3
_IMPORTS: Final = 6
_LONGEST: Final = 16
"""So many packages are listed at most; more have to be meant by one pattern."""
_DJANGO: Final = frozenset({"views", "admin", "apps", "urls", "forms"})

Arcs = Counter[tuple[str, str]]


class _Slices(NamedTuple):
    """Packages of one parent that are built alike."""

    parent: str
    packages: tuple[str, ...]
    """Their names below the parent."""
    arcs: Arcs
    """Imports from part to part, inside of a package, of all of them together."""


def alike(seen: Graph, aside: Collection[int]) -> dict[str, Any]:
    """
    Return the largest family of packages that are built alike, with the order that nearly all keep; {} for none.

    `levels` are names of their parts, top first, `imports` how many there are between those, and `broken` how often the
    order is not kept.
    """
    families = sorted(_families(seen, aside), key=lambda one: (-len(one.packages), one.parent))
    for family in families:
        parts = sorted({part for pair in family.arcs for part in pair})
        place = {part: number for number, part in enumerate(parts)}
        order = graph.hierarchy(len(parts), {(place[a], place[b]): n for (a, b), n in family.arcs.items()})
        if order is None or sum(family.arcs.values()) < max(_IMPORTS, len(family.packages)):
            continue
        for told in _told(family, parts, order):
            broken = _broken(seen, told)
            if len(told["levels"]) > 1 and broken is not None and broken <= _KEPT * told["imports"]:
                return {**told, "broken": broken}
    return {}


def _families(seen: Graph, aside: Collection[int]) -> Iterator[_Slices]:
    by_parent: dict[str, dict[str, set[str]]] = {}
    for node in seen.own:
        parts = seen.name(node).split(".")
        for depth in range(min(len(parts) - 1, _DEEPEST)) if node not in aside else ():
            package, part = parts[depth], parts[depth + 1]
            by_parent.setdefault(".".join(parts[:depth]), {}).setdefault(package, set()).add(part)
    for parent, packages in sorted(by_parent.items()):
        if len(packages) < _SLICES:
            continue
        counts = Counter(part for parts in packages.values() for part in parts)
        plan = {part for part, count in counts.items() if count >= max(_SLICES, _SHARED * len(packages))}
        members = tuple(sorted(name for name, parts in packages.items() if len(parts & plan) > 1))
        arcs = _arcs(seen, parent, members, plan)
        if len(members) >= max(_SLICES, _SHARED * len(packages)) and arcs:
            yield _Slices(parent, members, arcs)


def _arcs(seen: Graph, parent: str, members: Collection[str], plan: Collection[str]) -> Arcs:
    """Return the imports between parts of the plan, inside of one package each."""
    depth = parent.count(".") + 1 if parent else 0
    found: Arcs = Counter()
    for package in members:
        whole = f"{parent}.{package}" if parent else package
        inside = [node for node in seen.names.below(whole) if node < seen.size]
        part = {node: name[depth + 1] for node in inside if len(name := seen.name(node).split(".")) > depth + 1}
        for tail in inside:
            pairs = ((part.get(tail, ""), part.get(head, "")) for head in seen.succ[tail])
            found.update((a, b) for a, b in pairs if a != b and a in plan and b in plan)
    return found


def _told(family: _Slices, parts: list[str], order: Hierarchy) -> Iterator[dict[str, Any]]:
    """Yield the rule as it would be written: over a pattern where there is one, and over a list of some length."""
    levels = [[parts[number] for group in level for number in group] for level in order.levels]
    ground = [parts[number] for number in order.foundation]
    lead = f"{family.parent}." if family.parent else ""
    django = "models" in parts and not _DJANGO.isdisjoint(parts)
    name = "app" if django else "slice"
    packages = [lead + one for one in family.packages]
    listed = [packages] if len(packages) <= _LONGEST else []
    for containers in ([[f"{lead}{{{name}}}"]] if lead else []) + listed:
        yield {
            "what": "apps of Django" if django else "packages that are built alike",
            "id": f"inside-{name}s",
            "containers": containers,
            "packages": packages,
            "levels": [*levels, *([ground] if ground else [])],
            "imports": sum(family.arcs.values()),
        }


def _broken(seen: Graph, told: Mapping[str, Any]) -> int | None:
    """
    Return how many imports break the order inside of the packages; None where it is none.

    Where the file of a package joins its parts the other way round, they stand in no order by themselves.
    """
    layers = tuple(Layer(tuple(Entry(f"({one})", ()) for one in level), "independent") for level in told["levels"])
    try:
        stacks = graph.contained(seen, Stack(layers), [Entry(text, ()) for text in told["containers"]])
        chains = [breach.chain for breach in graph.judge(seen, *stacks)]
    except Misdeclared:
        return None
    return len(chains) if all(len(chain) == 2 for chain in chains) else None
