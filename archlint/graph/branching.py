"""The proof that no cheaper set of arcs leaves no cycle: all orders are looked at, most of them many at a time."""

from __future__ import annotations

from collections.abc import Sequence

from archlint.graph.packing import Packing, packed_cycles
from archlint.graph.rows import bits
from archlint.startup import NamedTuple

__all__ = ["Search", "cheapest_order"]

_EFFORT = 320_000
"""Pairs of nodes for which a bound is worked out, at most: half a second of CPU."""
_ENDLESS = 1 << 60
"""The weight of an arc that is not to be cut."""

Arc = tuple[int, int]


class Search(NamedTuple):
    """What has come of looking for an order in which less weight points backwards."""

    order: list[int] | None
    """The best of all; None where none is better than what was known."""
    complete: bool
    """Whether all orders were looked at: then nothing is better than this, or than what was known."""


def cheapest_order(out: Sequence[dict[int, int]], known: int) -> Search:
    """
    Return the order in which the least weight points backwards, if that is less than is `known`.

    `out` holds for each node the heads of its arcs and their positive weights. Pairs of nodes are put in order one
    after the other, those that must stand so if anything is to be gained first, and what is left to be decided costs at
    least what a packing of cycles says. Where that bound is nearly met from the beginning, as with most packages, a
    handful of packings is all it takes; the effort is bounded in any case. Source: branch and bound as in Groetschel,
    Juenger, Reinelt 1984, with the reduced costs of the packing in the place of those of a linear program.
    """
    best: _Partial | None = None
    waiting = [_Partial.of(out)]
    for _ in range(_EFFORT // len(out) ** 2):
        if not waiting:
            break
        partial = waiting.pop()
        if partial.cost >= known:
            continue
        open_ = partial.undecided(out)
        packing = packed_cycles(partial.with_decided(open_))
        if partial.cost + packing.bound >= known:
            continue
        if not packing.bound:
            best, known = partial, partial.cost
            continue
        waiting += partial.narrowed(out, open_, packing, known - partial.cost - packing.bound)
    return Search(best.order(out) if best else None, not waiting)


class _Partial:
    """Some pairs of nodes in order, and what points backwards because of them."""

    def __init__(self, after: list[int], before: list[int], cost: int) -> None:
        self.after = after
        """For each node those that stand behind it, as bits; whatever follows from other pairs is in it."""
        self.before = before
        self.cost = cost

    @classmethod
    def of(cls, out: Sequence[dict[int, int]]) -> _Partial:
        return cls([0] * len(out), [0] * len(out), 0)

    def undecided(self, out: Sequence[dict[int, int]]) -> dict[Arc, int]:
        """Return the arcs, with their weights, of which it is open whether they point backwards."""
        return {
            (tail, head): weight
            for tail, heads in enumerate(out)
            for head, weight in heads.items()
            if not (self.after[tail] | self.before[tail]) >> head & 1
        }

    def with_decided(self, open_: dict[Arc, int]) -> list[dict[int, int]]:
        """Return the open arcs among the pairs in order, which no cut can end."""
        found = [dict.fromkeys(bits(behind), _ENDLESS) for behind in self.after]
        for (tail, head), weight in open_.items():
            found[tail][head] = weight
        return found

    def narrowed(
        self, out: Sequence[dict[int, int]], open_: dict[Arc, int], packing: Packing, gap: int
    ) -> list[_Partial]:
        """
        Return what is to be looked at instead: itself, where pairs can stand in one way only, else both ways of one.

        To cut an arc costs, beyond the bound, what the packing has left of it: where that is the whole gap, nothing
        better comes of it.
        """
        left = packing.left
        kept = [arc for arc in open_ if left[arc[0]].get(arc[1], 0) >= gap]
        if kept:
            forced = self._copy()
            return [forced] if all(forced.put(out, *arc) for arc in kept) else []
        used = (arc for arc in open_ if arc[1] not in left[arc[0]])
        tail, head = max(used, key=lambda arc: (open_[arc], -arc[0], -arc[1]))
        ways = self._copy(), self._copy()
        # The last is looked at first: a heavy arc is hardly ever the one to cut.
        return [way for way, pair in zip(ways, ((head, tail), (tail, head)), strict=True) if way.put(out, *pair)]

    def put(self, out: Sequence[dict[int, int]], first: int, second: int) -> bool:
        """Put a pair in order, and all that follows from it; return False where it stands the other way round."""
        if self.before[first] >> second & 1:
            return False
        if self.after[first] >> second & 1:
            return True
        ahead, behind = self.before[first] | 1 << first, self.after[second] | 1 << second
        for node in bits(ahead):
            for other in bits(behind & ~self.after[node]):
                self.before[other] |= 1 << node
                self.cost += out[other].get(node, 0)
            self.after[node] |= behind
        return True

    def order(self, out: Sequence[dict[int, int]]) -> list[int]:
        """Return an order that keeps to the pairs, and in which none of the open arcs points backwards."""
        follows = [*self.after]
        for tail, head in self.undecided(out):
            follows[tail] |= 1 << head
        left, order = (1 << len(follows)) - 1, list[int]()
        while left:
            # Without cycles among those, something has nothing behind it.
            last = next(node for node in bits(left) if not follows[node] & left)
            order.append(last)
            left ^= 1 << last
        return order[::-1]

    def _copy(self) -> _Partial:
        return _Partial([*self.after], [*self.before], self.cost)
