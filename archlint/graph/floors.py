"""A stack of layers: how it is declared, and what stands where in it once its names have become nodes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from archlint.graph.graph import Graph
from archlint.graph.levels import Level
from archlint.graph.names import Binding
from archlint.graph.patterns import Entry, unwrapped
from archlint.graph.selections import Hollow, Partition, Selection, compatible
from archlint.settings import Problem, Where
from archlint.startup import NamedTuple

__all__ = ["Floors", "Layer", "Stack", "comparable", "contained", "floors_of", "passed_over"]

_Relative = tuple[str, str, Where]
"""What stands before the name of a container and what behind it, and where that is written."""


class Layer(NamedTuple):
    """One level of a stack."""

    entries: tuple[Entry, ...]
    siblings: str = ""
    """What components of this level may do to one another: independent, acyclic, free; "" for what the stack says."""


class Stack(NamedTuple):
    """Layers, top first."""

    layers: tuple[Layer, ...]
    foundation: tuple[Entry, ...] = ()
    """Anyone may import these; they import only each other."""
    siblings: str = "independent"
    closed: tuple[Entry, ...] = ()
    """Layers that may not be passed over."""
    strict: bool = False
    """True where no layer may be passed over: a linked list."""
    exhaustive: bool = False
    """True where the rule also asks what stands in no layer, so that a single one has its use."""
    indirect: bool = True
    """False where a path through modules of no layer is none."""


class Floors(NamedTuple):
    """A stack whose names have become nodes, without the layers of which nothing is there."""

    partition: Partition
    floor: tuple[int, ...]
    """For each component its level, 0 on top; -1 for the foundation."""
    levels: tuple[Level, ...]
    siblings: tuple[str, ...]
    """For each level."""


def contained(graph: Graph, stack: Stack, containers: Sequence[Entry]) -> list[Stack]:
    """Return the stack once for each container, its names made absolute; without containers, the stack itself."""
    if not containers:
        return [stack]
    relative = [list(map(_relative, layer.entries)) for layer in stack.layers]
    foundation, closed = (list(map(_relative, entries)) for entries in (stack.foundation, stack.closed))
    found = []
    for package, binding, _ in graph.packages(containers):
        inside = partial(_inside, package, binding)
        layers = tuple(
            Layer(inside(names), layer.siblings) for names, layer in zip(relative, stack.layers, strict=True)
        )
        found.append(stack._replace(layers=layers, foundation=inside(foundation), closed=inside(closed)))
    if not found:
        words = "this order holds in no package: none of the containers is there"
        raise Hollow([Problem(containers[0].where, words)])
    return found


def _relative(entry: Entry) -> _Relative:
    text, where = entry
    mark, bare = "!" if text.startswith("!") else "", unwrapped(text)
    return (f"{mark}(", f".{bare})", where) if text.startswith("(", len(mark)) else (mark, f".{bare}", where)


def _inside(package: str, binding: Binding, names: Iterable[_Relative]) -> tuple[Entry, ...]:
    """Return names that are relative to a package as they are to be written from the top."""
    for name, value in binding:
        names = [(before, after.replace("{" + name + "}", value), where) for before, after, where in names]
    return tuple([Entry(before + package + after, where) for before, after, where in names])


def floors_of(graph: Graph, stack: Stack) -> Floors:
    """
    Return what stands where in a stack. What `!` takes away at the top of the list is taken from every layer.

    A layer of which nothing is there is no level: nobody can be asked to go by way of it. Raises Misdeclared.
    """
    layers, away = list[Layer](), tuple[Entry, ...]()
    for layer in stack.layers:
        if all(entry.text.startswith("!") for entry in layer.entries):
            away += layer.entries
        else:
            layers.append(layer)
    *named, foundation = graph.select_each([*((*layer.entries, *away) for layer in layers), stack.foundation])
    present = [(layer, found) for layer, found in zip(layers, named, strict=True) if found]
    closed = frozenset(unwrapped(entry.text) for entry in stack.closed)
    parts: list[Selection] = []
    levels: list[Level] = []
    siblings: list[str] = []
    for layer, found in present:
        may = layer.siblings or stack.siblings
        shut = stack.strict or (bool(closed) and any(unwrapped(entry.text) in closed for entry in layer.entries))
        levels.append(Level(tuple(range(len(parts), len(parts) + len(found))), may == "independent", shut))
        siblings.append(may)
        parts += found
    floor = [number for number, level in enumerate(levels) for _ in level.members] + [-1] * len(foundation)
    return Floors(graph.assign([*parts, *foundation]), tuple(floor), tuple(levels), tuple(siblings))


def comparable(floors: Floors, tail: int, head: int, kind: str) -> bool:
    """Return whether a breach between two components says something of them: they may be about two captured texts."""
    parts, floor = floors.partition.parts, floors.floor
    if floor[tail] == floor[head] or not (parts[tail].binding or parts[head].binding):
        return True
    same = compatible(parts[tail].binding, parts[head].binding)
    return same and (kind != "skip" or bool(passed_over(floors, tail, head)))


def passed_over(floors: Floors, tail: int, head: int) -> list[list[str]]:
    """Return the labels of the closed levels that a skip passes over, top first, of those whom the two could ask."""
    parts = floors.partition.parts
    ends = dict((*parts[tail].binding, *parts[head].binding))
    levels = (level for level in floors.levels[floors.floor[tail] + 1 : floors.floor[head]] if level.closed)
    named = (
        [parts[i].label for i in level.members if compatible(tuple(ends.items()), parts[i].binding)] for level in levels
    )
    return [labels for labels in named if labels]
