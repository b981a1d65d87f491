"""
What is told to who has added imports, held up to its laws over random graphs.

An import stands on a line of its own, and those that were added stand below the others.
"""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.graph.sketch import Statement, judged, read
from tests.rules.test_rules_random import COMPONENTS, MODULES, imports

Edge = tuple[str, str]
Lines = dict[str, list[tuple[int, int]]]
CYCLES = {
    "knots": {"type": "acyclic", "scope": "modules"},
    "siblings": {"type": "acyclic"},
    "parts": {"type": "acyclic", "scope": "components", "modules": [*COMPONENTS]},
}
BUDGETS = {
    measure: {"type": "budget", "measure": measure, "max": 0, "modules": ["shop.us", "shop.eu", "free"]}
    for measure in ("fan-in", "fan-out", "entry-modules", "cycle-size")
}


def found(edges: list[Edge], rules: Mapping[str, object]):
    return judged(read([Statement(*edge) for edge in edges], MODULES), {"rules": rules})


def written(edges: list[Edge], added: list[Edge]) -> dict[tuple[str, int], Edge]:
    """Return the imports that were added, by file and line."""
    count: dict[str, int] = {}
    paths = dict(zip(read([], MODULES).modules, read([], MODULES).paths, strict=True))
    places = {}
    for edge in edges:
        count[edge[0]] = count.get(edge[0], 0) + 1
        if edge in added:
            places[paths[edge[0]], count[edge[0]]] = edge
    return places


def lines(places: dict[tuple[str, int], Edge]) -> Lines:
    spans: Lines = {}
    for path, line in places:
        spans.setdefault(path, []).append((line, line))
    return spans


@st.composite
def changes(draw: st.DrawFn) -> tuple[list[Edge], list[Edge], list[Edge]]:
    """Return the imports of then, and of now, and those of them that were added, which come last."""
    then, extra = draw(imports()), draw(imports())
    gone = draw(st.sets(st.sampled_from(then))) if then else set[Edge]()
    kept = [edge for edge in then if edge not in gone]
    added = [edge for edge in extra if edge not in then]
    return then, [*kept, *added], added


def covered(one, before) -> bool:
    return any(one.rule == other.rule and {*one.members} <= {*other.members} for other in before)


@settings(max_examples=150, deadline=None)
@given(change=changes())
def test_without_what_is_to_go_no_cycle_is_new(change):
    then, now, added = change
    before, today = found(then, CYCLES).findings, found(now, CYCLES)
    places = written(now, added)
    new = {one.fingerprint: one for one in today.findings if not covered(one, before)}

    told = today.retold(new, lines(places))

    assert told.keys() == new.keys()
    for print_, one in told.items():
        assert places[one.path, one.line] == (one.importer, one.imported)
        assert (one.fingerprint, one.members) == (print_, new[print_].members)
        if one.rule != "parts":  # there a chain may go by modules of no component, and be cut anywhere
            assert (one.importer, one.imported) in one.cut
            assert {*one.cut} <= {*added}
        assert f": {one.tail} -> {one.head}" in one.message
        left = found([edge for edge in now if edge not in one.cut], CYCLES).findings
        inside = [each for each in left if each.rule == one.rule and {*each.members} & {*one.members}]
        assert all(covered(each, before) for each in inside), (one.cut, [each.members for each in inside])


def values(results) -> dict[str, int]:
    return {one.fingerprint: one.measured[1] for one in results.findings}


@settings(max_examples=150, deadline=None)
@given(change=changes())
def test_without_what_is_to_go_no_measure_has_risen(change):
    then, now, added = change
    before, today = values(found(then, BUDGETS)), found(now, BUDGETS)
    places = written(now, added)
    risen = {print_ for print_, value in values(today).items() if value > before.get(print_, 0)}

    told = today.retold(risen, lines(places))

    assert told.keys() == risen
    for print_, one in told.items():
        assert places[one.path, one.line] == (one.importer, one.imported)
        assert one.measured == next(each.measured for each in today.findings if each.fingerprint == print_)
        assert one.fingerprint == print_
        assert {*one.cut} <= {*added}
        left = values(found([edge for edge in now if edge not in one.cut], BUDGETS))
        assert left.get(print_, 0) <= before.get(print_, 0)


@settings(max_examples=150, deadline=None)
@given(change=changes(), chosen=st.lists(st.sampled_from(COMPONENTS), min_size=2, unique=True))
def test_what_comes_of_nothing_that_was_added_would_be_there_without_it_too(change, chosen):
    then, now, added = change
    rules = {"stable": {"modules": chosen}}
    before, today = found(then, rules), found(now, rules)
    there = {one.fingerprint for one in before.findings}
    new = {one.fingerprint: one for one in today.findings if one.fingerprint not in there}

    grounds = today.grounds(new)
    told = today.retold(new, lines(written(now, added)))
    without = {one.fingerprint for one in found([edge for edge in now if edge not in added], rules).findings}

    assert all(one.swayed for one in today.findings)
    assert grounds.keys() == new.keys()
    for print_, theirs in grounds.items():
        chain = [*zip(new[print_].chain, new[print_].chain[1:], strict=False)]
        parts: dict[str, list[Edge]] = {}
        for one in theirs:
            parts.setdefault(one.part, []).append((one.importer, one.imported))
        fresh = [each for each in parts.values() if {*each} <= {*added}]
        assert {edge for each in parts.values() for edge in each} <= {*now}
        assert before.holds(theirs) == all({*each} & {*then} for each in parts.values())
        if not fresh and not {*chain} & {*added}:
            assert print_ in without
        elif not {*chain} & {*added}:
            place = written(now, added)[told[print_].path, told[print_].line]
            assert any(place in each for each in fresh)
            assert " since " in told[print_].message
            assert told[print_].chain == new[print_].chain
