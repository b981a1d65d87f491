"""How one module comes to depend on another that it does not import: the shortest chains between them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from archlint.graph import Graph, open_chains
from archlint.rulebook.declared import Rule
from archlint.rulebook.explain.places import places
from archlint.rulebook.explain.subjects import Subject
from archlint.rulebook.roles import Cast

__all__ = ["WAYS", "ways"]

WAYS = 5
"""So many chains are told; each rule may see another one."""


def ways(graph: Graph, rules: Sequence[Rule], tail: Subject, head: Subject) -> list[dict[str, Any]]:
    """
    Return the shortest chain from one to the other, and for each rule that orders both the shortest free one.

    Each is `free` (the rules none of whose components it goes through; they count it like an import), and `steps`. At
    most WAYS, no chain twice; the shortest of all comes first.
    """
    ends = frozenset(tail.nodes) - set(head.nodes), frozenset(head.nodes) - set(tail.nodes)
    found: dict[tuple[int, ...], list[str]] = {}
    for rule, seen, barred in _searches(graph, rules, tail.node, head.node):
        chain = open_chains(seen.succ, seen.pred, [(*ends, barred)])[0]
        if chain:
            found.setdefault(chain, []).extend([rule] if rule else [])
    return [{"free": free, "steps": places(graph, pairwise(chain))} for chain, free in found.items()][:WAYS]


def _searches(graph: Graph, rules: Iterable[Rule], tail: int, head: int) -> Iterator[tuple[str, Graph, frozenset[int]]]:
    """Yield an ID ("" for none), the graph that is searched and the modules that no chain may go through."""
    yield "", graph, frozenset()
    for rule in rules:
        cast = Cast(graph, rule)
        if rule.severity != "off" and cast.orders and cast.roles(tail) and cast.roles(head):
            yield rule.id, graph.seen(rule.kinds), cast.named
