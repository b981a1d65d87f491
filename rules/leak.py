"""
leak: a name is taken from where it belongs, not from a neighbour that only hands it on.

What it does
    Follows each name that a module of one component takes from a module of another: `from shop.orders import Money`.
    Where that module does not define it, and only imports it from a third component, it is a `leak`, over however many
    modules and `import *` and by whatever names it is handed on. What is handed on inside of a component, back to the
    importer's own, or by a module of no component is none.

    A name is told only where it is certain what it stands for: each module on the way binds it once, at its top,
    whatever happens. What a module binds anew is its own, be it `Money = _Money`. Of a library nothing is known but
    its name: it counts only where the library is one of the components itself.

Why
    Every import is in order, and the order is broken all the same: who takes a name of the database from the layer
    between knows the database. The day the layer between has a model of its own, or no longer needs that name, code
    breaks that never spoke of either.

How to mend
    Import the name from where it is defined, if the rules allow that. If they do not, the neighbour has to offer
    something of its own: a function that does the work, or a type in its own words. A module that is there to hand
    on, such as the front of a library, is a facade: say so in `facades`.

Blind spots
    Attributes of a module that is imported whole (`shop.orders.Money`) are no imports of names, and `import *` does
    not say what it takes. Not followed is a name that is bound twice, under a condition or for type checkers alone,
    that a function changes, that `__getattr__` gives, or that lies in a file with a syntax error below its imports.
    Neither is a value: who gets a row of the database from a function of the layer between knows it as well.

Options
    modules: The components, three at least. All of the table `[components]` by default. A library may be one.
    facades: Modules that may hand on anything: what is taken from them counts as theirs.

Drawing
    modules = ["shop.web", "shop.orders", "shop.db", "shop.kernel"]
    facades = ["shop.kernel.api"]

    shop.orders.cart -> shop.db.orm:Row
    shop.orders.cart -> shop.db.orm:Cursor
    shop.orders -> shop.orders.cart:Row
    shop.web.cart -> shop.orders.cart:Basket
    shop.web.cart -> shop.orders:Row              # want: leak
    shop.web.list -> shop.orders.cart:Cursor      # want: leak
    shop.kernel.api -> shop.db.orm:Money
    shop.web.list -> shop.kernel.api:Money
    shop.db.names -> shop.orders:Row

Drawing
    modules = ["shop.web", "shop.http", "requests"]

    shop.http.client -> requests:Session
    shop.http.client -> yaml:Loader
    shop.web.views -> shop.http.client:Loader
    shop.web.views -> shop.http.client:Session    # want: leak
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from typing import NamedTuple

from archlint.graph import (
    Breach,
    Doubt,
    Entry,
    Graph,
    Hollow,
    Partition,
    Selection,
    Symbol,
    SymbolTable,
    listed,
    refuse_unread,
)
from archlint.settings import Problem


@dataclass(frozen=True)
class Options:
    """What a team says to the rule."""

    modules: tuple[Entry, ...] = ()
    facades: tuple[Entry, ...] = field(default=(), metadata={"aside": True})


class Origin(NamedTuple):
    """Where a name comes from that a module only hands on."""

    home: Symbol
    """What it is where it is defined."""
    door: Symbol
    """What it is where it is first taken from the component that it is defined in."""


class Origins:
    """Follows names to where they belong."""

    def __init__(self, graph: Graph, partition: Partition, facades: Collection[int]) -> None:
        self._graph = graph
        self._component = partition.component
        self._facades = facades
        self._table = SymbolTable(graph)
        self._way = cache(self._followed)  # many take the same few names of a module

    def of(self, tail: int, head: int, name: str) -> Origin | None:
        """Return where a name that one module takes from another comes from, if from a component of neither."""
        way = self._way(head, name)
        parts = [self._part(step) for step in way]
        if not way or parts[-1] in (-1, self._component[tail], self._component[head]):
            return None
        return Origin(way[-1], way[parts.index(parts[-1])])

    def _part(self, step: Symbol) -> int:
        node = self._graph.names.node.get(step.module)
        return -1 if node is None else self._component[node]

    def _followed(self, head: int, name: str) -> tuple[Symbol, ...]:
        """Return the steps by which a module has a name, to where it belongs; none where that is not certain."""
        if name in ("", "*") or head in self._facades or not self._table.may_hand_on(head, name):
            return ()
        way: list[Symbol] = []
        for step in self._table.way(self._graph.name(head), name):
            if isinstance(step, Doubt):
                return tuple(way) if self._table.defines(way[-1]) else ()
            way.append(step)
            if self._graph.names.node.get(step.module) in self._facades:
                break
        return tuple(way)


def check(graph: Graph, options: Options) -> Iterator[Breach]:
    """Yield each import of names that the imported module only hands on from a third component. Raises Hollow."""
    partition = graph.assign(_components(graph, options.modules))
    facades = graph.select(options.facades)
    refuse_unread(graph, facades, "what it hands on is not known")
    origins = Origins(graph, partition, frozenset(node for one in facades for node in one.exactness))
    for tail, head in graph.edges():
        ends = [partition.component[node] for node in (tail, head)]
        if head < graph.size and ends[0] != ends[1] and -1 not in ends:
            taken = sorted(graph.taken(tail, head))
            found = {name: origin for name in taken if (origin := origins.of(tail, head, name))}
            if found:
                yield _breach(graph, (tail, head), [partition.parts[end].label for end in ends], found)


def _components(graph: Graph, entries: Sequence[Entry]) -> list[Selection]:
    """Return the components between which names may leak. Raises Hollow where there are less than three."""
    table = [part for parts in graph.components.values() for part in parts]
    found = graph.select(entries) if entries else table
    if len(found) < 3:
        seen = f"only {listed([f'`{one.label}`' for one in found])}" if found else "nothing"
        said = f"this list names {seen}" if entries else f"[components] names {seen}, and there is no `modules`"
        words = f"a name leaks from one component over a second to a third, and {said}"
        where = entries[0].where if entries else ()
        raise Hollow([Problem(where, words, help="name three, or use a capture: `shop.{name}`")])
    return found


def _breach(graph: Graph, edge: tuple[int, int], ends: Sequence[str], origins: Mapping[str, Origin]) -> Breach:
    importer, imported = map(graph.name, edge)
    tail, head = ends
    full = {name: ".".join(filter(None, origin.home)) for name, origin in origins.items()}
    taken = [name if home.rpartition(".")[2] == name else f"{name} ({home})" for name, home in full.items()]
    sources = listed(_modules(origin.home for origin in origins.values()))
    them = "them" if len(full) > 1 else "it"
    message = f"{importer} takes {listed(taken)} from {imported}, which only hands {them} on from {sources}"
    doors = _modules(origin.door for origin in origins.values())
    where = f"{them} from {doors[0]}" if len(doors) == 1 else f"each from where it belongs ({listed(doors, 'or')})"
    help_ = f"import {where} or let {head} offer something of its own instead"
    return Breach("leak", message, help_, tail, head, edge, cut=partial(tuple, [edge]), names=tuple(full))


def _modules(symbols: Iterable[Symbol]) -> list[str]:
    """Return what some names are to be imported from; a module that lies in another is a name of that one."""
    return sorted({one.module if one.name else one.module.rpartition(".")[0] or one.module for one in symbols})
