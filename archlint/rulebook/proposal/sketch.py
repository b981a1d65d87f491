"""One way to see a codebase: what is looked at, which components it has then, and in which order they stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from archlint import graph
from archlint.graph import IMPORT_KINDS, Arc, Candidates, Entry, Graph, Hierarchy, Part
from archlint.rulebook.proposal.pins import Pins
from archlint.startup import NamedTuple

__all__ = ["Code", "Import", "Sketch", "View", "sketch"]

Import = tuple[int, int]

_HIGH: Final = frozenset(
    ["main", "cli", "commands", "web", "app", "apps", "api", "views", "ui", "gui", "server", "bin"]
)
_LOW: Final = frozenset(
    [
        "db",
        "models",
        "core",
        "domain",
        "utils",
        "util",
        "common",
        "config",
        "conf",
        "settings",
        "errors",
        "exceptions",
        "types",
        "constants",
    ]
)


class Code(NamedTuple):
    """What there is to see."""

    whole: Graph
    beside: frozenset[int]
    """Modules that stand aside; what they import is not looked at."""
    said: Pins


class View(NamedTuple):
    """What of it is looked at."""

    kinds: tuple[str, ...] = IMPORT_KINDS
    facades: tuple[str, ...] = ()
    """Packages above the components whose own files are not looked at, as they hand on what lies below."""
    leaves: tuple[str, ...] = ()
    """Modules that stand apart from the component which they lie in."""


class Sketch(NamedTuple):
    """What is to be seen."""

    view: View
    seen: Graph
    found: Candidates
    arcs: Mapping[tuple[int, int], Arc]
    """Between the components, by their positions."""
    order: Hierarchy

    @property
    def weights(self) -> dict[tuple[int, int], int]:
        """How many imports each arc stands for."""
        return {pair: arc.weight for pair, arc in self.arcs.items()}

    @property
    def names(self) -> list[str]:
        """The components by position."""
        return [part.label for part in self.found.parts]


def sketch(code: Code, view: View) -> Sketch | None:
    """Return what is to be seen in a view; None where what is pinned contradicts itself."""
    seen = code.whole.seen(view.kinds, _unseen(code, view))
    found = graph.candidates(seen, code.beside, code.said.named)
    apart = (Part(name, frozenset([seen.names.node[name]])) for name in view.leaves)
    found = found._replace(parts=tuple(sorted([*found.parts, *apart], key=lambda part: part.label)))
    arcs = graph.component_arcs(seen, seen.assign(seen.select([Entry(part.label, ()) for part in found.parts])))
    place = {part.label: number for number, part in enumerate(found.parts)}
    heights = [_height(part.label) for part in found.parts]
    order = graph.hierarchy(
        len(found.parts),
        {pair: len(arc.imports) for pair, arc in arcs.items() if arc.imports},
        {pair for pair, arc in arcs.items() if arc.chain},
        tops=[place[name] for name in code.said.tops],
        keeps=[(place[above], place[below]) for above, below in code.said.keeps],
        likely={(tail, head) for tail, head in arcs if heights[tail] > heights[head]},
    )
    return Sketch(view, seen, found, arcs, order) if order else None


def _unseen(code: Code, view: View) -> frozenset[Import]:
    nodes = code.beside.union(code.whole.names.node[name] for name in view.facades)
    return frozenset((tail, head) for tail in nodes for head in code.whole.succ[tail])


def _height(name: str) -> int:
    """Return where components of such a name are mostly found: 1 on top, -1 at the bottom, 0 for all others."""
    last = name.rpartition(".")[2].strip("_")
    return (last in _HIGH) - (last in _LOW)
