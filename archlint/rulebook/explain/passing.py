"""How one thing comes to depend on another: the chain, where it starts, what would end it, and what is allowed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Final

from archlint import git
from archlint import graph as graphs
from archlint.graph import Graph
from archlint.rulebook.declared import Rule
from archlint.rulebook.explain.hidden import hidden
from archlint.rulebook.explain.places import places
from archlint.rulebook.explain.subjects import Subject
from archlint.rulebook.explain.verdicts import Trial
from archlint.rulebook.nouns import Finding
from archlint.settings import Request

__all__ = ["passing"]

_ASKED: Final = 3
"""So many modules that hand something on are held up to the rules: each takes a judging of its own."""


def passing(
    request: Request, graph: Graph, rules: Sequence[Rule], found: Sequence[Finding], tail: Subject, head: Subject
) -> dict[str, Any]:
    """
    Return the ways from one subject to another, all imports of whatever kind counted.

    `way` is the shortest, as `steps` are; `entries` are the imports by which the ways begin, `cut` the fewest whose
    removal ends them all. `routes` are modules that hand on what is taken, that no rule forbids, with how many `users`
    take it from there, and `since` is the commit that brought the first of the direct imports, or None. `hidden` is a
    way that no import shows.
    """
    tails, heads = frozenset(tail.nodes), frozenset(head.nodes)
    between = graphs.passage(graph, tails, heads)
    cut = between.cut()
    direct = [pair for pair in cut if pair[0] in tails and pair[1] in heads]
    way = places(graph, pairwise(between.chain()))
    return {
        "way": way,
        "entries": places(graph, between.entries()),
        "cut": places(graph, cut),
        "routes": list(_routes(request, graph, rules, found, tail, head)) if tail.node < graph.size else [],
        "since": _since(request, graph, direct[0]) if direct else None,
        "hidden": hidden(graph, tail, head, len(way)),
    }


def _routes(
    request: Request, graph: Graph, rules: Sequence[Rule], found: Sequence[Finding], tail: Subject, head: Subject
) -> Iterator[dict[str, Any]]:
    """Yield the modules by way of which the same names can be had, those that most take them from first."""
    tails, heads = frozenset(tail.nodes), frozenset(head.nodes)
    pairs = [(a, b) for a in tails for b in graph.succ[a] if b in heads and a not in heads]
    wanted = frozenset[str]().union(*(graph.taken(*pair) for pair in pairs)) - {""}
    importer = min(pairs)[0] if pairs else tail.node
    offers = []
    for node in sorted({a for b in heads for a in graph.pred[b]} - tails - heads):
        names = _handed_on(graph, node, heads)
        names = names & wanted if wanted else names
        users = _users(graph, node, names) - heads
        if names and users:
            offers.append((-len(users), node, names))
    for count, node, names in sorted(offers)[:_ASKED]:
        trial = Trial(request, graph, rules, found, (importer, node))
        if all(trial.row(rule)["verdict"] != "forbids" for rule in rules):
            yield {"by": graph.name(node), "names": sorted(names), "users": -count}


def _handed_on(graph: Graph, node: int, heads: frozenset[int]) -> frozenset[str]:
    """Return the names that a module takes from the other end."""
    return frozenset[str]().union(*(graph.taken(node, head) for head in graph.succ[node] if head in heads)) - {""}


def _users(graph: Graph, node: int, names: frozenset[str]) -> set[int]:
    """Return who takes one of the names from a module."""
    return {tail for tail in graph.pred[node] if not names.isdisjoint(graph.taken(tail, node))}


def _since(request: Request, graph: Graph, pair: tuple[int, int]) -> dict[str, Any] | None:
    """Return the commit that brought an import, by the words it is written in today; None where git does not know."""
    first = graph.occurrences(*pair)[0]
    statement = " ".join(graph.reading.lines(first.path)[max(first.line - 1, 0) : first.end_line])
    text = _needle(statement, graph.name(pair[1]), first.name)
    if not text or request.tree:
        return None
    try:
        top = git.top(request.settings.root)
        brought = git.introduced(top, git.lead(request.settings.root) + first.path, text)
    except git.GitError:
        return None
    return brought._asdict() if brought else None


def _needle(statement: str, module: str, name: str) -> str:
    """Return what of the statement names the module: as much of its dotted name as is written in one piece."""
    parts = module.split(".")
    for start in range(len(parts)):
        text = ".".join(parts[start:])
        if text in statement:
            return f"{text} import" if f"{text} import" in statement else text
    return name if name in statement else ""
