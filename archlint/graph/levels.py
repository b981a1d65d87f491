"""What an order of levels forbids, decided from the reach of components alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from operator import itemgetter, or_

from archlint.graph.reach import Reach
from archlint.startup import NamedTuple

__all__ = ["Illegal", "Level", "verdicts"]


class Level(NamedTuple):
    """One level of an order, and what it asks of others."""

    members: tuple[int, ...]
    """Component numbers; each stands on one level at most. A level without members still counts as a level."""
    independent: bool
    """Members may not depend on one another."""
    closed: bool
    """What is above may not depend on what is below except by way of a member."""


class Illegal(NamedTuple):
    """The dependencies of one component that the order of levels forbids in one way."""

    importer: int
    kind: str
    """One of "back" (upwards), "skip" (down, past a closed level) and "sibling" (within an independent level)."""
    direct: int
    """The components that it imports, as bits."""
    through: int
    """Those that it reaches by chains through free modules; a pair can be illegal in both ways."""


def verdicts(reach: Reach, levels: Sequence[Level], strict: bool) -> list[Illegal]:
    """
    Return the forbidden dependencies of an order of levels, top level first; ascending. A pair is forbidden in one way.

    When `strict`, each level is closed: a linked list. Components on no level are neither judged nor passed through.
    O(components) unions of bits.
    """
    masks = [sum(1 << member for member in level.members) for level in levels]
    above = list(accumulate(masks, or_, initial=0))
    below = list(accumulate(reversed(masks), or_, initial=0))[::-1]
    found: list[Illegal] = []
    # The rank of the nearest closed level under the current one; what lies below it is out of reach.
    barrier = len(levels)
    for rank in reversed(range(len(levels))):
        level = levels[rank]
        out_of_reach = below[min(barrier + 1, len(levels))]
        siblings = masks[rank] if level.independent else 0
        for member in level.members:
            direct, through = reach.direct[member], reach.through[member]
            if not direct and not through:
                continue  # as most of a large level
            for kind, forbidden in (("back", above[rank]), ("skip", out_of_reach), ("sibling", siblings)):
                if (direct | through) & forbidden:
                    found.append(Illegal(member, kind, direct & forbidden, through & forbidden))
        if strict or level.closed:
            barrier = rank
    return sorted(found, key=itemgetter(0))
