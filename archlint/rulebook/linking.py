"""Every import between first-party modules, each once, with the components of a picture."""

from collections import Counter

from archlint.graph import IMPORT_KINDS, Graph
from archlint.rulebook.components import (
    Links,
    Module,
    Picture,
    Wire,
)

__all__ = ["links"]


def links(whole: Graph, picture: Picture, wires: tuple[Wire, ...] = ()) -> Links:
    """Return the imports that a picture of the graph counts, also those inside of its boxes and outside of all."""
    component = {name: picture.boxes[box].label for name, box in picture.home.items()}
    modules = (Module(name, whole.path(node), component.get(name, "")) for node, name in enumerate(whole.names.modules))

    def place(tail: int, head: int) -> tuple[str, int]:
        first = whole.occurrences(tail, head)[0]
        return first.path, first.line

    def statements(tail: int, head: int) -> dict[str, int]:
        # Each name that a statement takes is an occurrence of its own.
        places = {(one.kind, one.path, one.line, one.column) for one in whole.occurrences(tail, head)}
        counts = Counter(kind for kind, *_ in places)
        return {kind: counts[kind] for kind in IMPORT_KINDS}

    pairs = tuple(pair for pair in whole.edges() if max(pair) < whole.size)
    return Links(tuple(modules), pairs, place, statements, wires)
