"""`archlint init` in a workspace of uv: at its top, in a member, and where some of them have settings already."""

from pathlib import Path

import pytest

HARBOUR = {
    "pyproject.toml": '[project]\nname = "harbour"\n\n[tool.uv.workspace]\nmembers = ["packages/*"]\n',
    "packages/tugs/pyproject.toml": '[project]\nname = "tugs"\n',
    "packages/tugs/src/tugs/__init__.py": "",
    "packages/tugs/src/tugs/bridge.py": "import tugs.engine, tolls.office\n",
    "packages/tugs/src/tugs/engine.py": "import tugs.hull\n",
    "packages/tugs/src/tugs/hull.py": "import tugs.bridge\n",
    "packages/tolls/pyproject.toml": '[project]\nname = "tolls"\n',
    "packages/tolls/src/tolls/__init__.py": "",
    "packages/tolls/src/tolls/office.py": "import tolls.ledger\n",
    "packages/tolls/src/tolls/ledger.py": "",
    "packages/tolls/tests/test_ledger.py": "import tolls.ledger\n",
}
TOP = '[rules.apart]\ntype = "independent"\nmodules = ["tugs", "tolls"]\n'
OWED = "apart sibling tugs.bridge -> tolls.office\n"
HEADER = (
    "# Known violations: they were here before their rule, and this list may only shrink.\n"
    "# `archlint baseline --prune` takes out what is fixed.\n"
)
GREEN = "Next: run `archlint` to see that it is green, and commit what was written"


@pytest.fixture
def go(monkeypatch):
    return monkeypatch.chdir


def baselines(root: Path) -> dict[str, str]:
    """What is known, by the member that knows it."""
    found = {path.parent.name: path.read_text(encoding="utf-8") for path in root.rglob("archlint-baseline.txt")}
    return {"top" if name == root.name else name: text.removeprefix(HEADER) for name, text in found.items()}


def green(call) -> bool:
    return bool(call("check", "--strict").code == 0)


def test_at_the_top_it_orders_the_members_and_says_who_may_have_rules_besides(tree, call):
    root = tree(HARBOUR)

    done = call("init", "--yes")

    assert (done.code, done.err) == (0, "")
    assert "  1  tugs\n  2  tolls\n" in done.out
    assert done.out.endswith(
        f"{GREEN}; `archlint init` in packages/tolls, or in another member, proposes rules for it alone.\n"
    )
    assert green(call)
    assert baselines(root) == {}


def test_a_member_gets_rules_of_its_own_beside_those_of_the_top(tree, call, go):
    root = tree({**HARBOUR, "archlint.toml": TOP.replace("independent", "layers").replace("modules", "layers")})
    go(root / "packages/tugs")

    done = call("init", "--yes")

    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("4 modules, 3 imports: a linked list, top first.\n\n  1  tugs.bridge\n")
    assert "A project with its code in src/: tugs.\n" in done.out
    assert f"Wrote archlint.toml and archlint-baseline.txt with 1 known violation.\n{GREEN}.\n" in done.out
    assert "tolls" not in (root / "packages/tugs/archlint.toml").read_text(encoding="utf-8")
    assert baselines(root) == {"tugs": "tugs:tugs back tugs.hull -> tugs.bridge\n"}
    assert green(call)
    go(root)
    assert green(call)


def test_what_the_top_knows_of_a_member_moves_to_the_member_with_its_reasons(tree, call, go):
    reason = OWED.replace("\n", "  # until the tolls are paid by radio\n")
    other = "apart sibling tolls.office -> tugs.bridge\n"
    root = tree({**HARBOUR, "archlint.toml": TOP, "archlint-baseline.txt": f"{HEADER}{other}{reason}"})
    (root / "packages/tolls/src/tolls/office.py").write_text("import tugs.bridge\n")
    go(root / "packages/tugs")

    done = call("init", "--yes")

    words = (
        "archlint.toml, archlint-baseline.txt with 2 known violations and ../../archlint-baseline.txt without 1 of them"
    )
    assert f"Wrote {words}.\n{GREEN}.\n" in done.out
    assert baselines(root) == {"top": other, "tugs": f"{reason}tugs:tugs back tugs.hull -> tugs.bridge\n"}
    go(root)
    assert green(call)


def test_a_knot_that_the_top_knows_moves_as_the_set_that_it_is(tree, call, go):
    rule = '[rules.acyclic]\nscope = "modules"\n'
    root = tree({**HARBOUR, "archlint.toml": rule})
    assert call("baseline").code == 0
    before = baselines(root)["top"]
    assert before.count("{") == 3
    go(root / "packages/tugs")

    assert call("init", "--yes").code == 0

    moved = baselines(root)
    assert moved["top"] == ""
    assert set(before.splitlines()) < set(moved["tugs"].splitlines())
    go(root)
    assert green(call)


def test_what_is_new_by_the_top_s_rules_is_not_hidden(tree, call, go):
    root = tree({**HARBOUR, "archlint.toml": TOP})
    go(root / "packages/tugs")

    done = call("init", "--yes")

    assert done.out.endswith(
        "Next: run `archlint`: by the rules that were there before, 1 violation is new, and stays so.\n"
    )
    assert baselines(root) == {"tugs": "tugs:tugs back tugs.hull -> tugs.bridge\n"}
    assert "apart/sibling" in call("check", "--format", "concise").out


def test_at_the_top_the_debts_of_members_go_to_their_own_baselines_also_where_they_have_one(tree, call, go):
    root = tree(HARBOUR)
    go(root / "packages/tugs")
    assert call("init", "--yes").code == 0
    own = "tugs:tugs back tugs.hull -> tugs.bridge\n"
    (root / "packages/tolls/src/tolls/office.py").write_text("import tugs.bridge, tugs.engine\n")
    go(root)

    done = call("init", "--yes")

    assert "Wrote archlint.toml and packages/tugs/archlint-baseline.txt with 1 more known violation.\n" in done.out, (
        done.out
    )
    assert baselines(root) == {"tugs": f"order back tugs.bridge -> tolls.office\ntugs:{own.removeprefix('tugs:')}"}
    assert green(call)


def test_members_that_have_settings_are_not_named_as_those_that_may(tree, call, go):
    root = tree(HARBOUR)
    for member in ("tugs", "tolls"):
        go(root / "packages" / member)
        assert call("init", "--yes").code == 0
    go(root)

    assert call("init", "--yes").out.endswith(f"{GREEN}.\n")
    assert green(call)


def test_below_a_member_it_says_where_the_member_lies(tree, call, go):
    root = tree({**HARBOUR, "archlint.toml": TOP})
    go(root / "packages/tugs/src")

    done = call("init", "--yes")

    assert done.code == 2
    assert done.err == (
        f"error: there are settings already: {root}/archlint.toml\n"
        "  = help: they hold in this folder, too: run `archlint`; `archlint init` in "
        f"{root}/packages/tugs proposes some for it alone; nothing was written\n"
    )


def test_in_a_member_it_can_stand_in_the_pyproject_and_pins_mean_the_member_s_components(tree, call, go):
    root = tree({**HARBOUR, "archlint.toml": TOP})
    go(root / "packages/tugs")

    assert call("init", "--yes", "--top", "ledger").err.startswith("error: no component is called `ledger`; ")
    assert call("init", "--yes", "--pyproject", "--top", "hull").code == 0

    text = (root / "packages/tugs/pyproject.toml").read_text(encoding="utf-8")
    assert text.index('"tugs.hull"') < text.index('"tugs.bridge"')


def test_where_it_cannot_be_written_every_baseline_is_as_it_was(tree, call, go, monkeypatch):
    root = tree({**HARBOUR, "archlint.toml": TOP, "archlint-baseline.txt": HEADER + OWED})
    go(root / "packages/tugs")
    replace = Path.replace

    def refuse(self, target):
        if str(target).endswith("archlint.toml"):
            raise PermissionError(13, "Permission denied")
        return replace(self, target)

    monkeypatch.setattr(type(root), "replace", refuse)

    assert call("init", "--yes").code == 2
    assert baselines(root) == {"top": OWED}


def test_where_the_top_s_settings_do_not_fit_the_code_it_says_so_and_writes_nothing(tree, call, go):
    root = tree({**HARBOUR, "archlint.toml": TOP.replace('"tolls"', '"toll"')})
    go(root / "packages/tugs")

    done = call("init", "--yes")

    assert done.code == 2
    assert done.err == (
        "error: the settings that hold here already do not fit the code\n"
        "  = help: `archlint` says where; mend that first; nothing was written\n"
    )
    assert not (root / "packages/tugs/archlint.toml").exists()
