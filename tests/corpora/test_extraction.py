"""Each file of real codebases says the same to archlint and to a naive reader of its whole tree: 15,830 files."""

import warnings
from typing import NamedTuple

import pytest

from archlint.source.extract import extract
from archlint.source.facts import Facts
from tests.corpora.wheels import Wheel, at_hand, unpacked
from tests.source.naive import naive


class Count(NamedTuple):
    """How much of a wheel Python accepts; a wheel is one for good."""

    wheel: Wheel
    files: int


COUNTS = [
    Count(Wheel("django", "5.2"), 883),
    Count(Wheel("wagtail", "8.0.1"), 1_379),
    Count(Wheel("apache-airflow-core", "3.3.2"), 748),
    Count(Wheel("sqlalchemy", "2.1.9"), 258),
    Count(Wheel("homeassistant", "2024.3.3"), 6_725),
    Count(Wheel("networkx", "3.7"), 583),
    Count(Wheel("sympy", "1.14.0"), 1_533),
    Count(Wheel("transformers", "5.23.0"), 2_860),
    Count(Wheel("twisted", "26.10.0"), 861),
]


def marks(wheel: Wheel) -> list[pytest.MarkDecorator]:
    """What a test of the wheel needs."""
    return [pytest.mark.slow] if at_hand(wheel) else [pytest.mark.slow, pytest.mark.network]


@pytest.mark.parametrize(
    "count", [pytest.param(each, id=each.wheel.distribution, marks=marks(each.wheel)) for each in COUNTS]
)
def test_every_file_says_the_same_to_a_naive_reader_of_the_whole(count):
    compared = 0
    for file in sorted(unpacked(count.wheel).rglob("*.py")):
        content = file.read_bytes()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = extract(file.name, content)
        expected = naive(content, file.name == "__init__.py")
        assert isinstance(found, Facts), found
        assert (sorted(found.imports), sorted(found.opaque), found.exports, found.shared) == expected, file
        compared += 1

    assert compared == count.files


def test_with_what_is_installed_they_are_more_than_20_000():
    """See tests/source/test_source_differential.py for the others, of which there are at least as many."""
    from tests.source.test_source_differential import FEWEST

    assert sum(count.files for count in COUNTS) + FEWEST > 20_000
