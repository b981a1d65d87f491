"""Which commits a history goes over, what counts as an event, and what a thinned line still tells."""

from datetime import UTC, datetime
from typing import Any

import pytest

from archlint.git import Moment
from archlint.rulebook import Sighting, State
from archlint.verdict.history.events import Replay, happened
from archlint.verdict.history.log import Record, decoded, encoded
from archlint.verdict.history.told import thinned
from archlint.verdict.history.walk import beginning, chosen
from archlint.verdict.renames import UNMOVED


def moment(day: str) -> Moment:
    time = datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC)
    return Moment(f"c{day}", int(time.timestamp()), day, "")


# 2026-11-02 is a Monday.
LINE = [moment(f"2026-11-{day:02}") for day in (2, 4, 8, 9, 23, 24)]


def days(line: tuple[Moment, ...]) -> list[int]:
    return [int(one.day[-2:]) for one in line]


@pytest.mark.parametrize(
    ("every", "tags", "expected"),
    [
        ("commit", (), [2, 4, 8, 9, 23, 24]),
        ("week", (), [2, 8, 9, 24]),
        ("tag", ("c2026-11-04", "c2026-11-24"), [2, 4, 24]),
        ("tag", (), [2, 24]),
    ],
)
def test_the_first_and_the_last_are_judged_and_what_lies_between_as_it_is_asked_for(every, tags, expected):
    assert days(chosen(LINE, every, tags)) == expected
    assert chosen(LINE[:1], every, tags) == (LINE[0],)


@pytest.mark.parametrize(
    ("since", "at"), [("", 0), ("2026-11-02", 0), ("2026-11-05", 1), ("2026-11-09", 2), ("2030-01-01", 4)]
)
def test_a_history_begins_at_the_last_commit_before_the_day(since, at):
    assert beginning(LINE, since) == at


def state(*findings: tuple[str, tuple[str, ...]]) -> State:
    return State({name: Sighting("r", "cycle", "error", name, of, "a.py", 1) for name, of in findings}, {}, ())


def replay(*states: State) -> Replay:
    told = Replay()
    for number, one in enumerate(states):
        events = tuple(happened(told, one, lambda: UNMOVED))
        (record,) = decoded([encoded(Record(f"c{number}", "2026-11-02", "", {}, events))])
        told.take(record)
    return told


def test_a_cycle_that_grows_and_shrinks_is_still_that_of_who_closed_it():
    small, large, other = ("s", ("a", "b")), ("l", ("a", "b", "c")), ("o", ("x", "y"))
    told = replay(state(small), state(large, other), state(small, other))
    assert {name: one.commit for name, one in told.violations.items()} == {"s": "c0", "o": "c1"}


def test_of_several_sets_each_is_followed_by_the_one_that_has_most_of_it():
    told = replay(
        state(("one", ("a", "b", "c")), ("two", ("d", "e"))), state(("three", ("c", "d", "e")), ("four", ("a", "b")))
    )
    assert {name: one.commit for name, one in told.violations.items()} == {"three": "c0", "four": "c0"}


def test_what_comes_back_is_new():
    told = replay(state(("s", ("a", "b"))), state(), state(("s", ("a", "b"))))
    assert told.violations["s"].commit == "c2"


@pytest.mark.parametrize("count", [1, 2, 199, 200, 201, 5_000])
def test_a_thinned_line_has_both_ends_and_counts_all_that_happened(count):
    points: list[dict[str, Any]] = [{"commit": str(n), "new": n % 3, "fixed": n % 2} for n in range(count)]
    shown = thinned(points, 200)
    assert len(shown) == min(count, 200)
    assert (shown[0], shown[-1]["commit"]) == (points[0], points[-1]["commit"])
    for key in ("new", "fixed"):
        assert sum(one[key] for one in shown) == sum(one[key] for one in points)
