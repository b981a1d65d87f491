"""Violations that nobody is told of are not written out: all that is said is the same as if they were."""

from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.graph.cut import ChainCut
from archlint.report.formats import text
from archlint.settings import Request
from archlint.verdict import column
from tests.graph.sketch import read, weighed
from tests.graph.sketch import settings as read_settings
from tests.verdict.test_verdict_baseline import TABLE, check, frozen, imports

KNOWN = ("fingerprint", "rule", "severity", "kind", "path", "state")
FEW = ["shop.a.one -> hub", "shop.a.two -> shop.b.two", *(f"hub -> shop.{x}.one" for x in "bcdefg")]
APART = {"rules": {"apart": {"type": "independent", "modules": ["shop.{x}"]}}}


def told(verdict, **wishes):
    return text.render(verdict, Request(read_settings(TABLE), **wishes))


@settings(max_examples=60, deadline=None)
@given(before=imports(), now=imports(), limit=st.integers(0, 3), statistics=st.booleans())
def test_a_report_says_what_it_would_say_of_rows(before, now, limit, statistics):
    verdict = check(now, frozen(before))
    rows = check(now, frozen(before))
    rows = rows._replace(violations=tuple(rows.violations))

    known = {field: column(verdict.violations, field) for field in KNOWN}

    assert told(verdict, limit=limit, statistics=statistics) == told(rows, limit=limit, statistics=statistics)
    assert known == {field: [getattr(row, field) for row in rows.violations] for field in KNOWN}
    assert verdict.violations == rows.violations


def test_a_cut_is_searched_for_when_somebody_reads_it():
    with patch.object(ChainCut, "__call__", autospec=True, side_effect=ChainCut.__call__) as search:
        verdict = weighed(FEW, APART)
        counted = verdict.summary.new, verdict.failed
        assert search.call_count == 0
        told(verdict, limit=1)
        assert search.call_count == 2, "one is spelled out, and one more has a line"
        assert sum(bool(one.cut) for one in verdict.violations) == len(verdict.violations)

    assert counted == (7, True)


@pytest.mark.parametrize("limit", [0, 1])
def test_only_the_first_violations_have_their_source(limit):
    texts = {"shop.a.one": "import hub\n", "shop.a.two": "import shop.b.two\n"}
    verdict = weighed(read(FEW, texts=texts), APART, limit=limit)

    assert [bool(one.excerpt) for one in verdict.violations] == [not limit or place < limit for place in range(7)]
