"""Checkstyle's XML, as a parser of XML reads it."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archlint.report.formats import checkstyle
from tests.report import stories, verdicts
from tests.report.verdicts import request


@pytest.mark.parametrize("story", stories.GOLDEN, ids=stories.name)
def test_a_run_reads_as_its_golden_file(story, golden):
    golden(f"checkstyle-{story.__name__}.txt", checkstyle.render(story(), request()))


@pytest.mark.parametrize("story", stories.ALL, ids=stories.name)
def test_every_report_is_xml_with_the_elements_that_readers_know(story):
    root = ElementTree.fromstring(checkstyle.render(story(), request()).encode())

    assert (root.tag, root.attrib) == ("checkstyle", {"version": "4.3"})
    assert all(file.tag == "file" and file.attrib.keys() == {"name"} for file in root)
    assert len({file.attrib["name"] for file in root}) == len(root)
    for error in root.iterfind("file/error"):
        assert error.attrib.keys() == {"line", "column", "severity", "message", "source"}
        assert error.attrib["severity"] in ("error", "warning", "info")


@given(st.text(st.characters() | st.sampled_from("\x00\x1b\ud800\udcff\ufffe<>&\"'\t\n\r"), max_size=40))
def test_any_path_and_help_makes_xml_and_what_xml_can_say_comes_out_again(text):
    odd = verdicts.SKIP._replace(path=f"src/{text}.py", help=text)
    root = ElementTree.fromstring(checkstyle.render(verdicts.verdict([odd]), request()).encode())

    (error,) = root.iterfind("file/error")
    if text.isprintable() or text in ("\n", "\t", "\r"):
        assert root[0].attrib["name"] == f"src/{text}.py"
    if text.isprintable() and text:
        assert error.attrib["message"].endswith(f"\nhelp: {text}")
