"""A workspace from its top and from inside of a member: one verdict, and each debt beside the code that owes it."""

import json

import pytest

HARBOUR = {
    "archlint.toml": '[rules.quay]\ntype = "linked-list"\nlayers = ["tugs", "docks", "tolls"]\n',
    "tugs/pyproject.toml": '[project]\nname = "tugs"\n',
    "tugs/archlint.toml": '[rules.order]\ntype = "layers"\ncontainers = ["tugs"]\nlayers = ["bridge", "engine"]\n',
    "tugs/src/tugs/__init__.py": "",
    "tugs/src/tugs/bridge.py": "import tolls.office\n",
    "tugs/src/tugs/engine.py": "import tugs.bridge\n",
    "tugs/tests/test_tugs.py": "import tugs.engine\n",
    "docks/pyproject.toml": '[project]\nname = "docks"\n\n[tool.archlint.rules.door]\ntype = "public-api"\n'
    '[tool.archlint.rules.door.expose]\n"docks" = ["berths"]\n',
    "docks/docks/__init__.py": "",
    "docks/docks/berths.py": "",
    "docks/docks/cranes.py": "",
    "tolls/pyproject.toml": '[project]\nname = "tolls"\n',
    "tolls/tolls/office.py": "import docks.cranes\n",
}
"""tugs and docks have settings of their own, tolls has none."""
ALL = ["docks:door/private", "quay/back", "quay/skip", "tugs:order/back"]


def found(done) -> list[str]:
    return sorted(line.split(": ")[1] for line in done.out.splitlines() if ".py:" in line)


def check(call, *more: str):
    return call("check", "--format", "concise", *more)


def test_the_top_judges_everybody_s_rules(tree, call):
    tree(HARBOUR)

    done = check(call)

    assert (done.code, done.err) == (1, "")
    assert found(done) == ALL


def test_a_member_is_judged_by_its_own_rules_and_for_what_it_imports(tree, call, monkeypatch):
    root = tree(HARBOUR)

    monkeypatch.chdir(root / "tugs/src")
    assert found(check(call)) == ["quay/skip", "tugs:order/back"]

    monkeypatch.chdir(root / "docks")
    # Whoever goes past its door is another; it is the rule of docks all the same.
    assert found(check(call)) == ["docks:door/private"]

    monkeypatch.chdir(root / "tolls")
    assert found(check(call)) == ALL


def test_a_member_s_report_is_the_part_of_the_top_s_that_concerns_it(tree, call, monkeypatch):
    root = tree(HARBOUR)
    whole = json.loads(call("check", "--format", "json").out)

    monkeypatch.chdir(root / "tugs")
    part = json.loads(call("check", "--format", "json").out)

    concerned = [one for one in whole["violations"] if one["path"].startswith("tugs/")]
    assert part["violations"] == concerned
    assert part["summary"]["modules"] == whole["summary"]["modules"] == 7


def test_each_debt_is_written_down_beside_the_code_that_owes_it(tree, call):
    root = tree(HARBOUR)

    done = call("baseline")

    assert done.out == (
        "archlint-baseline.txt: 2 lines added, 0 lines taken out.\n"
        "tugs/archlint-baseline.txt: 2 lines added, 0 lines taken out.\n"
    )
    assert "quay skip tugs.bridge -> tolls.office\n" in (root / "tugs/archlint-baseline.txt").read_text()
    assert "tugs:order back tugs.engine -> tugs.bridge\n" in (root / "tugs/archlint-baseline.txt").read_text()
    assert "docks:door private tolls.office -> docks.cranes\n" in (root / "archlint-baseline.txt").read_text()
    assert not (root / "docks/archlint-baseline.txt").exists()
    assert check(call).code == 0


def test_a_member_baselines_its_own_imports_only(tree, call, monkeypatch):
    root = tree(HARBOUR)
    monkeypatch.chdir(root / "docks")
    assert call("baseline").out == "Nothing to write down: every rule holds.\n"

    monkeypatch.chdir(root / "tugs")
    assert call("baseline").code == 0

    assert not (root / "archlint-baseline.txt").exists()
    assert check(call).code == 0
    monkeypatch.chdir(root)
    assert found(check(call)) == ["docks:door/private", "quay/back"]


def test_a_line_in_a_member_s_baseline_pardons_nobody_else(tree, call):
    root = tree(HARBOUR)
    (root / "docks/archlint-baseline.txt").write_text("quay back tolls.office -> docks.cranes\n")

    done = check(call)

    assert found(done) == ALL
    assert "1 line" in done.out


def test_inside_a_member_the_lines_of_other_members_rules_are_left_alone(tree, call, monkeypatch):
    root = tree({**HARBOUR, "tugs/src/tugs/bridge.py": "import docks.cranes\n"})
    monkeypatch.chdir(root)
    assert call("baseline").code == 0
    before = (root / "tugs/archlint-baseline.txt").read_text()
    assert "docks:door private tugs.bridge -> docks.cranes\n" in before

    monkeypatch.chdir(root / "tugs")
    assert call("baseline", "--prune").out == "tugs/archlint-baseline.txt: nothing to take out.\n"
    assert (root / "tugs/archlint-baseline.txt").read_text() == before


def test_pruning_at_the_top_prunes_all(tree, call):
    tree(HARBOUR)
    call("baseline")
    tree({"tugs/src/tugs/bridge.py": "", "tolls/tolls/office.py": ""})

    done = call("baseline", "--prune")

    assert done.out == (
        "archlint-baseline.txt: 0 lines added, 2 lines taken out.\n"
        "tugs/archlint-baseline.txt: 0 lines added, 1 line taken out.\n"
    )


def test_one_rule_of_a_member_can_be_accepted_by_its_whole_id(tree, call):
    root = tree(HARBOUR)

    done = call("baseline", "--accept", "tugs:order", "--because", "old engine")

    assert done.code == 0
    lines = (root / "tugs/archlint-baseline.txt").read_text().splitlines()
    assert [line for line in lines if line[0] != "#"] == ["tugs:order back tugs.engine -> tugs.bridge  # old engine"]
    assert "did you mean `tugs:order`?" in call("baseline", "--accept", "tugs:ordre", "--because", "x").err


def test_rules_at_the_top_are_not_needed_where_a_member_has_some(tree, call):
    tree({**HARBOUR, "archlint.toml": "[policy]\n"})

    assert found(check(call)) == ["docks:door/private", "tugs:order/back"]


def test_without_any_rule_nothing_is_green(tree, call):
    tree({"archlint.toml": "[policy]\n", "a/pyproject.toml": '[project]\nname = "a"\n', "a/a.py": ""})

    done = check(call)

    assert done.code == 2
    assert "missing key `rules`" in done.err


def test_the_words_of_a_member_are_its_own(tree, call):
    words = '[components]\nwater = "{0}"\n[rules.dry]\ntype = "forbidden"\nfrom = ["water"]\nto = ["tolls"]\n'
    tree(
        {
            **HARBOUR,
            "archlint.toml": words.format("docks"),
            "tugs/archlint.toml": words.format("tugs.bridge"),
            "docks/pyproject.toml": '[project]\nname = "docks"\n',
        }
    )

    assert found(check(call)) == ["tugs:dry/forbidden"]


def test_a_rule_of_a_member_that_names_nothing_means_the_member(tree, call):
    cycle = {"docks/docks/berths.py": "import docks.cranes\n", "docks/docks/cranes.py": "import docks.berths\n"}
    knots = '[rules.acyclic]\nscope = "modules"\n'
    tree({**HARBOUR, **cycle, "tugs/archlint.toml": knots, "archlint.toml": "[policy]\n"})
    assert found(check(call)) == ["docks:door/private"]

    tree({"archlint.toml": knots, "tugs/archlint.toml": "[policy]\n"})
    assert found(check(call)) == ["acyclic/cycle", "docks:door/private"]


def test_what_is_ignored_or_left_out_by_a_member_is_its_own_affair(tree, call):
    tree(
        {
            **HARBOUR,
            "tugs/archlint.toml": 'exclude = ["engine.py"]\nignore = ["tugs.bridge -> tolls.office"]\n'
            '[rules.far]\ntype = "forbidden"\nfrom = ["tugs"]\nto = ["tolls"]\n',
            "docks/docks/engine.py": "import tugs.bridge\n",
        }
    )

    done = check(call)

    # The top still sees the skip, and `engine.py` of the docks is read.
    assert found(done) == ["docks:door/private", "quay/back", "quay/back", "quay/skip"]


def test_mistakes_of_all_files_are_told_at_once_each_in_its_own(tree, call):
    tree(
        {
            **HARBOUR,
            "archlint.toml": 'roots = 3\n[rules.quay]\ntype = "linked-list"\nlayers = ["tugs"]\n',
            "tugs/archlint.toml": "[rules.acyclc]\n",
        }
    )

    done = check(call)

    assert done.code == 2
    assert "archlint.toml:1:9" in done.err
    assert "tugs/archlint.toml:1:8" in done.err
    assert "2 errors in archlint.toml, tugs/archlint.toml. Nothing was checked." in done.err


def test_a_name_that_a_member_misspells_is_told_in_its_file(tree, call):
    tree({**HARBOUR, "tugs/archlint.toml": '[rules.far]\ntype = "forbidden"\nfrom = ["tugs"]\nto = ["dokcs"]\n'})

    done = check(call)

    assert done.code == 2
    assert "tugs/archlint.toml:4:7" in done.err
    assert "did you mean `docks`?" in done.err
    assert found(done) == ["docks:door/private", "quay/back", "quay/skip"]


def test_a_member_may_not_loosen_the_policy_of_the_top(tree, call):
    policy = '[policy]\nunread = "{0}"\n[rules.acyclic]\n'
    tree({**HARBOUR, "archlint.toml": policy.format("error"), "tugs/archlint.toml": policy.format("warn")})

    done = check(call)

    assert done.code == 2
    assert '`unread` may only be tightened: archlint.toml at the top of the workspace says "error"' in done.err
    assert "tugs/archlint.toml:2:10" in done.err


@pytest.mark.parametrize(("broken", "code"), [("tugs/src/tugs/broken.py", 2), ("docks/docks/broken.py", 0)])
def test_a_member_may_be_stricter_than_the_top_for_its_own_files(broken, code, tree, call):
    quiet = {"tugs/src/tugs/bridge.py": "", "tolls/tolls/office.py": "", "tugs/src/tugs/engine.py": ""}
    tree(
        {
            **HARBOUR,
            **quiet,
            "archlint.toml": '[policy]\nunread = "warn"\n' + HARBOUR["archlint.toml"],
            "tugs/archlint.toml": '[policy]\nunread = "error"\n' + HARBOUR["tugs/archlint.toml"],
            broken: "import (\n",
        }
    )

    assert check(call).code == code


def test_one_module_in_two_members_is_read_once_and_told(tree, call):
    tree({**HARBOUR, "docks/tests/__init__.py": "", "tolls/tests/__init__.py": ""})

    done = check(call)

    assert done.code == 1
    assert "note: `tests` is docks/tests/__init__.py already" in done.out


def test_rules_explain_and_config_check_speak_of_all(tree, call):
    tree(HARBOUR)

    assert call("rules").out.count("\ntugs:order   layers\n") == 1
    assert call("explain", "tugs:order").out.startswith('Rule "tugs:order"')
    assert "tugs:order" in call("explain", "tugs.engine -> tugs.bridge").out
    assert call("config", "check").out == "archlint.toml and 2 of members: 3 rules, no mistakes.\n"


@pytest.mark.git
def test_the_hook_judges_what_is_staged_of_all_files(tree, call, repository):
    root = tree(HARBOUR)
    repository("add", ".")
    repository("commit", "--quiet", "-m", "open the harbour")
    (root / "tugs/archlint.toml").write_text("[rules.acyclic]\n")
    (root / "tugs/src/tugs/engine.py").write_text("import docks.cranes\n")
    repository("add", "tugs/src")

    done = check(call, "--hook")

    # The settings of the tugs are as they were staged, their engine is the new one.
    assert found(done) == ["docks:door/private", "docks:door/private", "quay/back", "quay/skip"]
    repository("add", ".")
    assert "tugs:order" not in call("check", "--hook", "--format", "json").out


@pytest.mark.git
def test_the_hook_finds_what_is_extended_in_the_index(tree, call, repository):
    root = tree(
        {**HARBOUR, "archlint.toml": 'extends = ["company/base.toml"]\n', "company/base.toml": HARBOUR["archlint.toml"]}
    )
    repository("add", ".")
    (root / "company/base.toml").unlink()

    assert found(check(call, "--hook")) == ALL
