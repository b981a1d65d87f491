"""Cycles that are larger than they may be, told as one breach: a component has too much of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial

from archlint.graph.breach import Account, Breach, Cut, Import, Use
from archlint.graph.graph import Graph
from archlint.graph.measures import knot_breaches

__all__ = ["joined", "oversized_knots"]


def oversized_knots(graph: Graph, nodes: Collection[int], most: int) -> Breach:
    """Return the breach about the largest cycle; its cut undoes every one that is too large."""
    knots = knot_breaches(graph, nodes, most)
    cut = partial(joined, [knot.cut for knot in knots if knot.cut])
    account = Account(lambda: (use for knot in knots for use in _uses(knot)), partial(_told_of_knots, knots))
    return knots[0]._replace(kind="over-budget", members=(), cut=cut, account=account)


def _uses(knot: Breach) -> Iterator[Use]:
    yield from knot.account.uses() if knot.account else ()


def _told_of_knots(knots: Sequence[Breach], breach: Breach, added: Sequence[Use]) -> tuple[Breach, Use]:
    """Return the breach by the first cycle that something was added to; of all of them that is to go."""
    told = []
    for knot in knots:
        inside = {use.chain for use in _uses(knot)}
        if knot.account and (mine := [use for use in added if use.chain in inside]):
            told.append(knot.account.told(knot, mine))
    cut = partial(joined, [one.cut for one, _ in told if one.cut])
    first, shown = told[0]
    return first._replace(kind=breach.kind, members=(), cut=cut), shown


def joined(cuts: Iterable[Cut]) -> tuple[Import, ...]:
    """Return all imports that some of the cuts take out, ascending."""
    return tuple(sorted({edge for cut in cuts for edge in cut()}))
