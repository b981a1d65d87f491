"""
acyclic: no module can reach itself through its own imports.

What it does
    Looks for groups that depend on each other in a circle, and reports each such knot once, with the cheapest set of
    imports to cut. What a group is says `scope`: the children of each package (`siblings`), single modules
    (`modules`), or the components listed in `modules` (`components`). Type-only imports close no cycle at run time and
    are left out unless `kinds` names `typing`.

Why
    What lies on a cycle can only be understood, tested, released and deleted as one. Cycles grow by one import at a
    time, and are the reason why an import suddenly fails on a half-loaded module.

How to mend
    Cut where the report says: the pair with the fewest imports comes first. Move the name that both need into a module
    of its own, or hand it in as an argument. An import inside a function hides a cycle from Python, not from its
    readers.

Blind spots
    Running `import a.b` also runs `a/__init__.py`; those unwritten imports are not counted. Neither are imports built
    from strings.

Options
    modules: Where to look: packages, or with `scope = "components"` the components themselves. Everything by default.
    scope: Cycles among the children of each package (`siblings`), single `modules`, or the listed `components`.
    depth: For `siblings`: how many levels below `modules` are looked at; 1 is only the children of the listed packages.
    skip: For `siblings`: packages that nobody looks into. Each is still a sibling of those beside it.

Drawing
    modules = ["shop"]

    shop.web.views -> shop.orders.cart
    shop.orders.cart -> shop.stock.count    # want: cycle
    shop.stock.count -> shop.orders.lines
    shop.stock.level -> shop.orders.cart
    shop.db.orm -> shop.db.rows

Drawing
    modules = ["shop"]
    skip = ["shop.legacy"]

    shop.legacy.till.a -> shop.legacy.desk.b
    shop.legacy.desk.b -> shop.legacy.till.a
    shop.legacy.desk.b -> shop.stock.count
    shop.stock.count -> shop.legacy.till.a      # want: cycle
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from archlint.graph import Arc, Breach, Entry, Graph, Hollow, component_arcs, cycle_breaches, refuse_unread
from archlint.settings import Problem

KINDS = ("runtime", "deferred", "dynamic", "declared")
"""The default kinds: a type is knowledge, but it closes no cycle at run time."""

Arcs = dict[tuple[int, int], Arc]
_MANY = 1 << 16
"""Imports whose package is remembered: a history asks for the same ones at each of its commits."""


@dataclass(frozen=True)
class Options:
    """What a team says to the rule."""

    modules: tuple[Entry, ...] = ()
    scope: Literal["siblings", "modules", "components"] = "siblings"
    depth: int | None = None
    skip: tuple[Entry, ...] = ()


def faults(options: Options) -> Iterator[Problem]:
    """Yield what can never work, whatever the code is."""
    if options.depth is not None and options.scope != "siblings":
        yield Problem(("depth",), '`depth` counts levels of packages: it needs `scope = "siblings"`', at_key=True)
    if options.depth is not None and options.depth < 1:
        yield Problem(("depth",), "`depth` counts levels, from 1 on")
    if options.skip and options.scope != "siblings":
        yield Problem(("skip",), '`skip` leaves out packages: it needs `scope = "siblings"`', at_key=True)
    if options.scope == "components" and not options.modules:
        yield Problem(("scope",), '`scope = "components"` needs `modules`: which components?', at_key=True)


def check(graph: Graph, options: Options) -> Iterator[Breach]:
    """Yield each knot of groups that depend on each other in a circle."""
    for arcs, labels in knottable(graph, options):
        yield from cycle_breaches(arcs, labels)


def knottable(graph: Graph, options: Options) -> Iterator[tuple[Arcs, Sequence[str]]]:
    """
    Yield the groups that may be in cycles with each other: their dependencies, numbered over their labels, and these.

    Each import is in one of them at most. Raises Misdeclared where the options do not fit the code.
    """
    wanted = _wanted(graph, options.modules)
    if options.scope == "components":
        yield _components(graph, options.modules)
    elif options.scope == "modules":
        yield {edge: Arc([edge]) for edge in _imports(graph, wanted)}, graph.names.modules
    else:
        yield from _siblings(graph, options, wanted)


def _components(graph: Graph, entries: tuple[Entry, ...]) -> tuple[Arcs, Sequence[str]]:
    partition = graph.assign(graph.select(entries))
    labels = [part.label for part in partition.parts]
    if len(labels) < 2:
        words = "a cycle needs two components, and this list names one"
        raise Hollow([Problem(entries[0].where, words, help="add one, or use a capture: `shop.{name}`")])
    return component_arcs(graph, partition), labels


def _imports(graph: Graph, wanted: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Yield the imports between the modules to look at, ascending."""
    return ((tail, head) for tail in sorted(wanted) for head in graph.succ[tail] if head in wanted)


def _wanted(graph: Graph, entries: tuple[Entry, ...]) -> frozenset[int]:
    """Return the modules to look at. Raises Misdeclared where a name means none that is read, or all mean one alone."""
    if not entries:
        return frozenset(graph.own)
    found = graph.select(entries)
    refuse_unread(graph, found, "its cycles are not known")
    wanted = frozenset(node for one in found for node in one.exactness if node < graph.size)
    if len(wanted) < 2:
        raise Hollow([Problem(entries[0].where, "a cycle needs two modules, and this list names one")])
    return wanted


def _siblings(graph: Graph, options: Options, wanted: frozenset[int]) -> Iterator[tuple[Arcs, Sequence[str]]]:
    """Yield the children of each package: an import belongs to the deepest package that holds both of its ends."""
    listed = [name for name, _, _ in graph.packages(options.modules)]
    # Listed or not, the top-level packages are siblings of each other below "".
    roots = listed if options.modules else ["", *graph.tops]
    skipped = [name for name, _, _ in graph.packages(options.skip)]
    for _, edges in sorted(_by_package(graph, roots, options.depth, skipped, wanted).items()):
        labels = sorted({child for pair in edges for child in pair})
        number = {label: i for i, label in enumerate(labels)}
        yield {(number[a], number[b]): Arc(imports) for (a, b), imports in edges.items()}, labels


def _by_package(
    graph: Graph, roots: list[str], depth: int | None, skipped: list[str], wanted: frozenset[int]
) -> dict[str, dict[tuple[str, str], list[tuple[int, int]]]]:
    """Return for each package the imports between its children, by pair of them; "" holds the top-level packages."""
    found: dict[str, dict[tuple[str, str], list[tuple[int, int]]]] = {}
    looked_at: dict[str, bool] = {}
    for tail, head in _imports(graph, wanted):
        package, children = _parting(graph.name(tail), graph.name(head))
        if package not in looked_at:
            looked_at[package] = any(_looked_at(package, root, depth, skipped) for root in roots)
        if children and looked_at[package]:
            found.setdefault(package, {}).setdefault(children, []).append((tail, head))
    return found


@lru_cache(maxsize=_MANY)
def _parting(tail: str, head: str) -> tuple[str, tuple[str, str] | None]:
    """Return the deepest package above both modules, and its children that they lie in; none is a child of itself."""
    tails, heads = tail.split("."), head.split(".")
    common = 0
    for one, other in zip(tails, heads, strict=False):
        if one != other:
            break
        common += 1
    package = ".".join(tails[:common])
    if common == min(len(tails), len(heads)):
        return package, None
    return package, (".".join(tails[: common + 1]), ".".join(heads[: common + 1]))


def _looked_at(package: str, root: str, depth: int | None, skipped: list[str]) -> bool:
    """Whether the package is the root, or lies below it less than so deep and in nothing that is skipped there."""
    if package == root:
        return True
    below = bool(root) and package.startswith(root + ".")
    near = below and (depth is None or package.count(".") - root.count(".") < depth)
    return near and not any(one.startswith(f"{root}.") and f"{package}.".startswith(f"{one}.") for one in skipped)
