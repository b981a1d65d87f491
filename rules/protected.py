"""
protected: only these may import that.

What it does
    For each module listed, only the modules in its row may import it, and what lies below it, directly; the module
    itself may, too. An empty row means that nobody else may. Third-party and standard library modules can be named to
    any depth. Rows that name the same module equally well add up; else the more exact one decides, so that
    `shop.db.types` may be open to all where `shop.db` is not.

Why
    A library that one module wraps can be replaced in one place. A table that one package owns can be changed by its
    owners.

How to mend
    Ask one of those that may import it, and let them hand out what you need in words of their own. If you are one more
    of them by right, add yourself to the row.

Blind spots
    Only direct imports count: what a wrapper hands out again is out; `leak` tells names that it does, and
    `forbidden` looks at chains. An attribute of a package (`import google.cloud`, then `google.cloud.storage`) is
    not an import of the module below.

Options
    importers: For each module who may import it; `!x` takes away again. A capture on both sides is the same text.
    each: Judge each module that a name means by itself: as a `package`, with all below it, or as a `module` alone. Then
        of several rows that name a module each decides for itself, and captures do not go together.

Drawing
    [importers]
    "requests" = ["shop.http"]
    "google.cloud.storage" = ["shop.files", "!shop.files.names"]
    "apps.{app}.models" = ["apps.{app}"]

    shop.http.client -> requests.adapters
    shop.cart -> shop.http.client
    shop.files.store -> google.cloud.storage
    shop.files.names -> google.cloud.storage       # want: not-allowed
    shop.files.names -> google.cloud.pubsub
    shop.cart -> requests                          # want: not-allowed
    apps.blog.views -> apps.blog.models
    apps.news.models.page -> apps.news.models.author
    apps.news.views -> apps.blog.models.post       # want: not-allowed

Drawing
    [importers]
    "shop.db" = ["shop.orders"]
    "shop.db.types" = ["shop"]

    shop.orders.cart -> shop.db.orm
    shop.web -> shop.db.types
    shop.db.types -> shop.db.orm
    shop.web -> shop.db.orm            # want: not-allowed

Drawing
    each = "module"
    [importers]
    "shop.db.*" = ["shop.orders.cart"]

    shop.orders.cart -> shop.db.orm
    shop.db.orm -> shop.db.rows.plain
    shop.orders -> shop.db.orm         # want: not-allowed
    shop.db.orm -> shop.db.rows        # want: not-allowed
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Literal, NamedTuple

from archlint.graph import (
    Breach,
    Graph,
    Hollow,
    Row,
    SelectedRow,
    Selection,
    compatible,
    listed,
    refuse_unread,
    select_rows,
    table_faults,
)
from archlint.settings import Problem


@dataclass(frozen=True)
class Options:
    """Who may import what."""

    importers: tuple[Row, ...]
    each: Literal["package", "module"] | None = None


class Gate(NamedTuple):
    """What a row protects, under one text of its captures, and who may import that."""

    protected: Selection
    importers: tuple[Selection, ...]
    admitted: frozenset[int]
    """The modules that may import what is protected, itself among them."""


def faults(options: Options) -> Iterator[Problem]:
    """Yield what can never work, whatever the code is."""
    yield from table_faults(options.importers)


def check(graph: Graph, options: Options) -> Iterator[Breach]:
    """Yield each import of what is protected by a module that its row does not name."""
    rows = select_rows(graph, options.importers)
    if options.each:
        rows = [_apart(graph, row, whole=options.each == "package") for row in rows]
    importers = (one for row in rows for one in row.listed if not _declared(graph, one))
    refuse_unread(graph, importers, "what it imports is not known; a row says who may import")
    gates = [gate for row in rows for gate in _gates(row)]
    if gates and all(_open(graph, gate) for gate in gates):
        words = "this rule can never be broken: its rows let every module in"
        help_ = "name fewer importers in some row, or delete the rule"
        raise Hollow([Problem(options.importers[0].key.where, words, help=help_, at_key=True)])
    for head, keepers in sorted(_keepers(gates, every=bool(options.each)).items()):
        for tail in graph.pred[head]:
            shut = [gate for gate in keepers if tail not in gate.admitted]
            if len(shut) == len(keepers) or (options.each and shut):
                yield _breach(graph, tail, head, shut[:1] if options.each else keepers)


def _apart(graph: Graph, row: SelectedRow, *, whole: bool) -> SelectedRow:
    """Return a row in which each module that is named stands for itself."""
    keys, importers = graph.each([[row.row.key], row.row.entries], below=whole)
    return SelectedRow(row.row, keys, importers)


def _declared(graph: Graph, library: Selection) -> bool:
    """Whether the settings declare what the library imports; nothing else is known of one."""
    return any(len(graph.succ[node]) for node in library.exactness)


def _gates(row: SelectedRow) -> Iterator[Gate]:
    for key in row.keys:
        importers = tuple(one for one in row.listed if compatible(key.binding, one.binding))
        yield Gate(key, importers, frozenset(key.exactness).union(*(one.exactness for one in importers)))


def _open(graph: Graph, gate: Gate) -> bool:
    """Whether every module that is read may pass."""
    return len(gate.admitted) >= graph.size and sum(node < graph.size for node in gate.admitted) == graph.size


def _keepers(gates: list[Gate], *, every: bool) -> dict[int, list[Gate]]:
    """Return for each protected module the gates that decide: those that name it most exactly, or `every` one."""
    keepers: dict[int, list[Gate]] = {}
    for gate in gates:
        for node, exactness in gate.protected.exactness.items():
            others = keepers.get(node)
            best = others[0].protected.exactness[node] if others else -1
            if others and every:
                others.append(gate)
            elif exactness > best:
                keepers[node] = [gate]
            elif others and exactness == best:
                others.append(gate)
    return keepers


def _breach(graph: Graph, tail: int, head: int, keepers: list[Gate]) -> Breach:
    importer, imported = graph.name(tail), keepers[0].protected.label
    admitted = list(dict.fromkeys(one.label for gate in keepers for one in gate.importers))
    if admitted:
        inside = any(importer == label or importer.startswith(f"{label}.") for label in admitted)
        gone = "belongs to another component" if graph.components.keys() & {*admitted} else "is taken away there"
        besides = f", and {importer} {gone}" if inside else ""
        words = f"only {listed(admitted)} may import {imported}{besides}"
        help_ = f"ask {listed(admitted, 'or')} for it; or add {importer} to the row, if it is one more door by right"
    else:
        words = f"{'nobody else' if head < graph.size else 'nobody'} may import {imported}"
        help_ = f"do without it; or add {importer} to its row, if it is the one door to it"
    edge = tail, head
    message = f"{importer} -> {graph.name(head)}: {words}"
    return Breach("not-allowed", message, help_, importer, imported, edge, cut=partial(tuple, [edge]))
