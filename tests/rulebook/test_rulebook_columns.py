"""Findings as columns of numbers: what is read is what was written, or it is refused."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import get_args, get_origin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlint.rulebook import Findings
from archlint.rulebook.columns import Illegible, packed, unpacked
from archlint.rulebook.memo import shapes
from archlint.settings import Place
from archlint.startup import NamedTuple

TEXT = st.text(st.characters(exclude_characters="\0"))


class Berth(NamedTuple):
    """Every type of field, and some inside each other."""

    ship: str
    length: int
    taken: bool
    crew: tuple[str, ...]
    depth: tuple[str, int] | None
    way: tuple[str | int, ...]
    place: Place | None
    neighbours: tuple[Rope, ...]


class Rope(NamedTuple):
    """A row in a row."""

    colour: str
    knots: tuple[tuple[int, int], ...]


def written(*tables):
    return memoryview(b"".join(packed(*tables)))


def ours(hint):
    """Return a strategy for values of a type, within what the form can hold; a sequence is read as a tuple."""
    if get_origin(hint) is Sequence:
        return st.lists(st.from_type(get_args(hint)[0])).map(tuple)
    return st.from_type(hint)


@pytest.fixture(scope="module", autouse=True)
def _plain_texts_and_numbers():
    st.register_type_strategy(str, TEXT)
    st.register_type_strategy(int, st.integers(0, 2**32 - 1))
    yield
    st.register_type_strategy(str, st.text())
    st.register_type_strategy(int, st.integers())


@given(st.data())
def test_rows_come_back_as_they_were(data):
    rows = data.draw(st.lists(ours(Berth)))

    ((*found,),) = unpacked(written((Berth, rows)), Berth)

    assert found == rows
    assert all(type(one) is Berth for one in found)
    assert [type(one.taken) for one in found] == [bool] * len(rows)


@given(st.data())
def test_findings_come_back_as_they_were(data):
    found = {name: data.draw(ours(shape)) for name, shape in shapes().items()}

    data = written(*((shape, [found[name]]) for name, shape in shapes().items()))
    back = {name: value for name, (value,) in zip(shapes(), unpacked(data, *shapes().values()), strict=True)}

    assert back == found
    assert repr(back) == repr(found), "equal, and of the same types"


def test_everything_of_findings_is_kept_that_is_not_asked_for_later():
    late = (
        "answer",
        "content",
        "grounds",
        "holds",
        "lines",
        "links",
        "metrics",
        "orphaned",
        "outline",
        "picture",
        "repairs",
        "retold",
        "trail",
    )
    assert {*Findings._fields} - {*shapes()} == {*late}


@pytest.mark.parametrize(
    ("hint", "value"), [(str, "a\0b"), (int, -1), (int, 2**40), (str, 3), (int, "3"), (str | int, 3.5)]
)
def test_what_has_no_place_there_is_not_written(hint, value):
    with pytest.raises(Illegible):
        written((hint, [value]))


def test_what_is_shared_is_written_once():
    rope = Rope("blue", ((1, 2),) * 50)

    assert len(written((Rope, [rope] * 100))) < len(written((Rope, [rope] * 2))) + 100 * 4
    ((first, *others),) = unpacked(written((Rope, [rope] * 100)), Rope)
    assert all(other is first for other in others)


@given(st.binary(max_size=200))
def test_any_other_bytes_are_refused(data):
    try:
        (found,) = unpacked(memoryview(data), Rope)
    except Illegible:
        return
    assert all(type(one) is Rope and type(one.colour) is str for one in found)


@given(st.data())
def test_a_changed_byte_is_refused_or_gives_the_same_types(data):
    rows = data.draw(st.lists(ours(Berth), min_size=1, max_size=3))
    changed = bytearray(written((Berth, rows)))
    at = data.draw(st.integers(0, len(changed) - 1))
    changed[at] ^= data.draw(st.integers(1, 255))

    try:
        (found,) = unpacked(memoryview(changed), Berth)
    except Illegible:
        return
    assert all(type(one) is Berth for one in found)


def test_a_column_that_says_it_is_longer_is_refused():
    whole = bytearray(written((int, [7, 8])))
    whole[8:12] = (3).to_bytes(4, sys.byteorder)

    with pytest.raises(Illegible):
        unpacked(memoryview(whole), int)


@given(st.data())
def test_whatever_is_cut_short_or_goes_on_is_refused(data):
    whole = written((Rope, data.draw(st.lists(ours(Rope), min_size=1, max_size=3))))
    size = int.from_bytes(whole[:8], sys.byteorder)
    less, more = (bytes(whole[8 : 8 + size - 4]), bytes(whole[8 : 8 + size]) + b"\1\0\0\0")

    for numbers in (less, more):
        with pytest.raises(Illegible):
            unpacked(memoryview(len(numbers).to_bytes(8, sys.byteorder) + numbers + bytes(whole[8 + size :])), Rope)
