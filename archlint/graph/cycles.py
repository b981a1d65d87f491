"""Cycles among groups of modules: one breach for each knot, with the cheapest imports to cut."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import pairwise
from typing import Final

from archlint.graph.arcs import Arc
from archlint.graph.breach import Account, Breach, Import, Use
from archlint.graph.feedback import feedback_cut
from archlint.graph.reach import knots
from archlint.graph.rows import Rows
from archlint.startup import NamedTuple

__all__ = ["cycle_breaches"]

_SHOWN: Final = 6
"""Groups of a cycle that a message spells out."""
_KNOTS: Final = 1_000
"""So many cuts are remembered."""
_WAYS_OUT: Final = "move what both need into a module of its own, or hand it in as an argument"


def cycle_breaches(arcs: Mapping[tuple[int, int], Arc], labels: Sequence[str]) -> Iterator[Breach]:
    """
    Yield one breach for each strong component of two groups or more, in the order of its first label.

    `arcs` are numbered over `labels`. The cut is cheap (see feedback_cut), not always the cheapest there is.
    """
    rows = Rows.of(len(labels), arcs)
    for knot in sorted(knots(rows), key=lambda knot: labels[knot[0]]):
        inside = {*knot}
        between = {(a, b): arcs[a, b] for a in knot for b in rows[a] if b in inside}
        yield _Knot(knot, between, rows, labels).breach()


@lru_cache(maxsize=_KNOTS)
def _cheapest(weights: tuple[tuple[tuple[int, int], int], ...]) -> tuple[tuple[int, int], ...]:
    """Return what to cut; whoever goes through a history meets the same knots again and again."""
    return feedback_cut(dict(weights)).arcs


class _Knot(NamedTuple):
    """Groups that all depend on each other."""

    groups: Sequence[int]
    arcs: Mapping[tuple[int, int], Arc]
    """Those between two of them."""
    rows: Rows
    labels: Sequence[str]

    def breach(self) -> Breach:
        """Return the cycle, shown at the cheapest dependency to cut."""
        weights = {pair: arc.weight for pair, arc in self.arcs.items()}
        chosen = _cheapest(tuple(weights.items()))
        tail, head = min(chosen, key=lambda pair: (weights[pair], self.labels[pair[0]], self.labels[pair[1]]))
        cheapest = f"{self.labels[tail]} -> {self.labels[head]} ({_counted(weights[tail, head])})"
        help_ = f"{cheapest} has to go: {_WAYS_OUT}"
        if len(chosen) > 1:
            help_ = f"start with the cheapest of {len(chosen)} pairs to cut: {cheapest}"
        return Breach(
            "cycle",
            self._message(tail, head),
            help_,
            self.labels[tail],
            self.labels[head],
            self.arcs[tail, head].shown,
            tuple(sorted(self.labels[group] for group in self.groups)),
            partial(self._cut, chosen),
            account=Account(self._uses, self._told),
        )

    def _message(self, tail: int, head: int) -> str:
        """Return what the cycle is, by the shortest way around it that goes from tail to head."""
        walk = [tail, *_shortest_way(self.rows, head, tail, {*self.groups})[:-1]]
        shown = [self.labels[group] for group in [*walk[:_SHOWN], *([] if len(walk) > _SHOWN else walk[:1])]]
        more = " -> ..." if len(walk) > _SHOWN else ""
        return f"{len(self.groups)} in a cycle: {' -> '.join(shown)}{more}"

    def _cut(self, chosen: Collection[tuple[int, int]]) -> tuple[Import, ...]:
        return tuple(sorted({edge for pair in chosen for edge in self.arcs[pair].cut()}))

    def _uses(self) -> Iterator[Use]:
        return (Use(edge) for arc in self.arcs.values() for edge in arc.edges())

    def _told(self, breach: Breach, added: Sequence[Use]) -> tuple[Breach, Use]:
        """Return the cycle as one that an added import closes; of what was added so much is to go that nothing does."""
        edges = [(use.chain[0], use.chain[1]) for use in added]
        came = {*edges}
        # A dependency that was there before, by another import, closes nothing.
        pairs: dict[Import, list[tuple[int, int]]] = {}
        for pair, arc in self.arcs.items():
            for edge in arc.edges() if _entirely(arc, came) else ():
                pairs.setdefault(edge, []).append(pair)
        new = dict.fromkeys(pair for edge in edges for pair in pairs.get(edge, ()))
        closing = _closing([pair for pair in self.arcs if pair not in new], [*new])
        if not closing:
            return breach._replace(chain=edges[0]), added[0]
        tail, head = closing[0]
        label, other = self.labels[tail], self.labels[head]
        first = next(use for use, edge in zip(added, edges, strict=True) if (tail, head) in pairs.get(edge, ()))
        anew = breach._replace(
            message=self._message(tail, head),
            help=f"{label} -> {other} is new and closes it: {_WAYS_OUT}",
            tail=label,
            head=other,
            chain=first.chain,
            cut=partial(self._cut, closing),
        )
        return anew, first


def _entirely(arc: Arc, edges: Collection[Import]) -> bool:
    """Return whether there is no such dependency without some imports."""
    direct = all(edge in edges for edge in arc.imports)
    return direct and (not arc.chain or any(edge in edges for edge in pairwise(arc.chain)))


def _closing(old: Iterable[tuple[int, int]], new: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return as few new pairs as one by one can be told, the first rather, without which no new pair is in a cycle."""
    ways: dict[int, set[int]] = {}
    for tail, head in old:
        ways.setdefault(tail, set()).add(head)
    closing = []
    for tail, head in reversed(new):
        if _reaches(ways, head, tail):
            closing.append((tail, head))
        else:
            ways.setdefault(tail, set()).add(head)
    return closing[::-1]


def _reaches(ways: Mapping[int, Collection[int]], start: int, goal: int) -> bool:
    seen, left = {start}, [start]
    while left and goal not in seen:
        fresh = {*ways.get(left.pop(), ())} - seen
        seen |= fresh
        left += fresh
    return goal in seen


def _counted(imports: int) -> str:
    return "1 import" if imports == 1 else f"{imports} imports"


def _shortest_way(rows: Rows, start: int, goal: int, inside: Collection[int]) -> list[int]:
    """Return the shortest way from start to goal within a knot, both ends included; ties go to the smallest group."""
    before = {start: start}
    queue = deque([start])
    while goal not in before:
        group = queue.popleft()
        for follower in rows[group]:
            if follower in inside and follower not in before:
                before[follower] = group
                queue.append(follower)
    way = [goal]
    while way[-1] != start:
        way.append(before[way[-1]])
    return way[::-1]
