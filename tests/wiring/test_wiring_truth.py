"""What archlint says of real code, held up to what a reader of it says."""

from collections.abc import Mapping

import pytest

from tests.corpora.wheels import unpacked
from tests.wiring.packages import CORPORA
from tests.wiring.resolved import resolved
from tests.wiring.scoring import TOTAL, Site, judge_sites, read_labels

pytestmark = [pytest.mark.network, pytest.mark.slow]

LEAST = {"tuning": 153, "held-out": 146}
"""
So many of the drawn sites, of 158 and 159, are resolved as the reader resolves them, as measured. The first run, before
anything was mended by what it showed, had 143 and 140; mended was by the first half alone.
"""
WRONG = {"tuning": 0, "held-out": 3}
"""And so many are resolved otherwise, where archlint does not own that it cannot tell."""


@pytest.fixture(scope="module")
def found() -> Mapping[str, list[Site]]:
    return {corpus.wheel.distribution: resolved(unpacked(corpus.wheel), corpus.folders) for corpus in CORPORA}


@pytest.mark.parametrize("half", LEAST)
def test_sites_are_resolved_as_a_reader_resolves_them(found: Mapping[str, list[Site]], half: str) -> None:
    total = judge_sites(found, read_labels(), half)[TOTAL]

    assert total.recall.right >= LEAST[half], total.missed
    assert len(total.wrong) <= WRONG[half], total.wrong
