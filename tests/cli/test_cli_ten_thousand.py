"""Ten thousand violations in every format from one run: valid, whole, and within what their readers take."""

import gzip
import json
import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest
import xmlschema
from jsonschema import Draft202012Validator

from archlint import report
from benchmarks import formats
from tests.report import test_report_gitlab, test_report_junit, test_report_rdjson
from tests.report.test_report_sarif import VALIDATOR

pytestmark = pytest.mark.slow

ALL = f"{formats.VIOLATIONS:,}"


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """The text of each format, of one run."""
    from archlint.cli import main

    folder = tmp_path_factory.mktemp("crowd")
    formats.write(folder)
    outputs = [f"--output={name}={folder / name}.out" for name in report.format_names()]
    assert main(["check", "--config", str(folder / "archlint.toml"), *outputs]) == 1
    return {name: (folder / f"{name}.out").read_text(encoding="utf-8") for name in report.format_names()}


def test_there_are_no_more_and_no_fewer(told):
    assert formats.VIOLATIONS == 10_000
    found = json.loads(told["json"])["violations"]
    assert Counter(len(one["chain"]) > 2 for one in found) == {False: 8_020, True: 1_980}


def test_every_line_of_concise_but_the_last_is_one(told):
    assert (
        len(re.findall(r"^shop/\w+/\w+\.py:\d+:1: (shop/skip|regions/sibling): .", told["concise"], re.MULTILINE))
        == 10_000
    )


def test_text_spells_out_fifty_and_counts_the_rest(told):
    assert told["text"].count("\n --> ") == 50
    assert "... and 9,900 more: --limit 0 shows all" in told["text"]


def test_sarif_has_as_many_as_github_keeps_and_says_so(told):
    log = json.loads(told["sarif"])
    (run,) = log["runs"]
    results = run["results"]

    assert len(results) == 5_000
    assert len({one["partialFingerprints"]["archlintEdge/v1"] for one in results}) == 5_000
    assert run["invocations"][0]["toolExecutionNotifications"][-1]["message"]["text"].startswith(
        "Showing 5,000 of " + ALL
    )
    assert len(gzip.compress(told["sarif"].encode())) < 10_000_000
    run["results"] = results[::10]
    assert list(VALIDATOR.iter_errors(log)) == []


@pytest.mark.parametrize(("name", "mark"), [("github", "::error "), ("azure", "##vso[task.logissue type=error;")])
def test_a_log_has_ten_annotations_and_the_tenth_counts(told, name, mark):
    lines = told[name].splitlines()

    assert len(lines) == 10
    assert all(line.startswith(mark) for line in lines)
    assert f"Showing 9 of {ALL} errors" in lines[-1]


def test_teamcity_is_told_of_all_by_two_types(told):
    lines = told["teamcity"].splitlines()

    assert len(lines) == 10_002
    assert sum(line.startswith("##teamcity[inspectionType ") for line in lines[:2]) == 2


def test_gitlab_and_reviewdog_are_told_of_all(told):
    issues, result = json.loads(told["gitlab"]), json.loads(told["rdjson"])

    assert len({one["fingerprint"] for one in issues}) == len(issues) == len(result["diagnostics"]) == 10_000
    assert list(Draft202012Validator(test_report_gitlab.SCHEMA).iter_errors(issues)) == []
    result["diagnostics"] = result["diagnostics"][::10]
    assert list(Draft202012Validator(test_report_rdjson.SCHEMA).iter_errors(result)) == []


def test_checkstyle_has_all_and_junit_the_first_hundred_of_each_rule(told):
    cases = ElementTree.fromstring(told["junit"].encode())

    assert len(ElementTree.fromstring(told["checkstyle"].encode()).findall("file/error")) == 10_000
    xmlschema.XMLSchema(test_report_junit.SCHEMA).validate(told["junit"])
    assert [one.attrib["message"] for one in cases.iter("failure")] == ["8,020 new violations", "1,980 new violations"]
    assert [len(re.findall(r"^shop/", one.text or "", re.MULTILINE)) for one in cases.iter("failure")] == [100, 100]


def test_a_page_fits_into_a_comment_and_a_picture_into_a_page(told):
    assert len(told["markdown"]) <= 65_536
    assert re.search(rf"^Showing \d+ of {ALL} entries", told["markdown"], re.MULTILINE)
    assert len(told["mermaid"]) <= 50_000


def test_who_is_coupled_with_whom_is_no_longer_where_more_is_wrong(told):
    """The shop has no CODEOWNERS: what to do about that is all there is to say, however much is wrong."""
    assert "CODEOWNERS" in told["owners"]
    assert len(told["owners"].splitlines()) < 10


def test_no_format_was_forgotten(told):
    tried = set(re.findall(r'told\["(\w+)"\]', Path(__file__).read_text(encoding="utf-8"))) | {"github", "azure"}

    # These draw components, or the whole graph, and have tests of their own for many.
    assert set(report.format_names()) - tried == {"dot", "gexf", "graphml", "html"}
