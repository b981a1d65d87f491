"""The report for programs: its schema is the contract, and every report is held up to it."""

import json
from importlib import resources

import pytest
from jsonschema import Draft202012Validator

from archlint.report.formats import json as renderer
from tests.report import verdicts
from tests.report.test_report_text import STORIES
from tests.report.verdicts import request

SCHEMA = json.loads(resources.files("archlint.report").joinpath("report-1.schema.json").read_text(encoding="utf-8"))


def document(verdict):
    return json.loads(renderer.render(verdict, request()))


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_every_report_fits_the_published_schema(story):
    errors = list(Draft202012Validator(SCHEMA).iter_errors(document(story())))

    assert errors == []


def test_the_schema_itself_is_one():
    Draft202012Validator.check_schema(SCHEMA)


def test_every_key_of_a_report_is_described_and_in_the_order_of_the_schema():
    story = verdicts.clean_but_not_all_seen()
    full = verdicts.verdict(
        [verdicts.CHAIN], errors=(verdicts.BROKEN_FILE,), notes=(verdicts.IDLE,), unresolved=story.unresolved,
        dynamic=story.dynamic,
    )  # fmt: skip

    compare(SCHEMA, document(full), "report")
    compare(SCHEMA, document(full._replace(violations=(verdicts.BUS,), blind=verdicts.BLIND)), "report")


def test_a_report_of_imports_alone_has_nothing_to_say_of_channels():
    found = document(verdicts.verdict([verdicts.CHAIN]))

    told = {*found, *found["violations"][0]["steps"][0]} | (found["violations"][0].keys() - {"via"})
    assert OPTIONAL.isdisjoint(told)


OPTIONAL = {"dynamic_topics", "other_end", "via"}
"""What only those are told who count what is no import; `via` of a step alone."""


def compare(schema, value, where):
    if "$ref" in schema:
        schema = {**SCHEMA["$defs"][schema["$ref"].removeprefix("#/$defs/")], **schema}
    assert schema.get("description"), f"{where} is not described"
    if isinstance(value, dict):
        keys = list(schema["properties"])
        assert [key for key in keys if key in value] == list(value), where
        assert [key for key in keys if key not in OPTIONAL or key in schema["required"]] == schema["required"], where
        assert value.keys() >= set(schema["required"]), where
        for key, inner in value.items():
            compare(schema["properties"][key], inner, f"{where}.{key}")
    if isinstance(value, list) and value and isinstance(value[0], dict):
        compare(schema["items"], value[0], f"{where}[0]")


def test_the_keys_of_a_violation_are_those_that_scripts_were_promised():
    found = document(verdicts.every_kind())["violations"][0]

    assert " ".join(list(found)[:27]) == (
        "rule type kind severity state importer imported from to dependency marks via confidence names path line "
        "column end_line end_column lines chain cut message because help owners fingerprint"
    )


def test_the_summary_has_the_counts_that_scripts_were_promised():
    assert " ".join(document(verdicts.clean())["summary"]) == (
        "modules imports rules violations new known waived fixed ignored stale outside unread unresolved "
        "unresolved_dynamic complete"
    )


def test_a_violation_whose_cut_was_not_computed_has_null_there():
    found = document(verdicts.verdict([verdicts.CHAIN._replace(cut=None)]))

    assert found["violations"][0]["cut"] is None


def test_known_violations_are_in_the_report_whatever_the_limit():
    rendered = json.loads(renderer.render(verdicts.some_known(), request(limit=1)))

    assert [one["state"] for one in rendered["violations"]] == ["new"] * 2 + ["known"] * 4000


def test_a_report_looks_as_people_expect_it(golden):
    golden("json-one_of_each_count.txt", renderer.render(verdicts.one_of_each_count(), request()))


def test_a_report_is_ascii_with_a_line_end_at_the_end():
    rendered = renderer.render(verdicts.hostile(), request())

    assert rendered.isascii()
    assert rendered.endswith("}\n")


def test_the_working_tree_has_no_revision():
    assert document(verdicts.clean())["revision"] is None
    assert document(verdicts.verdict(revision="abc123"))["revision"] == "abc123"


def test_what_a_budget_measured_has_a_key_of_its_own():
    over = verdicts.SKIP._replace(kind="over-budget", measured=("fan-out", 14))
    told = document(verdicts.verdict([over, verdicts.SKIP]))

    assert [one["measured"] for one in told["violations"]] == [{"measure": "fan-out", "value": 14}, None]
    assert list(Draft202012Validator(SCHEMA).iter_errors(told)) == []
