"""
In which order components lie above one another, inferred from the imports between them.

The order is one against which few imports point; where two components import each other about as much, nothing says
which is above, and they are taken as one. Sources: Lawler 1964 and Eades, Lin, Smyth 1993 for the order (see
`feedback`); Sarkar, Rama, Shubha 2006 for back and skip calls as what breaks it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final, NamedTuple

from archlint.graph.feedback import feedback_cut

__all__ = ["Hierarchy", "Weights", "hierarchy"]

Weights = Mapping[tuple[int, int], int]
"""For pairs of components how many imports lead from one to the other."""

_HEAVY: Final = 10
"""Fewer imports against the order are things to mend, however few point along it."""
_CONTESTED: Final = 2
"""An order that has not more than so many times the imports of its reverse is not to be seen in the code."""
_WIDELY: Final = 0.4
"""What is imported by more of the others than this is needed by everybody."""
_USERS: Final = 3
"""By fewer than so many nothing is needed by everybody."""
_SERVES: Final = 4
"""A foundation is imported so many times as often as it imports."""


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

    @property
    def groups(self) -> tuple[tuple[int, ...], ...]:
        """All groups outside of the foundation, top first."""
        return tuple(group for level in self.levels for group in level)


def hierarchy(
    count: int, weights: Weights, tops: Collection[int] = (), keeps: Collection[tuple[int, int]] = ()
) -> Hierarchy | None:
    """
    Return the order of components 0 to count - 1; None where what is pinned contradicts itself.

    `tops` stand on top, and nothing points up to them; each pair of `keeps` stands in that order, whatever it costs.
    """
    pinned = {*keeps, *((top, other) for top in tops for other in range(count) if other not in tops)}
    groups = [(node,) for node in range(count)]
    while True:
        found = _ordered(groups, weights, pinned)
        if found is None:
            return None
        order, cost, bound = found
        merged = _merged(groups, order, weights, pinned)
        if merged == groups:
            break
        groups = merged
    return _arranged(groups, order, weights, cost, bound)


Pairs = set[tuple[int, int]]


def _ordered(groups: list[tuple[int, ...]], weights: Weights, pinned: Pairs) -> tuple[Pairs, int, int] | None:
    """Return the pairs of groups that point along the order, and what points against it: imports, and the least."""
    between = _between(groups, weights)
    place = _places(groups)
    firm = {(place[a], place[b]) for a, b in pinned}
    lost = sum(weight for (a, b), weight in between.items() if (b, a) in firm)
    free = {pair: weight for pair, weight in between.items() if pair[::-1] not in firm}
    heavy = sum(between.values()) + 1
    cut = feedback_cut({**free, **{pair: free.get(pair, 0) + heavy for pair in firm}})
    if any(pair in firm for pair in cut.arcs) or any(pair[::-1] in firm for pair in firm):
        return None
    along = (free.keys() | firm) - set(cut.arcs)
    return along, cut.cost + lost, cut.bound + lost


def _merged(
    groups: list[tuple[int, ...]], along: Pairs, weights: Weights, pinned: Pairs
) -> list[tuple[int, ...]]:
    """Return the groups, with the most contested pair of them as one."""
    between, place = _between(groups, weights), _places(groups)
    firm = {frozenset((place[a], place[b])) for a, b in pinned}
    contested = [
        (weight / between[b, a], (a, b))
        for (a, b), weight in between.items()
        if (a, b) not in along
        and weight >= _HEAVY
        and frozenset((a, b)) not in firm
        and weight * _CONTESTED >= between.get((b, a), 0) > 0
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


def _arranged(groups: list[tuple[int, ...]], along: Pairs, weights: Weights, cost: int, bound: int) -> Hierarchy:
    """Return the groups on levels: each right above what it imports, and what nobody imports on top."""
    between, place = _between(groups, weights), _places(groups)
    height = _heights(len(groups), along)
    ground = _foundation(height, along, between)
    rest = {pair for pair in along if not ground.intersection(pair)}
    height = _heights(len(groups), rest)
    levels: dict[int, list[tuple[int, ...]]] = {}
    for number, group in enumerate(groups):
        if number not in ground:
            levels.setdefault(-height[number], []).append(group)
    against = tuple(
        sorted(pair for pair in weights if (ends := (place[pair[0]], place[pair[1]])) not in along and len({*ends}) > 1)
    )
    foundation = tuple(sorted(member for number in ground for member in groups[number]))
    return Hierarchy(tuple(tuple(levels[key]) for key in sorted(levels)), foundation, against, cost, bound)


def _heights(count: int, along: Pairs) -> list[int]:
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


def _foundation(height: list[int], along: Pairs, between: Weights) -> set[int]:
    """Return what nearly everybody imports, from the bottom up: it imports only what is foundation already."""
    count = len(height)
    found: set[int] = set()
    for number in sorted(range(count), key=lambda one: (height[one], one)):
        users = {tail for tail, head in along if head == number}
        needs = {head for tail, head in along if tail == number}
        gets = sum(weight for (_, head), weight in between.items() if head == number)
        makes = sum(weight for (tail, _), weight in between.items() if tail == number)
        wide = len(users) >= max(_USERS, _WIDELY * (count - 1))
        if wide and needs <= found and makes * _SERVES <= gets:
            found.add(number)
    return found if count - len(found) > 1 else set()
