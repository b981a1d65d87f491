"""The picture in the language of Graphviz: what is expected stands in golden/dot-*.txt."""

import re
import subprocess
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.report.formats import dot
from tests.report import pictures
from tests.report.verdicts import request

STORIES = [
    pictures.small_shop,
    pictures.wired,
    pictures.no_order,
    pictures.nothing,
    pictures.one_box,
    pictures.odd_names,
    pictures.crowd,
]
RED, AMBER = "#e5484d", "#b7791f"
_CROWDED = re.compile("Warning: Unable to reclaim box space in spline routing|Something is probably seriously wrong")
"""Graphviz says so of itself where many arrows pass between two boxes of a row; it draws them all the same."""
_SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_a_picture_reads_as_its_golden_file(story, golden):
    golden(f"dot-{story.__name__}.txt", dot.render(story(), request()))


def laid_out(text):
    """Give what Graphviz draws of it: rows of text, colour of the outline, height, by kind and title."""
    done = subprocess.run(["dot", "-Tsvg"], input=text.encode(), capture_output=True, check=False)
    complaints = [line for line in done.stderr.decode().splitlines() if not _CROWDED.match(line)]
    assert (done.returncode, complaints) == (0, [])
    groups = ElementTree.fromstring(done.stdout).iter(f"{_SVG}g")
    found = {}
    for group in groups:
        title = group.findtext(f"{_SVG}title")
        assert (group.get("class"), title) not in found, "two arrows between two boxes"
        found[group.get("class"), title] = (
            [re.sub("\xa0", " ", row.text or "") for row in group.findall(f"{_SVG}text")],
            next((path.get("stroke") for path in group.findall(f"{_SVG}path")), ""),
            next((float(row.get("y", "0")) for row in group.findall(f"{_SVG}text")), 0.0),
        )
    return found


def colour(marks):
    return RED if marks.new else AMBER if marks.known else "#57606a"


def violations(marks):
    return [f"{marks.new} new + {marks.known} known".removeprefix("0 new + ").removesuffix(" + 0 known")] * any(marks)


def spaced(words):
    """SVG folds stretches of blanks."""
    return " ".join(words.split())


ANY_LABEL = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20)


@pytest.mark.graphviz
@settings(max_examples=60, deadline=None)
@given(pictures.pictures(st.one_of(ANY_LABEL, pictures.LABELS), most=12))
def test_graphviz_draws_every_box_and_arrow_with_its_counts_and_marks(what):
    found = laid_out(dot.render(pictures.seen(what), request()))
    nodes = {title: drawn for (kind, title), drawn in found.items() if kind == "node"}
    edges = {title: drawn for (kind, title), drawn in found.items() if kind == "edge"}

    assert nodes.keys() == {str(number) for number in range(len(what.boxes))}
    for number, box in enumerate(what.boxes):
        modules = f"{box.modules:,} module{'s' * (box.modules != 1)}"
        rows, stroke, _ = nodes[str(number)]
        assert rows == [box.label, ", ".join([modules, *violations(box.marks)])]
        assert stroke == colour(box.marks)
    assert edges.keys() == {f"{arrow.tail}->{arrow.head}" for arrow in what.arrows}
    for arrow in what.arrows:
        rows, stroke, _ = edges[f"{arrow.tail}->{arrow.head}"]
        assert [spaced(row) for row in rows] == [", ".join([pictures.counts(arrow), *violations(arrow.marks)])]
        assert stroke == colour(arrow.marks)


@pytest.mark.graphviz
@settings(max_examples=60, deadline=None)
@given(pictures.pictures(most=12))
def test_graphviz_puts_each_level_below_the_one_above_and_the_foundation_below_all(what):
    found = laid_out(dot.render(pictures.seen(what), request()))
    rows: dict[float, set[float]] = {}
    for number, box in enumerate(what.boxes):
        if box.foundation or box.level is not None:
            level = 9 if box.level is None else box.level
            rows.setdefault(level, set()).add(found["node", str(number)][2])

    heights = [rows[level] for level in sorted(rows)]

    assert all(len(row) == 1 for row in heights)
    assert all(max(upper) < min(lower) for upper, lower in pairwise(heights))


@pytest.mark.graphviz
def test_a_box_on_no_level_between_two_does_not_turn_them_round():
    places = [("db", 1), ("web", 0), ("api", 0), ("jobs", 0), ("free", None), ("shell", 0), ("admin", 0)]
    boxes = [pictures.box(label, level=level) for label, level in places]
    what = pictures.picture(boxes, {(0, 4): (1, pictures.NONE), (4, 1): (1, pictures.NONE)}, order="shop")

    found = laid_out(dot.render(pictures.seen(what), request()))

    assert found["node", "1"][2] < found["node", "0"][2]


@pytest.mark.graphviz
@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_graphviz_draws_every_story_without_complaint(story):
    laid_out(dot.render(story(), request()))


@pytest.mark.graphviz
def test_graphviz_shows_odd_names_as_they_are():
    found = laid_out(dot.render(pictures.odd_names(), request()))
    names = [found["node", str(number)][0][0] for number in range(len(pictures.ODD))]

    assert names[:-2] == pictures.ODD[:-2]
    assert names[-1] == "\\x1b[31mred"
