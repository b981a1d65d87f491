"""
orphan: every module is imported by somebody, or is an entry point.

What it does
    Finds each module that no other module imports. Entry points are fine: those that the project files name (scripts,
    plugins), those of `entry-points`, `__main__` modules, and a project's `setup.py`. So is the own file of a package
    below which there is an entry point, or something that others import: Python runs it on the way there.

Why
    What nobody imports is dead, or is loaded in a way that nobody sees. The first misleads whoever reads it; the second
    breaks when it is moved. Either is better known.

How to mend
    Delete it; version control remembers. If something outside of the code starts it, say so in `entry-points`; if a
    module loads it by its name, declare that under `[[declared]]`.

Blind spots
    Two modules that import only each other are imported, both. Modules that a tool collects by their name, such as
    tests, migrations and commands of Django, are orphans unless `entry-points` names them.

Options
    modules: Which modules have to be imported by somebody. Everything by default.
    entry-points: Modules that are started or loaded from outside, with everything below them.

Drawing
    entry-points = ["shop.cli", "shop.jobs"]

    shop.cli -> shop.orders.cart
    shop.orders.cart -> shop.db
    shop.jobs.nightly -> shop.db
    shop.__main__ -> shop.cli
    shop.orders.old_cart -> shop.db          # want: orphan
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from archlint.graph import Breach, Entry, Graph, Misdeclared, refuse_unread, scope
from archlint.settings import Problem


@dataclass(frozen=True)
class Options:
    """What a team says to the rule."""

    modules: tuple[Entry, ...] = ()
    entry_points: tuple[Entry, ...] = field(default=(), metadata={"aside": True})


def check(graph: Graph, options: Options) -> Iterator[Breach]:
    """Yield each module that nobody imports. Raises Misdeclared."""
    wanted = scope(graph, options.modules)
    refuse_unread(graph, wanted, "who imports it does not matter here")
    named = graph.select(options.entry_points)
    refuse_unread(graph, named, "it is no entry point of this code")
    projects = graph.reading.projects()
    if projects.unread:
        act = "mend the file: without it nobody knows the entry points"
        raise Misdeclared(Problem((), text, help=act) for text in projects.unread)
    doors = set[int]().union(*(one.exactness for one in named))
    started = {name for project in projects.all for name in project.entry_points}
    scripts = {posixpath.join(project.folder, "setup.py") for project in projects.all}

    def entered(node: int) -> bool:
        """Whether a module is started or loaded from outside; only those that nobody imports are asked."""
        name = graph.name(node)
        if node in doors or name in started:
            return True
        return node < graph.size and (name.rpartition(".")[2] == "__main__" or graph.path(node) in scripts)

    for node in sorted({node for one in wanted for node in one.exactness if node < graph.size}):
        if not _alive(graph, node, entered):
            yield _breach(graph, node)


def _alive(graph: Graph, node: int, entered: Callable[[int], bool]) -> bool:
    """
    Return whether a module is an entry point or imported by another, or has one below it.

    That a package imports what lies below it does not bring the package itself to life.
    """
    if len(graph.pred[node]) or entered(node):
        return True
    below = (inner for inner in graph.names.below(graph.name(node)) if inner != node)
    return any(any(tail != node for tail in graph.pred[inner]) or entered(inner) for inner in below)


def _breach(graph: Graph, node: int) -> Breach:
    name = graph.name(node)
    below = ", nor anything below it" if graph.names.packages[node] else ""
    help_ = "delete it, or name it in `entry-points` if something outside of the code starts or loads it"
    return Breach("orphan", f"nobody imports {name}{below}", help_, name, chain=(node,))
