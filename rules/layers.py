"""
layers: imports point down, never up, and not past a closed layer.

What it does
    Layers stand in an order, top first. A module may import its own layer and any below it. An import that points up is
    `back`, one between two components of the same level is a `sibling`. A layer listed in `closed` may not be passed
    over: an import from above it to below it is a `skip`. A path through modules of no layer counts as an import,
    unless `indirect = false`.

Why
    As long as imports point one way, a lower layer can be understood, tested and released without those above it.

How to mend
    A back import: move the shared part down, or pass it in from above as an argument. Siblings: move what both need
    into a lower layer. A skip: ask the closed layer for it.

Blind spots
    What couples modules over a message bus or by their names in strings counts only with `channel` and `string` among
    the `kinds`; declare what else you know under `[[declared]]`. Layers do not say that siblings are independent of
    each other by order: names on one line of `layers` are an order, names in an inner list are a level.

Options
    layers: Top first. An entry is a name, a list of names (one level), or `{ level = [...], siblings = "free" }`.
    foundation: Anyone may import these; they import only each other.
    siblings: What components of one level may do: `independent` (nothing), `acyclic`, or `free`.
    closed: Layers that may not be passed over.
    containers: The order holds inside each of these packages; the layers' names are relative to them.
    exhaustive: Every child of a container must be in a layer, in the foundation, or in `exhaustive-ignore`.
    exhaustive-ignore: Children of containers that need not be in a layer.
    indirect: Whether a path through modules of no layer counts as an import.

Drawing
    containers = ["shop.orders", "shop.payments"]
    layers = ["views", "services", "(jobs)", "models"]
    closed = ["services"]
    exhaustive = true

    shop.orders.views -> shop.orders.services -> shop.orders.jobs -> shop.orders.models
    shop.orders.services -> shop.orders.models
    shop.payments.views -> shop.payments.services -> shop.payments.models
    shop.orders.views -> shop.orders.models        # want: skip
    shop.payments.models -> shop.payments.views    # want: back
    shop.orders.extras -> shop.payments.models     # want: uncovered
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from archlint.graph import Breach, Entry, Graph, Layer, Stack, contained, judge, order_faults, uncovered
from archlint.settings import Problem, nearest


@dataclass(frozen=True)
class Options:
    """What a team says to the rule."""

    layers: tuple[Layer, ...]
    foundation: tuple[Entry, ...] = ()
    siblings: Literal["independent", "acyclic", "free"] = "independent"
    closed: tuple[Entry, ...] = ()
    containers: tuple[Entry, ...] = ()
    exhaustive: bool = False
    exhaustive_ignore: tuple[Entry, ...] = ()
    indirect: bool = True


def faults(options: Options) -> Iterator[Problem]:
    """Yield what can never work, whatever the code is."""
    yield from order_faults(options)
    named = {entry.text.strip("()") for layer in options.layers for entry in layer.entries}
    for entry in options.closed:
        if entry.text not in named:
            near = nearest(entry.text, named)
            label = f"did you mean `{near}`?" if near else ""
            yield Problem(entry.where, f"`{entry.text}` is closed, but no layer is called that", label)


def check(graph: Graph, options: Options) -> Iterator[Breach]:
    """Yield each import that points up, passes over a closed layer, or joins siblings that shall stay apart."""
    yield from judge(graph, *stacks(graph, options))
    if options.exhaustive:
        yield from uncovered(graph, _order(options), options.containers, options.exhaustive_ignore)


def stacks(graph: Graph, options: Options) -> list[Stack]:
    """Return the order, once for each container. Raises Misdeclared where there is no such container."""
    return contained(graph, _order(options), options.containers)


def _order(options: Options) -> Stack:
    return Stack(
        options.layers,
        options.foundation,
        options.siblings,
        options.closed,
        exhaustive=options.exhaustive,
        indirect=options.indirect,
    )
