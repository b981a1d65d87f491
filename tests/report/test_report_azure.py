"""Logging commands: what the agent reads of a line is what was said."""

import json
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archlint.report.formats import azure
from tests.report import stories, verdicts
from tests.report.verdicts import request

HOSTILE = st.text(st.characters() | st.sampled_from("%];[=\n\r\udcff\x1b🛮"), max_size=40)


def commands(text):
    """Read a log as the agent does: up to the first bracket stand the properties, behind it the message."""
    for line in text.split("\n")[:-1]:
        start, end = line.index("["), line.index("]")
        name, _, properties = line[start + 1 : end].partition(" ")
        assert (line[:start], name) == ("##vso", "task.logissue")
        pairs = [one.split("=", 1) for one in properties.split(";") if one]
        yield {key: unescaped(value, "%5D]", "%3B;") for key, value in pairs}, unescaped(line[end + 1 :])


def unescaped(text, *more):
    for escape in ("%0D\r", "%0A\n", *more):
        text = text.replace(escape[:3], escape[3])
    return text.replace("%AZP25", "%")


@pytest.mark.parametrize("story", stories.GOLDEN, ids=stories.name)
def test_a_run_reads_as_its_golden_file(story, golden):
    golden(f"azure-{story.__name__}.txt", azure.render(story(), request()))


@given(HOSTILE, HOSTILE)
@example("100%3B;a]b%5D", "100%0A ]; %AZP25")
def test_whatever_stands_in_a_path_or_help_is_one_command_and_comes_out_again(path, help_):
    odd = verdicts.SKIP._replace(path=f"src/{path}.py", help=help_)
    text = azure.render(verdicts.verdict([odd]), request())

    ((properties, message),) = commands(text)

    assert text.encode()
    assert properties.keys() == {"type", "sourcepath", "linenumber", "columnnumber", "code"}
    # Azure has no escape for what looks like one of its escapes, but for the sign that it begins with.
    if path.isprintable():
        assert properties["sourcepath"] == f"src/{path}.py"
    if help_.isprintable() and help_:
        assert message.endswith(f"\nhelp: {help_}")


@pytest.mark.parametrize("story", stories.ALL, ids=stories.name)
def test_no_more_than_ten_of_a_kind_and_the_tenth_says_how_many_there_are(story):
    types = [properties["type"] for properties, _ in commands(azure.render(story(), request()))]

    assert types == sorted(types)
    assert all(types.count(one) <= 10 for one in ("error", "warning"))


def test_of_more_than_ten_the_tenth_says_how_many_there_are():
    *_, (properties, message) = commands(azure.render(verdicts.exactly_256(), request()))

    assert properties == {"type": "error"}
    assert message.startswith("Showing 9 of 256 errors here, all are in the log. Found 256 violations")


def test_a_note_is_a_warning_as_there_is_nothing_below_and_fails_only_when_strict():
    story = verdicts.verdict(notes=(verdicts.IDLE,))

    for strict, type_ in ((False, "warning"), (True, "error")):
        ((properties, _),) = commands(azure.render(story, request(strict=strict)))
        assert (properties["type"], properties["code"]) == (type_, "note")


@pytest.mark.npm
@pytest.mark.network
@pytest.mark.slow
def test_the_task_library_of_azure_reads_every_line_and_would_write_it_alike(node, tmp_path):
    (tmp_path / "log").write_text("".join(azure.render(story(), request()) for story in stories.ALL), encoding="utf-8")
    script = f"""
        const {{commandFromString}} = require("azure-pipelines-task-lib/taskcommand")
        const lines = require("fs").readFileSync({json.dumps(str(tmp_path / "log"))}, "utf8").trim().split("\\n")
        console.log(lines.length, lines.filter(line => commandFromString(line).toString() !== line).length)
    """

    lines, others = map(int, node(script, "azure-pipelines-task-lib@5.281.0").split())

    assert (lines > 50, others) == (True, 0)


def test_nothing_decides_over_the_result_but_the_exit_code():
    assert not re.search("task.complete", azure.render(verdicts.every_kind(), request()))
