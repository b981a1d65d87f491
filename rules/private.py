"""
private: what begins with an underscore is imported only inside the package that it lies in.

What it does
    A module whose name begins with an underscore, and all below it, may be imported by the package that it lies in and
    by what lies in that one, however deep; by nobody else. Names with two underscores on both sides, `__main__`, are
    not private, and neither is a top-level package, which lies in nothing.

Why
    The underscore is a promise that a module may change or go without anybody being asked. It is kept only as long as
    nobody outside relies on it.

How to mend
    Import the name from the package's public module. Where there is none, let the package hand it on in its `__init__`,
    or take the underscore away and so promise to keep it.

Blind spots
    Names inside of modules are not looked at, only the names of modules; `public-api` knows both. What is private in a
    third-party library is its own affair.

Options
    modules: Whose private modules are looked at; everything by default. The importer may be any module.

Drawing
    modules = ["shop"]

    shop.orders.cart -> shop.orders._totals
    shop.orders.pay.card -> shop.orders._totals
    shop.orders -> shop.orders._totals
    shop.web -> shop.orders._totals              # want: private
    shop.orders.cart -> shop.stock._rows.plain   # want: private
    shop.stock._rows -> shop.stock._rows.plain
    shop.web -> shop.__main__
    shop.web -> requests._internal
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from archlint.graph import Breach, Entry, Graph, refuse_unread, scope


@dataclass(frozen=True)
class Options:
    """What a team says to the rule."""

    modules: tuple[Entry, ...] = ()


def check(graph: Graph, options: Options) -> Iterator[Breach]:
    """Yield each import of a private module by one that does not lie in its package."""
    wanted = scope(graph, options.modules)
    refuse_unread(graph, wanted, "what is private there is not known")
    for head in sorted({node for one in wanted for node in one.exactness if node < graph.size}):
        if home := _home(graph.name(head)):
            for tail in graph.pred[head]:
                if not f"{graph.name(tail)}.".startswith(f"{home}."):
                    yield _breach(graph, tail, head, home)


def _home(module: str) -> str:
    """Return the package that holds the innermost private part of a name; "" where nothing of it is private."""
    segments = module.split(".")
    private = (i for i in range(len(segments) - 1, 0, -1) if _is_private(segments[i]))
    return ".".join(segments[: next(private, 0)])


def _is_private(segment: str) -> bool:
    return segment.startswith("_") and not (segment.startswith("__") and segment.endswith("__"))


def _breach(graph: Graph, tail: int, head: int, home: str) -> Breach:
    importer, imported, edge = graph.name(tail), graph.name(head), (tail, head)
    message = f"{importer} -> {imported} is private to {home}"
    help_ = f"ask a public module of {home} for it, or let {home} hand it on"
    return Breach("private", message, help_, importer, imported, edge, cut=partial(tuple, [edge]))
