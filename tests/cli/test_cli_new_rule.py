"""`archlint new-rule`: what it writes works at once, and it writes over nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

from archlint.report import draft

CHECKOUT = Path(__file__).parents[2]
CODE = {"shop/web.py": "import shop.orders, shop.db\n", "shop/orders.py": "", "shop/db.py": ""}


def test_the_way_from_nothing_to_a_rule_that_is_judged(tree, call):
    folder = tree(CODE)

    done = call("new-rule", "few-friends")

    assert done.code == 0
    assert done.out.startswith("archlint_rules/few_friends.py works as it stands; its page says what to replace.\n")
    shown = "\n".join(line.strip() for line in done.out.splitlines() if line.startswith("    "))
    (folder / "archlint.toml").write_text(f"{shown.replace('most = 5', 'most = 1')}\n", encoding="utf-8")
    assert call("config", "check").code == 0
    assert call("rules", "--test").out == "few-friends: 1 drawing comes true (archlint_rules/few_friends.py)\n"
    assert (
        "shop/web.py:1:1: few-friends/too-many: shop.web imports 2 modules, and may import 1"
        in call("check", "--format", "concise").out
    )


def test_what_it_writes_refuses_to_judge_what_is_not_read(tree, call):
    """Else the rule would hold over nothing, and nobody would know."""
    lines = 'rule-folders = ["archlint_rules"]\n[rules.few]\nmodules = ["json"]\nmost = 1\n'
    tree({**CODE, "archlint.toml": lines, "archlint_rules/few.py": draft("few", Path("elsewhere")).text})

    done = call("check")

    assert done.code == 2
    assert "`json` is not read, so what it imports is not known" in done.err


def test_what_it_writes_passes_the_lint_of_archlint(tmp_path):
    file = tmp_path / draft("few-friends", CHECKOUT).name
    file.write_text(draft("few-friends", CHECKOUT).text, encoding="utf-8")
    config = ["--config", str(CHECKOUT / "pyproject.toml"), "--no-cache"]

    for words in (["check", *config], ["format", "--check", *config]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *words, str(file)], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ('rule-folders = ["architecture/rules"]\n', "    [rules.few]\n    most = 5\n"),
        ("", '    rule-folders = ["archlint_rules"]     # above all tables; archlint executes code from there\n'),
        ("rule-folders = 7\n", '    rule-folders = ["archlint_rules"]'),
    ],
)
def test_it_goes_where_the_rules_of_the_settings_are(settings, words, tree, call):
    folder = tree({"archlint.toml": f"{settings}[rules.acyclic]\n"})

    done = call("new-rule", "few")

    place = "architecture/rules" if "architecture" in settings else "archlint_rules"
    assert (folder / place / "few.py").is_file()
    assert words in done.out
    assert ("rule-folders = [" in done.out) == ("architecture" not in settings)


def test_in_a_pyproject_the_lines_stand_under_tool_archlint(tree, call):
    tree({"pyproject.toml": "[tool.archlint.rules.acyclic]\n"})

    said = call("new-rule", "few").out

    assert "1. In pyproject.toml:\n\n    [tool.archlint]\n    rule-folders = " in said
    assert "\n    [tool.archlint.rules.few]\n" in said


def test_a_folder_may_be_named_and_is_added_to_those_that_are_there(tree, call):
    folder = tree({"archlint.toml": 'rule-folders = ["one"]\n[rules.acyclic]\n', "one/old.py": ""})

    said = call("new-rule", "few", "--folder", "two/deep").out

    assert (folder / "two/deep/few.py").is_file()
    assert 'rule-folders = ["one", "two/deep"]' in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["Few Friends"],
            "`Few Friends` cannot be a rule type: it is made of a-z, 0-9 and -; did you mean `few-friends`?",
        ),
        (["few_friends"], "did you mean `few-friends`?"),
        (["-"], "`-` cannot be a rule type: it is made of a-z, 0-9 and -"),
        (["layers"], "there is a rule type `layers` already; `archlint explain layers` is its page"),
        (["old"], "there is a rule type `old` already"),
        (["kept"], "there is a file archlint_rules/kept.py already; nothing was written"),
        (["few", "--folder", "../elsewhere"], "../elsewhere is no folder below"),
        (["few", "--folder", "."], ". is no folder below"),
        (["few", "--folder", "shop.py"], "cannot make the folder"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(words, said, tree, call):
    folder = tree(
        {
            "archlint.toml": 'rule-folders = ["one"]\n[rules.acyclic]\n',
            "one/old.py": "",
            "archlint_rules/kept.py": "# ours\n",
            "shop.py": "",
        }
    )
    before = {file: file.read_bytes() for file in folder.rglob("*.py")}

    done = call("new-rule", *words, *(["--folder", "archlint_rules"] if words == ["kept"] else []))

    assert done.code == 2
    assert said in done.err
    assert {file: file.read_bytes() for file in folder.rglob("*.py")} == before


def test_in_archlint_itself_it_is_one_of_the_house(tree, call):
    folder = tree({"pyproject.toml": '[project]\nname = "archlint"\n', "rules/independent.py": ""})

    done = call("new-rule", "fan-out")

    assert (folder / "rules/fan_out.py").is_file()
    assert done.out.startswith("rules/fan_out.py works as it stands")
    assert "1. pytest tests/rules -k fan-out\n" in done.out
