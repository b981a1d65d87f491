"""What a run can say of a change: components by name, imports on lines that are new, imports that lost their end."""

from collections.abc import Collection, Mapping

from archlint import graph
from archlint.graph import Graph
from archlint.rulebook.components import (
    Dependency,
    Outline,
    Picture,
)
from archlint.rulebook.nouns import (
    Spans,
    Unresolved,
    Written,
)

__all__ = ["orphaned", "outlined", "standing"]


def outlined(picture: Picture) -> Outline:
    """Return what a picture shows, by name and sorted."""
    labels = [box.label for box in picture.boxes]
    found = (Dependency(labels[arrow.tail], labels[arrow.head], arrow.imports) for arrow in picture.arrows)
    return Outline(tuple(sorted(labels)), tuple(sorted(found)))


def standing(whole: Graph, lines: Mapping[str, Spans]) -> tuple[Written, ...]:
    """Return the imports on these lines, by file and place."""
    found = {Written(whole.name(tail), whole.name(head), *one[1:6]) for tail, head, one in graph.standing(whole, lines)}
    return tuple(sorted(found, key=lambda one: (one[2:], one)))


def orphaned(whole: Graph, gone: Collection[str]) -> tuple[Unresolved, ...]:
    """Return the imports of modules that are gone by way of the packages they were in, sorted."""
    return tuple(
        sorted(
            Unresolved(whole.name(node), module, one.path, one.line, one.column, f"nothing is called {module}")
            for node, module, one in graph.orphaned(whole, gone)
        )
    )
