"""
In which order components lie above one another, inferred from the imports between them.

The order is one against which few imports point; where two components import each other about as much, nothing says
which is above, and they are taken as one. Sources: Lawler 1964 and Eades, Lin, Smyth 1993 for the order (see
`feedback`); Sarkar, Rama, Shubha 2006 for back and skip calls as what breaks it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from archlint.graph.feedback import feedback_cut
from archlint.graph.straightening import straightened
from archlint.startup import NamedTuple

__all__ = ["Hierarchy", "hierarchy"]

Weights = Mapping[tuple[int, int], int]
"""For pairs of components how many imports lead from one to the other."""

_CONTESTED: Final = ((10, 4), (30, 10))
"""
(imports against the order, how many times as many along it): an order that so many defy, of so few, is not to be seen
in the code. Fewer are things to mend, however few point along.
"""
_WIDELY: Final = 0.4
"""What is imported by more of the others than this is needed by everybody."""
_USERS: Final = 3
"""By fewer than so many nothing is needed by everybody."""
_SERVES: Final = 4
"""A foundation is imported so many times as often as it imports."""
_RESTS: Final = 10
"""And so many times as often as it imports what is no foundation."""


class Hierarchy(NamedTuple):
    """Groups of components, and where they stand. A group of several has no order inside."""

    levels: tuple[tuple[tuple[int, ...], ...], ...]
    """Top first; groups of one level do not import each other along the order."""
    foundation: tuple[int, ...]
    """What nearly everybody imports and what imports only more of the same, ascending."""
    against: tuple[tuple[int, int], ...]
    """Pairs of components whose imports point against the order."""
    cost: int
    """How many imports these are."""
    bound: int
    """No order of the groups has fewer imports against it."""


def hierarchy(
    count: int,
    imports: Weights,
    paths: Collection[tuple[int, int]] = (),
    tops: Collection[int] = (),
    keeps: Collection[tuple[int, int]] = (),
    likely: Collection[tuple[int, int]] = (),
) -> Hierarchy | None:
    """
    Return the order of components 0 to count - 1; None where what is pinned contradicts itself.

    `paths` are pairs that are joined by way of modules of no component, which counts as one import more. `tops` stand
    on top, and nothing points up to them; each pair of `keeps` stands in that order, whatever it costs. Of orders that
    cost the same, one that keeps more of the pairs that are `likely` is taken.
    """
    weights = {pair: imports.get(pair, 0) + (pair in paths) for pair in imports.keys() | paths}
    pinned = {*keeps, *((top, other) for top in tops for other in range(count) if other not in tops)}
    groups: list[tuple[int, ...]] = [(node,) for node in range(count)]
    while True:
        found = _ordered(groups, weights, pinned, likely)
        if found is None:
            return None
        order, cost, bound = found
        merged = _merged(groups, order, weights, pinned)
        if merged == groups:
            break
        groups = merged
    ground = _foundation(groups, order, imports)
    return Hierarchy(_levels(groups, order, ground), *_told(groups, order, ground, weights), cost, bound)


Pairs = set[tuple[int, int]]


def _ordered(
    groups: list[tuple[int, ...]], weights: Weights, pinned: Pairs, likely: Collection[tuple[int, int]]
) -> tuple[Pairs, int, int] | None:
    """Return the pairs of groups that point along the order, and what points against it: imports, and the least."""
    between, place = _between(groups, weights), _places(groups)
    firm = {(place[a], place[b]) for a, b in pinned}
    free = {pair: weight for pair, weight in between.items() if pair[::-1] not in firm}
    hints = {(place[a], place[b]) for a, b in likely} & free.keys()
    # What is likely weighs less than any import, and all else more than all of that together.
    scale = len(hints) + 1
    heavy = scale * (sum(between.values()) + 1)
    arcs = {pair: scale * free.get(pair, 0) + (pair in hints) + heavy * (pair in firm) for pair in free.keys() | firm}
    cut = feedback_cut(arcs)
    if any(pair in firm for pair in cut.arcs) or any(pair[::-1] in firm for pair in firm):
        return None
    back = _straightest(len(groups), arcs, cut.arcs, free) if cut.arcs else set()
    lost = sum(weight for pair, weight in between.items() if pair not in free)
    cost = sum(free[pair] for pair in back)
    least = -((len(hints) - cut.bound) // scale)
    return arcs.keys() - back, cost + lost, max(least, 0) + lost


def _straightest(
    count: int, arcs: Weights, cut: Collection[tuple[int, int]], joined: Collection[tuple[int, int]]
) -> Pairs:
    """Return what points backwards in the order, as cheap as that of the cut, that is most of a list."""
    height = _heights(count, arcs.keys() - set(cut))
    out: list[dict[int, int]] = [{} for _ in range(count)]
    for (tail, head), weight in arcs.items():
        out[tail][head] = weight
    order = straightened(out, sorted(range(count), key=lambda node: (-height[node], node)), joined)
    return {(tail, head) for tail, head in arcs if order.index(tail) > order.index(head)}


def _merged(groups: list[tuple[int, ...]], along: Pairs, weights: Weights, pinned: Pairs) -> list[tuple[int, ...]]:
    """Return the groups, with the most contested pair of them as one."""
    between, place = _between(groups, weights), _places(groups)
    firm = {frozenset((place[a], place[b])) for a, b in pinned}
    contested = [
        (weight / between[b, a], (a, b))
        for (a, b), weight in between.items()
        if (a, b) not in along
        and frozenset((a, b)) not in firm
        and any(weight >= heavy and weight * times >= between.get((b, a), 0) > 0 for heavy, times in _CONTESTED)
    ]
    if not contested:
        return groups
    _, (a, b) = max(contested, key=lambda one: (one[0], [-number for number in one[1]]))
    rest = [group for number, group in enumerate(groups) if number not in (a, b)]
    return sorted([*rest, tuple(sorted(groups[a] + groups[b]))])


def _between(groups: Iterable[tuple[int, ...]], weights: Weights) -> dict[tuple[int, int], int]:
    place = _places(groups)
    found: dict[tuple[int, int], int] = {}
    for (tail, head), weight in weights.items():
        pair = place[tail], place[head]
        if pair[0] != pair[1]:
            found[pair] = found.get(pair, 0) + weight
    return found


def _places(groups: Iterable[tuple[int, ...]]) -> dict[int, int]:
    return {member: number for number, group in enumerate(groups) for member in group}


def _levels(groups: list[tuple[int, ...]], along: Pairs, ground: set[int]) -> tuple[tuple[tuple[int, ...], ...], ...]:
    """Return the groups outside of the foundation, each right above what it imports."""
    height = _heights(len(groups), {pair for pair in along if not ground.intersection(pair)})
    levels: dict[int, list[tuple[int, ...]]] = {}
    for number, group in enumerate(groups):
        if number not in ground:
            levels.setdefault(-height[number], []).append(group)
    return tuple(tuple(levels[key]) for key in sorted(levels))


def _told(
    groups: list[tuple[int, ...]], along: Pairs, ground: set[int], weights: Weights
) -> tuple[tuple[int, ...], tuple[tuple[int, int], ...]]:
    """Return the members of the foundation, and the pairs of components that point against the order."""
    place = _places(groups)
    ends = {pair: (place[pair[0]], place[pair[1]]) for pair in weights}
    against = tuple(sorted(pair for pair, (a, b) in ends.items() if a != b and (a, b) not in along))
    return tuple(sorted(member for number in ground for member in groups[number])), against


def _heights(count: int, along: Collection[tuple[int, int]]) -> list[int]:
    """Return for each group how many steps of the longest way down from it there are; `along` has no cycle."""
    below: list[list[int]] = [[] for _ in range(count)]
    above = [0] * count
    for tail, head in along:
        below[tail].append(head)
        above[head] += 1
    order = [number for number in range(count) if not above[number]]
    for number in order:
        for head in below[number]:
            above[head] -= 1
            if not above[head]:
                order.append(head)
    height = [0] * count
    for number in reversed(order):
        height[number] = max((height[head] + 1 for head in below[number]), default=0)
    return height


def _foundation(groups: list[tuple[int, ...]], along: Pairs, imports: Weights) -> set[int]:
    """Return what nearly everybody imports, from the bottom up: it imports only what is foundation already."""
    between = _between(groups, imports)
    height = _heights(len(groups), along)
    found: set[int] = set()
    for number in sorted(range(len(groups)), key=lambda one: (height[one], one)):
        needs = _needs(number, along) - found
        if _wide(number, along, between) and all(_carried(one, number, along, between) for one in needs):
            more = found | needs | {number}
            if all(_serves(one, between, more) for one in (number, *needs)):
                found = more
    return found if len(groups) - len(found) > 1 else set()


def _wide(number: int, along: Pairs, between: Weights) -> bool:
    """Return whether nearly everybody imports a group."""
    count = len({node for pair in along for node in pair}) - 1
    return len(_users(number, along, between)) >= max(_USERS, _WIDELY * count)


def _needs(number: int, along: Pairs) -> set[int]:
    """Return all that a group comes to import along the order."""
    found = [number]
    for one in found:
        found += [head for tail, head in sorted(along) if tail == one and head not in found]
    return {*found} - {number}


def _carried(number: int, by: int, along: Pairs, between: Weights) -> bool:
    """Return whether a group that a foundation needs can be foundation as well: one that is needed less than it."""
    return _USERS <= len(_users(number, along, between)) < len(_users(by, along, between))


def _users(number: int, along: Pairs, between: Weights) -> set[int]:
    return {tail for tail, head in along if head == number and (tail, head) in between}


def _serves(number: int, between: Weights, found: set[int]) -> bool:
    """Return whether a group is imported much more than it imports, above all of what is no foundation."""
    gets = sum(weight for (_, head), weight in between.items() if head == number)
    makes = {head: weight for (tail, head), weight in between.items() if tail == number}
    up = sum(weight for head, weight in makes.items() if head not in found)
    return sum(makes.values()) * _SERVES <= gets and up * _RESTS <= gets
