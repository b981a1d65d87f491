"""
GraphML and GEXF, read back by networkx and as plain XML, and compared with what the JSON report of the same run says.

What is expected of a small network stands in golden/graphml-*.txt and golden/gexf-*.txt.
"""

import json
from collections.abc import Callable
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest.mock import patch
from xml.etree import ElementTree

import networkx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archlint import report
from archlint import settings as wishes
from archlint.settings import Request
from archlint.verdict import Edge, Network, Node, States
from tests.report.verdicts import request, verdict

KINDS = ("runtime", "deferred", "typing", "dynamic", "declared")
STATES = ("new", "known", "waived")
READERS: dict[str, Callable[[BytesIO], Any]] = {"graphml": networkx.read_graphml, "gexf": networkx.read_gexf}
NONE = States()


def statements(**counts):
    return {kind: counts.get(kind, 0) for kind in KINDS}


def written(network, language):
    module = import_module(f"archlint.report.formats.{language}")
    return module.render(verdict(network=lambda: network), request())


def back(text, language):
    """Return what networkx reads, with the defaults that the file declares filled in."""
    graph = READERS[language](BytesIO(text.encode()))
    nodes = {**dict.fromkeys(STATES, 0), "state": "clean"}
    edges = {**nodes, **dict.fromkeys(KINDS, 0)}
    return (
        {name: {**nodes, **data} for name, data in graph.nodes(data=True)},
        {(tail, head): {**edges, **data} for tail, head, data in graph.edges(data=True)},
    )


def small():
    """Three modules of two components and one of none; an import breaks a rule in each state."""
    nodes = (
        Node("shop", "shop/__init__.py", "", NONE),
        Node("shop.db", "shop/db.py", "db", States(0, 1, 0)),
        Node("shop.web", "shop/web.py", "web", NONE),
        Node("tools", "tools.py", "", States(1, 0, 2)),
    )
    edges = (
        Edge(0, 2, "shop/__init__.py", 1, statements(runtime=1), NONE),
        Edge(1, 2, "shop/db.py", 12, statements(deferred=2, typing=1), States(2, 1, 0)),
        Edge(2, 1, "shop/web.py", 3, statements(runtime=3, dynamic=1), States(0, 0, 1)),
        Edge(3, 1, "archlint.toml", 7, statements(declared=1), NONE),
    )
    return Network(nodes, edges)


def nothing():
    """A codebase without a module."""
    return Network()


@pytest.mark.parametrize("language", READERS)
@pytest.mark.parametrize("story", [small, nothing], ids=lambda story: story.__name__)
def test_a_network_reads_as_its_golden_file(story, language, golden):
    golden(f"{language}-{story.__name__}.txt", written(story(), language))


@pytest.mark.parametrize("language", READERS)
def test_what_is_left_out_is_declared_as_a_default(language):
    """Who reads by the letter of the language gets a number for each module and each import."""
    root = ElementTree.fromstring(written(small(), language).encode())
    space = root.tag.partition("}")[0] + "}"
    keys = root.iter(f"{space}key") if language == "graphml" else root.iter(f"{space}attribute")
    defaults = {(key.get("attr.name", key.get("title")), key.findtext(f"{space}default")) for key in keys}

    zero = {(name, "0") for name in (*KINDS, *STATES)}
    weight = {("weight", None)} if language == "graphml" else set()  # GEXF has an attribute of its own for weights
    assert defaults == {*zero, ("state", "clean"), ("file", None), ("line", None), ("component", None), *weight}


GEXF = {
    "gexf": {"version", "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"},
    "meta": {"lastmodifieddate"},
    "creator": set(),
    "graph": {"timeformat", "start", "startopen", "end", "endopen", "defaultedgetype", "idtype", "mode"},
    "attributes": {"class", "mode", "start", "end"},
    "attribute": {"id", "title", "type"},
    "default": set(),
    "nodes": {"count"},
    "node": {"id", "label", "start", "end", "pid"},
    "edges": {"count"},
    "edge": {"id", "source", "target", "type", "label", "weight", "start", "end"},
    "attvalues": set(),
    "attvalue": {"for", "value", "start", "end"},
}
"""What the schema of GEXF 1.2draft allows, of the elements that are written."""


@pytest.mark.parametrize("story", [small, nothing], ids=lambda story: story.__name__)
def test_gexf_has_no_element_and_no_attribute_that_its_schema_does_not_know(story):
    for element in ElementTree.fromstring(written(story(), "gexf").encode()).iter():
        name = element.tag.removeprefix("{http://www.gexf.net/1.2draft}")
        assert set(element.attrib) <= GEXF[name], name


TEXT = st.text(st.characters(exclude_categories=[]), max_size=12)
COUNTS = st.builds(States, *[st.integers(0, 3)] * 3)


@st.composite
def networks(draw):
    names = draw(st.lists(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1), max_size=6, unique=True))
    nodes = tuple(Node(name, draw(TEXT), draw(TEXT), draw(COUNTS)) for name in sorted(names))
    spots = st.integers(0, max(len(nodes) - 1, 0))
    pairs = draw(st.sets(st.tuples(spots, spots).filter(lambda pair: pair[0] != pair[1]))) if len(nodes) > 1 else ()
    counts = st.fixed_dictionaries(dict.fromkeys(KINDS, st.integers(0, 2)))
    return Network(nodes, tuple(Edge(a, b, draw(TEXT), 1, draw(counts), draw(COUNTS)) for a, b in sorted(pairs)))


@pytest.mark.parametrize("language", READERS)
@settings(max_examples=80, deadline=None)
@example(Network((Node("shop", "a\r\n\tb\x00\udcff<&>\"'.py", "1 < 2 & \x1b[31m", NONE),)))
@given(networks())
def test_any_name_and_any_path_come_back(language, network):
    nodes, edges = back(written(network, language), language)

    def shown(text):
        """XML 1.0 has no way to write control characters and halves of pairs; each is shown as an escape."""
        odd = (
            c
            for c in text
            if c == "\r" or not (c in "\t\n" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff")
        )
        for c in set(odd):
            text = text.replace(c, c.encode("unicode_escape", "surrogatepass").decode())
        return text

    assert set(nodes) == {node.name for node in network.nodes}
    for node in network.nodes:
        data = nodes[node.name]
        assert data.get("file", "") == shown(node.path)
        assert data.get("component", "") == shown(node.component)
        assert [data[state] for state in STATES] == list(node.states)
    assert len(edges) == len(network.edges)
    for edge in network.edges:
        data = edges[network.nodes[edge.tail].name, network.nodes[edge.head].name]
        assert data.get("file", "") == shown(edge.path)
        assert {kind: data[kind] for kind in KINDS} == edge.statements
        assert [data[state] for state in STATES] == list(edge.states)
        assert data["weight"] == sum(edge.statements.values())


FIXTURES = Path(__file__).parents[2] / "fixtures"


@pytest.mark.parametrize("language", READERS)
@pytest.mark.parametrize("name", ["shop", "observatory", "harbour"])
def test_the_graph_says_what_the_json_report_of_the_same_run_says(name, language):
    read = wishes.load(FIXTURES / name / "archlint.toml")
    outputs = (("json", ""), (language, ""), (language, ""))
    (_, text), (_, graph), (_, again) = report.write(
        Request(read, cache=False, outputs=outputs, today="2026-01-01")
    ).texts
    document = json.loads(text)
    nodes, edges = back(graph, language)

    assert graph == again
    assert len(nodes) == document["summary"]["modules"]
    assert len(edges) == document["summary"]["imports"]
    everywhere = [*nodes.values(), *edges.values()]
    ours = [one for one in document["violations"] if one["importer"] in nodes]
    for state in STATES:
        assert sum(data[state] for data in everywhere) == sum(one["state"] == state for one in ours)
    for one in ours:
        step = one["steps"][0] if one["steps"] else one
        pair = step["importer"], step["imported"]
        where = edges.get(pair) or nodes[one["importer"]]
        assert where[one["state"]] >= 1
        assert where["state"] != "clean"
        if pair in edges and where["weight"] == 1:
            assert (where["file"], where["line"]) == (one["path"], one["line"])
            assert where[one["dependency"]] == 1


def test_the_day_of_writing_does_not_show():
    today = written(small(), "gexf")

    with patch("networkx.readwrite.gexf.time.strftime", return_value="1999-12-31"):
        assert written(small(), "gexf") == today
