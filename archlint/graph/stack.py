"""
Judge a stack of layers: what skips, what points back up, which siblings do not stay apart.

A path through modules of no layer counts as an import (a *free path*, see `reach`). One pass answers all pairs of
components; chains are looked for only between pairs that are illegal.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from typing import Final

from archlint.graph.arcs import arcs_between, free_cuts, imports_between
from archlint.graph.breach import Breach, Cut
from archlint.graph.chains import shortest_chains
from archlint.graph.cycles import cycle_breaches
from archlint.graph.graph import Graph
from archlint.graph.grimp import illegal_pairs
from archlint.graph.levels import Illegal, Level, verdicts
from archlint.graph.listing import listed
from archlint.graph.names import Binding
from archlint.graph.patterns import Entry, unwrapped
from archlint.graph.reach import Reach, free_between, free_reach
from archlint.graph.returning import returning
from archlint.graph.rows import bits
from archlint.graph.selections import Hollow, Misdeclared, Partition, Selection, compatible
from archlint.settings import Problem, Where
from archlint.startup import NamedTuple

__all__ = ["Disagreement", "Floors", "Layer", "Stack", "contained", "floors_of", "judge"]


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


_FEW: Final = 100
"""So many stacks at most are kept, and searched one by one for paths that come back: each search sees but a part."""
_Relative = tuple[str, str, Where]
"""What stands before the name of a container and what behind it, and where that is written."""
_Words = Callable[[int, int, str, tuple[int, ...], Cut], Breach]
"""(importing component, imported component, kind, chain, cut) -> breach."""


class Disagreement(Exception):
    """archlint and grimp differ about a pair of components: a bug in one of them."""


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


def judge(graph: Graph, *stacks: Stack) -> Iterator[Breach]:
    """
    Yield every breach of the stacks: each illegal direct import, and for each illegal pair its shortest free chain.

    Raises Misdeclared where names of any stack do not fit the code, Hollow where none of the stacks can ever be broken;
    Disagreement where grimp was asked to judge too and does otherwise.
    """
    many = len(stacks) > _FEW
    kept: list[tuple[Floors, bool]] = []
    owned: list[array[int]] = []
    problems: list[Problem] = []
    useful = any(stack.exhaustive for stack in stacks)
    for stack in stacks:
        try:
            floors = floors_of(graph, stack)
        except Misdeclared as error:
            problems += error.problems
        else:
            useful = useful or _breakable(graph, floors)
            # The partitions of a thousand containers would fill the memory, as each speaks of all nodes.
            if many:
                owned.append(array("I", floors.partition.owned))
            else:
                kept.append((floors, stack.indirect))
    if problems:
        raise Misdeclared(problems)
    if not useful:
        words = "these layers can never be broken: it takes two of them, or two siblings that are not free"
        raise Hollow([Problem(next(e.where for layer in stacks[0].layers for e in layer.entries), words)])
    for floors, indirect in kept:
        yield from _judged(graph, floors, paths=indirect)
    for stack, returns in zip(stacks, returning(graph.succ, owned), strict=True) if many else ():
        yield from _judged(graph, floors_of(graph, stack), paths=returns and stack.indirect)


def _breakable(graph: Graph, floors: Floors) -> bool:
    """Whether some import could break the stack."""
    crowded = any(
        len(level.members) > 1 and may != "free" for level, may in zip(floors.levels, floors.siblings, strict=True)
    )
    read = any(node < graph.size for part in floors.partition.parts for node in part.exactness)
    return read and (crowded or len(set(floors.floor)) > 1)


def _judged(graph: Graph, floors: Floors, *, paths: bool) -> Iterator[Breach]:
    """Yield the breaches of one stack; `paths` is False where none leads out of it and back, or none counts."""
    partition = floors.partition
    component, owned = partition.component, partition.owned
    between = free_between(graph.succ, graph.pred, component, owned) if paths else frozenset[int]()
    reach = free_reach(graph.succ, graph.pred, component, owned, len(partition.parts), between)
    rows = verdicts(reach, floors.levels, strict=False)
    if graph.cross_check:
        _cross_check(graph, floors, rows, paths=paths)
    if any(part.binding for part in partition.parts):
        rows = [row for row in rows if _comparable(floors, row)]
    rows += _foundation_rows(floors, reach.direct, reach.through)
    direct, through = dict[tuple[int, int], str](), dict[tuple[int, int], str]()
    for importer, imported, kind, plain in rows:
        (direct if plain else through)[importer, imported] = kind
    words = partial(_breach, floors, [part.label for part in partition.parts])
    yield from _direct(graph, partition, direct, words)
    yield from _transitive(graph, partition, between, through, words)
    yield from _sibling_cycles(graph, floors, reach, between)


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


def _comparable(floors: Floors, row: Illegal) -> bool:
    """`shop.{x}.web` over `shop.{x}.db` says nothing of one x about another."""
    tail, head = row.importer, row.imported
    parts, floor = floors.partition.parts, floors.floor
    if floor[tail] == floor[head] or not (parts[tail].binding or parts[head].binding):
        return True
    same = compatible(parts[tail].binding, parts[head].binding)
    return same and (row.kind != "skip" or bool(_passed(floors, tail, head)))


def _foundation_rows(floors: Floors, direct: Sequence[int], through: Sequence[int]) -> Iterator[Illegal]:
    """The foundation imports no layer."""
    layers = sum(1 << i for i, at in enumerate(floors.floor) if at >= 0)
    for part, at in enumerate(floors.floor):
        if at < 0:
            yield from (Illegal(part, other, "back", True) for other in bits(direct[part] & layers))
            yield from (Illegal(part, other, "back", False) for other in bits(through[part] & layers))


def _direct(graph: Graph, partition: Partition, kinds: dict[tuple[int, int], str], words: _Words) -> Iterator[Breach]:
    for pair, edge in imports_between(graph, partition, kinds.keys()):
        yield words(*pair, kinds[pair], edge, partial(_single, edge))


def _single(edge: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    return (edge,)


def _transitive(
    graph: Graph, partition: Partition, between: Collection[int], kinds: dict[tuple[int, int], str], words: _Words
) -> Iterator[Breach]:
    given = graph.succ, graph.pred, partition.component
    chains = shortest_chains(*given, kinds, between, partition.owned) if kinds else {}
    cut = free_cuts(graph, partition, between)
    for (tail, head), chain in chains.items():
        yield words(tail, head, kinds[tail, head], chain, cut(tail, head))


def _sibling_cycles(graph: Graph, floors: Floors, reach: Reach, between: Collection[int]) -> Iterator[Breach]:
    for level, siblings in zip(floors.levels, floors.siblings, strict=True):
        if siblings == "acyclic":
            members = sum(1 << i for i in level.members)
            pairs = {(a, b) for a in level.members for b in bits((reach.direct[a] | reach.through[a]) & members)}
            labels = [part.label for part in floors.partition.parts]
            yield from cycle_breaches(arcs_between(graph, floors.partition, pairs, between), labels)


def _breach(
    floors: Floors, labels: Sequence[str], tail: int, head: int, kind: str, chain: tuple[int, ...], cut: Cut
) -> Breach:
    importer, imported = labels[tail], labels[head]
    message, help_ = f"{importer} -> {imported}", ""
    if kind == "sibling":
        message += ": siblings are independent of each other"
        help_ = "move what both need into a component of its own below them, or let their caller hand it in"
    elif kind == "skip":
        passed = _passed(floors, tail, head)
        message += f" passes over {listed([label for level in passed for label in level])}"
        help_ = f"ask {listed(passed[0], 'or')} for it, or move the caller down a layer"
    elif floors.floor[tail] < 0:
        message += ": the foundation may not know the layers"
        help_ = f"move what {importer} needs into the foundation, or take {importer} out of it"
    else:
        message += " points back up"
        help_ = f"move what {importer} needs down, or let {imported} hand it in as an argument"
    return Breach(kind, message, help_, importer, imported, chain, (), cut)


def _passed(floors: Floors, tail: int, head: int) -> list[list[str]]:
    """Return the labels of the closed levels that a skip passes over, top first, of those whom the two could ask."""
    parts = floors.partition.parts
    ends = dict((*parts[tail].binding, *parts[head].binding))
    levels = (level for level in floors.levels[floors.floor[tail] + 1 : floors.floor[head]] if level.closed)
    named = (
        [parts[i].label for i in level.members if compatible(tuple(ends.items()), parts[i].binding)] for level in levels
    )
    return [labels for labels in named if labels]


def _cross_check(graph: Graph, floors: Floors, rows: Sequence[Illegal], *, paths: bool) -> None:
    """Let grimp judge the same levels over the same imports; raise Disagreement, naming the pairs that differ."""
    ours = {(row.importer, row.imported) for row in rows}
    theirs = illegal_pairs(graph.succ, floors.partition.component, floors.levels, paths=paths)
    if ours != theirs:
        labels = [part.label for part in floors.partition.parts]
        lines = [
            f"  {labels[a]} -> {labels[b]}: archlint says illegal, grimp does not" for a, b in sorted(ours - theirs)
        ]
        lines += [
            f"  {labels[a]} -> {labels[b]}: grimp says illegal, archlint does not" for a, b in sorted(theirs - ours)
        ]
        raise Disagreement("\n".join(lines))
