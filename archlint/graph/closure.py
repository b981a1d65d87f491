"""How many modules each module, and each group of them, comes to need by whatever chain of imports."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from archlint.graph.reach import strong_components
from archlint.graph.rows import Rows
from archlint.startup import NamedTuple

__all__ = ["Visibility", "visibility"]

_BLOCK = 8192
"""So many modules are looked out for at a time: 100,000 modules would need a gigabyte of bits at once."""


class Visibility(NamedTuple):
    """Rows of the visibility matrix, counted: which modules are reached by chains of any length, also of none."""

    modules: list[int]
    """For each module how many it reaches; itself is one of them."""
    groups: list[int]
    """For each group of modules how many outside of it some module of it reaches."""


def visibility(succ: Rows, size: int, groups: Sequence[Collection[int]] = ()) -> Visibility:
    """
    Return how many of the first `size` nodes are reached from each of them, and from each group of them.

    Chains may go over other nodes, which do not count. Of reversed rows it gives from where each is reached. The sum
    over all modules, divided by the square of their number, is the propagation cost.
    Source: MacCormack, Rusnak, Baldwin 2006, "Exploring the structure of complex software designs", whose visibility
    matrix is the sum of the powers of the dependency matrix from 0 on, as 0 and 1.
    """
    knots = strong_components(succ)
    place = [0] * len(succ)
    for number, members in enumerate(knots):
        for member in members:
            place[member] = number
    links = [{place[head] for node in members for head in succ[node]} for members in knots]
    homes = [sorted({place[node] for node in group}) for group in groups]
    reached, outside = [0] * len(knots), [0] * len(groups)
    for start in range(0, size, _BLOCK):
        end = min(size, start + _BLOCK)
        masks = list(_masks(knots, links, start, end))
        reached = [count + mask.bit_count() for count, mask in zip(reached, masks, strict=True)]
        for number, home in enumerate(homes):
            seen = _bits((node for node in groups[number] if start <= node < end), start)
            outside[number] += (_union(masks, home) & ~seen).bit_count()
    return Visibility([reached[place[node]] for node in range(size)], outside)


def _masks(knots: Iterable[Sequence[int]], links: Sequence[Collection[int]], start: int, end: int) -> Iterator[int]:
    """Yield for each knot, sinks first, which nodes from `start` to before `end` it reaches, as bits."""
    masks: list[int] = []
    for number, members in enumerate(knots):
        own = _bits((node for node in members if start <= node < end), start)
        masks.append(own | _union(masks, (other for other in links[number] if other != number)))
        yield masks[-1]


def _bits(nodes: Iterable[int], start: int) -> int:
    found = 0
    for node in nodes:
        found |= 1 << node - start
    return found


def _union(masks: Sequence[int], numbers: Iterable[int]) -> int:
    found = 0
    for number in numbers:
        found |= masks[number]
    return found
