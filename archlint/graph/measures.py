"""What can be counted of one component: each measure gives the things it counts, and the imports behind them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial

from archlint.graph.arcs import Arc
from archlint.graph.breach import Breach, Use
from archlint.graph.cycles import cycle_breaches
from archlint.graph.graph import Graph
from archlint.graph.imports import KINDS
from archlint.graph.reach import knots
from archlint.graph.rows import Rows
from archlint.graph.selections import Partition

__all__ = [
    "Counted",
    "component_fan_out",
    "dynamic_imports",
    "dynamic_topics",
    "entry_modules",
    "fan_in",
    "fan_out",
    "knot_breaches",
    "largest_knot",
    "private_names",
    "taken_names",
]


Counted = dict[str, list[Use]]
"""What is counted, by name; its length is the value of the measure."""

Nodes = Collection[int]
_DYNAMIC = KINDS.index("dynamic")
_IMPORTER, _IMPORTED = 0, 1
"""The two ends of an import."""


def fan_in(graph: Graph, inside: Nodes) -> Counted:
    """Return the modules outside that import a module of the component."""
    return _ends(graph, _incoming(graph, inside), _IMPORTER)


def fan_out(graph: Graph, inside: Nodes) -> Counted:
    """Return the first-party modules outside that a module of the component imports."""
    outgoing = ((tail, head) for tail in sorted(inside) for head in graph.succ[tail] if head not in inside)
    return _ends(graph, ((tail, head) for tail, head in outgoing if head < graph.size), _IMPORTED)


def component_fan_out(graph: Graph, partition: Partition, inside: Nodes) -> Counted:
    """Return the other components of the partition that a module of the component imports, by label."""
    found: Counted = {}
    for tail in sorted(inside):
        for head in graph.succ[tail]:
            part = partition.component[head]
            if part >= 0 and head not in inside:
                found.setdefault(partition.parts[part].label, []).append(_use(graph, tail, head, by=tail))
    return found


def entry_modules(graph: Graph, inside: Nodes) -> Counted:
    """Return the modules of the component that are imported from outside."""
    return _ends(graph, _incoming(graph, inside), _IMPORTED)


def taken_names(graph: Graph, inside: Nodes) -> Counted:
    """Return the names of the component that modules outside take, dotted in full; a module taken whole is one."""
    return _taken(graph, inside, lambda *_: True)


def private_names(graph: Graph, inside: Nodes) -> Counted:
    """
    Return the names of the component that modules outside take although they are private, dotted in full.

    A name is private to the package that it stands in where it, or a module on the way to it, starts with an
    underscore, and private to its module where that has an `__all__` without it. Names like `__version__` are public.
    """
    return _taken(graph, inside, partial(_private, graph))


def _taken(graph: Graph, inside: Nodes, wanted: Callable[[str, int, str], bool]) -> Counted:
    """Return the names that are taken, of those that are wanted by their importer, their module and themselves."""
    found: Counted = {}
    for tail, head in _incoming(graph, inside):
        importer = graph.name(tail)
        for name in sorted(graph.taken(tail, head)):
            if wanted(importer, head, name):
                use = _use(graph, tail, head, by=tail)._replace(name=name)
                found.setdefault(_full(graph, head, name), []).append(use)
    return found


def _private(graph: Graph, importer: str, head: int, name: str) -> bool:
    """Whether the importer stands outside of all that may use the name of this module."""
    module = graph.name(head)
    if name == "*":
        name = ""
    steps = [*module.split("."), *name.split(".")] if name else module.split(".")
    for depth, step in enumerate(steps):
        if step.startswith("_") and not step.endswith("__") and not _within(importer, ".".join(steps[:depth])):
            return True
    public = graph.exports.get(head)
    named = bool(name) and not (name.startswith("__") and name.endswith("__"))
    return named and public is not None and name not in public and not _within(importer, module)


def _full(graph: Graph, head: int, name: str) -> str:
    return f"{graph.name(head)}.{name}" if name else graph.name(head)


def _within(name: str, package: str) -> bool:
    return not package or name == package or name.startswith(f"{package}.")


def largest_knot(graph: Graph, inside: Nodes) -> Counted:
    """Return the modules of the largest cycle among those of the component; the first by name of equal ones."""
    knot = max(_knots(graph, inside), key=len, default=[])
    members = set(knot)
    return _ends(graph, ((tail, head) for tail in knot for head in graph.succ[tail] if head in members), _IMPORTED)


def knot_breaches(graph: Graph, inside: Nodes, most: int) -> list[Breach]:
    """Return a breach for each cycle of more modules than this, the largest first."""
    arcs = {
        (tail, head): Arc([(tail, head)])
        for knot in _knots(graph, inside)
        if len(knot) > most
        for tail in knot
        for head in graph.succ[tail]
        if head in knot
    }
    return sorted(cycle_breaches(arcs, graph.names.modules), key=lambda breach: -len(breach.members))


def _knots(graph: Graph, inside: Nodes) -> list[list[int]]:
    """Return the strong components of two or more modules, by their first module."""
    nodes = sorted(inside)
    number = {node: i for i, node in enumerate(nodes)}
    edges = ((number[tail], number[head]) for tail in nodes for head in graph.succ[tail] if head in number)
    return sorted([nodes[i] for i in knot] for knot in knots(Rows.of(len(nodes), edges)))


def dynamic_imports(graph: Graph, inside: Nodes) -> Counted:
    """
    Return the imports by a name at run time, as `path:line:column`, whether they could be followed or not.

    One that could be followed counts where the graph counts imports of kind `dynamic`.
    """
    found: Counted = {}
    ledger = graph.ledger
    for tail in sorted(inside):
        for head in graph.succ[tail]:
            if ledger.kinds[ledger.edge(tail, head)] >> _DYNAMIC & 1:
                for one in graph.occurrences(tail, head):
                    if one.kind == "dynamic":
                        use = _use(graph, tail, head, by=tail)
                        found.setdefault(f"{one.path}:{one.line}:{one.column}", []).append(use)
    nodes = {graph.path(node): node for node in inside if node < graph.size}
    for gap in graph.reading.dynamic:
        if gap.path in nodes:
            use = Use((nodes[gap.path],), graph.name(nodes[gap.path]), place=(gap.line, gap.column))
            found.setdefault(f"{gap.path}:{gap.line}:{gap.column}", []).append(use)
    return found


def dynamic_topics(graph: Graph, inside: Nodes) -> Counted:
    """Return the calls that publish or subscribe to what is known at run time only, as `path:line:column`."""
    from archlint.graph.wiring.join import dynamic_sites  # only who measures it waits for it

    found: Counted = {}
    for site in dynamic_sites(graph.wiring):
        if site.node in inside:
            use = Use((site.node,), site.module, place=(site.line, site.column))
            found.setdefault(f"{site.path}:{site.line}:{site.column}", []).append(use)
    return found


def _ends(graph: Graph, imports: Iterable[tuple[int, int]], end: int) -> Counted:
    """Return the modules at one end of the imports, each import put down to the module at the other."""
    found: Counted = {}
    for pair in imports:
        found.setdefault(graph.name(pair[end]), []).append(_use(graph, *pair, by=pair[1 - end]))
    return found


def _incoming(graph: Graph, inside: Nodes) -> Iterator[tuple[int, int]]:
    for head in sorted(inside):
        for tail in graph.pred[head]:
            if tail not in inside:
                yield tail, head


def _use(graph: Graph, tail: int, head: int, *, by: int) -> Use:
    return Use((tail, head), graph.name(by), cut=partial(tuple, [(tail, head)]))
