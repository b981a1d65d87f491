"""The only door to grimp: the same question put to a library that people trust."""

from __future__ import annotations

from collections.abc import Sequence

from archlint.graph.levels import Level
from archlint.graph.rows import Rows

__all__ = ["illegal_pairs"]


def illegal_pairs(
    succ: Rows, component: Sequence[int], levels: Sequence[Level], *, paths: bool = True
) -> set[tuple[int, int]]:
    """
    Return the pairs (importer, imported) of components that grimp finds illegal for an order of levels, top first.

    `component` holds the number of each node's component, -1 for free nodes. Components on no level are left out
    with their nodes, because nothing may pass through them, and so are free nodes without `paths`. grimp lists
    every route of every illegal pair: minutes for thousands of pairs, so this is a second opinion and not the hot path.
    """
    # Here, not at the top: a check that asks for no second opinion must not pay for it, nor need it installed.
    import grimp

    judged = {member for level in levels for member in level.members} | ({-1} if paths else set())
    # A module needs its package in the graph, and free modules must lie outside the packages of all components.
    packages = {number: "free" if number < 0 else f"c{number}" for number in judged}
    graph = grimp.ImportGraph()
    for number in sorted(judged):
        graph.add_module(packages[number])
    names = [f"{packages[number]}.m{node}" if number in judged else "" for node, number in enumerate(component)]
    for tail, head in succ.edges():
        if names[tail] and names[head]:
            graph.add_import(importer=names[tail], imported=names[head])
    layers = [
        grimp.Layer(*(packages[member] for member in level.members), independent=level.independent, closed=level.closed)
        for level in levels
    ]
    illegal = graph.find_illegal_dependencies_for_layers(layers)
    return {(int(found.importer[1:]), int(found.imported[1:])) for found in illegal}
