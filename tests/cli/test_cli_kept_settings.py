"""Settings that were found right are not read and checked again, and what comes of them is what would come."""

import pytest

from tests.cli.shops import SHOP, SKIP

BLIND = "import tomllib; tomllib.loads = None"
RULE = '''
"""few: a component has few modules."""
'''


def kept(folder):
    return sorted(file.name for file in (folder / ".archlint/cache").glob("settings-*"))


def test_the_second_check_parses_no_settings(tree, spawn):
    root = tree({**SHOP, **SKIP})
    first = spawn("check")
    before = {file: file.stat().st_mtime_ns for file in root.rglob("*") if file.is_file()}

    assert (first.code, kept(root)) == (1, ["settings-archlint.toml"])
    assert spawn("check", code=BLIND) == first
    assert {file: file.stat().st_mtime_ns for file in root.rglob("*") if file.is_file()} == before


def test_no_cache_reads_none_and_writes_none(tree, spawn):
    root = tree(SHOP)

    assert spawn("check", "--no-cache").code == 0
    assert not (root / ".archlint").exists()
    spawn("check")
    assert spawn("check", "--no-cache", code=BLIND).code == 3


def test_a_mistake_is_told_each_time_until_it_is_mended(tree, call):
    tree(SHOP)
    assert call("check").code == 0
    tree({"archlint.toml": f"pakages = []\n{SHOP['archlint.toml']}"})

    first = call("check")

    assert (first.code, first) == (2, call("check"))
    assert "unknown key `pakages`" in first.err
    tree(SHOP)
    assert call("check").code == 0


@pytest.mark.git
def test_a_hook_and_a_check_each_see_their_own_settings(tree, call, repository):
    tree({**SHOP, **SKIP})
    repository("add", ".")
    tree({"archlint.toml": SHOP["archlint.toml"].replace("[rules.shop]", "[rules.shop]\nseverity = 'off'")})

    for _ in range(2):
        assert (call("check", "--hook").code, call("check").code) == (1, 0)


def test_rules_of_a_teams_own_are_looked_at_each_time(tree, spawn):
    root = tree(
        {**SHOP, "archlint.toml": f'rule-folders = ["own"]\n{SHOP["archlint.toml"]}[rules.few]\n', "own/few.py": RULE}
    )

    spawn("check")

    assert kept(root) == []
    assert spawn("check").code == 2
