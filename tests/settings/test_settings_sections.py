"""Texts and sections of bytes come back as they were packed, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlint.settings import joined, packed, parts, texts

anything = st.text(st.characters(exclude_categories=[]) | st.sampled_from("\0\udc80"))


@given(st.lists(anything))
def test_texts_come_back(values):
    assert texts(memoryview(packed(values))) == values


@pytest.mark.parametrize("values", [[], [""], ["", ""], ["a"], ["\0"], ["a", "\0", ""], ["\0", "\0"]])
def test_few_texts_come_back_with_what_stands_between_others(values):
    assert texts(memoryview(packed(values))) == values


@given(st.lists(st.binary()))
def test_sections_come_back(values):
    assert [bytes(part) for part in parts(memoryview(b"".join(joined(values))))] == values


@given(st.lists(anything, min_size=2), st.data())
def test_texts_that_were_cut_off_are_refused_or_shorter(values, data):
    whole = packed(values)
    size = data.draw(st.integers(0, len(whole) - 1))
    try:
        found = texts(memoryview(whole[:size]))
    except ValueError:
        return
    assert found != values
