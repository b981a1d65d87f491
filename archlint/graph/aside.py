"""Modules that stand beside an architecture rather than in it, known by how everybody calls them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from archlint.graph.graph import Graph

__all__ = ["Aside", "set_aside"]

_ANYWHERE: Final[Mapping[str, str]] = {
    **dict.fromkeys(("tests", "conftest"), "tests"),
    **dict.fromkeys(("migrations", "alembic"), "migrations"),
    **dict.fromkeys(("examples", "example_dags"), "examples"),
    **dict.fromkeys(("generated", "_generated"), "generated"),
    **dict.fromkeys(("_vendor", "_vendored", "vendored", "third_party"), "vendored"),
}
"""What names of packages, and of `tests` and `conftest` also as single files, say wherever they stand."""
_OUTERMOST: Final = frozenset({"benchmarks", "docs", "doc", "scripts", "tools", "tasks", "setup", "noxfile", "manage"})
"""What lies beside the code of a project; inside of a package such a name may be anything."""
_UNLESS_USED: Final = frozenset({"test", "testing"})
"""A package called so holds tests where nothing but tests imports it, and else what others test with."""
_TEST: Final = re.compile(r"test_\w+|\w+_test")
_GENERATED: Final = re.compile(r"\w+_pb2(_grpc)?")


class Aside(NamedTuple):
    """Modules of one kind."""

    what: str
    """tests, migrations, examples, generated, vendored or tools."""
    pattern: str
    """What means them in settings, and all below: `**.tests`, or the name of one module."""
    nodes: frozenset[int]


def set_aside(graph: Graph) -> list[Aside]:
    """Return what stands aside, by kind and pattern; no module is in two of them."""
    found: dict[tuple[str, str], set[int]] = {}
    for node in graph.own:
        if mark := _mark(graph, graph.name(node)):
            found.setdefault(mark, set()).add(node)
    taken = frozenset[int]().union(*found.values())
    for name in _called_like_tests(graph):
        inside = frozenset(node for node in graph.names.below(name) if node < graph.size) - taken
        if inside and not _importers(graph, inside) - taken:
            found["tests", name] = set(inside)
            taken |= inside
    return [Aside(what, pattern, frozenset(nodes)) for (what, pattern), nodes in sorted(found.items())]


def _mark(graph: Graph, name: str) -> tuple[str, str] | None:
    """Return (what, pattern) for a module whose name says it by itself."""
    parts = name.split(".")
    if parts[0] in _OUTERMOST:
        return "tools", parts[0]
    for depth, part in enumerate(parts):
        what = _ANYWHERE.get(part, "")
        package = depth < len(parts) - 1 or len(graph.names.below(name)) > 1
        if what and (package or what == "tests"):
            return what, f"**.{part}"
    return ("generated", name) if _GENERATED.fullmatch(parts[-1]) else None


def _called_like_tests(graph: Graph) -> Iterator[str]:
    """Yield the names that may hold tests, the outermost first: packages `test` and `testing`, files `test_x`."""
    names: set[str] = set()
    for node in graph.own:
        parts = graph.name(node).split(".")
        names |= {".".join(parts[: i + 1]) for i, part in enumerate(parts[:-1]) if part in _UNLESS_USED}
        if _TEST.fullmatch(parts[-1]):
            names.add(graph.name(node))
    return iter(sorted(names))


def _importers(graph: Graph, inside: frozenset[int]) -> set[int]:
    return {tail for node in inside for tail in graph.pred[node]} - inside
