"""Rooms that ask one another, each timed without those it asks."""

from pathlib import Path
from time import process_time

import pytest

from archlint.settings import Course, Request, Settings, timed


def burn(seconds):
    """Use up CPU time."""
    end = process_time() + seconds
    while process_time() < end:
        pass


@timed("source")
def read(request, depth):
    """Take three hundredths of a second."""
    assert request.course.rooms == ["graph", "source"]
    burn(0.03)
    return depth


@timed("graph")
def build(request, *, depth):
    """Take one hundredth, beside what reading takes."""
    burn(0.01)
    return read(request, depth) + 1


@pytest.fixture
def request_():
    return Request(Settings(Path("/shop"), "archlint.toml", {}), course=Course())


def test_each_room_is_charged_for_its_own_work_alone(request_):
    assert build(request_, depth=1) == 2

    assert request_.course.timings["source"] == pytest.approx(0.03, abs=0.008)
    assert request_.course.timings["graph"] == pytest.approx(0.01, abs=0.008)
    assert request_.course.rooms == []


def test_a_room_that_fails_is_left_and_charged_all_the_same(request_):
    @timed("graph")
    def fail(request):
        burn(0.01)
        raise ValueError(str(request.course.rooms))

    with pytest.raises(ValueError, match="graph"):
        fail(request_)
    assert request_.course.rooms == []
    assert request_.course.timings["graph"] > 0.005


def test_the_verb_keeps_its_name_and_its_words():
    assert build.__name__ == "build"
    assert "one hundredth" in str(build.__doc__)
