"""
independent: siblings know nothing of one another.

What it does
    None of the components may import another, directly or by a path through modules that belong to none of them.

Why
    Regional payment rules, features, plugins: they change on their own calendars. The day one imports another,
    neither can be changed, tested or deleted alone.

How to mend
    Move what both need into a component of its own, below them. If one really builds upon the other they are no
    siblings: declare an order with `layers` or `linked-list`.

Blind spots
    Two components that meet over a message bus or a signal do not import each other: add `channel` to the `kinds`, and
    `string` for names in strings. Declare what else you know under `[[declared]]`, such as a registry that is filled at
    run time. A third component that imports both is fine, and is where they may be joined.

Options
    modules: The components: a list of names, or a pattern with a capture, `shop.payments.{region}`, for one component
        per match.
    each: Whether each module that a name or a wildcard means is a component: then none may lie in another.

Drawing
    modules = ["shop.payments.{region}", "!shop.payments.rounding"]

    shop.payments.eu.tax -> shop.payments.rounding
    shop.web -> shop.payments.eu.tax
    shop.web -> shop.payments.us.tax
    shop.payments.us.tax -> shop.payments.eu.tax      # want: sibling
    shop.payments.eu.audit -> shop.reports            # want: sibling
    shop.reports -> shop.payments.us.tax

Drawing
    modules = ["shop.*.api", "shop.tools"]
    each = true

    shop.orders.api -> shop.stock.count
    shop.stock.api -> shop.stock.count     # want: sibling
    shop.stock.count -> shop.orders.api
    shop.web -> shop.tools
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from archlint.graph import Breach, Entry, Graph, Hollow, Layer, Misdeclared, Selection, Stack, judge
from archlint.settings import Problem


@dataclass(frozen=True)
class Options:
    """What a team says to the rule."""

    modules: tuple[Entry, ...]
    each: bool = False


def check(graph: Graph, options: Options) -> Iterator[Breach]:
    """
    Yield each import, and each shortest chain, between two of the components.

    Raises Hollow where there are less than two.
    """
    found = _selected(graph, options)
    if len(found) < 2:
        raise Hollow([_alone(options.modules[0], [selection.label for selection in found])])
    yield from judge(graph, _stack(options, found))


def stacks(graph: Graph, options: Options) -> list[Stack]:
    """Return the components as what they are to the graph: one level of siblings that keep apart."""
    return [_stack(options, _selected(graph, options) if options.each else [])]


def _stack(options: Options, found: Sequence[Selection]) -> Stack:
    named = tuple(Entry(f"({one.label})", one.entry.where) for one in found) if options.each else ()
    return Stack((Layer(named or options.modules),))


def _selected(graph: Graph, options: Options) -> Sequence[Selection]:
    return _modules(graph, options) if options.each else graph.select(options.modules)


def _modules(graph: Graph, options: Options) -> list[Selection]:
    """Return each module that is named. Raises Misdeclared where one lies in another."""
    [found] = graph.each([options.modules], below=True)
    problems = []
    for outer, inner in pairwise(sorted(found, key=lambda one: one.label.split("."))):
        if inner.label.startswith(f"{outer.label}."):
            words = f"`{inner.label}` lies in `{outer.label}`, and both are to be independent"
            problems.append(Problem(inner.entry.where, words, help="name one of the two"))
    if problems:
        raise Misdeclared(problems)
    return found


def _alone(entry: Entry, labels: list[str]) -> Problem:
    seen = f"only `{labels[0]}`" if labels else "nothing"
    several = entry.text.replace("*", "{name}", 1) if "*" in entry.text else f"{entry.text}.{{name}}"
    message = f"independence needs two components, and this list names {seen}"
    return Problem(entry.where, message, help=f"add one, or use a capture for one component a match: `{several}`")
