"""The modules and their imports in the languages of programs for graphs: networkx writes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from archlint import __version__
from archlint.report.xml import DECLARATION, legal
from archlint.verdict import Edge, Network, Node, States

if TYPE_CHECKING:
    from networkx import DiGraph

__all__ = ["gexf", "graphml"]

_DEFAULTS: Final = {"state": "clean", **dict.fromkeys(("new", "known", "waived"), 0)}
_EDGE_DEFAULTS: Final = {**_DEFAULTS, **dict.fromkeys(("runtime", "deferred", "typing", "dynamic", "declared"), 0)}
"""What most have is written once; both languages know defaults. That makes half of the size."""


def graphml(network: Network) -> str:
    """Return the network as GraphML 1.0."""
    from networkx.readwrite.graphml import GraphMLWriter  # here, not above: networkx takes half a second to import

    return _document(GraphMLWriter(_graph(network), prettyprint=True))


def gexf(network: Network) -> str:
    """Return the network as GEXF 1.2, without the day on which it was written."""
    from networkx.readwrite.gexf import GEXFWriter  # the same

    writer = GEXFWriter(_graph(network), prettyprint=True)
    meta = writer.xml.find("meta")
    del meta.attrib["lastmodifieddate"]
    meta.find("creator").text = f"archlint {__version__}"
    del writer.xml.find("graph").attrib["name"]  # which the schema does not know
    return _document(writer)


def _document(writer: Any) -> str:
    return f"{DECLARATION}\n{str(writer).rstrip()}\n"


def _graph(network: Network) -> DiGraph[str]:
    """Return the graph; a module is called by its name."""
    import networkx

    graph: DiGraph[str] = networkx.DiGraph(node_default=_DEFAULTS, edge_default=_EDGE_DEFAULTS)
    names = [legal(node.name) for node in network.nodes]
    graph.add_nodes_from((name, dict(_of_node(node))) for name, node in zip(names, network.nodes, strict=True))
    graph.add_edges_from((names[edge.tail], names[edge.head], dict(_of_edge(edge))) for edge in network.edges)
    return graph


def _of_node(node: Node) -> Iterator[tuple[str, str | int]]:
    yield "file", legal(node.path)
    if node.component:  # an empty text is none to those who read it
        yield "component", legal(node.component)
    yield from _of_states(node.states)


def _of_edge(edge: Edge) -> Iterator[tuple[str, str | int]]:
    yield "weight", sum(edge.statements.values())
    yield "file", legal(edge.path)
    yield "line", edge.line
    yield from ((kind, count) for kind, count in edge.statements.items() if count)
    yield from _of_states(edge.states)


def _of_states(states: States) -> Iterator[tuple[str, str | int]]:
    """Yield the gravest state, and how many violations are in which; nothing where there are none."""
    found = [(state, count) for state, count in states._asdict().items() if count]
    yield from (("state", state) for state, _ in found[:1])
    yield from found
