"""
stable: no component depends on one that is less stable than itself.

What it does
    Counts for each component how many others it depends on and how many depend on it. The share that points outward is
    its instability: 3 of 4 outward is less stable than 1 of 4. An import that leads from a component to a less stable
    one is `unstable`. A path through modules of no component counts as an import, here as in the counts. Each such
    import is a violation of its own, so that whoever adds the next one is told on its line, and a baseline line goes
    with the import that it names; a pair that is also joined by such a path is one more.

Why
    What many others build upon is costly to change, and what builds upon many others changes often. An arrow from the
    first to the second makes the costly thing change as often as the restless one.

How to mend
    Let the stable side say what it needs (a `Protocol`, a callback, an event) and the other one fill it in. Or move
    what the stable side needs into a component of its own that depends on little.

Blind spots
    The numbers are relative: an import between two other components can tip a pair that nobody touched, also one that
    was taken away, so this rule may find something new where something was mended. Where an order can be named,
    `layers` and `linked-list` say the same without counting. A library among the components counts as wholly stable,
    because what it imports is not read.

Options
    modules: The components. All of the table `[components]` by default.

Drawing
    modules = ["shop.web", "shop.orders", "shop.reports", "shop.db"]

    shop.web.views -> shop.orders.cart
    shop.web.views -> shop.db.orm
    shop.reports.daily -> shop.orders.cart
    shop.orders.cart -> shop.db.orm
    shop.db.orm -> shop.reports.daily     # want: unstable
    shop.db.rows -> shop.texts            # want: unstable
    shop.texts -> shop.reports.daily
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from archlint.graph import (
    Account,
    Arc,
    Breach,
    Dependencies,
    Entry,
    Graph,
    Misdeclared,
    Selection,
    Use,
    dependencies,
)
from archlint.settings import Problem


@dataclass(frozen=True)
class Options:
    """What a team says to the rule."""

    modules: tuple[Entry, ...] = ()


def check(graph: Graph, options: Options) -> Iterator[Breach]:
    """Yield each import, and each shortest chain, that leads to a less stable component."""
    partition = graph.assign(_components(graph, options.modules))
    found = dependencies(graph, partition)
    outward, inward = Counter(tail for tail, _ in found.pairs), Counter(head for _, head in found.pairs)
    joined = outward + inward
    # outward / joined of both sides, compared without a fraction.
    broken = [(a, b) for a, b in found.pairs if outward[a] * joined[b] < outward[b] * joined[a]]
    for pair, arc in found.arcs(broken).items():
        ends = [partition.parts[part].label for part in pair]
        shares = [f"{outward[part]} of {joined[part]}" for part in pair]
        weights = partial(_weights, found, pair)
        account = Account(weights, partial(_told, weights))
        yield from (one._replace(account=account) for one in _breaches(arc, ends, shares))


def _components(graph: Graph, entries: Sequence[Entry]) -> list[Selection]:
    """Return the components to compare. Raises Misdeclared where there are less than two."""
    table = [part for parts in graph.components.values() for part in parts]
    found = graph.select(entries) if entries else table
    if len(found) < 2:
        seen = f"only `{found[0].label}`" if found else "nothing"
        said = f"this list names {seen}" if entries else f"[components] names {seen}, and there is no `modules`"
        words = f"stability compares two components at least, and {said}"
        where = entries[0].where if entries else ()
        raise Misdeclared([Problem(where, words, help="name them, or use a capture: `shop.{name}`")])
    return found


def _breaches(arc: Arc, ends: Sequence[str], shares: Sequence[str]) -> Iterator[Breach]:
    tail, head = ends
    message = f"{tail} ({shares[0]} outward) depends on {head} ({shares[1]} outward), which is less stable"
    help_ = f"let {tail} say what it needs and {head} hand it in, or move that into a component that depends on little"
    for edge in arc.imports:
        yield Breach("unstable", message, help_, tail, head, edge, cut=partial(tuple, [edge]))
    if arc.chain:
        yield Breach("unstable", message, help_, tail, head, arc.chain, cut=arc.around)


def _weights(found: Dependencies, pair: tuple[int, int]) -> Iterator[Use]:
    """Yield the imports that make the importing side more stable than the other: into the one, and out of the other."""
    tail, head = pair
    parts, name = found.partition.parts, found.graph.name
    counted = [one for one in found.pairs if one[1] == tail or one[0] == head]
    for (a, b), arc in found.arcs(counted).items():
        # Each direct import is enough to make the one depend on the other, and all of a chain are needed.
        yield from (Use(edge, f"{parts[a].label} -> {parts[b].label}") for edge in arc.imports)
        if not arc.imports:
            yield from (Use(edge, " -> ".join(map(name, edge))) for edge in arc.edges())


def _told(weights: Callable[[], Iterable[Use]], breach: Breach, added: Sequence[Use]) -> tuple[Breach, Use]:
    """Say what has made the difference: the import that breaks the rule was there before."""
    new = {use.chain for use in added}
    old = {use.by for use in weights() if use.chain not in new}
    came = [use for use in added if use.by not in old] or added
    names = [*dict.fromkeys(use.by for use in came)]
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return breach._replace(message=f"{breach.message} since {names[0]}{more} came"), came[0]
