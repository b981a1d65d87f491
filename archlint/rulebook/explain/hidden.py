"""How one thing comes to depend on another without an import: by strings that name it, by channels that both are on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice, pairwise
from typing import Any, Final

from archlint.graph import CONFIDENCES, HIDDEN_KINDS, Graph, Occurrence, Wanted, passage
from archlint.rulebook.coupling import told
from archlint.rulebook.explain.subjects import Subject

__all__ = ["hidden"]

_MOST: Final = 20
"""So many dependencies from one end straight to the other are told."""
Pair = tuple[int, int]


def hidden(graph: Graph, tail: Subject, head: Subject, by_imports: int) -> list[dict[str, Any]]:
    """
    Return how one subject depends on another without an import, as steps; [] where it does not.

    These are the dependencies straight from one to the other; where there are none, the shortest chain that leads over
    some, if it is shorter than the one over imports alone, which has `by_imports` steps (0 is none). A subscriber
    depends on its publisher. What is certain is told, else what is less so. Reads the wiring of the code.
    """
    tails, heads = frozenset(tail.nodes), frozenset(head.nodes)
    if tails == heads or (tail.node >= graph.size and head.node >= graph.size):
        return []
    for confidence in CONFIDENCES:
        wanted = Wanted(frozenset(HIDDEN_KINDS), confidence, frozenset({"subscriber"}))
        wired = graph.wired(wanted)
        if straight := list(islice(_straight(wired, tails, heads), _MOST)):
            return straight
        steps = list(pairwise(passage(wired, tails, heads).chain()))
        if steps and not 0 < by_imports <= len(steps):
            return [_told(wired, pair, _first(wired, pair)) for pair in steps]
    return []


def _straight(wired: Graph, tails: frozenset[int], heads: frozenset[int]) -> Iterator[dict[str, Any]]:
    """Yield what couples a module of one end with one of the other, what lies in both ends left out."""
    for tail in sorted(tails - heads or tails):
        for head in wired.succ[tail]:
            if head in heads and (head not in tails or heads < tails):
                yield from (_told(wired, (tail, head), one) for one in _unseen(wired, (tail, head)))


def _unseen(wired: Graph, pair: Pair) -> Iterable[Occurrence]:
    return (one for one in wired.occurrences(*pair) if one.kind in HIDDEN_KINDS)


def _first(wired: Graph, pair: Pair) -> Occurrence:
    """Return the import of a step; where there is none, what is there instead."""
    return wired.occurrences(*pair)[0]


def _told(wired: Graph, pair: Pair, one: Occurrence) -> dict[str, Any]:
    """Return a step; `says` is how the two are coupled, with both places, "" for an import."""
    return {
        "importer": wired.name(pair[0]),
        "imported": wired.name(pair[1]),
        "path": one.path,
        "line": one.line,
        "kind": one.kind,
        "via": one.via,
        "confidence": one.confidence,
        "says": told(one),
    }
