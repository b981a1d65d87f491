"""Which parts of a container stand in no layer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from archlint.graph.breach import Breach
from archlint.graph.graph import Graph
from archlint.graph.patterns import Entry
from archlint.graph.stack import Stack, contained

__all__ = ["uncovered"]


def uncovered(graph: Graph, stack: Stack, containers: Sequence[Entry], spared: Sequence[Entry]) -> Iterator[Breach]:
    """
    Yield a breach for each child of a container that stands in no layer, nor in the foundation, nor among the spared.

    Of a child that a layer names only in part, its own children are looked at in turn.
    """
    whole = stack._replace(foundation=(*stack.foundation, *spared))
    packages = [package for package, _, _ in graph.packages(containers)]
    for package, inside in zip(packages, contained(graph, whole, containers), strict=True):
        entries = [entry for layer in inside.layers for entry in layer.entries if not entry.text.startswith("!")]
        named = graph.select([*entries, *inside.foundation])
        covered = {node for selection in named for node in selection.exactness}
        for node in _tops(graph, package, covered):
            name = graph.name(node)
            help_ = f"put {name} into a layer, or into `exhaustive-ignore`"
            yield Breach("uncovered", f"{name} stands in no layer of {package}", help_, chain=(node,))


def _tops(graph: Graph, package: str, covered: set[int]) -> Iterator[int]:
    """Yield the first module of each child of which nothing is covered; go on inside of those covered in part."""
    for child, nodes in sorted(_children(graph, package).items()):
        if not covered.intersection(nodes):
            yield nodes[0]
        elif not covered.issuperset(nodes):
            yield from _tops(graph, child, covered)


def _children(graph: Graph, package: str) -> dict[str, list[int]]:
    """Return the modules at and below each child of a package."""
    children: dict[str, list[int]] = {}
    for node in _below(graph, package):
        name = graph.name(node)
        child = name[: name.find(".", len(package) + 1)] if "." in name[len(package) + 1 :] else name
        children.setdefault(child, []).append(node)
    return children


def _below(graph: Graph, package: str) -> Iterable[int]:
    return (node for node, name in enumerate(graph.names.modules) if name.startswith(package + "."))
