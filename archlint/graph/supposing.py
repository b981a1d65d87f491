"""A graph of imports that nobody has written, between the modules that there are."""

from array import array
from collections.abc import Iterable

from archlint.graph.graph import Graph
from archlint.graph.imports import Columns, Ledger
from archlint.graph.rows import Rows

__all__ = ["supposed"]


def supposed(whole: Graph, pairs: Iterable[tuple[int, int]]) -> Graph:
    """Return the graph with these imports and no others, each of them runtime and on line 0 of its importer."""
    rows = Rows.of(len(whole.names.all), pairs)
    count = len(rows.targets)
    nowhere, first_of_all = array("I", [0]) * count, bytes(count)
    columns = Columns(nowhere, nowhere, nowhere, nowhere, nowhere, first_of_all, first_of_all)
    places = array("I", range(count + 1))
    ledger = Ledger(rows, places, places[:-1], columns, ("",), whole.ledger.paths, {}, ())
    return Graph(whole.names, ledger, whole.reading, whole.dialects)
