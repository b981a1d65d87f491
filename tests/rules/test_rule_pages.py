"""Every rule keeps the promises of its own page: the sections are there, and each drawing comes true."""

import dataclasses
from collections import defaultdict

import pytest

from archlint import rulebook
from archlint.rulebook import page, types
from archlint.rulebook.drawing import build, parse
from archlint.rulebook.shelf import load
from archlint.settings import Request
from archlint.settings import load as load_settings

SECTIONS = ["What it does", "Why", "How to mend", "Blind spots", "Options", "Drawing"]
DRAWINGS = [
    pytest.param(type_, text, id=f"{type_}-{number}")
    for type_ in types()
    for number, text in enumerate(body for title, body in page(type_).sections if title == "Drawing")
]


@pytest.mark.parametrize("type_", types())
def test_a_page_has_every_section_and_speaks_of_every_option(type_):
    read = page(type_)
    options = [f.name.rstrip("_").replace("_", "-") for f in dataclasses.fields(load(type_).Options)]

    assert [title for title, _ in read.sections if title != "Drawing"] == SECTIONS[:-1]
    assert read.sections[-1][0] == "Drawing"
    assert list(read.options) == options
    assert read.sentence


@pytest.mark.parametrize(("type_", "text"), DRAWINGS)
def test_the_drawing_comes_true(type_, text, tmp_path):
    """Lines with a want break the rule in that way, and no other line does."""
    wants = build(parse(text), type_, tmp_path)

    found = rulebook.apply(Request(load_settings(tmp_path / "archlint.toml")))

    broken = defaultdict(list)
    for finding in found.findings:
        broken[finding.importer, finding.line].append(finding.kind)
    assert found.problems == ()
    assert wants == {place: tuple(sorted(kinds)) for place, kinds in broken.items()}
    assert wants, "a page must show its rule being broken"
