"""The report for grep and editors: what is expected stands in golden/concise-*.txt."""

import re

import pytest

from archlint.report.formats import concise
from tests.report import verdicts
from tests.report.verdicts import request

STORIES = [
    verdicts.clean,
    verdicts.every_kind,
    verdicts.some_known,
    verdicts.only_warnings,
    verdicts.only_unread,
    verdicts.partly_judged,
    verdicts.hostile,
    verdicts.long_chain,
]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_a_run_reads_as_its_golden_file(story, golden):
    golden(f"concise-{story.__name__}.txt", concise.render(story(), request()))


def test_every_new_violation_has_one_line_whatever_the_limit():
    lines = concise.render(verdicts.five_thousand(), request(limit=2)).splitlines()

    assert len(lines) == 5001
    assert all(re.match(r"[^:]+:\d+:\d+: shop/skip: ", line) for line in lines[:-1])


def test_concise_has_no_colour_even_where_colour_is_wanted():
    story = verdicts.every_kind()

    assert concise.render(story, request(color=True)) == concise.render(story, request())
