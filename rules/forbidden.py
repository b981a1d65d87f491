"""
forbidden: these must not reach those.

What it does
    No module of `from` may import a module of `to`, directly or by a chain of imports of any length. A module that both
    name is of the side that names it more exactly: `from = ["shop"]`, `to = ["shop.db"]` means all of the shop but its
    `db`; one that both name equally well is left out. Third-party and standard library modules can be named to any
    depth, and so can all of them: `<third-party>`, `<stdlib>`.

Why
    A domain that stays free of frameworks outlives them; code that must start fast stays free of what is slow; what
    runs at a customer's stays free of what must not leave the house.

How to mend
    Put a module between that owns the contact, and let it be called from above (`except-through` names such doors). Or
    move the code that needs the forbidden part out of `from`.

Blind spots
    A chain through a string or a message bus is seen only with `string` and `channel` among the `kinds`. Names taken
    from a third-party module are not followed into it.

Options
    from: Who must not import.
    to: What must not be imported.
    indirect: Whether a chain of imports counts like an import.
    except-through: A chain that passes one of these is fine, and so is what these themselves import.
    each: Judge each module that a name means by itself: as a `package`, with all below it, or as a `module` alone. Then
        two of which one holds the other are left out, and no name wins over another.

Drawing
    from = ["shop.domain"]
    to = ["<third-party>", "!attrs", "shop.web"]
    except-through = ["shop.ports"]

    shop.domain.order -> attrs
    shop.domain.order -> requests            # want: forbidden
    shop.domain.order -> shop.ports.mail
    shop.ports.mail -> shop.web.forms
    shop.domain.price -> shop.tools          # want: forbidden
    shop.tools -> shop.web.forms

Drawing
    from = ["shop.*"]
    to = ["shop.*.views"]
    each = "package"

    shop.orders.cart -> shop.orders.views
    shop.orders.cart -> shop.stock.views     # want: forbidden
    shop.stock.views -> shop.stock.count
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Literal, NamedTuple

from archlint.graph import (
    Binding,
    Breach,
    ChainCut,
    Entry,
    Graph,
    Hollow,
    Selection,
    compatible,
    open_chains,
    refuse_unread,
)
from archlint.settings import Problem


class Front(NamedTuple):
    """One entry of each side, and what of them counts."""

    tail: Selection
    head: Selection
    tails: frozenset[int]
    heads: frozenset[int]


@dataclass(frozen=True)
class Options:
    """What a team says to the rule."""

    from_: tuple[Entry, ...]
    to: tuple[Entry, ...]
    indirect: bool = True
    except_through: tuple[Entry, ...] = ()
    each: Literal["package", "module"] | None = None


def faults(options: Options) -> Iterator[Problem]:
    """Yield what can never work, whatever the code is."""
    if options.except_through and not options.indirect:
        words = "`except-through` does nothing with `indirect = false`: chains are not looked at"
        yield Problem(("except-through",), words, help="delete one of the two", at_key=True)


def check(graph: Graph, options: Options) -> Iterator[Breach]:
    """Yield each import from one side to the other, and the shortest chain of each pair of entries."""
    lists, whole = [options.from_, options.to, options.except_through], options.each == "package"
    tails, heads, through = graph.each(lists, below=whole) if options.each else graph.select_each(lists)
    doors = frozenset(node for door in through for node in door.exactness)
    fronts = list(_each(tails, heads, doors, whole=whole) if options.each else _fronts(tails, heads, doors))
    refuse_unread(graph, tails, "what it imports is not known")
    if tails and heads and not any(front.tails and (front.heads or not front.head.exactness) for front in fronts):
        words = "this rule can never be broken: `from` and `to` name the same modules, or never the same capture"
        raise Hollow([Problem(options.from_[0].where, words, help="name two sides that differ")])
    yield from _direct(graph, fronts)
    if options.indirect:
        yield from _chains(graph, fronts, doors)


def _fronts(tails: list[Selection], heads: list[Selection], doors: frozenset[int]) -> Iterator[Front]:
    """Yield what counts of each two entries: what both sides name is of the one that is more exact, else of neither."""
    against_tails = {binding: _joined(tails, binding) for binding in {head.binding for head in heads}}
    against_heads = {binding: _joined(heads, binding) for binding in {tail.binding for tail in tails}}
    imported = [_more_exact(head.exactness, against_tails[head.binding]) for head in heads]
    for tail in tails:
        importers = _more_exact(tail.exactness, against_heads[tail.binding]) - doors
        for head, heads_of_it in zip(heads, imported, strict=True):
            if compatible(tail.binding, head.binding):
                yield Front(tail, head, importers, heads_of_it)


def _each(tails: list[Selection], heads: list[Selection], doors: frozenset[int], *, whole: bool) -> Iterator[Front]:
    """Yield what counts of each two entries; where some of their modules hold each other, module by module."""
    for _, importers in groupby(tails, key=attrgetter("entry")):
        side = list(importers)
        for _, imported in groupby(heads, key=attrgetter("entry")):
            other = list(imported)
            if not any(_hold(tail, head, whole=whole) for tail in side for head in other):
                yield _front(side, other, doors)
                continue
            for head in other:
                if apart := [tail for tail in side if not _hold(tail, head, whole=whole)]:
                    yield _front(apart, [head], doors)


def _hold(one: Selection, other: Selection, *, whole: bool) -> bool:
    """Whether both are the same module or, as whole packages, one holds the other."""
    if one.label == other.label:
        return True
    return whole and (one.label.startswith(f"{other.label}.") or other.label.startswith(f"{one.label}."))


def _front(tails: list[Selection], heads: list[Selection], doors: frozenset[int]) -> Front:
    """Return all modules of one side against all of the other."""
    tail, head = (
        side[0] if len(side) == 1 else side[0]._replace(label=side[0].entry.text.strip("()")) for side in (tails, heads)
    )
    return Front(tail, head, _nodes(tails) - doors, _nodes(heads))


def _nodes(side: list[Selection]) -> frozenset[int]:
    return frozenset(node for selection in side for node in selection.exactness)


def _joined(side: list[Selection], binding: Binding) -> dict[int, int]:
    """Return how exactly a side names each module, as far as captures go together."""
    joined: dict[int, int] = {}
    for selection in side:
        if compatible(selection.binding, binding):
            for node, exactness in selection.exactness.items():
                joined[node] = max(exactness, joined.get(node, -1))
    return joined


def _more_exact(one: Mapping[int, int], other: Mapping[int, int]) -> frozenset[int]:
    return frozenset(node for node, exactness in one.items() if exactness > other.get(node, -1))


def _direct(graph: Graph, fronts: list[Front]) -> Iterator[Breach]:
    """Yield each forbidden import once, under the first pair of entries that forbids it."""
    found: dict[tuple[int, int], Breach] = {}
    for front in fronts:
        for edge in _imports(graph, front):
            if edge not in found:
                found[edge] = _breach(graph, front, edge)._replace(cut=partial(tuple, [edge]))
    for edge in sorted(found):
        yield found[edge]


def _imports(graph: Graph, front: Front) -> Iterator[tuple[int, int]]:
    """Yield the imports from one side to the other, in no order: the smaller side is looked at."""
    if len(front.tails) < len(front.heads):
        return ((tail, head) for tail in front.tails for head in graph.succ[tail] if head in front.heads)
    return ((tail, head) for head in front.heads for tail in graph.pred[head] if tail in front.tails)


def _chains(graph: Graph, fronts: list[Front], doors: frozenset[int]) -> Iterator[Breach]:
    chains = open_chains(graph.succ, graph.pred, [(front.tails, front.heads, doors) for front in fronts])
    for front, chain in zip(fronts, chains, strict=True):
        if chain:
            yield _breach(graph, front, chain)._replace(cut=_cut(graph, front, doors))


def _cut(graph: Graph, front: Front, doors: frozenset[int]) -> ChainCut:
    def passable(node: int) -> bool:
        return not (node in doors or node in front.tails or node in front.heads)

    return ChainCut(graph.succ, lambda: (front.tails, front.heads), passable)


def _breach(graph: Graph, front: Front, chain: tuple[int, ...]) -> Breach:
    tail, head = front.tail, front.head
    importer, imported = _named(graph, tail, chain[0]), _named(graph, head, chain[-1])
    message = f"{importer} -> {imported} is forbidden"
    if len(chain) > 2:
        message += f", also through {graph.name(chain[1]) if len(chain) == 3 else f'{len(chain) - 2} others'}"
    help_ = (
        f"let somebody above {importer} make the call and hand in the result, or give the contact a module of its own"
    )
    return Breach("forbidden", message, help_, tail.label, head.label, chain)


def _named(graph: Graph, side: Selection, node: int) -> str:
    """A name says more than its module; of a pattern or a group the module says more."""
    return graph.name(node) if "*" in side.label or "<" in side.label else side.label
