"""What a change can reach: the modules that come to import what has changed, by whatever way."""

from __future__ import annotations

import posixpath
from collections import deque
from collections.abc import Collection, Iterator, Mapping

from archlint.graph.graph import Graph
from archlint.graph.imports import KINDS

__all__ = ["affected"]

_TYPES = "typing"
_LOADED = "conftest.py"
"""pytest loads it before the tests in its folder and below."""


def affected(graph: Graph, changed: Collection[int]) -> dict[int, int]:
    """
    Return every module that a change of some modules can reach, with the next one on a shortest way to the change.

    What has changed leads to itself. Besides the imports that run - all but those for type checkers - a module depends
    on the packages around it, whose own files run before it, and below a folder with a `conftest.py` on that.
    """
    needs = _needs(graph)
    needed_by: dict[int, list[int]] = {}
    for node, others in needs.items():
        for other in others:
            needed_by.setdefault(other, []).append(node)
    reached = {node: node for node in sorted(changed)}
    queue = deque(reached)
    while queue:
        node = queue.popleft()
        for other in needed_by.get(node, ()):
            if other not in reached:
                reached[other] = node
                queue.append(other)
    return reached


def _needs(graph: Graph) -> Mapping[int, list[int]]:
    """Return for each first-party module those that run, or may, before its own code has ended."""
    seen = graph.seen([kind for kind in KINDS if kind != _TYPES])
    loaded = {posixpath.dirname(graph.path(node)): node for node in range(graph.size) if _is_loaded(graph, node)}
    return {
        node: [
            *(head for head in seen.succ[node] if head < graph.size),
            *_packages(graph, node),
            *_loaded_before(graph.path(node), node, loaded),
        ]
        for node in range(graph.size)
    }


def _is_loaded(graph: Graph, node: int) -> bool:
    return posixpath.basename(graph.path(node)) == _LOADED


def _packages(graph: Graph, node: int) -> Iterator[int]:
    """Yield the packages around a module that have a file of their own."""
    name = graph.name(node)
    while "." in name:
        name = name.rpartition(".")[0]
        above = graph.names.node.get(name, graph.size)
        if above < graph.size:
            yield above


def _loaded_before(path: str, node: int, loaded: Mapping[str, int]) -> Iterator[int]:
    folder = posixpath.dirname(path)
    while True:
        if folder in loaded and loaded[folder] != node:
            yield loaded[folder]
        if not folder:
            return
        folder = posixpath.dirname(folder)
