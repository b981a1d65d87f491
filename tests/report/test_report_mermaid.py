"""The picture as a mermaid flowchart: what is expected stands in golden/mermaid-*.txt."""

import re
from itertools import pairwise
from typing import NamedTuple

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.report.formats import mermaid
from archlint.verdict import Marks
from tests.graph.random_graphs import graphs
from tests.report import pictures
from tests.report.pictures import NONE, box, picture, seen
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

_NAME = r"(c_[A-Za-z0-9_]*|level_[0-9]+|foundation|legend)"
_TEXT = r'"((?:[^\W_]|(?<=[^\W_])_(?=[^\W_])|[ .,:+()…]|#\d+;|<br>)+)"'
_COLOUR = r"(?:none|#[0-9a-f]{6})"
_PROPERTY = rf"(?:(?:fill|stroke):{_COLOUR}|stroke-dasharray:5|stroke-width:3px|text-align:left)"
_STYLE = rf"({_PROPERTY}(?:,{_PROPERTY})*)"
STATES = {
    "-->": "", "==>": "new", "-.->": "known", "--o": " wired", "==o": "new wired", "-.-o": "known wired",
}  # fmt: skip


class Chart(NamedTuple):
    """What a reader of the subset of mermaid that is ours understands."""

    boxes: dict[str, tuple[str, ...]]
    """Rows of the label by the name of the box."""
    groups: dict[str, list[str]]
    links: list[tuple[str, str, str, str]]
    """(tail, head, label, state) of each arrow; of an unseen link only the first two are not empty."""
    styles: dict[str, str]
    link_styles: dict[int, str]


def decoded(text):
    rows = text.split("<br>")
    return tuple(re.sub(r"#(\d+);", lambda found: chr(int(found[1])), row) for row in rows)


def parsed(text):
    """Read the chart line by line; whatever is not in the subset, or is named before it is there, fails."""
    lines = text.split("\n")
    assert lines[:2] == ['%%{init: {"flowchart": {"wrappingWidth": 600}}}%%', "flowchart TB"]
    assert lines.pop() == ""
    chart = Chart({}, {}, [], {}, {})
    group = ""
    for line in map(str.strip, lines[2:]):
        if found := re.fullmatch(rf"subgraph {_NAME}{re.escape('[')}{_TEXT}\]", line):
            assert not group
            group = found[1]
            assert group not in chart.groups
            chart.groups[group] = []
        elif line == "end":
            assert chart.groups[group]
            group = ""
        elif found := re.fullmatch(rf"{_NAME}\[{_TEXT}\]", line):
            assert found[1] not in chart.boxes
            chart.boxes[found[1]] = decoded(found[2])
            if group:
                chart.groups[group].append(found[1])
        elif found := re.fullmatch(rf"{_NAME} ~~~ {_NAME}", line):
            chart.links.append((found[1], found[2], "", ""))
        elif found := re.fullmatch(rf"{_NAME} (--[>o]|==[>o]|-\.-[>o])\|{_TEXT}\| {_NAME}", line):
            chart.links.append((found[1], found[4], *decoded(found[3]), STATES[found[2]]))
        elif found := re.fullmatch(rf"style {_NAME} {_STYLE}", line):
            assert found[1] not in chart.styles
            chart.styles[found[1]] = found[2]
        else:
            found = re.fullmatch(rf"linkStyle (\d+(?:,\d+)*) {_STYLE}", line)
            assert found, line
            chart.link_styles.update(dict.fromkeys(map(int, found[1].split(",")), found[2]))
    assert not group
    assert {end for link in chart.links for end in link[:2]} <= chart.boxes.keys()
    assert chart.styles.keys() <= chart.boxes.keys() | chart.groups.keys()
    assert max(chart.link_styles, default=-1) < len(chart.links)
    return chart


def drawn(what, **wishes):
    return mermaid.render(seen(what), request(**wishes))


def state(marks):
    return "new" if marks.new else "known" if marks.known else ""


def violations(marks):
    return [f"{marks.new} new + {marks.known} known".removeprefix("0 new + ").removesuffix(" + 0 known")] * any(marks)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_a_picture_reads_as_its_golden_file(story, golden):
    golden(f"mermaid-{story.__name__}.txt", mermaid.render(story(), request()))


def test_a_picture_of_a_path_says_whose_violations_it_shows(golden):
    golden("mermaid-under_a_path.txt", mermaid.render(pictures.under_a_path(), request(paths=("src/web",))))


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_every_story_is_mermaid(story):
    parsed(mermaid.render(story(), request()))


ANY_LABEL = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20)


@settings(max_examples=300, deadline=None)
@given(pictures.pictures(st.one_of(ANY_LABEL, pictures.LABELS), most=40))
def test_the_chart_has_every_box_and_arrow_with_its_counts_and_marks(what):
    chart = parsed(drawn(what))
    names = {rows[0]: name for name, rows in chart.boxes.items() if name != "legend"}

    assert len(chart.boxes) == len(what.boxes) + 1
    for one in what.boxes:
        modules = f"{one.modules:,} module{'s' * (one.modules != 1)}"
        assert chart.boxes[names[one.label]][1] == ", ".join([modules, *violations(one.marks)])
    arrows = {link: number for number, link in enumerate(chart.links) if link[2]}
    labels = [names[one.label] for one in what.boxes]
    expected = {}
    for one in what.arrows:
        words = ", ".join([pictures.counts(one), *violations(one.marks)])
        ring = " wired" if one.wires and not one.imports else ""
        expected[labels[one.tail], labels[one.head], words, state(one.marks) + ring] = one
    assert arrows.keys() == expected.keys()
    states = {number: link[3].partition(" ")[0] for link, number in arrows.items()}
    coloured = {number: "#e5484d" if one == "new" else "#b7791f" for number, one in states.items() if one}
    assert chart.link_styles == {n: f"stroke:{colour}" for n, colour in coloured.items()}
    assert {names[one.label] for one in what.boxes if any(one.marks)} == {
        name for name in chart.styles if name.startswith("c_")
    }


@settings(max_examples=100, deadline=None)
@given(pictures.pictures(most=40))
def test_levels_of_several_and_the_foundation_are_framed(what):
    chart = parsed(drawn(what))
    rows = {
        level: sorted(one.label for one in what.boxes if one.level == level)
        for level in (0, 1, 2)
        if any(one.level == level for one in what.boxes)
    }
    frames = {f"level_{i}": row for i, row in enumerate(rows.values(), 1) if len(row) > 1}
    if below := sorted(one.label for one in what.boxes if one.foundation):
        frames["foundation"] = below

    framed = {name: sorted(chart.boxes[one][0] for one in group) for name, group in chart.groups.items()}
    assert framed == frames


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_boxes_in_a_circle_are_held_below_each_other_in_their_order(data):
    size = data.draw(st.integers(1, 9))
    _, edges = data.draw(graphs(most=size, least=size))
    arrows = {(tail, head): (1, NONE) for tail, head in edges if tail != head}
    chart = parsed(drawn(picture([box(f"m{number}") for number in range(size)], arrows)))

    held = {link[:2] for link in chart.links if not link[2] and link[1] != "legend"}
    graph: networkx.DiGraph[int] = networkx.DiGraph(arrows.keys())
    knots = [sorted(knot) for knot in networkx.strongly_connected_components(graph)]
    assert held == {(f"c_m{a}", f"c_m{b}") for knot in knots for a, b in pairwise(knot)}


@settings(max_examples=50, deadline=None)
@given(pictures.pictures(least=38, most=60))
def test_a_picture_has_at_most_forty_boxes_and_says_so(what):
    chart = parsed(drawn(what))
    showing = [row for row in chart.boxes["legend"] if row.startswith("Showing")]
    many = len(what.boxes)

    assert len(chart.boxes) - 1 == min(many, 40)
    assert len(showing) == (many > 40)
    assert all(row.startswith(f"Showing 40 of {many} components") for row in showing)


def test_what_a_file_or_folder_is_called_cannot_change_the_picture():
    legend = parsed(drawn(picture([box("web")], {}), paths=('src/"]-->x\n%%',))).boxes["legend"]

    assert legend[-1] == 'Violations are those of src/"]-->x\\n%% alone.'


def test_github_draws_the_largest_picture():
    """It refuses more than 500 links, or more than 50,000 characters."""
    boxes = [box(f"shop.{'é' * 80}.{i}", level=0, marks=Marks(9, 9)) for i in range(40)]
    arrows = {(a, b): (99_999, Marks(a % 2, 999)) for a in range(40) for b in range(40) if a != b}
    text = drawn(picture(boxes, arrows, order="shop"))
    chart = parsed(text)

    assert len(chart.links) < 500
    assert len(text) < 50_000
    assert "Showing 300 of 1,560 arrows, the heaviest." in chart.boxes["legend"]


def test_arrows_that_break_a_rule_are_shown_before_heavy_ones():
    boxes = [box(f"m{i}") for i in range(30)]
    arrows = {(a, b): (50, NONE) for a in range(30) for b in range(30) if a != b}
    arrows |= {(29, 0): (1, Marks(0, 1)), (28, 0): (0, Marks(1)), (27, 0): (1, NONE)}
    chart = parsed(drawn(picture(boxes, arrows)))
    shown = {(chart.boxes[tail][0], chart.boxes[head][0]) for tail, head, words, _ in chart.links if words}

    assert len(shown) == 300
    assert {("m29", "m0"), ("m28", "m0")} <= shown
    assert ("m27", "m0") not in shown
