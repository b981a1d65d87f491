"""The first draft of a rule: it works, its drawing comes true, and it says what to put in its place."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from archlint.rulebook.shelf import house
from archlint.startup import NamedTuple

__all__ = ["Draft", "draft"]

_TEXT: Final = '''"""
{type}: no module imports too many others.

What it does
    Counts, for each module of `modules`, the first-party modules that it imports. More than `most` are too many, and
    the module is reported at its first line. Replace this with what your rule looks at, and what it reports.

Why
    A module that knows everybody changes with everybody. Replace this with what goes wrong where the rule is broken.

How to mend
    Split the module, or let it ask one module that asks the others. Replace this with what a person should do.

Blind spots
    An import of a name counts for the module that it is taken from. Replace this with what your rule cannot see.

Options
    modules: The modules that are counted: a list of names or patterns. All modules by default.
    most: So many first-party modules may be imported.

Drawing
    modules = ["shop.web"]
    most = 2

    shop.web.cart -> shop.orders    # want: too-many
    shop.web.cart -> shop.stock
    shop.web.cart -> shop.prices
    shop.web.home -> shop.orders
    shop.web.home -> shop.stock
    shop.web.home -> requests
    shop.orders -> shop.stock
    shop.orders -> shop.prices
    shop.orders -> shop.web.home
"""

from collections.abc import Iterator
from dataclasses import dataclass

from archlint.graph import Breach, Entry, Graph, refuse_unread, scope
from archlint.settings import Problem


@dataclass(frozen=True)
class Options:
    """What a team says to the rule. Each field is a key of the settings, with a line in the page above."""

    modules: tuple[Entry, ...] = ()
    most: int = 10


def check(graph: Graph, options: Options) -> Iterator[Breach]:
    """Yield each module that imports more first-party modules than it may. Raises Misdeclared."""
    for node in _chosen(graph, options):
        imported = sum(head < graph.size for head in graph.succ[node])
        if imported > options.most:
            yield Breach(
                kind="too-many",
                message=f"{{graph.name(node)}} imports {{imported}} modules, and may import {{options.most}}",
                help="split it, or let one module ask the others",
                chain=(node,),
            )


def _chosen(graph: Graph, options: Options) -> list[int]:
    """Return the nodes to look at: those below `size` are first-party, all others come from outside."""
    wanted = scope(graph, options.modules)
    refuse_unread(graph, wanted, "what it imports is not known")
    return sorted({{node for one in wanted for node in one.exactness if node < graph.size}})


def faults(options: Options) -> Iterator[Problem]:
    """Yield what can never work, whatever the code is."""
    if options.most < 0:
        yield Problem(("most",), "no module imports fewer than none")
'''


class Draft(NamedTuple):
    """The file of a new rule."""

    name: str
    """The file's name in its folder."""
    text: str
    house: bool
    """Whether it is to be one of archlint's own: the folder that was asked about is archlint's checkout."""


def draft(type_: str, root: Path) -> Draft:
    """Return the file of a rule of that type, for whoever works in that folder."""
    return Draft(f"{type_.replace('-', '_')}.py", _TEXT.format(type=type_), house(root) is not None)
