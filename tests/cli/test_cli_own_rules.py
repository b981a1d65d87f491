"""A team's own rules on the command line: what they need, what archlint says of them, and what is wrong with them."""

import json
import sys

import pytest

from tests.cli.shops import SHOP

PAGE = '''"""
few: no module imports too many others.

What it does
    Counts.

Why
    A module that knows everybody changes with everybody.

How to mend
    Split it.

Blind spots
    None.

Options
    most: So many may be imported.

Drawing
    most = 1

    shop.web -> shop.orders    # want: too-many
    shop.web -> shop.db
    shop.orders -> shop.db
"""
'''
CODE = """
from dataclasses import dataclass
from archlint.graph import Breach
from archlint.settings import Problem

@dataclass(frozen=True)
class Options:
    most: int

def check(graph, options):
    for node in range(graph.size):
        if len(graph.succ[node]) > options.most:
            yield Breach("too-many", f"{graph.name(node)} knows too many", "split it", chain=(node,))

def faults(options):
    if options.most < 0:
        yield Problem(("most",), "nobody imports fewer than none")
"""
FEW = PAGE + CODE
TEAM = {
    **SHOP,
    "archlint.toml": 'rule-folders = ["architecture"]\n\n[rules.few]\nmost = 0\n\n[rules.acyclic]\n',
    "architecture/few.py": FEW,
}
RAN = "1 rule of your own ran as code from architecture.\n"


def changed(old, new):
    """Return the team's files with the rule changed in one place."""
    assert FEW.count(old) == 1
    return {**TEAM, "architecture/few.py": FEW.replace(old, new)}


class TestUse:
    """The settings name the folder: its rules are used like those of archlint, and everybody is told."""

    def test_a_report_says_that_code_ran(self, tree, call):
        tree(TEAM)

        done = call("check", "--format", "concise")

        assert done.code == 1
        assert done.out == (
            "shop/orders.py:1:1: few/too-many: shop.orders knows too many\n"
            "shop/web.py:1:1: few/too-many: shop.web knows too many\n"
            f"Found 2 violations in 2 files. Checked 4 modules and 2 imports against 2 rules. {RAN}"
        )
        assert call("check").out.splitlines()[-2] == RAN.strip()

    def test_so_does_a_check_of_the_settings(self, tree, call):
        tree(TEAM)

        assert call("config", "check").out == f"archlint.toml: 2 rules, no mistakes.\n{RAN}"

    def test_who_names_no_folder_runs_nothing(self, tree, call):
        tree({**TEAM, "archlint.toml": "[rules.few]\nmost = 0\n"})

        done = call()

        assert done.code == 2
        assert "rule `few` needs `type`" in done.err

    def test_a_file_that_no_rule_uses_is_not_run(self, tree, call):
        other = FEW.replace("few:", "other:").replace("@dataclass", "open('ran', 'w').close()\n@dataclass")
        folder = tree({**TEAM, "architecture/other.py": other})

        for words in (["check"], ["config", "check"], ["rules"], ["schema"], ["explain", "other"]):
            assert "other" not in call(*words).err

        assert not (folder / "ran").exists()
        call("rules", "--test")
        assert (folder / "ran").exists()

    def test_an_answer_that_ran_one_says_so_too(self, tree, call):
        tree(TEAM)

        assert call("explain", "shop.web").out.endswith(f"\n{RAN}")
        assert json.loads(call("explain", "shop.web", "--format", "json").out)["known"]

    def test_its_options_are_checked_like_those_of_archlint(self, tree, call):
        tree({**TEAM, "archlint.toml": TEAM["archlint.toml"].replace("most = 0", "mots = 0")})

        assert "did you mean `most`?" in call().err

        tree({"archlint.toml": TEAM["archlint.toml"].replace("most = 0", "most = -1")})

        done = call()
        assert done.code == 2
        assert done.err.startswith("error: nobody imports fewer than none\n --> archlint.toml:4:8\n")

    def test_the_list_of_rules_marks_them(self, tree, call):
        tree(TEAM)

        said = call("rules").out
        listed = json.loads(call("rules", "--format", "json").out)

        assert "\n1 rule type of your own, run as code from architecture\nfew " in said
        assert {"type": "few", "sentence": "no module imports too many others", "folder": "architecture"} in listed[
            "types"
        ]

    def test_the_page_of_one_is_explained_without_running_it(self, tree, call):
        tree({**TEAM, "architecture/other.py": FEW.replace("few:", "other:") + "\nraise SystemExit(7)\n"})

        said = call("explain", "other")

        assert said.code == 0
        assert said.out.startswith("other: no module imports too many others\n(a rule type of your own: archlint runs")

    def test_the_schema_for_editors_knows_those_in_use_and_all_of_archlint(self, tree, call):
        tree(TEAM)

        rules = json.loads(call("schema").out)["properties"]["rules"]["properties"]

        assert rules["few"]["properties"]["most"]["type"] == "integer"
        assert "linked-list" in rules

    def test_the_schema_is_printed_where_the_settings_are_broken(self, tree, call):
        tree({**TEAM, "archlint.toml": 'rule-folders = ["nowhere"]\n'})

        done = call("schema")

        assert (done.code, "few" in done.out) == (0, False)
        assert done.err.startswith("note: the settings have mistakes")

    def test_the_folder_is_no_part_of_the_code(self, tree, call):
        tree(TEAM)

        assert "architecture" not in call("check", "--format", "json").out.replace('"folder": "architecture"', "")

    def test_what_a_rule_prints_does_not_get_into_the_report(self, tree, call):
        tree(changed("def check(graph, options):", "def check(graph, options):\n    print('looking')"))

        done = call("check", "--format", "json")

        assert json.loads(done.out)["rules"][0]["folder"] == "architecture"
        assert done.err == "looking\n"

    @pytest.mark.parametrize("words", [["check"], ["config", "check"], ["rules", "--test"]])
    def test_who_does_not_trust_the_code_can_refuse_it(self, words, tree, call, monkeypatch):
        folder = tree(changed("@dataclass", "open('ran', 'w').close()\n@dataclass"))
        monkeypatch.setenv("ARCHLINT_NO_OWN_RULES", "1")

        done = call(*words)

        assert done.code == 2
        assert done.err.startswith(
            "error: these settings bring rules that run as code, and ARCHLINT_NO_OWN_RULES is set\n"
            " --> archlint.toml:1:1\n"
        )
        assert not (folder / "ran").exists()

    def test_nothing_is_left_behind(self, tree, call):
        folder = tree(TEAM)
        path, modules = list(sys.path), {name for name in sys.modules if "few" in name}

        call()

        assert sys.path == path
        assert {name for name in sys.modules if "few" in name} == modules
        assert list(folder.rglob("*.pyc")) == []


BROKEN = {
    "syntax": ("def check", "SyntaxError: ", ("def check(graph, options):", "def check(graph, options:")),
    "nothing": ("", "the file has no docstring, which is a rule's page", (FEW, "")),
    "name": ("", "the page must begin with `few: `, the name of the file", ("few: no", "many: no")),
    "section": ("", "the page has a section `Whay`", ("\nWhy\n", "\nWhay\n")),
    "order": ("", "the sections of the page are out of order", ("\nWhy\n", "\nDrawing\n    a -> b\n\nWhy\n")),
    "import": ("from archlint.g", "a rule cannot count on `archlint.graph.breach`", (".graph", ".graph.breach")),
    "neighbour": (
        "import ours",
        "ModuleNotFoundError: No module named 'ours'",
        ("import Problem", "import Problem\nimport ours"),
    ),
    "check": ("", "there is no function `check`", ("def check", "def chek")),
    "options": ("", "there is no dataclass `Options`", ("class Options", "class Option")),
    "type": ("    most: float", "the option `most` is of the type `float`", ("most: int", "most: float")),
    "page": (
        "class Options",
        "the page does not describe the option `least`",
        ("most: int", "most: int\n    least: int = 0"),
    ),
    "kinds": ("", "`KINDS` must be some kinds of imports", ("def faults", "KINDS = 'runtme'\ndef faults")),
    "raises": ("if len", "ZeroDivisionError: division by zero", ("> options.most", "> 1 / 0")),
    "exits": ("if len", "SystemExit: 0", ("> options.most", "> exit(0)")),
    "returns": ("def check", "`check` returns NoneType, and must yield what it finds", ("yield Breach", "Breach")),
    "yields": ("yield '' and", "check yields str, and not Breach", ("yield Breach", "yield '' and Breach")),
    "kind": ("yield Breach", "the kind of a breach is made of a-z, 0-9 and -", ('"too-many",', '"Too Many",')),
    "chain": ("yield Breach", "the chain of a breach is made of imports, and", ("(node,)", "(node, node)")),
    "cut": ("yield Breach", "KeyError: 1", ("(node,)", "(node,), cut=lambda: {}[1]")),
    "faults": (
        "if options.mots",
        "AttributeError: 'Options' object has no attribute 'mots'",
        ("options.most <", "options.mots <"),
    ),
    "complains": (
        "yield '' and Problem",
        "what is wrong with options is told as Problem, not str",
        ("if options.most < 0:\n        yield", "if True:\n        yield '' and"),
    ),
}
"""What stands on the line that is told, or "" for the first; what is said of it; and how the rule came to it."""


@pytest.mark.parametrize(("told", "words", "change"), BROKEN.values(), ids=BROKEN)
def test_a_broken_rule_is_told_with_file_and_line_and_the_others_are_judged(told, words, change, tree, call):
    files = changed(*change)
    tree(files)
    text = files["architecture/few.py"]
    line = text.count("\n", 0, text.index(told)) + 1

    done = call()

    assert done.code == 2
    assert done.err.startswith(f"error: architecture/few.py:{line}: {words}")
    assert " --> archlint.toml:3:8\n" in done.err
    assert "Nothing found: 1 rule, 4 modules, 2 imports." in done.out
    assert "1 of 2 rules was not judged, its file or its declaration is wrong: few." in done.out
    assert "Traceback" not in done.out + done.err


FOLDERS = {
    "missing": ('"rules"', "there is no folder `rules`"),
    "empty": ('"shop/empty"', "no rule stands in `shop/empty`"),
    "above": ('"../elsewhere"', "`../elsewhere` does not lie below the folder of this file"),
    "absolute": ('"/etc"', "`/etc` does not lie below the folder of this file"),
    "link": ('"link"', "`link` does not lie below the folder of this file"),
    "itself": ('"."', "rules need a folder of their own"),
    "twice": ('"architecture", "architecture/"', "`architecture` is named twice"),
    "clash": ('"clash"', "clash/layers.py:1: `layers` is a rule type of archlint itself"),
    "odd": ('"odd"', "`odd/Our-Rule.py` cannot be the file of a rule"),
    "number": ("7", "entry 1 of `rule-folders` must be text, not a whole number"),
}


@pytest.mark.parametrize(("written", "words"), FOLDERS.values(), ids=FOLDERS)
def test_a_folder_that_can_hold_no_rules_is_told_with_its_place(written, words, tree, call):
    folder = tree(
        {
            **TEAM,
            "archlint.toml": f"rule-folders = [{written}]\n[rules.acyclic]\n",
            "shop/empty/notes.txt": "",
            "clash/layers.py": FEW,
            "odd/Our-Rule.py": FEW,
        }
    )
    (folder / "link").symlink_to("/etc")

    done = call()

    assert done.code == 2
    assert done.err.startswith(f"error: {words}\n --> archlint.toml:1:")
    assert done.out == ""


@pytest.mark.git
class TestTrees:
    """A hook and a revision are judged by the rules that stand there, whatever lies on disk."""

    def test_a_hook_runs_the_rule_that_is_staged(self, tree, call, repository):
        tree(TEAM)
        repository("add", ".")
        tree(changed('too-many",', 'disk",'))

        done = call("check", "--hook", "--format", "concise")

        assert done.code == 1
        assert "few/too-many" in done.out
        assert "few/disk" not in done.out

    def test_a_folder_that_is_not_staged_is_not_there(self, tree, call, repository):
        tree(TEAM)
        repository("add", "archlint.toml", "shop")

        done = call("check", "--hook")

        assert done.code == 2
        assert done.err.startswith(
            "error: there is no folder `architecture` in git's index, which is what a hook judges"
        )
        assert "= help: `git add architecture`" in done.err

    def test_a_revision_is_judged_by_its_own_rule(self, tree, call, repository, monkeypatch):
        tree(TEAM)
        repository("add", ".")
        repository("commit", "--quiet", "-m", "begin")
        tree(changed('too-many",', 'later",'))
        repository("add", ".")
        monkeypatch.setenv("PRE_COMMIT_TO_REF", "HEAD")

        assert "few/too-many" in call("check", "--hook", "--format", "concise").out


class TestDrawings:
    """`archlint rules --test` makes the drawings of a team's pages come true."""

    def test_what_comes_true(self, tree, call):
        tree(TEAM)

        assert call("rules", "--test") == (0, "few: 1 drawing comes true (architecture/few.py)\n", "")

    def test_what_does_not(self, tree, call):
        tree(changed("> options.most", "< options.most"))

        done = call("rules", "--test")

        assert done.code == 1
        assert done.out.splitlines() == [
            "few: not as its page draws it (architecture/few.py)",
            "  drawing 1: `shop.web -> shop.orders` wants too-many, and the rule does not report it",
            "  drawing 1: `shop.db` shows too-many, and does not want it",
        ]

    @pytest.mark.parametrize(
        ("old", "new", "words"),
        [
            ("    # want: too-many\n", "    # wnat: too-many\n", "is no line of a drawing"),
            ("most = 1\n", "mots = 1\n", "unknown key `mots`"),
            ("most = 1\n", "most = \n", "expected a value here"),
            ("> options.most", "> 1 / 0", "ZeroDivisionError: division by zero"),
        ],
    )
    def test_a_drawing_that_cannot_be_tried_is_told(self, old, new, words, tree, call):
        tree(changed(old, new))

        done = call("rules", "--test")

        assert done.code == 1
        assert words in done.out

    def test_a_drawing_must_show_the_rule_broken(self, tree, call):
        tree(changed("    # want: too-many\n    shop.web -> shop.db\n", "\n"))

        assert "drawing 1: no line breaks the rule" in call("rules", "--test").out

    def test_without_a_rule_of_ones_own_there_is_nothing_to_try(self, tree, call):
        tree(SHOP)

        done = call("rules", "--test")

        assert (done.code, done.out) == (2, "")
        assert done.err.startswith("error: there is no rule type of your own")
