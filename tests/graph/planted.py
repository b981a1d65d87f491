"""
Hierarchies that are planted in random graphs, and how well an order finds them again.

It is what a draft of the inference was asked, on eight graphs for each size and share of noise: a chain, 35 % of its
shortcuts, and imports that point back. How heavy those imports were was not written down; here the ones along the order
count 1 to 10, and the ones against it 1 to 3.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from random import Random
from statistics import fmean, pstdev
from typing import Final, NamedTuple

from archlint.graph import Hierarchy, feedback_cut, hierarchy

__all__ = ["DRAFT", "GRAPHS", "Found", "Planted", "Score", "drafted", "inferred", "level", "planted", "score"]

Pair = tuple[int, int]
Weights = Mapping[Pair, int]

GRAPHS: Final = 8
"""So many graphs each figure of the draft is the mean of."""
DRAFT: Final = {
    (12, 0.0): (1.00, 1.00),
    (12, 0.05): (0.99, 0.88),
    (12, 0.1): (0.95, 0.83),
    (12, 0.2): (0.91, 0.89),
    (12, 0.3): (0.80, 0.80),
    (30, 0.0): (1.00, 1.00),
    (30, 0.05): (0.97, 0.87),
    (30, 0.1): (0.93, 0.87),
    (30, 0.2): (0.91, 0.88),
    (30, 0.3): (0.88, 0.87),
}
"""By size and share of imports that are noise: Kendall's rank correlation, and F1 of what is cut."""


class Planted(NamedTuple):
    """A graph, and what was planted in it."""

    order: list[int]
    """Top first."""
    weights: Weights
    back: set[Pair]
    """What points against the order."""


class Found(NamedTuple):
    """What was found in it."""

    place: Mapping[int, int]
    """Where each component stands, 0 on top."""
    cut: set[Pair]
    """What points against the order that was found."""


class Score(NamedTuple):
    """How well hierarchies were found again: means over all graphs, and how far single graphs lie from them."""

    correlation: float
    f1: float
    spread: tuple[float, float]
    """Standard deviations of both."""


def planted(size: int, noise: float, seed: int) -> Planted:
    """Return a chain with a third of all shortcuts, of 1 to 10 imports each, and some of 1 to 3 that point back."""
    lottery = Random(f"{size} {noise} {seed}")
    order = lottery.sample(range(size), size)
    down = [(a, b) for i, a in enumerate(order) for b in order[i + 1 :]]
    weights = {
        (a, b): lottery.randint(1, 10)
        for a, b in down
        if order.index(b) - order.index(a) == 1 or lottery.random() < 0.35
    }
    back = lottery.sample([(b, a) for a, b in down], round(noise * len(weights)))
    return Planted(order, {**weights, **{pair: lottery.randint(1, 3) for pair in back}}, set(back))


def inferred(size: int, weights: Weights) -> Found:
    """Find what archlint finds."""
    found = hierarchy(size, weights)
    assert found is not None
    return Found(level(found), set(found.against))


def drafted(size: int, weights: Weights) -> Found:
    """Find what the draft found: the fewest imports against the order, and of such orders the first."""
    cut = set(feedback_cut(weights).arcs)
    left, place = set(range(size)), dict[int, int]()
    while left:
        first = min(left - {b for a, b in weights.keys() - cut if a in left})
        place[first] = len(place)
        left.remove(first)
    return Found(place, cut)


def level(found: Hierarchy) -> dict[int, int]:
    """Return the level of each component; the foundation lies below all."""
    levels = {one: number for number, level in enumerate(found.levels) for group in level for one in group}
    return levels | dict.fromkeys(found.foundation, len(found.levels))


def score(graphs: Iterable[Planted], find: Callable[[int, Weights], Found]) -> Score:
    """Return how well graphs are seen through."""
    pairs = [(one, find(len(one.order), one.weights)) for one in graphs]
    orders = [_agreement(one.order, found.place) for one, found in pairs]
    cuts = [_overlap(found.cut, one.back) for one, found in pairs]
    return Score(fmean(orders), fmean(cuts), (pstdev(orders), pstdev(cuts)))


def _agreement(order: Sequence[int], place: Mapping[int, int]) -> float:
    """Kendall's rank correlation over the pairs that stand on different levels."""
    signs = [(place[a] < place[b]) - (place[a] > place[b]) for i, a in enumerate(order) for b in order[i + 1 :]]
    return sum(signs) / max(1, sum(map(abs, signs)))


def _overlap(cut: Collection[Pair], back: Collection[Pair]) -> float:
    """F1 of what is cut, as a guess at what was planted to point back."""
    return 2 * len({*cut} & {*back}) / (len(cut) + len(back)) if cut or back else 1.0
