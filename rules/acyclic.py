"""
acyclic: no module can reach itself through its own imports.

What it does
    Looks for groups that depend on each other in a circle, and reports each such knot once, with the cheapest set of imports
    to cut. What a group is says `scope`: the children of each package (`siblings`), single modules (`modules`), or the
    components listed in `modules` (`components`). Type-only imports close no cycle at run time and are left
    out unless `kinds` names `typing`.

Why
    What lies on a cycle can only be understood, tested, released and deleted as one. Cycles grow by one import at a
    time, and are the reason why an import suddenly fails on a half-loaded module.

How to mend
    Cut where the report says: the pair with the fewest imports comes first. Move the name that both need into a module of
    its own, or hand it in as an argument. An import inside a function hides a cycle from Python, not from its readers.

Blind spots
    Running `import a.b` also runs `a/__init__.py`; those unwritten imports are not counted. Neither are imports built from strings.

Options
    modules: Where to look: packages, or with `scope = "components"` the components themselves. Everything by default.
    scope: Cycles among the children of each package (`siblings`), single `modules`, or the listed `components`.
    depth: For `siblings`: how many levels below `modules` are looked at; 1 means only the children of the listed packages.

Drawing
    modules = ["shop"]

    shop.web.views -> shop.orders.cart
    shop.orders.cart -> shop.stock.count    # want: cycle
    shop.stock.count -> shop.orders.lines
    shop.stock.level -> shop.orders.cart
    shop.db.orm -> shop.db.rows
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from archlint.graph import Arc, Breach, Entry, Graph, component_arcs, cycle_breaches
from archlint.settings import Problem

KINDS = ("runtime", "deferred", "dynamic", "declared")
"""The default kinds: a type is knowledge, but it closes no cycle at run time."""

Arcs = dict[tuple[int, int], Arc]


@dataclass(frozen=True)
class Options:
    modules: tuple[Entry, ...] = ()
    scope: Literal["siblings", "modules", "components"] = "siblings"
    depth: int | None = None


def faults(options: Options) -> Iterator[Problem]:
    """Yield what can never work, whatever the code is."""
    if options.depth is not None and options.scope != "siblings":
        yield Problem(("depth",), '`depth` counts levels of packages: it needs `scope = "siblings"`', at_key=True)
    if options.depth is not None and options.depth < 1:
        yield Problem(("depth",), "`depth` counts levels, from 1 on")
    if options.scope == "components" and not options.modules:
        yield Problem(("scope",), '`scope = "components"` needs `modules`: which components?', at_key=True)


def check(graph: Graph, options: Options) -> Iterator[Breach]:
    """Yield each knot of groups that depend on each other in a circle."""
    if options.scope == "components":
        yield from _component_cycles(graph, options.modules)
    elif options.scope == "modules":
        yield from _module_cycles(graph, options.modules)
    else:
        yield from _sibling_cycles(graph, options.modules, options.depth)


def _component_cycles(graph: Graph, entries: tuple[Entry, ...]) -> Iterator[Breach]:
    partition = graph.assign(graph.select(entries))
    labels = [part.label for part in partition.parts]
    yield from cycle_breaches(component_arcs(graph, partition), labels)


def _module_cycles(graph: Graph, entries: tuple[Entry, ...]) -> Iterator[Breach]:
    wanted = _wanted(graph, entries)
    arcs = {edge: Arc([edge]) for edge in graph.edges() if edge[0] in wanted and edge[1] in wanted}
    yield from cycle_breaches(arcs, graph.names.modules)


def _wanted(graph: Graph, entries: tuple[Entry, ...]) -> frozenset[int]:
    if not entries:
        return frozenset(range(graph.size))
    return frozenset(node for selection in graph.select(entries) for node in selection.exactness if node < graph.size)


def _sibling_cycles(graph: Graph, entries: tuple[Entry, ...], depth: int | None) -> Iterator[Breach]:
    """Judge each package by itself: an import belongs to the deepest package that holds both of its ends."""
    roots = [name for name, _, _ in graph.packages(entries)] if entries else [""]
    for package, edges in sorted(_by_package(graph, roots, depth).items()):
        labels = sorted({child for pair in edges for child in pair})
        number = {label: i for i, label in enumerate(labels)}
        arcs = {(number[a], number[b]): Arc(imports) for (a, b), imports in edges.items()}
        yield from cycle_breaches(arcs, labels)


def _by_package(
    graph: Graph, roots: list[str], depth: int | None
) -> dict[str, dict[tuple[str, str], list[tuple[int, int]]]]:
    """Return for each package the imports between its children, by pair of children; "" holds the top-level packages."""
    found: dict[str, dict[tuple[str, str], list[tuple[int, int]]]] = {}
    for tail, head in graph.edges():
        if head >= graph.size:
            continue
        package, children = _parting(graph.name(tail), graph.name(head))
        if children and any(_looked_at(package, root, depth) for root in roots):
            found.setdefault(package, {}).setdefault(children, []).append((tail, head))
    return found


def _parting(tail: str, head: str) -> tuple[str, tuple[str, str] | None]:
    """Return the deepest package above both modules, and its children that they lie in; a package is no child of itself."""
    tails, heads = tail.split("."), head.split(".")
    common = 0
    while common < min(len(tails), len(heads)) and tails[common] == heads[common]:
        common += 1
    package = ".".join(tails[:common])
    if common == min(len(tails), len(heads)):
        return package, None
    return package, (".".join(tails[: common + 1]), ".".join(heads[: common + 1]))


def _looked_at(package: str, root: str, depth: int | None) -> bool:
    if root and package != root and not package.startswith(root + "."):
        return False
    level = len(package.split(".")) - len(root.split(".")) if root else len(package.split(".")) - (not package)
    return depth is None or level < depth
