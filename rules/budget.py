"""
budget: a component has no more of something than it was allowed.

What it does
    Counts one thing (`measure`) in each component of `modules` and reports the component where there is more of it than
    `max`, with what accounts for most of it and the imports that would have to go. The measures are:
    `fan-in`, how many modules outside import it;
    `fan-out`, how many modules of the codebase outside it imports;
    `component-fan-out`, how many of the other `modules` it imports, each of them counted once;
    `visibility-fan-in`, how many modules outside come to need it, by whatever chain of imports;
    `visibility-fan-out`, how many modules outside it comes to need, by whatever chain of imports;
    `entry-modules`, how many of its modules are imported from outside;
    `taken-names`, how many of its names outsiders take, a module that is taken whole being one;
    `private-names`, how many of its private names outsiders take: what starts with an underscore or lies in a module
    that does, and what the `__all__` of its module leaves out;
    `cycle-size`, how many modules its largest cycle has, 0 without one;
    `skips` and `back`, how often its modules break the order of `layers`: what `linked-list` reports with these layers;
    `uncovered`, how many of its modules are in none of the `[components]`;
    `dynamic-imports`, how many imports it makes by a name at run time (`import_module`), followed or not;
    `dynamic-topics`, how often it publishes or subscribes to what begins with text that is known at run time only.
    A baseline stores the value: it is known as long as it does not rise, and `archlint baseline --prune` lowers it.

Why
    Some things cannot be forbidden, only kept small: how many doors a package has, how much it leans on others, how
    far a migration has come. A number that may only fall turns a good intention into a ratchet.

How to mend
    The message names what accounts for most, and the cut is the least that brings the number down: fewest imports
    first. If the number has to be higher, raise `max` and say why in `because`: it is a decision.

Blind spots
    Modules are counted and not uses of them: ten imports of one module are one. A file that is split in two counts
    twice. Third-party modules are no part of `fan-out` or `visibility-fan-out`. A layer that nobody lists in `layers`
    is passed through, so what everybody may import needs no mention there. `cycle-size` counts type-only imports too,
    unless `kinds` leaves out `typing`; without `dynamic` among the `kinds`, `dynamic-imports` counts only what could
    not be followed. Shares and scores are no measures: an import more can make them look better.

Options
    measure: What is counted.
    max: How much of it is allowed; 0 allows none.
    modules: The components, each of them measured by itself; every top-level package by default. A module that two of
        them name belongs to the one that names it more exactly.
    layers: For `skips` and `back`: the order, top first, as in `linked-list`.

Drawing
    measure = "fan-out"
    max = 1
    modules = ["shop.{part}"]

    shop.web.views -> shop.orders.bill         # want: over-budget
    shop.web.views -> shop.orders.cart
    shop.orders.cart -> shop.db.orm
    shop.orders.bill -> shop.db.orm

Drawing
    measure = "visibility-fan-in"
    max = 2
    modules = ["shop.db"]

    shop.web.views -> shop.orders.cart
    shop.orders.cart -> shop.db.orm            # want: over-budget
    shop.jobs.nightly -> shop.orders.cart

Drawing
    measure = "private-names"
    max = 0
    modules = ["shop.orders", "shop.db"]

    shop.web.views -> shop.orders:Cart
    shop.web.views -> shop.orders:_discount
    shop.web.admin -> shop.orders._tables:columns   # want: over-budget
    shop.web.admin -> shop.orders._tables:rows
    shop.orders -> shop.orders._tables:rows
    shop.orders -> shop.db:connect

Drawing
    measure = "skips"
    max = 1
    layers = ["shop.web", "shop.orders", "shop.db"]

    shop.web.views -> shop.orders.cart -> shop.db.orm
    shop.web.admin -> shop.db.orm                # want: over-budget
    shop.web.admin -> shop.db.rows
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, Literal

from archlint.graph import (
    Account,
    Breach,
    Counted,
    Entry,
    Graph,
    Layer,
    Partition,
    Stack,
    Use,
    component_fan_out,
    dynamic_imports,
    dynamic_topics,
    entry_modules,
    fan_in,
    fan_out,
    joined,
    judge,
    largest_knot,
    outside_components,
    oversized_knots,
    private_names,
    refuse_unread,
    scope,
    severing_cut,
    taken_names,
    visibility_fan_in,
    visibility_fan_out,
)
from archlint.settings import Problem

_NAMED: Final = 3
"""So many of those that account for most are named in a message."""
_COUNTS: Final = {
    "fan-in": fan_in,
    "fan-out": fan_out,
    "visibility-fan-in": visibility_fan_in,
    "visibility-fan-out": visibility_fan_out,
    "entry-modules": entry_modules,
    "taken-names": taken_names,
    "private-names": private_names,
    "cycle-size": largest_knot,
    "dynamic-imports": dynamic_imports,
    "dynamic-topics": dynamic_topics,
}
_ORDERED: Final = {"skips": "skip", "back": "back"}
"""The measures that need an order, and the kind of breach that each of them counts."""
_FROM_OUTSIDE: Final = ("fan-in", "visibility-fan-in", "entry-modules", "taken-names", "private-names")
"""What can be measured of a library too, although it is not read."""
_UNCUT: Final = ("uncovered", "dynamic-imports", "dynamic-topics")
"""What removing imports does not mend."""
_VISIBLE: Final = ("visibility-fan-in", "visibility-fan-out")
"""What is mended by no count of imports, as there may be other chains."""
_ADVICE: Final = {
    "fan-in": "split {label} by who needs what of it; who can most easily do without is {least}",
    "fan-out": "split {label}, or let a neighbour do the work; the easiest to do without is {least}",
    "component-fan-out": "let a neighbour do the work, or split {label}; the easiest to do without is {least}",
    "visibility-fan-in": "most come in by way of {most}: let it do without {label}, or split that by who needs what",
    "visibility-fan-out": "{most} brings in most: let it ask less of others, or have what it needs handed in",
    "entry-modules": "let outsiders come in by fewer doors; the one used least is {least}",
    "taken-names": "offer fewer and larger things; the one used least is {least}",
    "private-names": "make {least} public, or give outsiders a function that does what they want with it",
    "skips": "ask the layer between, or move the caller down; for instance {least}",
    "back": "move what is needed down, or hand it in as an argument; for instance {least}",
    "uncovered": "name {most} under [components]",
    "dynamic-imports": "write those of {most} as statements, or let its callers hand in what they want; one is {least}",
    "dynamic-topics": "write the topics of {most} down as constants, or let its callers publish; one is {least}",
}
"""The next act: {most} accounts for most, {least} takes the fewest imports to let go."""
_Count = Callable[[frozenset[int]], Counted]


@dataclass(frozen=True)
class Options:
    """What a team says to the rule."""

    measure: Literal[
        "fan-in",
        "fan-out",
        "component-fan-out",
        "visibility-fan-in",
        "visibility-fan-out",
        "entry-modules",
        "taken-names",
        "private-names",
        "cycle-size",
        "skips",
        "back",
        "uncovered",
        "dynamic-imports",
        "dynamic-topics",
    ]
    max: int
    modules: tuple[Entry, ...] = ()
    layers: tuple[Layer, ...] = ()


def faults(options: Options) -> Iterator[Problem]:
    """Yield what can never work, whatever the code is."""
    if options.max < 0:
        yield Problem(("max",), "nothing can be counted below 0", help="0 allows none at all")
    if options.measure in _ORDERED and not options.layers:
        words = f"`{options.measure}` counts what breaks an order: it needs `layers`"
        yield Problem(("measure",), words, help='name them top first: `layers = ["shop.web", "shop.db"]`')
    elif options.measure in _ORDERED and len(options.layers) < 2:
        yield Problem(("layers",), "an order needs two layers", help="name the layer that it may import")
    elif options.layers and options.measure not in _ORDERED:
        words = f"`layers` does nothing for `{options.measure}`"
        help_ = "delete the line, or measure `skips` or `back`"
        yield Problem(("layers",), words, help=help_, at_key=True)


def check(graph: Graph, options: Options) -> Iterator[Breach]:
    """Yield each component that has too much of what is measured."""
    found = scope(graph, options.modules)
    if options.measure not in _FROM_OUTSIDE:
        refuse_unread(graph, found, f"its {options.measure} cannot be counted")
    partition = graph.assign(found)
    count = _counter(graph, options, partition)
    for part, selection in enumerate(partition.parts):
        nodes = partition.nodes(part)
        counted = count(nodes)
        if len(counted) > options.max:
            knotted, label = options.measure == "cycle-size", selection.label
            breach = oversized_knots(graph, nodes, options.max) if knotted else _breach(counted, options, label)
            if options.measure in _VISIBLE:
                breach = breach._replace(cut=partial(_severed, graph, nodes, counted, options))
            yield _measured(breach, label, (options.measure, len(counted)), options.max)


def _measured(breach: Breach, label: str, measured: tuple[str, int], most: int) -> Breach:
    """Return a breach as one of a measure, also where it is told to those who have brought it about."""

    def said(one: Breach) -> Breach:
        message = f"{measured[0]} of {label} is {measured[1]}, {most} at most: {one.message}"
        return one._replace(message=message, tail=label, head="", measured=measured)

    plain = breach.account

    def told(_: Breach, added: Sequence[Use]) -> tuple[Breach, Use]:
        assert plain is not None
        anew, shown = plain.told(breach, added)
        return said(anew), shown

    return said(breach._replace(account=plain and Account(plain.uses, told)))


def _counter(graph: Graph, options: Options, partition: Partition) -> _Count:
    """Return the measure of one component; what is the same for all of them is done once."""
    if options.measure == "component-fan-out":
        return partial(component_fan_out, graph, partition)
    if options.measure in _ORDERED:
        return _ordered(graph, options)
    if options.measure == "uncovered":
        gaps = {node: name for name, nodes in outside_components(graph, frozenset(range(graph.size))) for node in nodes}
        return lambda nodes: {graph.name(node): [Use((node,), gaps[node])] for node in sorted(nodes & gaps.keys())}
    return partial(_COUNTS[options.measure], graph)


def _ordered(graph: Graph, options: Options) -> _Count:
    """Return a function that counts the breaches of the order that the modules of a component are to blame for."""
    broken: dict[int, Counted] = {}
    for breach in judge(graph, Stack(options.layers, siblings="free", strict=True)):
        if breach.kind == _ORDERED[options.measure]:
            named = [graph.name(node) for node in breach.chain]
            use = Use(breach.chain, named[0], cut=breach.cut or tuple)
            broken.setdefault(breach.chain[0], {})[" -> ".join(named)] = [use]
    return lambda nodes: {what: uses for node in nodes & broken.keys() for what, uses in broken[node].items()}


def _breach(counted: Counted, options: Options, label: str) -> Breach:
    """Return the breach, shown at what accounts for most; its message says only what that is."""
    shares = Counter(by for uses in counted.values() for by in {use.by for use in uses})
    ranked = sorted(shares, key=lambda by: (-shares[by], by))
    first = [use for uses in counted.values() for use in uses if use.by == ranked[0]]
    shown = min(first, key=lambda use: (len(use.chain), use.chain, use.name or ""))
    easiest = sorted(counted, key=lambda what: (len(counted[what]), what))
    help_ = _ADVICE[options.measure].format(label=label, least=easiest[0], most=ranked[0])
    going = [use.cut for what in easiest[: len(counted) - options.max] for use in counted[what]]
    cut = None if options.measure in _UNCUT else partial(joined, going)
    names = () if shown.name is None else (shown.name,)
    account = Account(lambda: (use for uses in counted.values() for use in uses), partial(_told, counted))
    return Breach("over-budget", _blamed(shares, ranked), help_, "", "", shown.chain, (), cut, names, account=account)


def _told(counted: Counted, breach: Breach, added: Sequence[Use]) -> tuple[Breach, Use]:
    """Return the breach at what has come to be counted, which is to go; one more use of what counted is no matter."""
    new = {id(use) for use in added}
    came = {id(use) for uses in counted.values() if new.issuperset(map(id, uses)) for use in uses}
    uses = [use for use in added if id(use) in came] or added
    names = () if uses[0].name is None else (uses[0].name,)
    cut = breach.cut and partial(joined, [use.cut for use in uses])
    return breach._replace(chain=uses[0].chain, names=names, cut=cut), uses[0]


def _blamed(shares: Counter[str], ranked: list[str]) -> str:
    """Say what accounts for how much, the most first."""
    named = [f"{by} accounts for {shares[by]}" for by in ranked[:1]]
    named += [f"{by} for {shares[by]}" for by in ranked[1:_NAMED]]
    more = f" and {len(ranked) - _NAMED} more for the rest" if len(ranked) > _NAMED else ""
    return ", ".join(named) + more


def _severed(graph: Graph, nodes: frozenset[int], counted: Counted, options: Options) -> tuple[tuple[int, int], ...]:
    """Return the fewest imports without which so many modules as there are too many, the last by name, are out."""
    inward = options.measure == "visibility-fan-in"
    over = sorted(counted)[options.max :]
    ends = [counted[what][0].chain[0 if inward else -1] for what in over]
    return severing_cut(graph.succ, ends, nodes) if inward else severing_cut(graph.succ, nodes, ends)
