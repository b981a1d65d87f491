"""What an order of levels forbids, decided from the reach of components alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from operator import itemgetter, or_

from archlint.graph.reach import Reach
from archlint.graph.rows import bits
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
    """A dependency between two components that the order of levels forbids."""

    importer: int
    imported: int
    kind: str
    """One of "back" (upwards), "skip" (down, past a closed level) and "sibling" (within an independent level)."""
    direct: bool
    """True for plain imports, False for chains through free modules; a pair can be illegal in both ways."""


def verdicts(reach: Reach, levels: Sequence[Level], strict: bool) -> list[Illegal]:
    """
    Return the forbidden dependencies of an order of levels, top level first; ascending, direct before indirect.

    When `strict`, each level is closed: a linked list. Components on no level are neither judged nor passed through.
    O(components) unions of bits, and one step per row returned.
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
        for member in level.members:
            if not reach.direct[member] and not reach.through[member]:
                continue  # as most of a large level
            found += _broken(reach, member, "back", above[rank])
            found += _broken(reach, member, "skip", out_of_reach)
            if level.independent:
                found += _broken(reach, member, "sibling", masks[rank])
        if strict or level.closed:
            barrier = rank
    # A pair is forbidden in one way only, and its direct row stands first: the order of the rest is kept.
    return sorted(found, key=itemgetter(0, 1))


def _broken(reach: Reach, importer: int, kind: str, forbidden: int) -> list[Illegal]:
    """Return the rows of one kind for one importer, whose dependencies among the forbidden bits are all illegal."""
    rows = [Illegal(importer, imported, kind, True) for imported in bits(reach.direct[importer] & forbidden)]
    rows += [Illegal(importer, imported, kind, False) for imported in bits(reach.through[importer] & forbidden)]
    return rows
