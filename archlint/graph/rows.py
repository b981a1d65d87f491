"""Adjacency as two arrays: 500,000 imports are normal, and one Python object each would not be."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain, repeat
from operator import sub

__all__ = ["Rows", "bits"]


class Rows(Sequence["array[int]"]):
    """For each node its neighbours, ascending and without repetition (compressed sparse rows)."""

    __slots__ = ("_origin", "_turned", "offsets", "targets")

    def __init__(self, offsets: array[int], targets: array[int]) -> None:
        self.offsets = offsets
        """Row u is targets[offsets[u]:offsets[u + 1]]; one more entry than there are nodes."""
        self.targets = targets
        self._turned: Rows | None = None
        self._origin: tuple[Rows, list[tuple[int, int]]] | None = None
        """The rows that these were made of by taking edges out, and those edges."""

    @classmethod
    def of(cls, size: int, edges: Iterable[tuple[int, int]]) -> Rows:
        """Return the rows of edges given in any order, with or without repetition."""
        offsets, targets = array("I", [0]) * (size + 1), array("I")
        for tail, head in sorted(set(edges)):
            offsets[tail + 1] += 1
            targets.append(head)
        for node in range(size):
            offsets[node + 1] += offsets[node]
        return cls(offsets, targets)

    def __getitem__(self, node):  # type: ignore[no-untyped-def]
        return self.targets[self.offsets[node] : self.offsets[node + 1]]

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def beyond(self, nodes: Iterable[int]) -> Iterator[int]:
        """Yield the neighbours of some nodes, one node after the other."""
        offsets, targets = self.offsets, self.targets
        # Not self[node]: over few neighbours each, the call would take longer than all that is done with them.
        return chain.from_iterable([targets[offsets[node] : offsets[node + 1]] for node in nodes])

    def edges(self) -> Iterator[tuple[int, int]]:
        """Return an iterator of (tail, head), ascending."""
        lengths = map(sub, self.offsets[1:], self.offsets)
        return zip(chain.from_iterable(map(repeat, range(len(self)), lengths)), self.targets, strict=True)

    def reversed(self) -> Rows:
        """Return the rows of the same edges turned around; worked out once."""
        if self._turned is None:
            self._turned = self._reversed()
        return self._turned

    def without(self, edges: Iterable[tuple[int, int]]) -> Rows:
        """Return the rows less some edges, of which some may not be there; few are taken out in few steps."""
        gone = sorted(set(edges))
        offsets, targets = self.offsets[:], self.targets[:]
        taken = start = 0
        for tail, head in gone:
            end = self.offsets[tail + 1]
            place = bisect_left(self.targets, head, self.offsets[tail], end)
            if place < end and self.targets[place] == head:
                _lower(offsets, start, tail + 1, taken)
                del targets[place - taken]
                taken, start = taken + 1, tail + 1
        _lower(offsets, start, len(offsets), taken)
        left = Rows(offsets, targets)
        left._origin = self, gone
        return left

    def _reversed(self) -> Rows:
        if self._origin:
            whole, gone = self._origin
            return whole.reversed().without((head, tail) for tail, head in gone)
        counts = Counter(self.targets)
        offsets = array("I", accumulate((counts.get(head, 0) for head in range(len(self))), initial=0))
        free = list(offsets)
        tails = array("I", [0]) * len(self.targets)
        for tail, head in self.edges():
            place = free[head]
            tails[place] = tail
            free[head] = place + 1
        return Rows(offsets, tails)


def _lower(offsets: array[int], start: int, end: int, by: int) -> None:
    if by:
        offsets[start:end] = array("I", [offset - by for offset in offsets[start:end]])


def bits(mask: int) -> Iterator[int]:
    """Yield the positions of the set bits, ascending."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low
