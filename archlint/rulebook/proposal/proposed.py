"""Answer which rule a codebase nearly keeps already, as plain values; what it takes to write it down is decided above."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final, NamedTuple

from archlint import graph
from archlint.graph import KINDS, Arc, Aside, Candidates, Entry, Graph, Hierarchy, Part
from archlint.rulebook.proposal.pins import Pins, pins
from archlint.rulebook.proposal.slices import alike
from archlint.settings import Request

__all__ = ["proposed"]

Import = tuple[int, int]

_NO_TYPES: Final = tuple(kind for kind in KINDS if kind != "typing")
_SEEN: Final = 0.4
"""An order of components that hold less of the imports than this says little about the code."""
_STEPS: Final = 0.9
"""A list is linked where so many of the imports go to the next layer."""
_HIGH: Final = frozenset(("main", "cli", "commands", "web", "app", "apps", "api", "views", "ui", "gui", "server", "bin"))
_LOW: Final = frozenset(
    ("db", "models", "core", "domain", "utils", "util", "common", "config", "conf", "settings", "errors", "exceptions", "types")
)
_LEAF: Final = 2
"""A module that so many imports point up to stands apart, if all its component is not meant by them."""
_RESTS: Final = 5
"""Such a module has to mend so many times as much as it imports from above."""
_TRIED: Final = 4
_ROUNDS: Final = 2


class _Sketch(NamedTuple):
    """One way to see the code."""

    seen: Graph
    kinds: tuple[str, ...]
    leaves: tuple[str, ...]
    """Modules that stand apart from the component which they lie in."""
    facades: tuple[str, ...]
    """Packages above the components whose own files are not looked at, as they hand on what lies below."""
    found: Candidates
    arcs: Mapping[tuple[int, int], Arc]
    order: Hierarchy

    @property
    def weights(self) -> dict[tuple[int, int], int]:
        return {pair: arc.weight for pair, arc in self.arcs.items()}


def proposed(request: Request, whole: Graph) -> dict[str, Any]:
    """
    Return the rule that is proposed for the code; docs/init.md says what each key means.

    `type` is linked-list, layers, independent or acyclic, and "" where there is nothing to propose. Where what is
    pinned names no component, or contradicts itself, `unknown` or `contradiction` say so.
    """
    aside = graph.set_aside(whole)
    beside = frozenset[int]().union(*(one.nodes for one in aside))
    first = graph.candidates(whole, beside)
    said = pins(request, sorted([*(part.label for part in first.parts), *first.left]))
    facts = {"modules": whole.size, "imports": whole.internal, "unread": [gap.path for gap in whole.reading.unread]}
    if said.unknown:
        names = [part.label for part in first.parts]
        return {**facts, "type": "", "unknown": said.unknown, "near": said.near, "names": names, "known": False}
    without = frozenset((tail, head) for tail, head in whole.edges() if tail in beside)
    best = _best(whole, without, beside, said)
    if best is None:
        return {**facts, "type": "", "contradiction": _said(said), "known": False}
    told = _told(best, said)
    inside = alike(best.seen, beside)
    layout = "src" if all(path.startswith("src/") for path in whole.ledger.paths) else ""
    more = {"aside": _aside(whole, aside, best), "inside": inside, "layout": layout, "known": bool(told["type"])}
    return {**facts, **told, **more}


def _best(whole: Graph, without: frozenset[Import], beside: Collection[int], said: Pins) -> _Sketch | None:
    """Return the sketch that looks at most, unless less points up in one that leaves something out."""
    best = _sketch(whole.seen(KINDS, without), KINDS, (), beside, said)
    if best is None:
        return None
    for kinds, facades in ((_NO_TYPES, False), (KINDS, True), (_NO_TYPES, True)):
        own = _facades(best) if facades else ()
        nodes = {whole.names.node[name] for name in own}
        more = without | {(tail, head) for tail in nodes for head in whole.succ[tail]}
        other = _sketch(whole.seen(kinds, more), kinds, own, beside, said)
        if other and other.order.cost < best.order.cost:
            best = other
    return _with_leaves(best, beside, said)


def _with_leaves(best: _Sketch, beside: Collection[int], said: Pins) -> _Sketch:
    """
    Return the sketch in which modules that others want of a component stand apart from it, where that mends much.

    Such are the errors and constants of a package above: nobody who needs them needs the package.
    """
    for _ in range(_ROUNDS):
        tried = (
            _sketch(best.seen, best.kinds, best.facades, beside, said, (*best.leaves, name)) for name in _leaves(best)
        )
        sound = [one for one in tried if one and _rests(one, best)]
        better = min(sound, key=lambda one: one.order.cost, default=best)
        if better.order.cost > best.order.cost - _LEAF:
            break
        best = better
    for name in best.leaves:
        fewer = tuple(other for other in best.leaves if other != name)
        other = _sketch(best.seen, best.kinds, best.facades, beside, said, fewer)
        best = other if other and other.order.cost <= best.order.cost else best
    return best


def _leaves(best: _Sketch) -> list[str]:
    """Return the single modules that several components import against the order, those of most imports first."""
    wanted: dict[int, set[int]] = {}
    saved: Counter[int] = Counter()
    for tail, head in best.order.against:
        for _, module in best.arcs[tail, head].imports:
            wanted.setdefault(module, set()).add(tail)
            saved[module] += 1
    parts = {part.label for part in best.found.parts}
    heavy = [best.seen.name(node) for node, count in saved.most_common() if count >= _LEAF and len(wanted[node]) > 1]
    return [name for name in heavy if name not in parts and len(best.seen.names.below(name)) == 1][:_TRIED]


def _rests(sketch: _Sketch, before: _Sketch) -> bool:
    """Return whether the last leaf of a sketch imports next to nothing above it, for what it mends."""
    last = next(number for number, part in enumerate(sketch.found.parts) if part.label == sketch.leaves[-1])
    up = sum(sketch.weights[pair] for pair in sketch.order.against if pair[0] == last)
    return up * _RESTS <= before.order.cost - sketch.order.cost


def _facades(best: _Sketch) -> tuple[str, ...]:
    """Return the packages that were opened for their children, as far as they have a file of their own."""
    above = {part.label[:i] for part in best.found.parts for i, c in enumerate(part.label) if c == "."}
    return tuple(sorted(name for name in above if best.seen.names.node.get(name, best.seen.size) < best.seen.size))


def _sketch(
    seen: Graph,
    kinds: tuple[str, ...],
    facades: tuple[str, ...],
    beside: Collection[int],
    said: Pins,
    leaves: tuple[str, ...] = (),
) -> _Sketch | None:
    found = graph.candidates(seen, beside, said.named)
    apart = (Part(name, frozenset([seen.names.node[name]])) for name in leaves)
    found = found._replace(parts=tuple(sorted([*found.parts, *apart], key=lambda part: part.label)))
    place = {part.label: number for number, part in enumerate(found.parts)}
    selections = seen.select([Entry(part.label, ()) for part in found.parts])
    arcs = graph.component_arcs(seen, seen.assign(selections))
    imports = {pair: len(arc.imports) for pair, arc in arcs.items() if arc.imports}
    paths = {pair for pair, arc in arcs.items() if arc.chain}
    tops = [place[name] for name in said.tops]
    keeps = [(place[above], place[below]) for above, below in said.keeps]
    heights = [_height(part.label) for part in found.parts]
    likely = {(tail, head) for tail, head in arcs if heights[tail] > heights[head]}
    order = graph.hierarchy(len(found.parts), imports, paths, tops, keeps, likely)
    return _Sketch(seen, kinds, leaves, facades, found, arcs, order) if order else None


def _height(name: str) -> int:
    """Return where components of such a name are mostly found: 1 on top, -1 at the bottom, 0 for all others."""
    last = name.rpartition(".")[2].strip("_")
    return (last in _HIGH) - (last in _LOW)


def _said(said: Pins) -> list[str]:
    return [*(f"--top {name}" for name in said.tops), *(f"--keep '{a} -> {b}'" for a, b in said.keeps)]


def _told(best: _Sketch, said: Pins) -> dict[str, Any]:
    order = best.order
    names = [part.label for part in best.found.parts]
    groups = _groups(best)
    title = {group: _title(group, best, names) for group in groups}
    between = sum(best.weights.values())
    cost = _violations(best)
    return {
        "type": _type(best, said),
        "packages": sorted({name.partition(".")[0] for name in names}),
        "levels": [[title[group] for group in level] for level in order.levels],
        "foundation": [names[number] for number in order.foundation],
        "components": {title[group]: [names[number] for number in group] for group in groups if len(group) > 1},
        "kinds": list(best.kinds) if best.kinds != KINDS else [],
        "facades": list(best.facades),
        "apart": list(best.leaves),
        "left": dict(best.found.left),
        "between": between,
        "against": [_against(best, pair, names) for pair in _heaviest_first(best)],
        "cost": cost,
        "bound": cost - (order.cost - order.bound),
        "contested": [row for group in groups if len(group) > 1 for row in _contested(best, group, names)],
        "skips": _skips(best),
    }


def _violations(best: _Sketch) -> int:
    """Return how often the rule would be broken: by each import, and by a path once from group to group."""
    group = {member: members for members in _groups(best) for member in members}
    against = best.order.against
    paths = {(group.get(a, (a,)), group.get(b, (b,))) for a, b in against if best.arcs[a, b].chain}
    return sum(len(best.arcs[pair].imports) for pair in against) + len(paths)


def _groups(best: _Sketch) -> list[tuple[int, ...]]:
    return [group for level in best.order.levels for group in level]


def _type(best: _Sketch, said: Pins) -> str:
    """Return the strictest rule that the code nearly keeps."""
    names, order = best.found.parts, best.order
    if len(names) < 2:  # noqa: PLR2004 - one thing has no order
        return ""
    if not best.arcs and not said.named:
        return "independent"
    internal = sum(1 for tail, head in best.seen.edges() if head < best.seen.size and tail != head)
    within = {node for part in names for node in part.nodes}
    held = sum(1 for tail, head in best.seen.edges() if tail in within and head in within)
    flat = len(best.found.left) > len(names) and held < _SEEN * internal
    if (flat or len(order.levels) < 2) and not said.named:  # noqa: PLR2004 - one level is no order
        return "acyclic"
    inner = sum(weight for pair, weight in best.weights.items() if _inner(order, pair))
    return "linked-list" if inner and _skips(best) <= (1 - _STEPS) * inner else "layers"


def _inner(order: Hierarchy, pair: tuple[int, int]) -> bool:
    """Return whether imports of a pair lead from layer to layer, along the order."""
    return pair not in order.against and not set(pair) & set(order.foundation)


def _skips(best: _Sketch) -> int:
    """Return how many imports along the order pass over a level."""
    place = {one: number for number, level in enumerate(best.order.levels) for group in level for one in group}
    pairs = (pair for pair in best.weights if _inner(best.order, pair))
    return sum(best.weights[a, b] for a, b in pairs if place[b] - place[a] > 1)


def _title(group: tuple[int, ...], best: _Sketch, names: Sequence[str]) -> str:
    """Return the name of a component: its module, or for several the last words of the two largest of them."""
    if len(group) == 1:
        return names[group[0]]
    by_size = sorted(group, key=lambda number: (-len(best.found.parts[number].nodes), names[number]))
    largest = sorted(by_size[:2])
    return "-".join(names[number].rpartition(".")[2].strip("_") for number in largest)


def _heaviest_first(best: _Sketch) -> list[tuple[int, int]]:
    return sorted(best.order.against, key=lambda pair: (-best.weights[pair], pair))


def _against(best: _Sketch, pair: tuple[int, int], names: Sequence[str]) -> dict[str, Any]:
    """Return a pair whose imports point up, with the first of them and how many point down."""
    arc = best.arcs[pair]
    shown = " -> ".join(best.seen.name(node) for node in arc.shown)
    down = best.weights.get(pair[::-1], 0)
    return {"from": names[pair[0]], "to": names[pair[1]], "imports": arc.weight, "down": down, "first": shown}


def _contested(best: _Sketch, group: tuple[int, ...], names: Sequence[str]) -> list[dict[str, Any]]:
    """Return the pairs of one group that import each other, the closest first."""
    weights = best.weights
    pairs = [(a, b) for a in group for b in group if weights.get((a, b), 0) >= weights.get((b, a), 0) > 0 and a != b]
    pairs.sort(key=lambda pair: (-weights[pair[::-1]], pair))
    return [
        {"one": names[a], "other": names[b], "imports": weights[a, b], "back": weights[b, a]}
        for a, b in dict.fromkeys(pairs)
        if weights[a, b] > weights[b, a] or a < b
    ]


def _aside(whole: Graph, aside: Sequence[Aside], best: _Sketch) -> list[dict[str, Any]]:
    """Return what stands aside, and whether a rule has to be told: where its imports lead from component to component."""
    owner = {node: part.label for part in best.found.parts for node in whole.names.below(part.label)}
    live = set(range(whole.size)).difference(*(one.nodes for one in aside))

    def matters(one: Aside) -> bool:
        for node in one.nodes:
            on_a_way = node not in owner and not live.isdisjoint(whole.pred[node])
            heads = [head for head in whole.succ[node] if head in live]
            if heads and (on_a_way or node in owner and any(owner.get(head) != owner[node] for head in heads)):
                return True
        return False

    return [{"what": one.what, "pattern": one.pattern, "modules": len(one.nodes), "ignored": matters(one)} for one in aside]
