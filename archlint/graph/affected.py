"""Whom a change of modules can reach: all that need them, by way of imports and of what runs without being imported."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from archlint.graph.graph import Graph
from archlint.settings import Reach
from archlint.startup import NamedTuple

__all__ = ["Needs", "Reached", "dependants", "needs", "reached"]

_FIXTURES = "conftest.py"
"""pytest runs it for all tests below its folder, and nobody imports it."""


class Needs(NamedTuple):
    """Who needs whom among first-party modules, directly."""

    modules: tuple[str, ...]
    """Sorted."""
    paths: tuple[str, ...]
    """The file of each."""
    needed: tuple[tuple[int, ...], ...]
    """For each the positions of those that need it: importers, and what Python and pytest run it for."""


class Reached(NamedTuple):
    """A module that a change can reach."""

    module: str
    path: str
    chain: tuple[str, ...]
    """From the module to one that has changed, each needing the next; as short as can be, by name of equal ones."""


def needs(graph: Graph, reach: Reach) -> Needs:
    """Return what carries a change on, all else of the graph left out."""
    pred, size = graph.seen(reach.kinds).pred, graph.size
    needed = [{node for node in pred[head] if node < size} for head in range(size)]
    for tail, head in (*_inside(graph), *_beside(graph, reach)):
        needed[head].add(tail)
    paths = tuple(graph.path(node) for node in range(size))
    return Needs(tuple(graph.names.modules), paths, tuple(tuple(sorted(tails)) for tails in needed))


def reached(code: Needs, changed: Iterable[str], lost: Mapping[str, Collection[str]]) -> list[Reached]:
    """
    Return all modules that need one of some, those among them, sorted by path.

    `changed` are modules of the code; `lost` gives for modules that are none any more who needed them.
    """
    names, size = [*code.modules, *sorted(lost)], len(code.modules)
    nodes = {name: node for node, name in enumerate(code.modules)}
    left = [sorted(nodes[name] for name in lost[gone] if name in nodes) for gone in names[size:]]
    starts = sorted({*(nodes[name] for name in changed), *range(size, len(names))}, key=names.__getitem__)
    next_ = _searched([*code.needed, *left], starts, names)
    found = (node for node in next_ if node < size)
    rows = (Reached(names[node], code.paths[node], tuple(_chain(node, next_, names))) for node in found)
    return sorted(rows, key=lambda one: one.path)


def dependants(code: Needs, modules: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return for each of some modules of the code who needs it directly, sorted."""
    nodes = {name: node for node, name in enumerate(code.modules)}
    return {name: tuple(code.modules[node] for node in code.needed[nodes[name]]) for name in modules}


def _inside(graph: Graph) -> Iterator[tuple[int, int]]:
    """Yield (module, package): Python runs the `__init__` of all packages around a module before it runs the module."""
    packages = {name for name, package in zip(graph.names.modules, graph.names.packages, strict=True) if package}
    for node, name in enumerate(graph.names.modules):
        above = (name[:i] for i, letter in enumerate(name) if letter == ".")
        yield from ((node, graph.names.node[one]) for one in above if one in packages)


def _beside(graph: Graph, reach: Reach) -> Iterator[tuple[int, int]]:
    """Yield (test, conftest): pytest runs a `conftest.py` for tests in its folder and below, and for others."""
    ours = {path.rpartition("/")[0]: node for node, path in _files(graph) if path.rpartition("/")[2] == _FIXTURES}
    for node, path in _files(graph) if ours else ():
        folder, _, file = path.rpartition("/")
        if file == _FIXTURES or reach.suite.holds(path):
            yield from ((node, ours[one]) for one in _around(folder) if ours.get(one, node) != node)


def _files(graph: Graph) -> Iterator[tuple[int, str]]:
    return ((node, graph.path(node)) for node in range(graph.size))


def _around(folder: str) -> Iterator[str]:
    """Yield a folder and all around it; "" is around all."""
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]
    yield ""


def _searched(needed: Sequence[Sequence[int]], starts: Iterable[int], names: list[str]) -> dict[int, int]:
    """Return for all that need one of the starts the next on a shortest way to one; a start is its own."""
    next_ = {node: node for node in starts}
    front = list(next_)
    while front:
        found: dict[int, int] = {}
        for head in front:
            for tail in needed[head]:
                if tail not in next_:
                    found.setdefault(tail, head)
        next_ |= found
        front = sorted(found, key=names.__getitem__)
    return next_


def _chain(node: int, next_: Mapping[int, int], names: list[str]) -> Iterator[str]:
    yield names[node]
    while next_[node] != node:
        node = next_[node]
        yield names[node]
