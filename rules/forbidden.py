"""
forbidden: these must not reach those.

What it does
    No module of `from` may import a module of `to`, directly or by a chain of imports of any length. A module that is
    in both is left out. Third-party and standard library modules can be named to any depth, and so can all of
    them: `<third-party>`, `<stdlib>`.

Why
    A domain that stays free of frameworks outlives them; code that must start fast stays free of what is slow; what runs at
    a customer's stays free of what must not leave the house.

How to mend
    Put a module between that owns the contact, and let it be called from above (`except-through` names such doors). Or
    move the code that needs the forbidden part out of `from`.

Blind spots
    A chain through a string or a message bus is not seen. Names taken from a third-party module are not followed into it.

Options
    from: Who must not import.
    to: What must not be imported.
    indirect: Whether a chain of imports counts like an import.
    except-through: A chain that passes one of these is fine.

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
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from archlint.graph import Breach, Entry, Graph, Selection, compatible, minimum_cut, open_chains
from archlint.settings import Problem


@dataclass(frozen=True)
class Options:
    from_: tuple[Entry, ...]
    to: tuple[Entry, ...]
    indirect: bool = True
    except_through: tuple[Entry, ...] = ()


def faults(options: Options) -> Iterator[Problem]:
    """Yield what can never work, whatever the code is."""
    if options.except_through and not options.indirect:
        words = "`except-through` does nothing with `indirect = false`: chains are not looked at"
        yield Problem(("except-through",), words, help="delete one of the two", at_key=True)


def check(graph: Graph, options: Options) -> Iterator[Breach]:
    """Yield each import from one side to the other, and the shortest chain of each pair of entries."""
    heads = graph.select(options.to)
    pairs = [(a, b) for a in graph.select(options.from_) for b in heads if compatible(a.binding, b.binding)]
    yield from _direct(graph, pairs)
    if options.indirect:
        doors = {node for door in graph.select(options.except_through) for node in door.exactness}
        yield from _chains(graph, pairs, frozenset(doors))


def _direct(graph: Graph, pairs: list[tuple[Selection, Selection]]) -> Iterator[Breach]:
    """Yield each forbidden import once, under the first pair of entries that forbids it."""
    found: dict[tuple[int, int], Breach] = {}
    for tail, head in pairs:
        tails, heads = _sides(tail, head)
        for node in sorted(tails):
            for other in graph.succ[node]:
                if other in heads and (node, other) not in found:
                    edge = (node, other)
                    found[edge] = _breach(graph, tail, head, edge)._replace(cut=partial(tuple, [edge]))
    for edge in sorted(found):
        yield found[edge]


def _chains(graph: Graph, pairs: list[tuple[Selection, Selection]], doors: frozenset[int]) -> Iterator[Breach]:
    questions = [(*_sides(tail, head), doors) for tail, head in pairs]
    for (tail, head), chain, question in zip(
        pairs, open_chains(graph.succ, graph.pred, questions), questions, strict=True
    ):
        if chain:
            yield _breach(graph, tail, head, chain)._replace(cut=partial(_cut, graph, *question))


def _sides(tail: Selection, head: Selection) -> tuple[frozenset[int], frozenset[int]]:
    """Return the nodes of both ends; what is in both is in neither."""
    tails, heads = frozenset(tail.exactness), frozenset(head.exactness)
    return tails - heads, heads - tails


def _cut(
    graph: Graph, tails: frozenset[int], heads: frozenset[int], doors: frozenset[int]
) -> tuple[tuple[int, int], ...]:
    closed = tails | heads | doors
    return minimum_cut(graph.succ, tails, heads, lambda node: node not in closed)


def _breach(graph: Graph, tail: Selection, head: Selection, chain: tuple[int, ...]) -> Breach:
    what = graph.name(chain[-1])
    named = what if head.label in ("<third-party>", "<stdlib>", "<first-party>") else head.label
    message = f"{tail.label} -> {named} is forbidden"
    help_ = (
        f"let somebody above {tail.label} make the call and hand in the result, or give the contact a module of its own"
    )
    return Breach("forbidden", message, help_, tail.label, head.label, chain)
