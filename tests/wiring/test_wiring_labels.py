"""The labels keep to the notation of the README, and the edges to what the labels say."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.corpora.wheels import unpacked
from tests.wiring.packages import CORPORA
from tests.wiring.scoring import TOTAL, Site, judge_edges, judge_sites, read_edges, read_labels

HERE = Path(__file__).parent
LABELS = json.loads((HERE / "labels.json").read_text("utf-8"))
EDGES = json.loads((HERE / "edges.json").read_text("utf-8"))
README = (HERE / "README.md").read_text("utf-8")
HALVES = ["tuning", "held-out"]


def place(row):
    return row["package"], row["path"], row["line"], row["column"]


def holes(topic):
    """Return a topic as a pattern: a hole is any text, a wildcard any text too."""
    parts = re.split(r"(\{\*\}|(?<![^/])\*(?![^/]))", topic)
    return re.compile("".join(".+" if part in ("{*}", "*") else re.escape(part) for part in parts) + r"\Z")


def meets(one, other):
    """Return whether two topics are the same, or a hole or wildcard of one takes in the other."""
    return one == other or bool(holes(one).match(other)) or bool(holes(other).match(one))


def test_every_drawn_site_has_its_label():
    drawn = json.loads((HERE / "sites.json").read_text("utf-8"))

    assert [place(row) for row in LABELS] == [place(row) for row in drawn]
    assert len(set(map(place, drawn))) == len(drawn)


@pytest.mark.parametrize("package", sorted({row["package"] for row in LABELS}))
def test_labels_keep_to_the_notation(package):
    for row in LABELS:
        if row["package"] == package:
            assert all(kept(row)), row


def kept(row):
    """Yield of each thing that the README says about a label whether it is so."""
    topics, status = row["topics"], row["status"]
    holed = any("{*}" in topic for topic in topics)
    yield topics == sorted(set(topics))
    yield {
        "exact": topics and not holed,
        "pattern": holed,
        "forwarder": holed or not topics,
        "dynamic": not topics,
        "none": not topics,
    }[status]
    yield not any("{*}{*}" in topic or set(topic) & set("\"'") for topic in topics)
    yield bool(row["forwarder"]) == (status == "forwarder")
    yield (row["role"] == "") == (row["pack"] == "none") == (status == "none")
    yield f"`{row['pack']}`" in README and f"`{status}`" in README


def test_edges_join_publishers_to_subscribers_whose_topics_meet_and_leave_out_no_exact_pair():
    rows = {place(row): row for row in LABELS}
    for edge in EDGES:
        ends = [rows[(edge["package"], *edge[end])] for end in ("publisher", "subscriber")]
        common = set(ends[0]["topics"]) & set(ends[1]["topics"])
        literal = {topic for topic in common if "*" not in topic}

        assert [end["role"] for end in ends] == ["publish", "subscribe"]
        assert edge["kind"] == ("exact" if literal else "pattern")
        assert any(meets(one, other) for one in ends[0]["topics"] for other in ends[1]["topics"])

    told = {(edge["package"], *edge["publisher"], *edge["subscriber"]) for edge in EDGES}
    ways = Counter(
        (row["package"], row["pack"], topic) for row in LABELS for topic in row["topics"] if "*" not in topic
    )
    for package, pack, topic in ways:
        ends = [row for row in LABELS if (row["package"], row["pack"]) == (package, pack) and topic in row["topics"]]
        for one in ends:
            for other in ends:
                if (one["role"], other["role"]) == ("publish", "subscribe"):
                    assert (package, *place(one)[1:], *place(other)[1:]) in told


@pytest.mark.parametrize("half", HALVES)
def test_who_answers_as_the_reader_did_is_right_throughout(half):
    labels, edges = read_labels(), read_edges()
    sites: dict[str, list[Site]] = {}
    for label in labels:
        if label.site.pack != "none":
            sites.setdefault(label.package, []).append(label.site)

    for tally in [judge_sites(sites, labels, half)[TOTAL], judge_edges(edges, edges, labels, half)[TOTAL]]:
        assert tally.recall.whole > 15
        assert float(tally.recall) == float(tally.precision) == 1.0


def test_all_edges_but_one_are_judged_in_one_of_the_halves():
    """One leads from half to half: the search spelt the topic of its subscriber wrongly."""
    judged = sum(judge_edges({}, read_edges(), read_labels(), half)[TOTAL].recall.whole for half in HALVES)

    assert judged == len(EDGES) - 1


@pytest.mark.network
@pytest.mark.slow
def test_what_a_topic_names_is_there():
    """A module and a name of it that labels speak of stand in the package, by a plain look at its files."""
    roots = {corpus.wheel.distribution: (unpacked(corpus.wheel), corpus.folders) for corpus in CORPORA}
    looked = 0
    for row in LABELS:
        root, folders = roots[row["package"]]
        for topic in row["topics"]:
            for name in re.findall(r"[\w.]+(?::\w+)?", topic):
                if name.startswith(tuple(f"{folder}." for folder in folders)):
                    assert stands(root, name), (place(row), name)
                    looked += 1

    assert looked > 130


def stands(root, name):
    """Return whether the longest part that is a module has a line that binds what comes next."""
    parts = re.split(r"[.:]", name)
    for length in range(len(parts), 0, -1):
        path = root.joinpath(*parts[:length])
        found = [file for file in (path.with_suffix(".py"), path / "__init__.py") if file.is_file()]
        if found:
            text = found[0].read_text("utf-8")
            return all(binds(text, name) for name in parts[length : length + 1])
    return False


def binds(text, name):
    """Return whether a line defines the name, or assigns to it."""
    return re.search(rf"^\s*(?:(?:class|def|async def) {name}\b|{name}\s*(?::[^=\n]+)?=)", text, re.MULTILINE)
