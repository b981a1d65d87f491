"""Small charts, and what a page is told of a history."""

import pytest

from archlint.report.history.charts import over_time, sparkline


@pytest.mark.parametrize(
    ("values", "blocks", "signs"),
    [
        ([0, 0, 0], "▁▁▁", "___"),
        ([0, 1, 7], "▁▂█", "_.#"),
        ([0, 1, 1000], "▁▂█", "_.#"),
        ([1318, 1330, 1416], "▁▂█", "_.#"),
        ([5, 5], "▄▄", "~~"),
        ([], "", ""),
    ],
)
def test_the_least_alone_has_the_lowest_sign_and_the_most_alone_the_highest(values, blocks, signs):
    assert sparkline(values, blocks=True) == blocks
    assert sparkline(values, blocks=False) == signs


def test_time_goes_on_where_nothing_happens():
    days = ["2026-01-01", "2026-01-02", "2026-01-31"]
    assert over_time(days, 6) == [1, 1, 1, 1, 1, 2]
    assert over_time(days[:1], 60) == [0]
    assert over_time(["2026-01-01", "2026-01-01"], 60) == [1]
    assert over_time(["2026-01-02", "2026-01-01", "2026-01-03"], 60) == [1, 2]
