"""What somebody asks about: a module, a folder of modules, or a component."""

from __future__ import annotations

from archlint.graph import Graph
from archlint.settings import nearest
from archlint.startup import NamedTuple

__all__ = ["Subject", "near", "subject"]


class Subject(NamedTuple):
    """What a name means."""

    name: str
    what: str
    """module, folder (without a module of its own), component, or outside (a library, which is not read)."""
    node: int
    """The module itself; of a folder or a component the first module of it; -1 where it has none."""
    nodes: tuple[int, ...]
    """All that is meant, ascending: the module and what lies below it, or what the component holds."""


def subject(graph: Graph, name: str) -> Subject | None:
    """Return what a name means, as a module first, and as a component where no module is called so."""
    own = name in graph.names.node
    below = tuple(node for node, module in enumerate(graph.names.all) if f"{module}.".startswith(f"{name}."))
    if own or below:
        node = graph.names.node[name] if own else below[0]
        what = "outside" if node >= graph.size else "module" if own else "folder"
        return Subject(name, what, node, below)
    parts = graph.vocabulary.components
    labels = {part.label: part for found in parts.values() for part in found}
    found = parts[name] if name in parts else [labels[name]] if name in labels else []
    nodes = tuple(sorted({node for part in found for node in part.exactness}))
    return Subject(name, "component", nodes[0] if nodes else -1, nodes) if found else None


def near(graph: Graph, name: str) -> str:
    """Return the module or component that was probably meant, or ""."""
    labels = [part.label for found in graph.vocabulary.components.values() for part in found]
    return nearest(name, [*graph.vocabulary.components, *labels]) or graph.names.nearest(name)
