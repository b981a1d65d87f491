"""Each file of real codebases says the same to archlint and to a naive reader of its whole tree."""

import warnings

import pytest

from archlint.source.extract import extract
from archlint.source.facts import Facts
from tests.corpora.codebases import CODEBASES, Codebase
from tests.corpora.wheels import at_hand, unpacked
from tests.source.naive import naive


def marks(codebase: Codebase) -> list[pytest.MarkDecorator]:
    """What a test of the codebase needs."""
    return [pytest.mark.slow] if at_hand(codebase.wheel) else [pytest.mark.slow, pytest.mark.network]


@pytest.mark.parametrize("codebase", [pytest.param(each, id=each.package, marks=marks(each)) for each in CODEBASES])
def test_every_file_says_the_same_to_a_naive_reader_of_the_whole(codebase):
    compared = 0
    for file in sorted(unpacked(codebase.wheel).rglob("*.py")):
        content = file.read_bytes()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = extract(file.name, content)
        expected = naive(content, file.name == "__init__.py")
        assert isinstance(found, Facts), found
        assert (sorted(found.imports), sorted(found.opaque), found.exports, found.shared) == expected, file
        compared += 1

    assert compared > 250
