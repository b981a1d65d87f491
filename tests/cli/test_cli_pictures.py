"""Pictures on the command line: of a shop, of a workspace, and by the order of a rule of a team's own."""

import re

from tests.cli.shops import SHOP, SKIP

COMPONENTS = '[components]\nbridge = "tugs.bridge"\nengine = "tugs.engine"\n'
WORKSPACE = {
    "archlint.toml": '[components]\nport = ["docks", "tolls"]\n\n[rules.acyclic]\n',
    "tugs/pyproject.toml": '[project]\nname = "tugs"\n',
    "tugs/archlint.toml": f'{COMPONENTS}[rules.order]\ntype = "layers"\nlayers = ["bridge", "engine"]\n',
    "tugs/src/tugs/__init__.py": "",
    "tugs/src/tugs/bridge.py": "import tolls.office\n",
    "tugs/src/tugs/engine.py": "import tugs.bridge\n",
    "docks/pyproject.toml": '[project]\nname = "docks"\n',
    "docks/docks/berths.py": "",
    "tolls/pyproject.toml": '[project]\nname = "tolls"\n',
    "tolls/tolls/office.py": "import docks.berths\n",
}
FALLING = '''"""
falling: imports fall.

What it does
    Looks down.

Why
    So.

How to mend
    Turn it.

Blind spots
    None.

Options
    steps: Top first.

Drawing
    steps = ["shop.web", "shop.db"]

    shop.db -> shop.web    # want: back
"""
from dataclasses import dataclass
from archlint.graph import Entry, Layer, Stack, judge

@dataclass(frozen=True)
class Options:
    steps: tuple[Entry, ...]

def check(graph, options):
    yield from judge(graph, *stacks(graph, options))

def stacks(graph, options):
    return [Stack(tuple(Layer((step,)) for step in options.steps))]
'''


def boxes(text):
    return re.findall(r'c_\w+\["([^<]+)<br>', text)


def test_a_picture_goes_into_a_file_beside_another_report(tree, call):
    root = tree({**SHOP, **SKIP})

    done = call("check", "--output", "concise", "--output", "mermaid=shop.mmd", "--output", "dot=shop.dot")

    assert done.code == 1
    assert "flowchart" not in done.out
    assert (root / "shop.mmd").read_text("utf-8").startswith("%%{init: ")
    assert (root / "shop.dot").read_text("utf-8").startswith("digraph archlint {\n")


def test_with_a_path_all_is_drawn_and_only_what_is_broken_there_is_marked(tree, call):
    tree({**SHOP, **SKIP})

    whole = call("check", "--format", "mermaid").out
    part = call("check", "--format", "mermaid", "shop/db.py").out

    assert "==>" in whole
    assert "==>" not in part
    assert boxes(part) == boxes(whole)
    assert "Violations are those of shop#47;db.py alone." in part


def test_a_workspace_is_drawn_with_the_components_of_its_members(tree, call):
    tree(WORKSPACE)

    found = call("check", "--format", "mermaid").out

    assert sorted(boxes(found)) == ["port", "tugs:bridge", "tugs:engine"]
    assert "Levels as in rule tugs:order, top first." in found
    assert 'c_tugs_engine ==>|"1, 1 new"| c_tugs_bridge' in found


def test_what_the_top_has_a_component_for_is_not_drawn_again_as_one_of_a_member(tree, call):
    tree({**WORKSPACE, "archlint.toml": '[components]\nboat = "tugs.engine"\n\n[rules.acyclic]\n'})

    found = call("check", "--format", "mermaid").out

    assert boxes(found) == ["tugs:bridge", "boat"]


def test_a_member_is_drawn_from_inside_as_from_the_top(tree, call, monkeypatch):
    root = tree(WORKSPACE)
    whole = call("check", "--format", "mermaid").out

    monkeypatch.chdir(root / "tugs/src")

    assert boxes(call("check", "--format", "mermaid").out) == boxes(whole)


def test_a_rule_of_a_team_s_own_may_order_the_picture(tree, call):
    settings = 'rule-folders = ["own"]\n\n[rules.falling]\nsteps = ["shop.web", "(shop.x)", "shop.db"]\n'
    tree({**SHOP, "archlint.toml": settings, "own/falling.py": FALLING})

    done = call("check", "--format", "mermaid")

    assert done.code in (0, 1), done.err
    assert boxes(done.out) == ["shop.web", "shop.db"]
    assert "Levels as in rule falling, top first." in done.out


def test_a_check_that_draws_nothing_looks_for_no_components(tree, call, monkeypatch):
    tree(SHOP)
    monkeypatch.setattr("archlint.graph.table_parts", lambda graph: 1 / 0)

    assert call("check").code == 0
    assert call("check", "--format", "mermaid").code == 3
