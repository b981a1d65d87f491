"""What each dependency between two components is to an order of layers, or to the list that they would form without."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from archlint.graph.cover import path_cover
from archlint.graph.feedback import feedback_cut
from archlint.graph.parts import Part
from archlint.graph.shapes import shape

__all__ = ["INNER", "LABELS", "labelled"]

INNER: Final = ("step", "skip", "sibling", "branch", "join", "back")
"""What says how far the components are from a list."""
LABELS: Final = (*INNER, "foundation", "unplaced")
"""All there are: each dependency has one of them."""

Pair = tuple[int, int]


def labelled(parts: Sequence[Part], counts: Mapping[Pair, int], *, ordered: bool) -> dict[Pair, str]:
    """
    Return what each pair of parts between which there are imports is; `counts` are those of import_counts.

    `ordered` tells that an order is declared. Then an import leads to the next level (`step`), past it (`skip`), to
    its own (`sibling`), or up, be it out of the foundation (`back`); or to the `foundation`. `unplaced` is what has an
    end of which the order says nothing.

    Without an order, `back` is what a minimum feedback cut takes out. Of what is left, `skip` is what there is a longer
    way for; of the rest, `step` is what makes the heaviest paths, and what is left over is a `branch` where its
    importer has a step already, else a `join`: what it leads to has one. Among cuts and paths of equal weight those of
    the first parts count.
    Sources: Sarkar, Rama, Shubha 2006, "A method for detecting and measuring architectural layering violations in
    source code" (skip calls and back calls); Aho, Garey, Ullman 1972, "The transitive reduction of a directed graph".
    """
    if ordered:
        return {pair: _of_order(parts[pair[0]], parts[pair[1]]) for pair in counts}
    return _of_shape(len(parts), counts)


def _of_order(tail: Part, head: Part) -> str:
    if head.foundation:
        return "foundation"
    if head.level is None or (tail.level is None and not tail.foundation):
        return "unplaced"
    down = -1 if tail.level is None else head.level - tail.level
    return "back" if down < 0 else ("sibling", "step")[down] if down < 2 else "skip"


def _of_shape(count: int, counts: Mapping[Pair, int]) -> dict[Pair, str]:
    back = set(feedback_cut(counts).arcs)
    down = {pair: imports for pair, imports in counts.items() if pair not in back}
    skips = {pair for pair, _ in shape(count, down).shortcuts}
    near = {pair: imports for pair, imports in down.items() if pair not in skips}
    steps = path_cover(near).arcs
    tails = {tail for tail, _ in steps}
    found = dict.fromkeys(back, "back") | dict.fromkeys(skips, "skip") | dict.fromkeys(steps, "step")
    rest = {pair: "branch" if pair[0] in tails else "join" for pair in near.keys() - set(steps)}
    return dict(sorted((found | rest).items()))
