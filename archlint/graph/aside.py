"""Modules that stand beside an architecture rather than in it, known by how everybody calls them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from archlint.graph.graph import Graph
from archlint.graph.patterns import parse
from archlint.startup import NamedTuple

__all__ = ["Aside", "set_aside"]

_TESTS: Final = frozenset({"tests", "conftest"})
_PACKAGES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("generated", "_generated"), "generated"),
    **dict.fromkeys(("_vendor", "_vendored", "vendored", "third_party"), "vendored"),
}
"""What names of packages say wherever they stand."""
_UNLESS_USED: Final[Mapping[str, str]] = {
    **dict.fromkeys(("test", "testing"), "tests"),
    **dict.fromkeys(("migrations", "alembic"), "migrations"),
    **dict.fromkeys(("examples", "example_dags"), "examples"),
}
"""What they say where nothing else imports them: `shop.stock.migrations` is history, `django.db.migrations` is code."""
_OUTERMOST: Final = frozenset({"benchmarks", "docs", "doc", "scripts", "tools", "tasks", "setup", "noxfile", "manage"})
"""What lies beside the code of a project; inside of a package such a name may be anything."""
_TEST: Final = re.compile(r"test_\w+|\w+_test|testing")
_GENERATED: Final = re.compile(r"\w+_pb2(_grpc)?")


class Aside(NamedTuple):
    """Modules of one kind."""

    what: str
    """tests, migrations, examples, generated, vendored or tools."""
    pattern: str
    """What means them in settings, and all below: `**.tests`, or a name."""
    nodes: frozenset[int]


def set_aside(graph: Graph) -> list[Aside]:
    """Return what stands aside, by kind and pattern; no module is in two of them."""
    found: dict[str, str] = {}
    for node in graph.own:
        found.update(_named(graph, graph.name(node)))
    taken = _meant(graph, found)
    found.update(_unused(graph, _doubtful(graph), taken))
    return _gathered(graph, found)


def _unused(graph: Graph, doubtful: Mapping[str, str], taken: frozenset[int]) -> dict[str, str]:
    """Return those of the names that only what stands aside imports: `taken`, and each other."""
    left = {name: _meant(graph, [name]) - taken for name in sorted(doubtful)}
    while True:
        aside = taken.union(*left.values())
        used = [name for name, inside in left.items() if not aside.issuperset(_importers(graph, inside))]
        if not used:
            return {name: doubtful[name] for name, inside in left.items() if inside}
        for name in used:
            del left[name]


def _importers(graph: Graph, nodes: Collection[int]) -> set[int]:
    return {tail for node in nodes for tail in graph.pred[node]}


def _named(graph: Graph, name: str) -> Iterator[tuple[str, str]]:
    """Yield the name of the module or of a package around it with what it is, where that says it by itself."""
    parts = name.split(".")
    if parts[0] in _OUTERMOST:
        yield parts[0], "tools"
    for depth, part in enumerate(parts):
        package = depth < len(parts) - 1 or len(graph.names.below(name)) > 1
        what = "tests" if part in _TESTS else _PACKAGES.get(part, "") if package else ""
        if what:
            yield ".".join(parts[: depth + 1]), what
            return
    if _GENERATED.fullmatch(parts[-1]):
        yield name, "generated"


def _doubtful(graph: Graph) -> dict[str, str]:
    """Return the names that may be aside: packages such as `migrations`, and files such as `test_cart`."""
    found: dict[str, str] = {}
    for node in graph.own:
        parts = graph.name(node).split(".")
        for depth, part in enumerate(parts[:-1]):
            if part in _UNLESS_USED:
                found[".".join(parts[: depth + 1])] = _UNLESS_USED[part]
        if _TEST.fullmatch(parts[-1]):
            found[graph.name(node)] = "tests"
    return found


def _meant(graph: Graph, names: Collection[str]) -> frozenset[int]:
    return frozenset(node for name in names for node in graph.names.below(name) if node < graph.size)


def _gathered(graph: Graph, found: Mapping[str, str]) -> list[Aside]:
    """Return the names by kind, those that are called alike by one pattern where it means nothing else."""
    all_ = _meant(graph, found)
    patterns: dict[tuple[str, str], set[int]] = {}
    for name, what in found.items():
        inside = _meant(graph, [name])
        pattern = next(one for one in _patterns(name) if _fitting(graph, one) <= all_)
        patterns.setdefault((what, pattern), set()).update(inside)
    seen: set[int] = set()
    rows = []
    for (what, pattern), nodes in sorted(patterns.items()):
        if nodes - seen:
            rows.append(Aside(what, pattern, frozenset(nodes - seen)))
            seen |= nodes
    return rows


def _patterns(name: str) -> Iterator[str]:
    """Yield patterns for a name, the widest first, which is for names that recur all over a codebase."""
    *above, last = name.split(".")
    if last in _TESTS or last in _PACKAGES or last in _UNLESS_USED:
        yield f"**.{last}"
        if len(above) > 1:
            yield ".".join([*above[:-1], "*", last])
    yield name


def _fitting(graph: Graph, pattern: str) -> set[int]:
    """Return the modules that a pattern means."""
    return {match.node for match in graph.names.matches(parse(pattern))}
