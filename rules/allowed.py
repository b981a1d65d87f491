"""
allowed: each component imports only what its row lists.

What it does
    The names of the table, those at the left and those in the lists, are its components; each module belongs to the
    one that names it most exactly. A module that a row is about may import its own component and what the row lists;
    an import of any other component of the table breaks the rule. Modules in no component of the table are free: they
    may import anything, and anybody may import them. Listing `shop` does not open `shop.secret`, where the table names
    that by itself. Rows that are about the same module add up, so a row about `shop` also permits for what lies below
    it.

    At the left, `"**"` is everyone: what it lists is added to every other row. In a list, `"**"` opens everything.

Why
    An order of layers says which way imports may point. Where each part has its own few neighbours - products, plugins,
    services - the list of neighbours is the architecture, and a new neighbour is a decision that somebody should see.

How to mend
    Do without the import: let a caller hand in what is needed, or move it to a component that may be imported. If the
    component is one more neighbour by right, add it to the row.

Blind spots
    Only direct imports count: what is listed may itself import what is not. `independent` and `forbidden` look at
    chains.

Options
    imports: For each importer what it may import; `!x` takes away again. A capture on both sides is the same text.
    exact: Whether a listed name that nobody there imports breaks the rule; one in brackets, `(shop.jobs)`, need not be
        imported.
    exhaustive: Whether every module must be in some row's name at the left.

Drawing
    [imports]
    "**" = ["shop.errors"]
    "shop.orders" = ["shop.baskets", "shop.kernel", "requests"]
    "shop.baskets" = ["shop.kernel"]
    "shop.kernel" = []
    "shop.kernel.money" = []

    shop.orders.buy -> shop.baskets.basket
    shop.orders.buy -> shop.orders.total
    shop.orders.buy -> requests
    shop.orders.buy -> shop.letters
    shop.orders.buy -> shop.kernel.money        # want: not-allowed
    shop.baskets.basket -> shop.errors
    shop.baskets.basket -> shop.orders.total    # want: not-allowed
    shop.kernel.clock -> requests               # want: not-allowed
    shop.letters -> shop.kernel.clock

Drawing
    exact = true
    exhaustive = true
    [imports]
    "apps.{app}.views" = ["apps.{app}.models"]
    "apps.{app}.models" = []

    apps.blog.views -> apps.blog.models
    apps.blog.views -> apps.news.models         # want: not-allowed
    apps.news.views -> apps.news.models
    apps.letters -> apps.news.views             # want: uncovered
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final, NamedTuple

from archlint.graph import (
    Breach,
    Entry,
    Graph,
    Misdeclared,
    Partition,
    Row,
    SelectedRow,
    Selection,
    compatible,
    left_out,
    listed,
    select_rows,
    table_faults,
)
from archlint.settings import Problem

EVERYONE: Final = "**"


@dataclass(frozen=True)
class Options:
    """What a team says to the rule."""

    imports: tuple[Row, ...]
    exact: bool = False
    exhaustive: bool = False


class Grant(NamedTuple):
    """What a row permits, under one text of the captures of its name."""

    key: Selection
    """Whom it permits."""
    named: Mapping[str, list[Selection]]
    """What the row lists, by label."""
    open: bool
    """Whether the row lists `"**"`; then `named` is what it takes away from everything."""

    @property
    def general(self) -> bool:
        """Whether this is the row of everyone, which permits and does not restrict."""
        return self.key.entry.text == EVERYONE

    def lists(self, node: int, component: str) -> Iterator[Selection]:
        """Yield what in the row names this module of that component."""
        for one in self.named.get(component, ()):
            if node in one.exactness and compatible(self.key.binding, one.binding):
                yield one

    def permits(self, node: int, component: str) -> bool:
        """Whether an import of this module of that component is fine."""
        if self.open:
            return not any(node in one.exactness for ones in self.named.values() for one in ones)
        return any(self.lists(node, component))


def faults(options: Options) -> Iterator[Problem]:
    """Yield what can never work, whatever the code is."""
    yield from table_faults(options.imports)
    if all(row.key.text == EVERYONE for row in options.imports):
        words = f'`"{EVERYONE}"` restricts nobody by itself: it adds to the other rows, and there are none'
        yield Problem(options.imports[0].key.where, words, help="add a row for each component", at_key=True)


def check(graph: Graph, options: Options) -> Iterator[Breach]:
    """Yield each import that no row permits, each listed name without use, and what stands in no row."""
    selected = select_rows(graph, map(_without_everything, options.imports))
    rows = [list(_grants(one, _opens(row))) for row, one in zip(options.imports, selected, strict=True)]
    table = _table(graph, options.imports)
    grants = [grant for row in rows for grant in row]
    restricting = [grant for grant in grants if not grant.general]
    if not options.exact and not options.exhaustive and _idle(restricting, table):
        words = "this rule can never be broken: only imports from one component of its table to another are judged"
        help_ = "add a row for each component, or say with `forbidden` what must not be imported"
        raise Misdeclared([Problem(options.imports[0].key.where, words, help=help_, at_key=True)])
    yield from _not_allowed(graph, grants, table)
    if options.exact:
        for row in rows:
            yield from _unused(graph, row, table)
    if options.exhaustive:
        yield from _uncovered(graph, restricting)


def _opens(row: Row) -> bool:
    return any(entry.text == EVERYONE for entry in row.entries)


def _without_everything(row: Row) -> Row:
    """Return the row as it is; of one that opens everything, with what it takes away from that as its list."""
    if not _opens(row):
        return row
    barred = (entry for entry in row.entries if entry.text.startswith("!"))
    return row._replace(entries=tuple(Entry(entry.text.removeprefix("!"), entry.where) for entry in barred))


def _grants(row: SelectedRow, opens: bool) -> Iterator[Grant]:
    named: dict[str, list[Selection]] = {}
    for one in row.listed:
        named.setdefault(one.label, []).append(one)
    yield from (Grant(key, named, opens) for key in row.keys)


def _table(graph: Graph, rows: tuple[Row, ...]) -> Partition:
    """
    Return the components of the table: all its names, each name once, wherever and however often it stands.

    A name at the left still permits where more exact ones take all its modules; one in a list then permits nothing, and
    is told.
    """
    keys = [row.key for row in rows if row.key.text != EVERYONE]
    names: dict[str, Entry] = {}
    for entry in [*(entry for row in rows for entry in row.entries), *keys]:
        if entry.text != EVERYONE and not entry.text.startswith("!"):
            names.setdefault(entry.text, entry)
    components: dict[str, Selection] = {}
    for selections in graph.select_each([entry] for entry in names.values()):
        for one in selections:
            other = components.setdefault(one.label, one)
            if other.exactness != one.exactness:
                both = {**one.exactness, **other.exactness}
                most = {node: max(one.exactness.get(node, 0), other.exactness.get(node, 0)) for node in both}
                components[one.label] = other._replace(exactness=most)
    return graph.assign(list(components.values()), may_lose_all=keys)


def _idle(restricting: list[Grant], table: Partition) -> bool:
    """Whether no import could break the table."""
    return len(table.parts) < 2 or all(grant.open and not grant.named for grant in restricting)


def _not_allowed(graph: Graph, grants: list[Grant], table: Partition) -> Iterator[Breach]:
    general = [grant for grant in grants if grant.general]
    restricted: dict[int, list[Grant]] = {}
    for grant in grants:
        if not grant.general:
            for node in grant.key.exactness:
                restricted.setdefault(node, []).append(grant)
    for tail, own in sorted(restricted.items()):
        for head in graph.succ[tail]:
            part = table.component[head]
            if part >= 0 and part != table.component[tail]:
                component = table.parts[part].label
                if not any(grant.permits(head, component) for grant in (*own, *general)):
                    yield _breach(graph, (tail, head), own, table)


def _breach(graph: Graph, edge: tuple[int, int], own: list[Grant], table: Partition) -> Breach:
    tail, head = (table.parts[table.component[node]].label for node in edge)
    rows = list(dict.fromkeys(grant.key.label for grant in own))
    named = [(label, one) for grant in own for label, ones in grant.named.items() for one in ones]
    wider = [label for label, one in named if label != head and edge[1] in one.exactness]
    nearest = max(own, key=lambda grant: grant.key.exactness[edge[0]]).key.label
    taken = any(grant.open for grant in own)
    verb = ("takes {} away" if taken else "does not list {}") if len(rows) == 1 else "do not list {}"
    message = f"{graph.name(edge[0])} -> {graph.name(edge[1])}: {_row_of(rows)} {verb.format(head)}"
    if taken:
        help_ = f"let a caller hand in what is needed, or do without {head}"
    elif wider:
        help_ = (
            f"listing {wider[0]} does not open {head}, which the table names by itself: list that too, or do without"
        )
    else:
        help_ = f"let a caller hand in what is needed, or list {head} if {nearest} is meant to depend on it"
    return Breach("not-allowed", message, help_, tail, head, edge, cut=partial(tuple, [edge]))


def _row_of(labels: list[str]) -> str:
    return f"the row{'s' if len(labels) > 1 else ''} of {listed(labels)}"


def _unused(graph: Graph, grants: list[Grant], table: Partition) -> Iterator[Breach]:
    """Yield each name in the list of one row that nobody there imports."""
    used: set[Entry] = set()
    for grant in grants:
        for tail in grant.key.exactness:
            for head in graph.succ[tail]:
                part = table.component[head]
                if part >= 0:
                    used.update(one.entry for one in grant.lists(head, table.parts[part].label))
    named = {one.entry: None for grant in grants if not grant.open for ones in grant.named.values() for one in ones}
    for entry in named:
        if entry not in used and not entry.optional:
            key = grants[0].key.entry.text
            who = "everyone may import" if grants[0].general else f"{key} may import"
            message = f"{who} {entry.text}, and nobody {'' if grants[0].general else 'there '}does"
            help_ = "delete it from the row: what nobody needs, nobody should come to need unseen"
            yield Breach("missing", message, help_, key, entry.text, entry=entry)


def _uncovered(graph: Graph, restricting: list[Grant]) -> Iterator[Breach]:
    covered = {node for grant in restricting for node in grant.key.exactness}
    for name, inside in left_out(graph, covered):
        message = f"{name} stands in no row" + (f", {len(inside)} modules in all" if len(inside) > 1 else "")
        help_ = f'give it a row: "{name}" = [], with what it may import'
        # A set, so that a baseline knows what is left of a package of which some is covered by now.
        members = tuple(graph.name(node) for node in inside)
        yield Breach("uncovered", message, help_, chain=inside[:1], members=members)
