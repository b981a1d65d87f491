"""The JUnit report: a test case a rule, valid by a schema of ours, and by the one that pytest holds its own up to."""

import subprocess
import sys
import tarfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
import xmlschema
from hypothesis import example, given
from hypothesis import strategies as st

from archlint.report.formats import junit
from tests.report import stories, verdicts
from tests.report.verdicts import request

SCHEMA = Path(__file__).parent / "schemas/junit.xsd"


def cases(verdict, **wishes):
    root = ElementTree.fromstring(junit.render(verdict, request(**wishes)).encode())
    return {case.attrib["name"]: case for case in root.iterfind("testsuite/testcase")}


@pytest.mark.parametrize("story", stories.GOLDEN, ids=stories.name)
def test_a_run_reads_as_its_golden_file(story, golden):
    golden(f"junit-{story.__name__}.txt", junit.render(story(), request()))


def test_every_report_is_valid_and_its_counts_are_those_of_its_cases():
    schema = xmlschema.XMLSchema(SCHEMA)
    for story in stories.ALL:
        text = junit.render(story(), request())
        schema.validate(text)
        counted(ElementTree.fromstring(text.encode()))


def counted(root):
    for suite in (root, root[0]):
        found = {name: len(root.findall(f".//{name}")) for name in ("testcase", "failure", "skipped")}
        assert int(suite.attrib["tests"]) == found["testcase"]
        assert int(suite.attrib["failures"]) == found["failure"]
        assert int(suite.attrib.get("skipped", found["skipped"])) == found["skipped"]


@pytest.mark.network
@pytest.mark.slow
def test_every_report_is_valid_by_the_schema_that_pytest_uses(tmp_path):
    words = ["download", "--quiet", "--no-deps", "--no-binary", ":all:", "--dest", str(tmp_path), "pytest==8.3.5"]
    subprocess.run([sys.executable, "-m", "pip", *words], check=True)
    with tarfile.open(tmp_path / "pytest-8.3.5.tar.gz") as archive:
        (name,) = (name for name in archive.getnames() if name.endswith("/junit-10.xsd"))
        archive.extract(name, tmp_path, filter="data")
    schema = xmlschema.XMLSchema(tmp_path / name)

    for story in stories.ALL:
        schema.validate(junit.render(story(), request()))


@given(st.text(st.characters() | st.sampled_from("\x00\x1b\udcff\ufffe<>&\"'"), max_size=40))
@example("<b>&amp;]]>")
def test_any_message_makes_xml_and_what_xml_can_say_comes_out_again(text):
    odd = verdicts.SKIP._replace(help=text)
    (failure, *_) = cases(verdicts.verdict([odd]))["shop: Layers of the shop"]

    if text.isprintable() and text:
        assert failure.text.endswith(f"\nhelp: {text}")


def test_a_rule_fails_by_errors_alone():
    found = cases(verdicts.verdict([verdicts.SIBLING, verdicts.SKIP]))

    assert found["shop: Layers of the shop"].find("failure").attrib["message"] == "1 new violation"
    assert found["regions"].find("failure") is None
    assert "regions/sibling" in found["regions"].find("system-out").text
    assert list(found["knots"]) == []


def test_a_rule_that_is_off_is_skipped_and_one_that_was_not_judged_fails():
    found = cases(verdicts.partly_judged())

    assert found["regions"].find("skipped") is not None
    assert found["knots"].find("failure").attrib["message"] == "the rule was not judged"
    assert found["incomplete"].find("failure") is not None


def test_notes_fail_only_where_the_check_is_strict():
    story = verdicts.verdict(notes=(verdicts.IDLE,))

    assert cases(story)["note"].find("failure") is None
    assert cases(story, strict=True)["note"].find("failure").attrib["message"] == "1 note"


def test_a_case_spells_out_a_hundred():
    text = cases(verdicts.exactly_256())["shop: Layers of the shop"].find("failure").text

    assert text.count("shop/skip") == 100
    assert text.endswith("\nShowing 100 of 256 new violations")
