"""
linked-list: each layer imports only the next one.

What it does
    Layers stand in an order, top first. A module of one layer may import modules of its own layer and of the next, and
    nothing else that stands in a layer. An import that passes over a layer is a `skip`, one that points up is `back`,
    one between two components of the same level is a `sibling`. A path through modules of no layer counts as an import.
    With `modules` instead of `layers` there is no order, and only the shape is judged: a `cycle`, a `shortcut`
    (something is imported although a longer path leads there too), a `branch` (more than one next component), a `join`
    (more than one before).

Why
    What is two layers away can change without asking you. If nothing depends on more than its neighbour, a change stops
    at the neighbour, a layer can be replaced behind its API, and a newcomer can read the code one layer at a time.

How to mend
    A skip: ask the layer between for what you need, or move the caller down. If nearly everybody needs it, it may be a
    foundation: declare it. A back import: move the shared part down, or pass it in from above as an argument. Siblings:
    move what both need one layer down. Never re-export a name through the layer between only to please the linter: the
    rule `leak` would tell it.

Blind spots
    What couples modules over a message bus or by their names in strings counts only with `channel` and `string` among
    the `kinds`; declare what else you know under `[[declared]]`. A type that travels through a return value couples
    layers without an import.

Options
    layers: Top first. An entry is a name, a list of names (one level), or `{ level = [...], siblings = "free" }`.
    modules: No order is declared; the shape that these components have among themselves is judged.
    foundation: Anyone may import these; they import only each other.
    siblings: What components of one level may do: `independent` (nothing), `acyclic`, or `free`.
    containers: The order holds inside each of these packages; the layers' names are relative to them.
    exhaustive: Every child of a container must be in a layer, in the foundation, or in `exhaustive-ignore`.
    exhaustive-ignore: Children of containers that need not be in a layer.

Drawing
    layers = ["shop.web", ["shop.orders", "shop.payments"], "shop.db"]
    foundation = ["shop.kernel"]

    shop.web.views -> shop.orders.cart
    shop.orders.cart -> shop.db.orm
    shop.web.views -> shop.kernel.money
    shop.web.views -> shop.db.orm            # want: skip
    shop.db.orm -> shop.orders.cart          # want: back
    shop.orders.cart -> shop.payments.card   # want: sibling
    shop.kernel.money -> shop.db.orm         # want: back
    shop.web.admin -> shop.reports           # want: skip
    shop.reports -> shop.db.orm

Drawing
    modules = ["shop.web", "shop.orders", "shop.stock", "shop.db"]

    shop.web.views -> shop.orders.cart       # want: branch
    shop.web.views -> shop.stock.count
    shop.orders.cart -> shop.db.orm           # want: join
    shop.stock.count -> shop.db.orm
    shop.web.views -> shop.db.orm            # want: shortcut
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from functools import partial
from typing import Literal

from archlint.graph import (
    Arc,
    Breach,
    Entry,
    Graph,
    Layer,
    Misdeclared,
    Partition,
    Shape,
    Stack,
    component_arcs,
    contained,
    cycle_breaches,
    judge,
    order_faults,
    shape,
    uncovered,
)
from archlint.settings import Problem


@dataclass(frozen=True)
class Options:
    """What a team says to the rule."""

    layers: tuple[Layer, ...] = ()
    modules: tuple[Entry, ...] = ()
    foundation: tuple[Entry, ...] = ()
    siblings: Literal["independent", "acyclic", "free"] = "independent"
    containers: tuple[Entry, ...] = ()
    exhaustive: bool = False
    exhaustive_ignore: tuple[Entry, ...] = ()


def faults(options: Options) -> Iterator[Problem]:
    """Yield what can never work, whatever the code is."""
    if options.modules and options.layers:
        words = "a linked list has either an order (`layers`) or none (`modules`), not both"
        yield Problem(("modules",), words, at_key=True)
    elif options.modules:
        for key in _idle(options):
            yield Problem((key,), f"`{key}` does nothing without `layers`", help="delete the line", at_key=True)
    elif options.layers:
        yield from order_faults(options)
    else:
        yield Problem((), "a linked list needs `layers`, top first, or `modules` where no order is declared")


def _idle(options: Options) -> Iterator[str]:
    """Yield the options that say something of an order, where none is declared."""
    for field in fields(options):
        key = field.name.replace("_", "-")
        if key not in ("layers", "modules", "foundation") and getattr(options, field.name) != field.default:
            yield key


def check(graph: Graph, options: Options) -> Iterator[Breach]:
    """Yield each import that the order forbids; without an order, what the shape is not."""
    if options.modules:
        yield from _shapeless(graph, options)
        return
    yield from judge(graph, *stacks(graph, options))
    if options.exhaustive:
        yield from uncovered(graph, _order(options), options.containers, options.exhaustive_ignore)


def stacks(graph: Graph, options: Options) -> list[Stack]:
    """
    Return the order, once for each container; without an order, all components on one level.

    Raises Misdeclared where there is no such container.
    """
    if options.modules:
        return [Stack((Layer(options.modules, "free"),), options.foundation)]
    return contained(graph, _order(options), options.containers)


def _order(options: Options) -> Stack:
    return Stack(options.layers, options.foundation, options.siblings, strict=True, exhaustive=options.exhaustive)


def _shapeless(graph: Graph, options: Options) -> Iterator[Breach]:
    """Yield what keeps components without an order from being a list, by facts that need no order."""
    found = sorted(graph.select(options.modules), key=lambda one: one.label)
    if len(found) < 2:
        words = "a list needs two components, and `modules` names one"
        raise Misdeclared([Problem(options.modules[0].where, words, help="add one, or use a capture: `shop.{name}`")])
    if options.foundation:
        yield from judge(graph, *stacks(graph, options))
    partition = graph.assign([*found, *graph.select(options.foundation)])
    arcs = {pair: arc for pair, arc in component_arcs(graph, partition).items() if max(pair) < len(found)}
    labels = [part.label for part in found]
    seen = shape(len(found), arcs)
    yield from cycle_breaches(arcs, labels)
    yield from _shortcuts(partition, arcs, seen)
    yield from _forks(partition, arcs, seen)


def _shortcuts(partition: Partition, arcs: dict[tuple[int, int], Arc], seen: Shape) -> Iterator[Breach]:
    for pair, way in seen.shortcuts:
        tail, head = (partition.parts[part].label for part in pair)
        longer = " -> ".join(partition.parts[part].label for part in way)
        message, help_ = f"{tail} -> {head} although {longer}", f"go by way of {partition.parts[way[1]].label}"
        for edge in arcs[pair].imports:
            yield Breach("shortcut", message, help_, tail, head, edge, cut=partial(tuple, [edge]))
        if arcs[pair].chain:
            yield Breach("shortcut", message, help_, tail, head, arcs[pair].chain, cut=arcs[pair].around)


def _forks(partition: Partition, arcs: dict[tuple[int, int], Arc], seen: Shape) -> Iterator[Breach]:
    """Yield a branch for each component with several next ones, a join for each with several before it."""
    place = {member: knot[0] for knot in seen.cycles for member in knot}
    between: dict[tuple[int, int], list[Arc]] = {}
    for (a, b), arc in arcs.items():
        between.setdefault((place.get(a, a), place.get(b, b)), []).append(arc)
    labels = [part.label for part in partition.parts]
    for here, nexts in sorted(seen.nexts.items()):
        if len(nexts) > 1:
            others = tuple(sorted(labels[other] for other in nexts))
            thinnest = _thinnest(between[here, other] for other in nexts)
            help_ = "let one of them be reached by way of the other, or make them one component"
            message = f"{labels[here]} has {len(nexts)} next components: {', '.join(others)}"
            yield Breach("branch", message, help_, labels[here], "", thinnest[0].shown, others, partial(_cut, thinnest))
    for here, before in sorted(seen.previous.items()):
        if len(before) > 1:
            others = tuple(sorted(labels[other] for other in before))
            thinnest = _thinnest(between[other, here] for other in before)
            help_ = "let one of them go by way of the other; if nearly everybody needs it, declare it as `foundation`"
            message = f"{labels[here]} has {len(before)} previous components: {', '.join(others)}"
            yield Breach("join", message, help_, "", labels[here], thinnest[0].shown, others, partial(_cut, thinnest))


def _thinnest(bundles: Iterable[list[Arc]]) -> list[Arc]:
    """Return the bundle of the fewest imports, the first of its arcs first."""
    return sorted(min(bundles, key=lambda bundle: sum(arc.weight for arc in bundle)), key=lambda arc: arc.shown)


def _cut(bundle: list[Arc]) -> tuple[tuple[int, int], ...]:
    return tuple(sorted({edge for arc in bundle for edge in arc.cut()}))
