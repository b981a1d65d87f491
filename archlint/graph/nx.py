"""The only door to networkx: exact second opinions."""

from __future__ import annotations

from archlint.graph.rows import Rows

__all__ = ["strong_components"]


def strong_components(succ: Rows) -> list[list[int]]:
    """Return the strongly connected sets of nodes as networkx finds them, each ascending, by smallest member."""
    # Here, not at the top: networkx takes half a second to import.
    import networkx

    graph: networkx.DiGraph[int] = networkx.DiGraph()
    graph.add_nodes_from(range(len(succ)))
    graph.add_edges_from(succ.edges())
    return sorted(sorted(members) for members in networkx.strongly_connected_components(graph))
