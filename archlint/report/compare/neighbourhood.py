"""The components that a change touches, and as many of those around them as a drawing has room for."""

from __future__ import annotations

from collections import Counter
from typing import Final

from archlint.startup import NamedTuple
from archlint.verdict import Comparison, Picture

__all__ = ["MOST", "Edge", "Neighbourhood", "neighbourhood"]

MOST: Final = 30
"""Components of a drawing: more can be drawn, and nobody can read them."""
_AROUND: Final = 12
"""So many are drawn beside those that have changed, at most."""

Pair = tuple[str, str]


class Edge(NamedTuple):
    """A dependency, by the labels of its components."""

    tail: str
    head: str
    imports: int
    state: str
    """added, removed or there."""
    new: int
    """New violations by it."""


class Neighbourhood(NamedTuple):
    """What is drawn."""

    nodes: tuple[tuple[str, str], ...]
    """Labels with what became of them: added, removed, changed or there; top first, as far as somebody orders them."""
    edges: tuple[Edge, ...]
    left_out: int
    """How many components have changed and are not drawn."""


def neighbourhood(found: Comparison, picture: Picture) -> Neighbourhood:
    """Return the components that have come, gone or depend on others than before, and what is around them."""
    labels = [box.label for box in picture.boxes]
    there = {(labels[arrow.tail], labels[arrow.head]): arrow.imports for arrow in picture.arrows}
    marks = {(labels[arrow.tail], labels[arrow.head]): arrow.marks.new for arrow in picture.arrows}
    added, removed = found.dependencies_added, found.dependencies_removed
    weights = Counter(label for one in (*added, *removed) for label in (one.tail, one.head))
    weights.update(label for pair, count in marks.items() if count for label in pair)
    weights.update(dict.fromkeys((*found.components_added, *found.components_removed), 0))
    ranked = sorted(weights, key=lambda label: (-weights[label], label))
    shown = {*ranked[:MOST]}
    shown |= {*_around(there, shown)[: min(MOST - len(shown), _AROUND)]}
    states = dict.fromkeys(shown, "there") | dict.fromkeys(shown & weights.keys(), "changed")
    states |= dict.fromkeys(shown & {*found.components_added}, "added")
    states |= dict.fromkeys(shown & {*found.components_removed}, "removed")
    came = {(one.tail, one.head) for one in added}
    edges = [Edge(*pair, imports, "added" if pair in came else "there", marks[pair]) for pair, imports in there.items()]
    edges += [Edge(*one, "removed", 0) for one in removed]
    order = {label: at for at, label in enumerate(labels)}
    return Neighbourhood(
        nodes=tuple(
            (label, states[label]) for label in sorted(shown, key=lambda one: (order.get(one, len(order)), one))
        ),
        edges=tuple(sorted(edge for edge in edges if {edge.tail, edge.head} <= shown)),
        left_out=len(weights) - len(shown & weights.keys()),
    )


def _around(there: dict[Pair, int], shown: set[str]) -> list[str]:
    """Return the components that depend on some, or they on them, the closest first."""
    close: Counter[str] = Counter()
    for pair, imports in there.items():
        for one, other in (pair, pair[::-1]):
            if one in shown and other not in shown:
                close[other] += imports
    return sorted(close, key=lambda label: (-close[label], label))
