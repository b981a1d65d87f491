"""The fewest imports without which no group of modules is in a cycle, with the proof of it as far as there is one."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from archlint.graph.arcs import Arc
from archlint.graph.breach import Import
from archlint.graph.bridges import splitting_edges
from archlint.graph.feedback import FeedbackCut, feedback_cut
from archlint.graph.reach import knots, strong_components
from archlint.graph.rows import Rows
from archlint.startup import NamedTuple

__all__ = ["Untangling", "holding", "knots_of", "untangled"]

Pair = tuple[int, int]


class Untangling(NamedTuple):
    """What to cut."""

    pairs: tuple[Pair, ...]
    """The dependencies between groups that go, ascending."""
    imports: tuple[Import, ...]
    """The imports that make them, ascending; of those that go through modules of no group the fewest."""
    bound: int
    """No fewer imports leave no cycle."""


def knots_of(arcs: Mapping[Pair, Arc], size: int) -> list[list[int]]:
    """Return the groups below `size` that depend on each other in a circle, knot by knot, by their first ones."""
    return sorted(knots(Rows.of(size, arcs)))


def untangled(arcs: Mapping[Pair, Arc], size: int, blamed: Collection[Import] = ()) -> Untangling:
    """
    Return what to cut so that none of so many groups is in a cycle.

    Of cuts with as few imports one is taken, where it is found, with many that are `blamed` for something else.
    """
    pairs: list[Pair] = []
    bound = 0
    for knot in knots_of(arcs, size):
        inside = set(knot)
        within = {pair: arc for pair, arc in arcs.items() if inside.issuperset(pair)}
        found = feedback_cut({pair: arc.weight for pair, arc in within.items()})
        pairs += _blamed(within, found, blamed) if blamed else found.arcs
        bound += _bound(within, found)
    imports = {edge for pair in pairs for edge in arcs[pair].cut()}
    return Untangling(tuple(sorted(pairs)), tuple(sorted(imports)), bound)


def holding(arcs: Mapping[Pair, Arc], size: int) -> dict[Pair, int]:
    """Return the dependencies that hold a knot together, and how many groups are in no cycle without each of them."""
    found = {}
    for knot in knots_of(arcs, size):
        inside = [pair for pair in arcs if set(knot).issuperset(pair)]
        for bridge in splitting_edges(Rows.of(size, inside), knot):
            left = strong_components(Rows.of(size, [pair for pair in inside if pair != bridge.edge]), knot)
            found[bridge.edge] = sum(len(members) == 1 for members in left)
    return found


def _blamed(arcs: Mapping[Pair, Arc], found: FeedbackCut, blamed: Collection[Import]) -> tuple[Pair, ...]:
    """Return a cut that is as cheap as the one that was found, and has at least as many imports with another fault."""
    faults = {pair: sum(edge in blamed for edge in arc.imports) for pair, arc in arcs.items()}
    much = 1 + sum(faults.values())
    other = feedback_cut({pair: arc.weight * much - faults[pair] for pair, arc in arcs.items()}, proof=False).arcs

    def rank(cut: tuple[Pair, ...]) -> tuple[int, int]:
        return sum(arcs[pair].weight for pair in cut), -sum(faults[pair] for pair in cut)

    return min(found.arcs, other, key=rank)


def _bound(arcs: Mapping[Pair, Arc], found: FeedbackCut) -> int:
    """
    Return how many imports have to go at least so that one knot is none.

    Direct imports of two dependencies are never the same, but one import may be a part of many chains: what chains cost
    cannot be added up, and only what is direct counts.
    """
    if not any(arc.chain for arc in arcs.values()):
        return found.bound
    return max(1, feedback_cut({pair: len(arc.imports) for pair, arc in arcs.items() if arc.imports}).bound)
