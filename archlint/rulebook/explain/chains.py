"""Answer whether one thing comes to import another, by whatever way, for whoever asserts that it does not."""

from collections.abc import Iterator
from typing import Any

from archlint.graph import IMPORT_KINDS, KINDS, Graph, open_chains
from archlint.rulebook.explain.subjects import Subject, near, subject
from archlint.rulebook.judging import Docket
from archlint.settings import Request, nearest

__all__ = ["chain"]

Ends = tuple[frozenset[int], frozenset[int]]


def chain(request: Request, docket: Docket) -> dict[str, Any]:
    """
    Return the `chain` of modules that the request's subject asks for: the shortest, ties by the alphabet; [] for none.

    A name means what lies below it, too; where one end lies within the other, that one is what is left of it. Imports
    that no rule looks at do not count. Where nothing is called that, or the question makes no sense, `known` is False,
    and there is `unknown`, the name, with `near`, the nearest one, or `refused`, the reason.
    """
    graph = docket.whole
    for kind in request.kinds:
        if kind not in KINDS:
            word = nearest(kind, KINDS)
            guess = f"did you mean `{word}`?" if word else f"there are {', '.join(KINDS)}"
            return _refused(f"there is no kind of imports `{kind}`; {guess}")
    names = [name.strip() for name in request.subject.split("->", 1)]
    ends = [subject(graph, name) for name in names]
    for name, one in zip(names, ends, strict=True):
        if one is None or one.node < 0:
            return {"known": False, "unknown": name, "near": near(graph, name)}
    tail, head = [one for one in ends if one is not None]
    if reason := _senseless(graph, tail, head):
        return _refused(reason)
    seen = graph.seen(request.kinds or IMPORT_KINDS, docket.general[""].imports)
    tails, heads = _apart(tail, head)
    direct = next(_direct(seen, tails, heads), None)
    found = direct or open_chains(seen.succ, seen.pred, [(tails, heads, frozenset())])[0] or ()
    return {"known": True, "chain": [graph.name(node) for node in found]}


def _refused(reason: str) -> dict[str, Any]:
    return {"known": False, "refused": reason}


def _senseless(graph: Graph, tail: Subject, head: Subject) -> str:
    """Return why no chain could ever be found, so that its absence would say nothing; "" where one could."""
    if tail.node >= graph.size:
        return f"`{tail.name}` is not read, so nobody knows what it imports"
    if set(tail.nodes) == set(head.nodes):
        return f"`{tail.name}` and `{head.name}` are the same modules"
    return ""


def _apart(tail: Subject, head: Subject) -> Ends:
    """Return the modules of both ends, less those that lie in both; what lies within the other stays whole."""
    tails, heads = frozenset(tail.nodes), frozenset(head.nodes)
    return (tails if tails < heads else tails - heads), (heads if heads < tails else heads - tails)


def _direct(graph: Graph, tails: frozenset[int], heads: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Yield the imports from one end to the other, ascending."""
    for node in sorted(tails):
        for other in graph.succ[node]:
            if other in heads:
                yield node, other
