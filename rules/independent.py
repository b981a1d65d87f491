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
    Two components that meet through a message bus or a registry filled at run time do not import each other. Declare
    what you know under `[[declared]]`. A third component that imports both is fine, and is where they may be joined.

Options
    modules: The components: a list of names, or a pattern with a capture, `shop.payments.{region}`, for one component
        per match.

Drawing
    modules = ["shop.payments.{region}", "!shop.payments.rounding"]

    shop.payments.eu.tax -> shop.payments.rounding
    shop.web -> shop.payments.eu.tax
    shop.web -> shop.payments.us.tax
    shop.payments.us.tax -> shop.payments.eu.tax      # want: sibling
    shop.payments.eu.audit -> shop.reports            # want: sibling
    shop.reports -> shop.payments.us.tax
"""

from collections.abc import Iterator
from dataclasses import dataclass

from archlint.graph import Breach, Entry, Graph, Hollow, Layer, Stack, judge
from archlint.settings import Problem


@dataclass(frozen=True)
class Options:
    """What a team says to the rule."""

    modules: tuple[Entry, ...]


def check(graph: Graph, options: Options) -> Iterator[Breach]:
    """
    Yield each import, and each shortest chain, between two of the components.

    Raises Hollow where there are less than two.
    """
    found = graph.select(options.modules)
    if len(found) < 2:
        raise Hollow([_alone(options.modules[0], [selection.label for selection in found])])
    yield from judge(graph, *stacks(graph, options))


def stacks(_: Graph, options: Options) -> list[Stack]:
    """Return the components as what they are to the graph: one level of siblings that keep apart."""
    return [Stack((Layer(options.modules),))]


def _alone(entry: Entry, labels: list[str]) -> Problem:
    seen = f"only `{labels[0]}`" if labels else "nothing"
    several = entry.text.replace("*", "{name}", 1) if "*" in entry.text else f"{entry.text}.{{name}}"
    message = f"independence needs two components, and this list names {seen}"
    return Problem(entry.where, message, help=f"add one, or use a capture for one component a match: `{several}`")
