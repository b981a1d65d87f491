"""reviewdog's format: its shape, and columns in bytes of UTF-8."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from archlint.report.formats import rdjson
from tests.report import stories, verdicts
from tests.report.verdicts import request

SCHEMA = json.loads((Path(__file__).parent / "schemas/rdjson.schema.json").read_text(encoding="utf-8"))


def document(verdict, **wishes):
    return json.loads(rdjson.render(verdict, request(**wishes)))


@pytest.mark.parametrize("story", stories.GOLDEN, ids=stories.name)
def test_a_run_reads_as_its_golden_file(story, golden):
    golden(f"rdjson-{story.__name__}.txt", rdjson.render(story(), request()))


@pytest.mark.parametrize("story", stories.ALL, ids=stories.name)
def test_every_report_has_the_shape_of_a_diagnostic_result(story):
    assert list(Draft202012Validator(SCHEMA).iter_errors(document(story(), within="apps/shop"))) == []


@pytest.mark.npm
@pytest.mark.network
@pytest.mark.slow
def test_a_validator_of_the_format_takes_every_report(node, tmp_path):
    for story in stories.ALL:
        (tmp_path / f"{story.__name__}.json").write_text(rdjson.render(story(), request()), encoding="utf-8")
    (tmp_path / "wrong.json").write_text('{"diagnostics": [{"message": 1}]}')
    script = """
        const {validate} = require("@umbrelladocs/rdformat-validator"), fs = require("fs"), folder = FOLDER
        const told = async name => (await validate(fs.readFileSync(folder + name, "utf8"))).valid || console.log(name)
        fs.readdirSync(folder).forEach(told)
    """.replace("FOLDER", json.dumps(f"{tmp_path}/"))

    assert node(script, "@umbrelladocs/rdformat-validator@1.0.1") == "wrong.json\n"


@given(st.text("ab 商é🛮\t", max_size=20), st.text("xé🛮", min_size=1, max_size=9))
def test_a_range_cuts_its_words_out_of_the_bytes_of_the_line(before, words):
    line = f"{before}{words};"
    start = len(before) + 1
    odd = verdicts.SKIP._replace(column=start, end_column=start + len(words), excerpt=(line,))

    found = document(verdicts.verdict([odd]))["diagnostics"][0]["location"]["range"]

    cut = line.encode()[found["start"]["column"] - 1 : found["end"]["column"] - 1]
    assert cut.decode() == words


def test_without_source_a_range_is_whole_lines():
    blind = verdicts.SKIP._replace(column=9, end_line=4, excerpt=())
    ranges = [
        one["location"]["range"] for one in document(verdicts.verdict([blind, verdicts.UNCOVERED]))["diagnostics"]
    ]

    assert ranges == [{"start": {"line": 3}, "end": {"line": 4}}, {"start": {"line": 1}}]


def test_a_chain_is_told_import_by_import():
    related = document(verdicts.verdict([verdicts.CHAIN]), within="apps")["diagnostics"][0]["related_locations"]

    assert [one["message"] for one in related] == [
        "shop.web.admin imports shop.reports",
        "shop.reports imports shop.tools.rows",
        "shop.tools.rows imports shop.db.orm",
    ]
    assert related[2]["location"] == {"path": "apps/src/shop/tools/rows.py", "range": {"start": {"line": 26}}}
