"""
What a full walk sees: every file parsed whole, every name looked up by trial, and of its tree every statement visited,
and every expression where the text says that one may import.

Slow and simple on purpose, and free of anything of archlint's: it is what archlint is held up to.
"""

import ast
import os
import warnings
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

import networkx as nx

from tests.source.naive import everything, parents_of_statements, undisturbed

__all__ = ["Code", "Stack", "direct", "modules", "shortest", "walked"]

_CALLED = ("import_module", "__import__")


class Code(NamedTuple):
    """One codebase."""

    paths: Mapping[str, str]
    """The file of each module, relative to the folder that was walked, with "/"."""
    imports: frozenset[tuple[str, str]]
    """(importer, imported), both first-party, never the same."""


class Stack:
    """Levels of components, as a rule would have them."""

    def __init__(self, levels: list[list[str]], closed: list[str], foundation: list[str]) -> None:
        self.levels = levels
        """Top first. Components are modules with all below them."""
        self.closed = closed
        """Those that may not be passed over."""
        self.foundation = foundation

    @cached_property
    def rank(self) -> dict[str, int]:
        """The number of the level that each component stands on, 0 on top; below them all the foundation."""
        return {name: number for number, level in enumerate([*self.levels, self.foundation]) for name in level}

    def owner(self, module: str) -> str:
        """Return the component that a module belongs to; "" for none."""
        above = accumulate(module.split("."), "{}.{}".format)
        return next((name for name in above if name in self.rank), "")

    def fault(self, importer: str, imported: str) -> str:
        """Return what is wrong with a dependency of one component on another; "" for nothing."""
        high, low, bottom = self.rank[importer], self.rank[imported], len(self.levels)
        if low == bottom:
            return ""
        if high == low:
            return "sibling"
        if high > low:
            return "back"
        passed = {name for level in self.levels[high + 1 : low] for name in level}
        return "skip" if passed & set(self.closed) else ""


def direct(code: Code, stack: Stack) -> set[tuple[str, str, str]]:
    """Return (kind, importer, imported) of each import that the stack forbids."""
    owner = {module: stack.owner(module) for module in code.paths}
    pairs = ((tail, head) for tail, head in code.imports if owner[tail] and owner[head] and owner[tail] != owner[head])
    faults = ((stack.fault(owner[tail], owner[head]), tail, head) for tail, head in pairs)
    return {found for found in faults if found[0]}


def shortest(code: Code, stack: Stack) -> dict[tuple[str, str, str], int]:
    """
    Return (kind, component, component) of each forbidden path through modules of no component.

    The value is the number of modules on the shortest such path.
    """
    owner = {module: stack.owner(module) for module in code.paths}
    graph: nx.DiGraph[Any] = nx.DiGraph()
    for tail, head in code.imports:
        # Who leaves a component does not come back by way of it, so each is two nodes: one to leave, one to arrive.
        if not (owner[tail] and owner[head]):
            graph.add_edge(("from", owner[tail]) if owner[tail] else tail, ("to", owner[head]) if owner[head] else head)
    found = {}
    for start in [node for node in graph if node[0] == "from"]:
        for end, steps in nx.single_source_shortest_path_length(graph, start).items():
            kind = stack.fault(start[1], end[1]) if end[0] == "to" and end[1] != start[1] else ""
            if kind:
                found[kind, start[1], end[1]] = steps + 1
    return found


class _File(NamedTuple):
    """What one file says."""

    exported: tuple[str, ...]
    """What its `__all__` lists."""
    written: tuple[tuple[str, str], ...]
    """(absolute dotted name, name taken from it) of each import."""
    shared: bool
    """Whether other distributions add modules to this package: what is not here is not this one's."""


@undisturbed()
def walked(folder: Path, package: str) -> Code:
    """Return what a full walk over a package sees."""
    paths = modules(folder, package)
    files = {module: _file(folder, module, path) for module, path in paths.items()}
    imports = ((module, head) for module in files for pair in files[module].written for head in _targets(*pair, files))
    return Code(paths, frozenset((tail, head) for tail, head in imports if tail != head))


def modules(folder: Path, package: str) -> dict[str, str]:
    """Return the file of each module in a package, relative to the folder."""
    found = {}
    for place, _, names in os.walk(folder / package):
        for path in (Path(place, name).relative_to(folder) for name in names if name.endswith(".py")):
            parts = path.with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path.as_posix()
    return found


def _file(folder: Path, module: str, path: str) -> _File:
    content = (folder / path).read_bytes()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = ast.parse(content)
    home = module if path.endswith("/__init__.py") else module.rpartition(".")[0]
    shared = b".extend_path(__path__, __name__)" in content
    calling = any(word.encode() in content for word in _CALLED)
    nodes = [node for node, _ in everything(tree)] if calling else parents_of_statements(tree)
    return _File(tuple(_exported(tree)), tuple(_written(nodes, home.split("."))), shared)


def _exported(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            yield from map(_text, getattr(node.value, "elts", ()))


def _text(node: ast.expr) -> str:
    """Return the text of a plain string; "" for anything else."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _written(nodes: Iterable[ast.AST], home: list[str]) -> Iterator[tuple[str, str]]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = home[: len(home) + 1 - node.level] if node.level else []
            base = ".".join([*above, node.module] if node.module else above)
            yield from ((base, alias.name) for alias in node.names)
        elif isinstance(node, ast.Call) and node.args:
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            name = _text(node.args[0])
            # A relative name would need the second argument as well.
            if called in _CALLED and not name.startswith("."):
                yield name, ""


def _targets(base: str, name: str, files: Mapping[str, _File]) -> Iterator[str]:
    """Yield the modules that an import loads, as far as they are in the package."""
    if f"{base}.{name}" in files:
        yield f"{base}.{name}"
        return
    whole = base
    while base and base not in files:
        base, name = base.rpartition(".")[0], ""
    if not base or (base != whole and files[base].shared):
        return
    yield base
    if name == "*":
        yield from (f"{base}.{each}" for each in files[base].exported if f"{base}.{each}" in files)
