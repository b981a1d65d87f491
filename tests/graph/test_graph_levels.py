"""What an order of levels forbids, pair by pair the same as grimp says."""

from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.graph.grimp import illegal_pairs
from archlint.graph.levels import Illegal, Level, verdicts
from archlint.graph.reach import Reach, free_reach
from archlint.graph.rows import Rows, bits
from tests.graph.random_graphs import Edges, components, graphs, numbers

COUNT = 6


@st.composite
def orders(draw: st.DrawFn, flags: tuple[tuple[bool, bool], ...]) -> list[Level]:
    """Up to five levels with (independent, closed) among the flags; some components stand on none."""
    levels = draw(st.integers(1, 5))
    rank = draw(numbers(COUNT, levels + 1))
    chosen = draw(numbers(levels, len(flags)))
    return [
        Level(tuple(member for member in range(COUNT) if rank[member] == level), *flags[chosen[level]])
        for level in range(levels)
    ]


@st.composite
def codebases(draw: st.DrawFn) -> tuple[int, Edges, list[int]]:
    """A graph, and the component of each node."""
    size, edges = draw(graphs(14, least=4))
    return size, edges, draw(components(size, COUNT))


def reached(size: int, edges: Edges, component: list[int]) -> Reach:
    succ = Rows.of(size, edges)
    owned = [node for node, number in enumerate(component) if number >= 0]
    return free_reach(succ, succ.reversed(), component, owned, COUNT)


Row = tuple[int, int, str, bool]
"""Importer, imported, kind, and whether it is about an import and not about a chain."""


def one_by_one(found: list[Illegal]) -> list[Row]:
    """Each pair by itself; the rows themselves have to be in order, and none of them empty."""
    assert found == sorted(found, key=lambda row: row.importer)
    assert all(row.direct | row.through for row in found)
    rows = []
    for row in found:
        rows += [(row.importer, imported, row.kind, True) for imported in bits(row.direct)]
        rows += [(row.importer, imported, row.kind, False) for imported in bits(row.through)]
    return sorted(rows, key=lambda row: (row[:2], not row[3]))


def ours(codebase: tuple[int, Edges, list[int]], levels: list[Level], strict: bool = False) -> list[Row]:
    size, edges, component = codebase
    return one_by_one(verdicts(reached(size, edges, component), levels, strict))


def theirs(codebase: tuple[int, Edges, list[int]], levels: list[Level]) -> set[tuple[int, int]]:
    size, edges, component = codebase
    return illegal_pairs(Rows.of(size, edges), component, levels)


def pairs(rows: list[Row]) -> set[tuple[int, int]]:
    return {row[:2] for row in rows}


@settings(max_examples=700, deadline=None)
@given(codebase=codebases(), levels=orders(((False, False),)))
def test_open_levels_are_judged_as_by_grimp(codebase, levels):
    assert theirs(codebase, levels) == pairs(ours(codebase, levels))


@settings(max_examples=700, deadline=None)
@given(codebase=codebases(), levels=orders(((True, False),)))
def test_independent_levels_are_judged_as_by_grimp(codebase, levels):
    assert theirs(codebase, levels) == pairs(ours(codebase, levels))


@settings(max_examples=700, deadline=None)
@given(codebase=codebases(), levels=orders(((False, True), (True, True))))
def test_a_linked_list_is_judged_as_grimp_judges_closed_levels(codebase, levels):
    opened = [level._replace(closed=False) for level in levels]

    expected = theirs(codebase, levels)

    assert expected == pairs(ours(codebase, opened, strict=True)) == pairs(ours(codebase, levels))


@settings(max_examples=1200, deadline=None)
@given(codebase=codebases(), levels=orders(((False, False), (False, True), (True, False), (True, True))))
def test_mixed_levels_are_judged_as_by_grimp(codebase, levels):
    assert theirs(codebase, levels) == pairs(ours(codebase, levels))


@settings(max_examples=500, deadline=None)
@given(codebase=codebases(), levels=orders(((False, False), (False, True), (True, True))), strict=st.booleans())
def test_rows_say_what_ranks_say_and_come_in_order(codebase, levels, strict):
    size, edges, component = codebase
    reach = reached(size, edges, component)
    rank = {member: number for number, level in enumerate(levels) for member in level.members}
    expected = []
    for importer, imported in sorted((a, b) for a in rank for b in rank if a != b):
        upper, lower = rank[importer], rank[imported]
        kind = "back" if lower < upper else ""
        if any(strict or level.closed for level in levels[upper + 1 : lower]):
            kind = "skip"
        if upper == lower and levels[upper].independent:
            kind = "sibling"
        for direct, mask in ((True, reach.direct[importer]), (False, reach.through[importer])):
            if kind and mask >> imported & 1:
                expected.append((importer, imported, kind, direct))

    assert expected == one_by_one(verdicts(reach, levels, strict))


@settings(max_examples=300, deadline=None)
@given(data=st.data(), codebase=codebases(), levels=orders(((False, True), (True, False), (True, True))))
def test_deleting_an_import_never_breaks_what_held(data, codebase, levels):
    size, edges, component = codebase
    gone = data.draw(st.sampled_from(edges)) if edges else None
    fewer = [edge for edge in edges if edge != gone]

    assert set(ours((size, fewer, component), levels)) <= set(ours(codebase, levels))


def test_a_closed_level_without_members_still_keeps_apart_what_is_above_and_below():
    levels = [Level((0,), False, False), Level((), False, True), Level((1,), False, False)]

    assert [Illegal(0, "skip", 0b10, 0)] == verdicts(Reach([0b10, 0], [0, 0]), levels, strict=False)
    assert {(0, 1)} == illegal_pairs(Rows.of(2, [(0, 1)]), [0, 1], levels)


def test_a_component_on_no_level_is_not_passed_through():
    levels = [Level((1,), False, False), Level((0,), False, False)]
    codebase = (3, [(0, 2), (2, 1)], [0, 1, 2])

    assert [] == ours(codebase, levels)
    assert set() == theirs(codebase, levels)
