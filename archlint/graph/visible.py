"""Who comes to need a component, and whom it needs, by whatever chain of imports: measures like those beside it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import partial

from archlint.graph.breach import Use
from archlint.graph.cut import severing_cut
from archlint.graph.graph import Graph
from archlint.graph.measures import Counted
from archlint.graph.rows import Rows

__all__ = ["visibility_fan_in", "visibility_fan_out"]

Nodes = Collection[int]


def visibility_fan_in(graph: Graph, inside: Nodes) -> Counted:
    """
    Return the modules outside that import a module of the component, or something that comes to do so.

    Each has the shortest chain from it, and is put down to the module outside by which that comes in.
    """
    ways = {node: chain[::-1] for node, chain in _ways(graph.pred, inside, graph.size).items()}
    return {
        graph.name(node): [Use(chain, graph.name(chain[-2]), cut=partial(severing_cut, graph.succ, (node,), inside))]
        for node, chain in ways.items()
    }


def visibility_fan_out(graph: Graph, inside: Nodes) -> Counted:
    """
    Return the modules outside that a module of the component imports, or comes to need by what it imports.

    Each has the shortest chain to it, and is put down to the module of the component at which that starts.
    """
    ways = _ways(graph.succ, inside, graph.size)
    return {
        graph.name(node): [Use(chain, graph.name(chain[0]), cut=partial(severing_cut, graph.succ, inside, (node,)))]
        for node, chain in ways.items()
    }


def _ways(rows: Rows, inside: Nodes, size: int) -> Mapping[int, tuple[int, ...]]:
    """Return the shortest way to each first-party node outside, by node; what comes first among equals is the way."""
    before = dict.fromkeys(sorted(inside), -1)
    queue = list(before)
    for node in queue:
        new = [other for other in rows[node] if other not in before]
        before.update(dict.fromkeys(new, node))
        queue += new
    found = sorted(node for node in queue[len(inside) :] if node < size)
    return dict(zip(found, map(partial(_way, before), found), strict=True))


def _way(before: Mapping[int, int], node: int) -> tuple[int, ...]:
    way: list[int] = []
    while node >= 0:
        way.append(node)
        node = before[node]
    return tuple(reversed(way))
