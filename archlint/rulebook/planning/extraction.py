"""What has to be cut and declared before a part of the code can leave, as a library or a service of its own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from archlint.graph import IMPORT_KINDS, Graph, cut_of_ways_back, knots_among
from archlint.rulebook.explain.places import places
from archlint.rulebook.explain.subjects import near, subject
from archlint.rulebook.judging import Docket
from archlint.rulebook.planning.field import Field
from archlint.settings import Request

__all__ = ["extracted"]

Import = tuple[int, int]


def extracted(request: Request, docket: Docket, field: Field) -> dict[str, Any]:
    """Return what holds the request's subject back, as plain values; docs/commands.md says what each key means."""
    whole = docket.whole
    one = subject(whole, request.subject)
    if one is None or one.node < 0:
        return {"known": False, "unknown": request.subject, "near": near(whole, request.subject)}
    part = frozenset(node for node in one.nodes if node < whole.size)
    if not part:
        return {"known": False, "refused": f"`{one.name}` is not read: it belongs to others already"}
    if len(part) == whole.size:
        return {"known": False, "refused": f"`{one.name}` is all there is: nothing would be left that it could leave"}
    ignored = docket.general[""].imports
    told = _told(whole.seen(IMPORT_KINDS, ignored), whole.seen(field.kinds, ignored), part)
    return {"known": True, "extract": one.name, "kinds": list(field.kinds), **told}


def _told(graph: Graph, running: Graph, part: frozenset[int]) -> dict[str, Any]:
    """Return what is known of a part: by all imports, and of ways and cycles by those that run."""
    cut = cut_of_ways_back(running.succ, part)
    edges = [[graph.name(tail), graph.name(head)] for tail, head in cut]
    inward = [(tail, node) for node in part for tail in graph.pred[node] if tail not in part]
    outward = [(node, head) for node in part for head in graph.succ[node] if head not in part]
    beyond = _reached(running, part)
    needs = _by_module(graph, [edge for edge in outward if edge[1] < graph.size])
    return {
        "modules": [graph.name(node) for node in sorted(part)],
        "doors": _by_module(graph, inward),
        "needs": needs,
        "further": len(beyond - {graph.names.node[one["module"]] for one in needs}),
        "third_parties": _third_parties(
            graph, outward, [(node, head) for node in beyond for head in running.succ[node]]
        ),
        "cycles": list(_cycles(running, part)),
        "cut": {"imports": len(edges), "bound": len(edges), "proven": True, "edges": edges},
        "places": places(graph, cut),
    }


def _by_module(graph: Graph, edges: Iterable[Import]) -> list[dict[str, Any]]:
    """Return the imports by what is imported: each module with the names that are taken, and who takes them where."""
    by_head: dict[int, list[int]] = {}
    for tail, head in sorted(edges):
        by_head.setdefault(head, []).append(tail)
    return [
        {
            "module": graph.name(head),
            "names": sorted(frozenset().union(*(graph.taken(tail, head) for tail in tails)) - {""}),
            "importers": places(graph, ((tail, head) for tail in tails)),
        }
        for head, tails in sorted(by_head.items())
    ]


def _reached(graph: Graph, part: Collection[int]) -> set[int]:
    """Return the modules of the rest that the part comes to import, by whatever way."""
    reached: set[int] = set()
    waiting = list(part)
    while waiting:
        new = {head for head in graph.succ[waiting.pop()] if head < graph.size and head not in part} - reached
        reached |= new
        waiting += new
    return reached


def _third_parties(graph: Graph, direct: Sequence[Import], onward: Sequence[Import]) -> list[dict[str, Any]]:
    """Return the libraries that are imported, by top-level name, each with the distributions that may bring it."""
    importers: dict[str, set[str]] = {}
    deepest: dict[str, str] = {}
    for tail, head in (*direct, *onward):
        if head >= graph.size and not graph.names.stdlib[head - graph.size]:
            top = graph.name(head).partition(".")[0]
            importers.setdefault(top, set()).add(graph.name(tail))
            deepest[top] = max(deepest.get(top, ""), graph.name(head), key=len)
    providers = graph.reading.projects().providers if importers else None
    own = {graph.name(tail) for tail, _ in direct}
    return [
        {
            "module": top,
            "distributions": list(providers(deepest[top])) if providers else [],
            "direct": not own.isdisjoint(found),
            "importers": sorted(found & own or found),
        }
        for top, found in sorted(importers.items())
    ]


def _cycles(graph: Graph, part: Collection[int]) -> Iterator[dict[str, Any]]:
    """Yield the cycles of modules that lie in the part and outside of it."""
    for knot in knots_among(graph.succ, graph.size):
        inside = [graph.name(node) for node in knot if node in part]
        if inside and len(inside) < len(knot):
            yield {"inside": inside, "outside": [graph.name(node) for node in knot if node not in part]}
