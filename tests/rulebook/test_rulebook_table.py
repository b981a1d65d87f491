"""Rows that are written out when somebody looks at them: to whoever looks, they have been there all the time."""

from __future__ import annotations

from functools import partial
from operator import attrgetter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlint.rulebook import Table, at, column, fields
from archlint.startup import NamedTuple
from tests.graph.sketch import judged


class Ship(NamedTuple):
    """A row."""

    name: str
    crew: int


SHIPS = st.lists(st.builds(Ship, st.text(max_size=2), st.integers(0, 3)), max_size=6).map(tuple)
FLEET = (Ship("ann", 3), Ship("bob", 1), Ship("cid", 2))


def table(rows, written=None):
    """Return rows as a table of which the names are known; `written` learns whose rows were asked for."""

    def write(places):
        if written is not None:
            written.append(list(places))
        return list(zip(*[rows[place] for place in places], strict=True))

    return Table(Ship, len(rows), {"name": lambda: [row.name for row in rows]}, write)


def places(rows):
    return st.lists(st.integers(0, len(rows) - 1), max_size=8) if rows else st.just([])


@given(rows=SHIPS, data=st.data())
def test_a_table_is_what_its_rows_are(rows, data):
    some = data.draw(places(rows))
    cut = data.draw(st.slices(len(rows)))
    made = partial(table, rows)

    assert made() == rows
    assert rows == made()
    assert list(made()) == list(rows)
    assert (len(made()), hash(made()), repr(made())) == (len(rows), hash(rows), repr(rows))
    assert made()[cut] == rows[cut]
    assert [made()[place] for place in some] == [rows[place] for place in some]
    assert column(made(), "name") == column(rows, "name")
    assert column(made(), "crew") == column(rows, "crew")
    assert at(made(), some) == at(rows, some) == tuple(rows[place] for place in some)
    if some:
        assert fields(made(), some) == fields(rows, some)


@given(rows=SHIPS, data=st.data())
def test_some_of_some_rows_are_the_same_however_much_was_written_before(rows, data):
    some = data.draw(places(rows))
    others = data.draw(places(some))
    whole = table(rows)
    read = data.draw(st.booleans()) and list(whole)

    picked = at(at(whole, some), others)

    assert column(picked, "name") == [rows[some[place]].name for place in others], read
    assert column(picked, "crew") == [rows[some[place]].crew for place in others]
    assert tuple(picked) == tuple(rows[some[place]] for place in others)


def test_a_row_is_one_of_its_type():
    assert type(table(FLEET)[1]) is type(next(iter(table(FLEET)))) is Ship


def test_a_place_where_there_is_no_row_is_told_as_ever():
    with pytest.raises(IndexError):
        table(FLEET)[3]


def test_only_what_is_looked_at_is_written_and_of_all_at_once():
    written: list[list[int]] = []
    ships = table(FLEET, written)

    assert column(ships, "name") == ["ann", "bob", "cid"]
    assert (len(ships), written) == (3, [])
    assert ships[1:] == FLEET[1:]
    assert at(ships, [2, 0])[0] == FLEET[2]
    assert written == [[1, 2], [2]]
    assert column(ships, "crew") == [3, 1, 2]
    assert written == [[1, 2], [2], [0, 1, 2]]
    assert (ships[0], tuple(ships), ships[:2], fields(ships, [1])) == (FLEET[0], FLEET, FLEET[:2], [("bob",), (1,)])
    assert len(written) == 3, "all were written, and stay"


def test_all_rows_in_their_order_are_the_table_itself():
    ships = table(FLEET)

    assert at(ships, [0, 1, 2]) is ships


ARROWS = [
    *(f"shop.a.m{i} -> hub" for i in range(3)),
    *(f"hub -> shop.{x}.api" for x in "bcd"),
    "shop.b.api -> shop.c.api [typing]",
    "shop.b.api -> shop.d.api",
    "shop.b.api -> shop.c.api",
    "shop.c.api -> shop.b.api",
    "shop.d.api -> shop.a.m1:Name",
    "shop.d.api -> json",
]
RULES = """
[rules.apart]
type = "independent"
modules = ["shop.{x}"]
[rules.again]
type = "independent"
modules = ["shop.{x}"]
severity = "warning"
kinds = ["runtime"]
because = "they are sold apart"
[rules.knots]
type = "acyclic"
modules = ["shop"]
[rules.bans]
type = "forbidden"
from = ["shop"]
to = ["json"]
[rules.size]
type = "budget"
measure = "fan-in"
modules = ["shop.a", "shop.b", "shop.c", "shop.d"]
max = 0
[rules.all]
type = "orphan"
modules = ["shop"]
"""
KNOWN = ("fingerprint", "rule", "severity", "kind", "path", "home", "waivers")


def test_what_is_known_of_findings_that_are_not_written_out_is_what_they_say():
    known = {field: column(judged(ARROWS, RULES).findings, field) for field in KNOWN}
    rows = tuple(judged(ARROWS, RULES).findings)

    assert {one.kind for one in rows} >= {"sibling", "cycle", "forbidden", "over-budget", "orphan"}
    assert known == {field: [getattr(row, field) for row in rows] for field in KNOWN}


def test_findings_come_in_report_order_and_each_is_written_alone_as_among_all():
    rows = tuple(judged(ARROWS, RULES).findings)
    order = attrgetter("path", "line", "column", "rule", "kind", "importer", "imported", "fingerprint")

    assert list(rows) == sorted(rows, key=order)
    assert [judged(ARROWS, RULES).findings[place] for place in range(len(rows))] == list(rows)
