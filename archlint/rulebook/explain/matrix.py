"""The pairs of components of a rule with an order: how many imports lead from one to the other, and what it says."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from archlint.graph import Floors, Graph
from archlint.rulebook.declared import Rule
from archlint.rulebook.nouns import Finding
from archlint.rulebook.roles import Cast

__all__ = ["matrices"]

Pair = tuple[str, str]


def matrices(seen: Graph, rule: Rule, found: Sequence[Finding]) -> list[dict[str, Any]]:
    """
    Return for each order of the rule its `components`, top first, and `pairs`: those between which something is.

    A pair has `from`, `to`, `imports` (how many, as the rule sees them), `kinds` in which they break it ([] is fine),
    `paths` (the kinds in which a path through modules of none does).
    """
    direct, paths = _broken(found, chains=False), _broken(found, chains=True)
    return [_matrix(seen, floors, direct, paths) for floors in Cast(seen, rule).orders]


def _broken(found: Sequence[Finding], *, chains: bool) -> dict[Pair, list[str]]:
    kinds: dict[Pair, set[str]] = {}
    for one in found:
        if bool(one.steps) == chains and one.tail and one.head and not one.members:
            kinds.setdefault((one.tail, one.head), set()).add(one.kind)
    return {pair: sorted(names) for pair, names in kinds.items()}


def _matrix(
    seen: Graph, floors: Floors, direct: Mapping[Pair, list[str]], paths: Mapping[Pair, list[str]]
) -> dict[str, Any]:
    labels = [part.label for part in floors.partition.parts]
    counts = Counter(_between(seen, floors))
    inside = {pair for pair in (*direct, *paths) if set(pair) <= set(labels)}
    pairs = sorted(inside.union(counts), key=lambda pair: (labels.index(pair[0]), labels.index(pair[1])))
    levels = [[labels[member] for member in level.members] for level in floors.levels]
    foundation = [label for label, floor in zip(labels, floors.floor, strict=True) if floor < 0]
    rows = [
        {
            "from": pair[0],
            "to": pair[1],
            "imports": counts[pair],
            "kinds": direct.get(pair, []),
            "paths": paths.get(pair, []),
        }
        for pair in pairs
    ]
    return {"levels": levels, "foundation": foundation, "pairs": rows}


def _between(seen: Graph, floors: Floors) -> Iterator[Pair]:
    """Yield the two components of each import between two of them."""
    component, parts = floors.partition.component, floors.partition.parts
    for tail, head in seen.edges():
        one, other = component[tail], component[head]
        if one >= 0 and other >= 0 and one != other:
            yield parts[one].label, parts[other].label
