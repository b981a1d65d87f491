"""The drawn sites are what the seed gives, and stand where they say."""

import json
from pathlib import Path

import pytest

from tests.wiring.drawing import draw, volume, written

SITES = Path(__file__).with_name("sites.json")
VOLUME = Path(__file__).with_name("volume.json")


@pytest.mark.network
@pytest.mark.once
@pytest.mark.slow
def test_the_same_seed_draws_the_same_sites_of_the_same_files():
    assert written(draw()) == SITES.read_text("utf-8")
    assert written(volume()) == VOLUME.read_text("utf-8")


def test_sites_of_each_package_are_in_both_halves_and_no_pair_is_torn():
    rows = json.loads(SITES.read_text("utf-8"))
    halves = {(row["package"], row["half"]) for row in rows}
    pairs = {(row["package"], row["pair"], row["half"]) for row in rows if row["pair"]}

    assert len(rows) >= 180
    assert len({package for package, _ in halves}) >= 9
    assert len(halves) == 2 * len({package for package, _ in halves})
    assert len(pairs) == len({pair[:2] for pair in pairs})
