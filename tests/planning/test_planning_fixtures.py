"""Each state that a plan promises is what a second run says, after its steps have been taken on a copy of the code."""

import json
from collections import defaultdict

import pytest

from tests.fixtures.wants import folders
from tests.planning.carried_out import copied, cut, put_under_type_checking, statements


def ran(call, *words):
    """What a command says as JSON."""
    return json.loads(call(*words, "--format", "json", "--no-cache").out)


def counted(report, rule):
    """What a check says of the code: its violations, and the groups that are in the cycles of a rule."""
    mine = [one["chain"] for one in report["violations"] if one["kind"] == "cycle" and one["rule"] == rule]
    return len(report["violations"]), sum(map(len, mine))


UNWRITTEN = ("declared", "string", "channel")
"""What is no import: nobody can delete a line for it, or put it under `if TYPE_CHECKING`."""
FOLDERS = [folder for folder in folders() if folder.name not in ("pointless", "typos")]
"""Those whose settings can be used."""


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_what_a_plan_promises_comes_true_step_by_step(folder, tmp_path, call, monkeypatch):
    home = copied(folder, tmp_path / folder.name)
    monkeypatch.chdir(home)
    plan = ran(call, "plan", "--top", "0")
    today = ran(call, "check")
    before = {one["fingerprint"] for one in today["violations"]}
    set_aside = {rule["id"] for rule in today["rules"] if not rule["judged"]}

    for step in plan["steps"]:
        if any(one["kind"] in UNWRITTEN for one in step["imports"]):
            return  # there is no import to cut; the rest would be another plan
        for one in step["imports"]:
            edge = one["importer"], one["imported"]
            written = statements(call, edge)
            do = cut if step["how"] == "cut" else put_under_type_checking
            do(written, edge[1])
        report = ran(call, "check")
        after = {one["fingerprint"] for one in report["violations"]}

        violations, in_cycles = counted(report, plan["of"])
        assert violations == step["after"]["violations"], step
        assert not plan["of"] or in_cycles == step["after"]["in_cycles"], step
        assert ran(call, "plan", "--top", "1")["state"] == step["after"], step
        unjudged = {rule["id"] for rule in report["rules"] if not rule["judged"]}
        assert set(step["unjudged"]) == unjudged - set_aside
        set_aside = unjudged
        assert set(step["fixes"]) <= before - after
        assert not {name.split(" ")[0] for name in step["fixes"]} & unjudged
        assert set(step["brings"]) <= after - before
        before = after


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_what_is_supposed_of_cuts_is_what_a_check_says_of_edited_files(folder, tmp_path, call, monkeypatch):
    home = copied(folder, tmp_path / folder.name)
    monkeypatch.chdir(home)
    steps = ran(call, "plan", "--top", "3")["steps"]
    edges = [
        (one["importer"], one["imported"]) for step in steps for one in step["imports"] if one["kind"] not in UNWRITTEN
    ]
    if not edges:
        return
    words = [word for edge in edges for word in ("--cut", " -> ".join(edge))]
    today = {one["fingerprint"] for one in ran(call, "check")["violations"]}

    supposed = ran(call, "whatif", *words)

    for edge in edges:
        cut(statements(call, edge), edge[1])
    report = ran(call, "check")
    then = {one["fingerprint"] for one in report["violations"]}
    assert {one["fingerprint"] for one in supposed["new"] + supposed["still"]} == then
    assert {one["fingerprint"] for one in supposed["fixed"]} <= today - then
    assert supposed["summary"]["imports"] == report["summary"]["imports"]


def test_most_fixtures_have_something_to_plan(call, monkeypatch, tmp_path):
    """Else the tests above would try nothing."""
    hows: dict[tuple[str, str], int] = defaultdict(int)
    for folder in FOLDERS:
        monkeypatch.chdir(copied(folder, tmp_path / folder.name))
        for step in ran(call, "plan", "--top", "0")["steps"]:
            hows[step["how"], step["kind"]] += 1

    assert {kind for _, kind in hows} == {"chain", "cycle", "dependency", "import"}
    assert sum(hows.values()) > 100
