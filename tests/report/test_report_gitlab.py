"""The Code Quality report: its shape, and names that stay while lines move."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from archlint.report.formats import gitlab
from tests.report import stories, verdicts
from tests.report.verdicts import request

SCHEMA = json.loads((Path(__file__).parent / "schemas/gitlab.schema.json").read_text(encoding="utf-8"))


def issues(verdict, **wishes):
    return json.loads(gitlab.render(verdict, request(**wishes)))


@pytest.mark.parametrize("story", stories.GOLDEN, ids=stories.name)
def test_a_run_reads_as_its_golden_file(story, golden):
    golden(f"gitlab-{story.__name__}.txt", gitlab.render(story(), request()))


@pytest.mark.parametrize("story", stories.ALL, ids=stories.name)
def test_every_report_has_the_shape_that_gitlab_reads(story):
    assert list(Draft202012Validator(SCHEMA).iter_errors(issues(story(), within="apps/shop"))) == []


def test_no_two_issues_share_a_fingerprint_even_where_their_violations_do():
    names = [one["fingerprint"] for one in issues(verdicts.verdict([verdicts.SKIP] * 3 + [verdicts.TYPING]))]

    assert len(set(names)) == 4


def test_a_fingerprint_stays_when_lines_move():
    moved = verdicts.SKIP._replace(line=30, end_line=30, lines=(30,), column=5)

    assert len({issues(verdicts.verdict([one]))[0]["fingerprint"] for one in (verdicts.SKIP, moved)}) == 1


def test_what_is_known_is_left_out():
    assert issues(verdicts.all_known()) == []


def test_what_keeps_a_run_from_being_whole_is_worse_than_a_violation():
    severities = [one["severity"] for one in issues(verdicts.partly_judged())]

    assert severities == ["major", "critical"]
    assert [one["severity"] for one in issues(verdicts.unread_but_allowed())] == ["minor"]


def test_a_violation_without_a_place_stands_at_its_rule():
    nowhere = verdicts.SKIP._replace(path="", line=0, column=0, end_line=0, end_column=0)

    assert issues(verdicts.verdict([nowhere]))[0]["location"] == {
        "path": "archlint.toml",
        "lines": {"begin": 4, "end": 4},
    }


@pytest.mark.parametrize(
    ("within", "path", "expected"),
    [
        ("", "src/a.py", "src/a.py"),
        ("apps/shop", "src/a.py", "apps/shop/src/a.py"),
        ("apps/shop", "../platform/archlint.toml", "apps/platform/archlint.toml"),
        ("", "../platform/archlint.toml", "../platform/archlint.toml"),
    ],
)
def test_paths_are_told_from_the_top_of_the_repository(within, path, expected):
    found = issues(verdicts.verdict([verdicts.SKIP._replace(path=path)]), within=within)

    assert found[0]["location"]["path"] == expected
