"""Which parts of the code are not covered: by the layers of a container, or by any component at all."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from archlint.graph.breach import Breach
from archlint.graph.floors import Stack, contained
from archlint.graph.graph import Graph
from archlint.graph.patterns import Entry
from archlint.graph.selections import Misdeclared
from archlint.settings import Problem

__all__ = ["left_out", "outside_components", "uncovered"]


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
        gaps = [node for node in graph.names.below(package) if node < graph.size and node not in covered]
        for _, nodes in _gaps(graph, package, gaps, range(graph.size)):
            name = graph.name(nodes[0])
            help_ = f"put {name} into a layer, or into `exhaustive-ignore`"
            yield Breach("uncovered", f"{name} stands in no layer of {package}", help_, chain=nodes[:1])


def outside_components(
    graph: Graph, nodes: AbstractSet[int], uncounted: AbstractSet[int] = frozenset()
) -> Iterator[tuple[str, tuple[int, ...]]]:
    """
    Yield what of these first-party modules stands in no component of the table: (name, modules), sorted by name.

    Those whose component is `uncounted` stand in none either.

    A package of which nothing is covered is one entry with all its modules. Of one that is covered in part, its
    children follow in turn, and its own file is called `package.__init__`. Raises Misdeclared, about the rule as a
    whole, where the table is empty.
    """
    if not graph.components:
        words = "no component is declared, so no module can be in one"
        raise Misdeclared([Problem((), words, help="name the parts of the code under [components]")])
    left = nodes - (graph.vocabulary.covered - uncounted)
    return _left(graph, [node for node in graph.own if node in left])


def left_out(graph: Graph, covered: Collection[int]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield the modules of its own that are not covered, as `outside_components` does."""
    return _left(graph, [node for node in graph.own if node not in covered])


def _left(graph: Graph, gaps: Sequence[int]) -> Iterator[tuple[str, tuple[int, ...]]]:
    return _gaps(graph, "", gaps, frozenset(graph.own) if gaps else (), own=True)


def _gaps(
    graph: Graph, package: str, gaps: Iterable[int], among: Container[int], *, own: bool = False
) -> Iterator[tuple[str, tuple[int, ...]]]:
    """
    Yield each child of a package of which nothing is covered, with its modules; go on inside of those covered in part.

    `gaps` are the modules that are not covered, ascending, `among` all that count. When `own`, the own file of a child
    covered in part counts as well.
    """
    for child, left in sorted(_children(graph, package, gaps).items()):
        inside = [node for node in graph.names.below(child) if node in among]
        if left == inside:
            yield child, tuple(inside)
            continue
        if own and graph.name(left[0]) == child:
            yield f"{child}.__init__", (left[0],)
        yield from _gaps(graph, child, left, among, own=own)


def _children(graph: Graph, package: str, nodes: Iterable[int]) -> dict[str, list[int]]:
    """Return those of the modules that lie at or below a child of the package, by child."""
    lead = f"{package}." if package else ""
    children: dict[str, list[int]] = {}
    for node in nodes:
        name = graph.name(node)
        if name.startswith(lead):
            children.setdefault(lead + name[len(lead) :].partition(".")[0], []).append(node)
    return children
