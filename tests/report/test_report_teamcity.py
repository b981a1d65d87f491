"""Service messages, read by the grammar that TeamCity has for them."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archlint.report.formats import teamcity
from tests.report import stories, verdicts
from tests.report.verdicts import request

HOSTILE = st.text(st.characters() | st.sampled_from("|'[]\n\r0x\udcff\x1b🛮é"), max_size=40)
VALUE = r"'(?:[^|'\[\]\n\r]|\|[|'\[\]nr]|\|0x[0-9A-F]{4})*'"
MESSAGE = re.compile(rf"##teamcity\[(\w+)((?: \w+={VALUE})+)\]", re.ASCII)
ESCAPE = re.compile(r"\|(?:0x([0-9A-F]{4})|(.))")


def messages(text):
    for line in text.split("\n")[:-1]:
        assert line.isascii()
        found = MESSAGE.fullmatch(line)
        assert found, line
        yield found[1], {key: unescaped(value) for key, value in re.findall(rf" (\w+)=({VALUE})", found[2])}


def unescaped(value):
    def character(one):
        return chr(int(one[1], 16)) if one[1] else {"n": "\n", "r": "\r"}.get(one[2], one[2])

    units = ESCAPE.sub(character, value)
    return units[1:-1].encode("utf-16", "surrogatepass").decode("utf-16")


def read(story, **wishes):
    found = list(messages(teamcity.render(story, request(**wishes))))
    types = [values for name, values in found if name == "inspectionType"]
    return types, [values for name, values in found if name == "inspection"]


@pytest.mark.parametrize("story", stories.GOLDEN, ids=stories.name)
def test_a_run_reads_as_its_golden_file(story, golden):
    golden(f"teamcity-{story.__name__}.txt", teamcity.render(story(), request()))


@pytest.mark.parametrize("story", stories.ALL, ids=stories.name)
def test_each_type_is_told_once_and_before_its_inspections_and_no_value_is_too_long(story):
    types, inspections = read(story())

    names = [one["id"] for one in types]
    assert len(set(names)) == len(names)
    assert {one["typeId"] for one in inspections} == set(names)
    assert all(len(value) <= 4_000 for one in (*types, *inspections) for value in one.values())
    assert {one["SEVERITY"] for one in inspections} <= {"ERROR", "WARNING", "INFO"}


@given(HOSTILE, HOSTILE)
@example("a|b'[c]|n", "||0x0041 |")
def test_whatever_stands_in_a_path_or_help_is_one_message_and_comes_out_again(path, help_):
    _, (found,) = read(verdicts.verdict([verdicts.SKIP._replace(path=f"src/{path}.py", help=help_)]))

    if path.isprintable():
        assert found["file"] == f"src/{path}.py"
    if help_.isprintable() and help_:
        assert found["message"].endswith(f"\nhelp: {help_}")


def test_every_violation_is_told_with_its_line():
    _, found = read(verdicts.exactly_256())

    assert len(found) == 256
    assert {(one["line"], one["SEVERITY"]) for one in found} == {("3", "ERROR")}


def test_what_is_known_is_left_out_and_a_clean_run_says_nothing():
    assert teamcity.render(verdicts.all_known(), request()) == teamcity.render(verdicts.clean(), request()) == ""
