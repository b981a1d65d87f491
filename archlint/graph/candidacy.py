"""Which packages make a readable picture of a codebase: few enough to be looked at, enough to hold most imports."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from archlint.graph.graph import Graph
from archlint.graph.parts import Part, import_counts, parts_below
from archlint.startup import NamedTuple

__all__ = ["Candidates", "candidates"]

_MOST: Final = 16
"""So many components a person takes in at once, and looks for in a list."""
_SEVERAL: Final = 3
"""So many packages in one make it a codebase of its own, beside other packages."""
_WHOLE: Final = 0.6
"""A package with more of the code than this is the codebase; its children are what people speak of."""
_TRIVIAL: Final = re.compile(r"__main__|__about__|_*version\w*")


class Candidates(NamedTuple):
    """The components to order, and what is none of them."""

    parts: tuple[Part, ...]
    """By name."""
    left: Mapping[str, str]
    """Names of packages and modules that are no component, with the reason: start, alone or minor."""


def candidates(graph: Graph, aside: Collection[int], named: Collection[str] = ()) -> Candidates:
    """
    Return the packages and modules that are worth a place in an order, without the modules that stand aside.

    Children of one package, as a rule; of several where one holds nearly everything, or there are too few. Those with
    the most imports from and to the others come first, and 16 of them are taken; what is `named` is taken in any
    case.
    """
    found, left = _apart(_opened(graph, aside), named)
    counts = import_counts(graph, found)
    weight = [0] * len(found)
    for (tail, head), imports in counts.items():
        weight[tail] += imports
        weight[head] += imports
    ranked = sorted(range(len(found)), key=lambda i: (found[i].label not in named, -weight[i], found[i].label))
    taken = [i for i in ranked if weight[i] or not counts or found[i].label in named][:_MOST]
    reasons = {found[i].label: "minor" if weight[i] else "alone" for i in ranked if i not in taken}
    return Candidates(tuple(found[i] for i in sorted(taken)), {**left, **reasons})


def _opened(graph: Graph, aside: Collection[int]) -> list[Part]:
    """Return the packages to choose from, by name: one that is nearly all there is, or one of few, is opened."""
    own = frozenset(graph.own).difference(aside)
    parts = parts_below(graph, "", own)
    while wide := _to_open(parts, len(own), graph):
        parts.remove(wide)
        parts += parts_below(graph, f"{wide.label}.", wide.nodes)
    return sorted(parts, key=lambda part: part.label)


def _to_open(parts: Sequence[Part], total: int, graph: Graph) -> Part | None:
    """Return the largest part where it is to be opened."""
    largest = max(parts, key=lambda part: (len(part.nodes), part.label), default=None)
    if largest is None or not total:
        return None
    children = parts_below(graph, f"{largest.label}.", largest.nodes)
    packages = sum(len(child.nodes) > 1 for child in children)
    rest = sum(len(part.nodes) > 1 for part in parts if part is not largest)
    wide = len(largest.nodes) > _WHOLE * total and (not rest or packages >= _SEVERAL)
    readable = not rest or packages + rest <= _MOST
    return largest if children and readable and (wide or len(parts) == 1) else None


def _apart(parts: Iterable[Part], named: Collection[str]) -> tuple[list[Part], dict[str, str]]:
    """Return the parts without modules that only start the program or tell its version."""
    found, left = [], {}
    for part in parts:
        if _TRIVIAL.fullmatch(part.label.rpartition(".")[2]) and len(part.nodes) == 1 and part.label not in named:
            left[part.label] = "start"
        else:
            found.append(part)
    return found, left
