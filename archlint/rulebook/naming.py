"""Which modules a name in a rule's options means, by itself."""

from archlint.graph import Entry, Graph, Misdeclared

__all__ = ["meant"]


def meant(graph: Graph, entry: Entry) -> frozenset[int]:
    """Return the nodes that the name means; none where it means nothing by itself: names relative to a container."""
    try:
        selections = graph.select([entry])
    except Misdeclared:
        return frozenset()
    return frozenset(node for selection in selections for node in selection.exactness)
