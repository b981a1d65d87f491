"""What a run can say of a change: components by name, and imports that lost their end."""

from collections.abc import Collection

from archlint import graph
from archlint.graph import Graph
from archlint.rulebook.components import (
    Dependency,
    Outline,
    Picture,
)
from archlint.rulebook.nouns import Unresolved

__all__ = ["orphaned", "outlined"]


def outlined(picture: Picture) -> Outline:
    """Return what a picture shows, by name and sorted."""
    labels = [box.label for box in picture.boxes]
    found = (Dependency(labels[arrow.tail], labels[arrow.head], arrow.imports) for arrow in picture.arrows)
    return Outline(tuple(sorted(labels)), tuple(sorted(found)))


def orphaned(whole: Graph, gone: Collection[str]) -> tuple[Unresolved, ...]:
    """Return the imports of modules that are gone by way of the packages they were in, sorted."""
    return tuple(
        sorted(
            Unresolved(whole.name(node), module, one.path, one.line, one.column, f"nothing is called {module}")
            for node, module, one in graph.orphaned(whole, gone)
        )
    )
