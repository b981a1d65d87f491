"""Annotations: what GitHub's runner reads of a line is what was said."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archlint.report.formats import github
from tests.report import stories, verdicts
from tests.report.verdicts import request

HOSTILE = st.text(st.characters() | st.sampled_from("%:,\n\r\udcff\x1b🛮"), max_size=40)


def commands(text):
    """Read a log as the runner does: `::name key=value,key=value::data`, with its escapes."""
    for line in text.split("\n")[:-1]:
        ((name, properties, data),) = re.findall(r"^::(\w+) (.*?)::(.*)$", line)
        yield name, {k: unescaped(v) for k, v in (one.split("=", 1) for one in properties.split(","))}, unescaped(data)


def unescaped(text):
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, character)
    return text


@pytest.mark.parametrize("story", stories.GOLDEN, ids=stories.name)
def test_a_run_reads_as_its_golden_file(story, golden):
    golden(f"github-{story.__name__}.txt", github.render(story(), request()))


@given(HOSTILE, HOSTILE)
@example("100%2C,a:b%3A", "100%0A")
def test_whatever_stands_in_a_path_or_help_is_one_command_and_comes_out_again(path, help_):
    odd = verdicts.SKIP._replace(path=f"src/{path}.py", help=help_)
    text = github.render(verdicts.verdict([odd]), request())

    (found,) = commands(text)

    assert text.encode()
    assert found[1].keys() == {"file", "line", "endLine", "col", "endColumn", "title"}
    if path.isprintable():
        assert found[1]["file"] == f"src/{path}.py"
    if help_.isprintable() and help_:
        assert found[2].endswith(f"\nhelp: {help_}")


def test_of_more_than_ten_the_tenth_says_how_many_there_are():
    lines = list(commands(github.render(verdicts.exactly_256(), request())))

    assert [name for name, _, _ in lines] == ["error"] * 10
    assert lines[-1][1] == {"title": "archlint"}
    assert lines[-1][2].startswith("Showing 9 of 256 errors here, all are in the log. Found 256 violations")


def test_ten_are_shown_as_they_are():
    ten = verdicts.verdict(verdicts.repeated(verdicts.SKIP, 10))

    assert all("file" in properties for _, properties, _ in commands(github.render(ten, request())))


def test_errors_warnings_and_notices_have_ten_each_and_errors_come_first():
    found = [*verdicts.repeated(verdicts.SIBLING, 30), *verdicts.repeated(verdicts.SKIP, 30)]
    story = verdicts.verdict(found, notes=(verdicts.IDLE,) * 30)

    names = [name for name, _, _ in commands(github.render(story, request()))]

    assert names == ["error"] * 10 + ["warning"] * 10 + ["notice"] * 10


def test_columns_are_code_points_and_stand_on_one_line_only():
    wide, tall = verdicts.hostile().violations[1::2]
    (one, other) = commands(github.render(verdicts.verdict([wide, tall]), request()))

    assert (one[1]["line"], one[1]["col"], one[1]["endColumn"]) == ("10", "15", "35")
    assert other[1].keys() == {"file", "line", "endLine", "title"}


def test_a_path_is_told_from_the_top_of_the_repository():
    (found,) = commands(github.render(verdicts.verdict([verdicts.SKIP]), request(within="apps/shop")))

    assert found[1]["file"] == "apps/shop/src/shop/web/cart.py"


def test_what_is_known_is_no_annotation():
    assert github.render(verdicts.all_known(), request()) == ""


def test_a_waiver_that_fails_is_an_error_one_that_ends_soon_a_notice_and_what_one_accepts_is_left_out():
    for strict in (False, True):
        lines = list(commands(github.render(verdicts.a_waiver_has_ended(), request(strict=strict))))

        assert [(name, properties["title"], properties["line"]) for name, properties, _ in lines] == [
            ("error", "archlint policy/waiver", "30"),
            ("notice", "archlint note", "40"),
        ]


def test_a_note_that_fails_the_check_is_an_error():
    story = verdicts.verdict(notes=(verdicts.IDLE,))

    assert github.render(story, request()).startswith("::notice file=archlint.toml,line=9,")
    assert github.render(story, request(strict=True)).startswith("::error file=archlint.toml,line=9,")
