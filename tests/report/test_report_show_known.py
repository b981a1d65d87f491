"""What is known or waived, for programs, where that is asked for: told, and never as an error."""

import json
from xml.etree import ElementTree

import pytest

from archlint.report.formats import azure, checkstyle, github, gitlab, junit, markdown, rdjson, sarif, teamcity
from tests.report import verdicts
from tests.report.test_report_sarif import VALIDATOR
from tests.report.verdicts import request

FORMATS = [azure, checkstyle, github, gitlab, junit, markdown, rdjson, sarif, teamcity]
OLD = [verdicts.SKIP._replace(state="known"), verdicts.TYPING._replace(state="waived")]
STORY = verdicts.verdict([verdicts.SIBLING, *OLD])


def name(format_):
    return format_.__name__.rpartition(".")[2]


@pytest.mark.parametrize("format_", FORMATS, ids=name)
def test_it_is_left_out_unless_asked_for(format_):
    asked, plain = (format_.render(STORY, request(show_known=wish)) for wish in (True, False))

    assert "known: web" not in plain
    assert "waived: orders" not in plain
    assert asked.count("known: web ") >= 1
    assert asked.count("waived: orders ") >= 1


@pytest.mark.parametrize("format_", [one for one in FORMATS if one is not sarif], ids=name)
def test_nothing_known_is_an_error(format_):
    words = ('"error"', "::error", "type=error", '"ERROR"', "'ERROR'", "<failure", "major")
    old = format_.render(verdicts.verdict(OLD), request(show_known=True))

    assert not any(word in old for word in words)


def test_sarif_says_which_are_old_and_that_they_are_accepted():
    report = json.loads(sarif.render(STORY, request(show_known=True)))

    assert list(VALIDATOR.iter_errors(report)) == []
    assert [(one["baselineState"], one["level"], one["suppressions"]) for one in report["runs"][0]["results"]] == [
        ("new", "warning", []),
        ("unchanged", "note", [{"kind": "external", "justification": "known in the baseline"}]),
        ("unchanged", "note", [{"kind": "external", "justification": "accepted by a waiver"}]),
    ]


def test_sarif_writes_what_is_new_before_what_is_old_where_not_all_fits():
    story = verdicts.verdict([*verdicts.known(verdicts.repeated(verdicts.SKIP, 5000)), verdicts.SIBLING])
    (run,) = json.loads(sarif.render(story, request(show_known=True)))["runs"]

    assert run["results"][0]["baselineState"] == "new"
    assert len(run["results"]) == 5000


def test_a_test_case_counts_what_is_new_alone():
    story = verdicts.verdict([verdicts.SKIP, *verdicts.known([verdicts.TYPING])])
    root = ElementTree.fromstring(junit.render(story, request(show_known=True)).encode())

    assert [one.attrib["message"] for one in root.iter("failure")] == ["1 new violation"]


def test_the_heading_of_a_page_counts_what_is_new_alone():
    assert markdown.render(verdicts.verdict(OLD), request(show_known=True)).startswith("## archlint: nothing new\n")
