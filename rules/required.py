"""
required: everyone here imports some of that.

What it does
    Each module of `from` must import a module of `to` directly; one is enough, and it must be another than itself. A
    capture on both sides is the same text: with `shop.{x}.views` and `shop.{x}.models`, the views of one app must
    import models of the same app. A package's `__init__` is a module like any other; `!shop.plugins.__init__` in
    `from` takes it away, and `!shop.plugins.**.__init__` all of them.

Why
    A plugin that does not register itself is never loaded; a command that does not import the audit log is not in it.
    Nobody sees an import that is missing.

How to mend
    Import what is required, and use it. A module that needs nothing of it, such as a package's empty `__init__`, is
    taken away from `from` with `!`.

Blind spots
    What is imported need not be used. A chain of imports does not count: who imports something that imports it has
    still to import it.

Options
    from: Who must import.
    to: What; one module of all that is named here is enough.

Drawing
    from = ["shop.plugins", "!shop.plugins.__init__", "!shop.plugins.registry"]
    to = ["shop.plugins.registry", "celery"]

    shop.plugins.pdf -> shop.plugins.registry:plugin
    shop.plugins.mail -> celery.app
    shop.plugins.fax -> shop.plugins.pdf           # want: missing
    shop.plugins.registry -> shop.errors
    shop.plugins -> shop.plugins.pdf

Drawing
    from = ["shop.{app}.views"]
    to = ["shop.{app}.models"]

    shop.cart.views -> shop.cart.models
    shop.stock.views -> shop.cart.models           # want: missing
    shop.stock.models -> shop.stock.rows
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archlint.graph import Breach, Entry, Graph, Selection, compatible, listed, parse, refuse_unread


@dataclass(frozen=True)
class Options:
    """What a team says to the rule."""

    from_: tuple[Entry, ...]
    to: tuple[Entry, ...]


def check(graph: Graph, options: Options) -> Iterator[Breach]:
    """Yield each module that imports nothing of what it must."""
    tails, heads = graph.select_each([options.from_, options.to])
    refuse_unread(graph, tails, "what it imports is not known")
    for tail in tails:
        needed = [head for head in heads if compatible(tail.binding, head.binding)]
        wanted = frozenset(node for head in needed for node in head.exactness)
        for node in sorted(tail.exactness):
            if node < graph.size and not wanted.difference((node,)).intersection(graph.succ[node]):
                yield _breach(graph, node, tail, needed, options.to)


def _breach(graph: Graph, node: int, tail: Selection, needed: Sequence[Selection], to: Sequence[Entry]) -> Breach:
    name = graph.name(node)
    own_file = f"{name}.__init__" if graph.names.packages[node] else name
    labels = list(dict.fromkeys(head.label for head in needed))
    if labels:
        message = f"{name} does not import {listed(labels, 'or')}"
        help_ = f"import it there; or take the module away from `from` with `!{own_file}`"
    else:
        absent = [parse(entry.text).filled(tail.binding) for entry in to if not entry.text.startswith("!")]
        message = f"{name} should import {listed(absent, 'or')}, and nothing is called so"
        help_ = f"write that module, and import it; or take this one away from `from` with `!{own_file}`"
    return Breach("missing", message, help_, tail.label, labels[0] if len(labels) == 1 else "", (node,))
