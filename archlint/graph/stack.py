"""
Judge a stack of layers: what skips, what points back up, which siblings do not stay apart.

A path through modules of no layer counts as an import (a *free path*, see `reach`). One pass answers all pairs of
components; chains are looked for only between pairs that are illegal.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial, reduce
from operator import or_
from typing import Final

from archlint.graph.arcs import arcs_between, free_cuts, imports_between
from archlint.graph.breach import Breach, Cut
from archlint.graph.chains import chains_by_importer
from archlint.graph.cycles import cycle_breaches
from archlint.graph.floors import Floors, Stack, comparable, floors_of, passed_over
from archlint.graph.graph import Graph
from archlint.graph.grimp import illegal_pairs
from archlint.graph.levels import Illegal, verdicts
from archlint.graph.listing import listed
from archlint.graph.reach import Reach, free_between, free_reach
from archlint.graph.returning import returning
from archlint.graph.rows import bits
from archlint.graph.selections import Hollow, Misdeclared, Partition
from archlint.settings import Problem

__all__ = ["Disagreement", "judge"]


_FEW: Final = 100
"""So many stacks at most are kept, and searched one by one for paths that come back: each search sees but a part."""
_Words = Callable[[int, int, str, tuple[int, ...], Cut], Breach]
"""(importing component, imported component, kind, chain, cut) -> breach."""


class Disagreement(Exception):
    """archlint and grimp differ about a pair of components: a bug in one of them."""


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
        rows = [_comparable(floors, row) for row in rows]
    rows += _foundation_rows(floors, reach)
    words = partial(_breach, floors, [part.label for part in partition.parts])
    yield from _direct(graph, partition, rows, words)
    yield from _transitive(graph, partition, between, rows, words)
    yield from _sibling_cycles(graph, floors, reach, between)


def _comparable(floors: Floors, row: Illegal) -> Illegal:
    """Return a row less what says nothing: `shop.{x}.web` over `shop.{x}.db` is not about one x and another."""

    def compared(others: int) -> int:
        return sum(1 << head for head in bits(others) if comparable(floors, row.importer, head, row.kind))

    return row._replace(direct=compared(row.direct), through=compared(row.through))


def _foundation_rows(floors: Floors, reach: Reach) -> Iterator[Illegal]:
    """The foundation imports no layer."""
    layers = sum(1 << i for i, at in enumerate(floors.floor) if at >= 0)
    for part, at in enumerate(floors.floor):
        if at < 0:
            yield Illegal(part, "back", reach.direct[part] & layers, reach.through[part] & layers)


def _direct(graph: Graph, partition: Partition, rows: Sequence[Illegal], words: _Words) -> Iterator[Breach]:
    kinds = {(row.importer, imported): row.kind for row in rows for imported in bits(row.direct)}
    for pair, edge in imports_between(graph, partition, kinds.keys()):
        yield words(*pair, kinds[pair], edge, partial(_single, edge))


def _single(edge: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    return (edge,)


def _transitive(
    graph: Graph, partition: Partition, between: Collection[int], rows: Sequence[Illegal], words: _Words
) -> Iterator[Breach]:
    asked: dict[int, list[Illegal]] = {}
    for row in rows:
        if row.through:
            asked.setdefault(row.importer, []).append(row)
    wanted = {tail: reduce(or_, [row.through for row in mine]) for tail, mine in asked.items()}
    given = graph.succ, graph.pred, partition.component
    cut = free_cuts(graph, partition, between)
    for tail, chains in chains_by_importer(*given, wanted, between, partition.owned).items() if wanted else ():
        first, *others = asked[tail]
        for head, chain in chains.items():
            kind = next((row.kind for row in others if row.through >> head & 1), first.kind) if others else first.kind
            yield words(tail, head, kind, chain, cut(tail, head))


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
        passed = passed_over(floors, tail, head)
        message += f" passes over {listed([label for level in passed for label in level])}"
        help_ = f"ask {listed(passed[0], 'or')} for it, or move the caller down a layer"
    elif floors.floor[tail] < 0:
        message += ": the foundation may not know the layers"
        help_ = f"move what {importer} needs into the foundation, or take {importer} out of it"
    else:
        message += " points back up"
        help_ = f"move what {importer} needs down, or let {imported} hand it in as an argument"
    return Breach(kind, message, help_, importer, imported, chain, (), cut)


def _cross_check(graph: Graph, floors: Floors, rows: Sequence[Illegal], *, paths: bool) -> None:
    """Let grimp judge the same levels over the same imports; raise Disagreement, naming the pairs that differ."""
    ours = {(row.importer, imported) for row in rows for imported in bits(row.direct | row.through)}
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
