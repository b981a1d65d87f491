"""The same call over the same code says what it said the last time and judges nothing; after any change, it does."""

import ast
import json
import os
import random
import time
from pathlib import Path

import pytest

import archlint
from archlint.cli import again, main
from archlint.settings import Cache, cache, leave, parts, texts
from tests.cli.shops import SHOP, SKIP
from tests.cli.test_cli_leak import FILES as LEAK

KNOWN = "shop skip shop.web -> shop.db\n"
FILES = {
    "shop/web.py": ("from shop import db\n", "from shop import orders\n", "from shop import db  # no more\n", ""),
    "shop/new.py": ("import shop.web\n", "from . import db\n"),
    "shop/db.py": ("from shop import web\n", "", "def f(:\n"),
    "shop/.gitignore": ("new.py\n", "web.py\n"),
    "pkg/__init__.py": ("import shop.db\n",),
    "archlint.toml": (SHOP["archlint.toml"], SHOP["archlint.toml"] + 'severity = "warning"\n', "[rules.shop]\n"),
    "shop/archlint.toml": (SHOP["archlint.toml"],),
    "pyproject.toml": ("[tool.archlint]\n", '[project]\nname = "shop"\n'),
    "archlint-baseline.txt": (KNOWN, "nothing that a baseline says\n"),
    "CODEOWNERS": ("* @shop/all\n", "/shop/web.py @shop/web\n"),
    ".github/CODEOWNERS": ("* @shop/others\n",),
    ".gitlab-ci.yml": ("",),
}
"""What may stand in some files that an answer comes of, or that would be others to find them in."""
LOADED = "import atexit; atexit.register(lambda: print('archlint.report' in sys.modules, file=sys.stderr))"


def said(capsys, *argv):
    """Return the exit code, and all that was printed."""
    code = main(["check", *argv])
    return code, *capsys.readouterr()


@pytest.fixture
def shop(tree):
    """A shop with a new violation; the current folder."""
    return tree({**SHOP, **SKIP})


@pytest.fixture
def judged(monkeypatch):
    """How often anything was judged."""
    from archlint import report

    times, real = [], report.write

    def write(request):
        times.append(request.ask)
        return real(request)

    monkeypatch.setattr(report, "write", write)
    return times


@pytest.mark.parametrize("words", [[], ["--format", "json"], ["--quiet"], ["--color", "always"], ["--exit-zero"]])
def test_what_was_said_is_said_again_and_nothing_is_judged(shop, judged, capsys, words):
    fresh = said(capsys, "--no-cache", *words)
    first = said(capsys, *words)
    judged.clear()

    assert said(capsys, *words) == first == fresh
    assert judged == []


def test_what_is_said_again_takes_none_of_the_rooms_below(shop, spawn):
    first = spawn("check", code=LOADED)
    second = spawn("check", code=LOADED)

    assert (first.code, first.err, second.err) == (second.code, "True\n", "False\n")
    assert first.out == second.out != ""


@pytest.mark.parametrize("seed", range(4))
def test_after_any_change_a_call_says_what_a_fresh_one_says(shop, capsys, seed):
    draw = random.Random(seed)
    for _ in range(7):
        name = draw.choice(list(FILES))
        text = draw.choice([*FILES[name], None])
        if text is None:
            Path(name).unlink(missing_ok=True)
        else:
            Path(name).parent.mkdir(exist_ok=True)
            Path(name).write_text(text, encoding="utf-8")
        for words in ([], ["--format", "json"]):
            fresh = said(capsys, "--no-cache", *words)
            assert said(capsys, *words) == fresh, (name, text)
            assert said(capsys, *words) == fresh, (name, text)


def test_a_file_that_was_rewritten_under_its_old_time_is_another(shop, capsys):
    before = said(capsys)
    file = shop / "shop/web.py"
    about = file.stat()
    file.write_text("from shop import xy\nfrom shop import orders\n", encoding="utf-8")
    os.utime(file, ns=(about.st_atime_ns, about.st_mtime_ns))

    assert file.stat().st_size == about.st_size
    assert said(capsys) == said(capsys, "--no-cache") != before


def test_another_day_is_another_call(shop, judged, capsys, monkeypatch):
    said(capsys)
    judged.clear()
    monkeypatch.setattr(again, "today", lambda: "2199-01-01")

    said(capsys)

    assert judged == ["check"]


def test_another_folder_is_another_call(shop, judged, capsys, monkeypatch):
    said(capsys)
    said(capsys, "--limit", "1")
    judged.clear()
    monkeypatch.chdir(shop / "shop")

    assert said(capsys) == said(capsys, "--no-cache")
    assert judged == ["check", "check"]


def test_what_is_asked_for_beside_the_report_is_done_each_time(shop, capsys, monkeypatch):
    for _ in range(2):
        said(capsys, "--output", "json=found.json")
        assert json.loads(Path("found.json").read_text(encoding="utf-8"))
        Path("found.json").unlink()
    said(capsys)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")

    assert "::error" in said(capsys)[1]
    assert "::error" in said(capsys)[1]


def test_what_is_told_on_stderr_is_told_each_time(shop, capsys, monkeypatch):
    monkeypatch.setenv("GITLAB_CI", "true")
    Path("gl-code-quality-report.json").write_text("[]", encoding="utf-8")

    first, second = said(capsys), said(capsys)

    assert first == second
    assert first[2].startswith("note: gl-code-quality-report.json is there already")


def test_what_rules_ask_beside_the_imports_counts_as_well(tree, judged, capsys):
    site = ".venv/lib/python3.12/site-packages"
    outside = {"shop/web.py": "import requests\nimport yaml\n"}
    tree({**SHOP, **outside, "archlint.toml": "[rules.undeclared]\n", "pyproject.toml": '[project]\nname = "shop"\n'})
    steps = [
        lambda: None,
        lambda: tree({"pyproject.toml": '[project]\nname = "shop"\ndependencies = ["requests"]\n'}),
        lambda: tree({"requirements.txt": "pyyaml\n"}),
        lambda: tree({"setup.py": "", "uv.lock": "version = 1\n"}),
        lambda: tree({f"{site}/pyyaml-6.dist-info/RECORD": "yaml/__init__.py,,\n"}),
        lambda: tree({f"{site}/other-1.dist-info/RECORD": "requests/__init__.py,,\n"}),
        lambda: Path(site).rename(".venv/site"),
        lambda: Path(site).symlink_to("../../site"),
        lambda: Path(".venv/site").rename(".venv/elsewhere"),
    ]
    for number, step in enumerate(steps):
        step()
        time.sleep(0.03)  # what was written this very moment is looked at once more
        fresh = said(capsys, "--no-cache")
        assert said(capsys) == fresh, number
        judged.clear()
        assert said(capsys) == fresh, number
        assert judged == [], number


def test_whatever_a_run_opens_is_noted(tree, spawn):
    tree({**SHOP, **SKIP, "CODEOWNERS": "* @shop/all\n", "archlint-baseline.txt": "", "shop/.gitignore": "x\n"})
    tree({"archlint.toml": 'extends = ["more.toml"]\n' + SHOP["archlint.toml"], "more.toml": "[components]\n"})
    here = Path.cwd()
    spy = (
        "import os, json, atexit\nseen = set()\n"
        "names = ('open', 'os.listdir', 'os.scandir')\n"
        "def hook(event, args):\n"
        "    if event in names and isinstance(args[0], str): seen.add(os.path.abspath(args[0]))\n"
        "sys.addaudithook(hook)\natexit.register(lambda: print(json.dumps(sorted(seen)), file=sys.stderr))"
    )

    for _ in range(2):  # a run that reads all, and one that knows the code and judges anew
        opened = {Path(one) for one in json.loads(spawn("check", code=spy).err)}
        mine = {one for one in opened if one.is_relative_to(here) and ".archlint" not in one.parts}
        assert {here / name for name in ("archlint.toml", "more.toml", "CODEOWNERS")} <= mine
        assert mine <= noted(here)
        Path(".archlint/cache/answer").unlink(missing_ok=True)


def noted(folder):
    """Return all files and folders that the answer in a folder rests on."""
    data = (Cache(folder).folder / "answer").read_bytes()
    start = len(b"archlint cache 1\n")
    keyed = int.from_bytes(data[start : start + 8])
    told = parts(memoryview(data)[start + 24 + keyed :])
    *_, files, _, lead, folders, _, _, _, modules, _, mark = told
    assert bytes(mark)  # what changes of these is looked at more closely, and the rest may not change at all
    below = (Path(bytes(lead).decode(), one) for many in (folders, modules) for one in texts(many))
    return {*map(Path, texts(files)), *below}


class TestTheSameMeaning:
    """Files hold another text and import what they imported: what was said is said again, if it tells nothing of it."""

    def test_nothing_is_judged(self, shop, judged, capsys):
        first = said(capsys)
        judged.clear()
        for text in ("from shop import db\n\nX = 1\n", "from shop import db\n\nX = 2\n", "from shop import db  #\n"):
            (shop / "shop/orders.py").write_text(text, encoding="utf-8")
            time.sleep(0.03)  # what was written this very moment is looked at once more

            assert said(capsys) == first == said(capsys) == said(capsys, "--no-cache")
            judged.remove("check")  # by the one without a cache
        assert judged == []

    def test_takes_none_of_the_rooms_that_judge(self, shop, spawn):
        rooms = "('report.writing', 'verdict.judging', 'rulebook.applying', 'graph.drawn', 'cli.judging')"
        loaded = f"any(f'archlint.{{one}}' in sys.modules for one in {rooms})"
        asking = f"import atexit; atexit.register(lambda: print({loaded}, file=sys.stderr))"
        first = spawn("check", code=asking)
        (shop / "shop/orders.py").write_text("from shop import db\n\nX = 1\n", encoding="utf-8")
        second = spawn("check", code=asking)

        assert (first.err, second.err) == ("True\n", "False\n")
        assert first[:2] == second[:2]

    def test_a_file_that_was_shown_counts_by_its_text(self, shop, judged, capsys):
        before = said(capsys)
        judged.clear()
        (shop / "shop/web.py").write_text("from shop import db  # no more\nfrom shop import orders\n", encoding="utf-8")

        after = said(capsys)

        assert judged == ["check"]
        assert after == said(capsys, "--no-cache") != before

    def test_a_text_that_a_rule_looks_at_counts_as_well(self, tree, judged, capsys):
        tree(LEAK)
        before = said(capsys)
        tree({"shop/orders/basket.py": "from ..db.orm import Row\n\n\nclass Row: ...\n"})
        judged.clear()

        after = said(capsys)

        assert judged == ["check"]
        assert (before[0], after[0]) == (1, 0)
        assert after == said(capsys, "--no-cache")

    @pytest.mark.parametrize("kinds", ["", 'kinds = ["runtime", "string"]\n'])
    def test_where_a_rule_counts_what_strings_name_all_texts_count(self, tree, judged, capsys, kinds):
        tree({**SHOP, "archlint.toml": SHOP["archlint.toml"] + kinds})
        assert said(capsys) == said(capsys, "--strict")  # what was found the first time is known the second
        judged.clear()
        tree({"shop/web.py": 'from shop import orders\n\nBACKEND = "shop.db"\n'})

        after = said(capsys, "--strict")

        assert (judged == ["check"]) is bool(kinds)
        assert after == said(capsys, "--strict", "--no-cache")

    @pytest.mark.parametrize("seed", range(3))
    def test_whatever_texts_change_it_is_what_a_fresh_one_says(self, tree, capsys, seed):
        tree(everything())
        assert_fresh(tree, capsys, seed, lambda: None)


def everything():
    """Return the files of a shop whose settings use most rules and a pack, and which breaks each of them."""
    folder = Path(__file__).parents[2] / "fixtures/shop"
    files = [file for file in folder.rglob("*") if file.suffix in (".py", ".toml") and ".archlint" not in file.parts]
    return {file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8") for file in files}


def assert_fresh(tree, capsys, seed, step, *words):
    """Change one text after the other, take a step, and hold what is said up to what is said without a cache."""
    draw = random.Random(seed)
    files = {name: text for name, text in everything().items() if name.endswith(".py")}
    repeated = 0
    for turn in range(12):
        name = draw.choice(sorted(files))
        lines = files[name].splitlines(keepends=True)
        edits = [[*lines, f"X = {turn}\n"], [f"# {turn}\n", *lines], [*lines[:-1]], ["import shop.db\n", *lines], lines]
        tree({name: "".join(draw.choice([edits[0], *edits]))})
        step()
        fresh = said(capsys, *words, "--no-cache")
        assert said(capsys, *words) == fresh, (turn, name)
        assert said(capsys, *words) == fresh, (turn, name)
        repeated += fresh[0] == 1
    assert repeated > 6


def test_each_variable_that_archlint_asks_for_makes_another_call():
    asked = set()
    for file in Path(archlint.__file__).parent.rglob("*.py"):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "os.environ.get":
                asked.add(ast.unparse(node.args[0]).strip("'"))
    told = {name for name in asked if again._surroundings({name: "x"})}

    told |= {
        name for module in (leave, cache) for name, text in vars(module).items() if f"{text}".startswith("ARCHLINT_")
    }

    # What is left: one of a table that stands in the key, what colour comes of, which is in it, and who sees progress.
    assert asked - told == {"variable", "NO_COLOR", "FORCE_COLOR", "TERM", "CI"}


@pytest.mark.git
class TestAHook:
    def test_repeats_itself_while_head_and_index_stand(self, shop, repository, judged, capsys):
        repository("add", ".")
        repository("commit", "--quiet", "-m", "open the shop")
        first = said(capsys, "--hook")
        judged.clear()
        (shop / "shop/web.py").write_text("", encoding="utf-8")  # on the disk alone

        assert said(capsys, "--hook") == first == said(capsys, "--hook", "--no-cache")
        assert first[0] == 1
        assert judged == ["check"]

    def test_says_after_any_step_what_a_fresh_one_says(self, shop, repository, capsys):
        steps = [
            lambda: repository("add", "."),
            lambda: repository("commit", "--quiet", "-m", "open the shop"),
            lambda: (shop / "shop/web.py").write_text("from shop import orders\n", encoding="utf-8"),
            lambda: repository("add", "shop/web.py"),
            lambda: (shop / "archlint-baseline.txt").write_text(KNOWN, encoding="utf-8"),
            lambda: repository("add", "archlint-baseline.txt"),
            lambda: repository("reset", "--quiet", "--hard"),
            lambda: repository("rm", "--quiet", "shop/db.py"),
            lambda: repository("commit", "--quiet", "-m", "close the cellar"),
            lambda: repository("checkout", "--quiet", "HEAD~1"),
        ]
        for number, step in enumerate(steps):
            step()
            fresh = said(capsys, "--hook", "--no-cache")
            assert said(capsys, "--hook") == fresh, number
            assert said(capsys, "--hook") == fresh, number

    def test_asks_each_time_for_lines_that_a_change_brings_in(self, tree, repository, judged, capsys):
        tree(SHOP)
        repository("add", ".")
        repository("commit", "--quiet", "-m", "open the shop")
        tree(SKIP)
        repository("add", ".")

        # How git tells lines is a matter of its settings and attributes, too.
        assert said(capsys, "--hook")[0] == said(capsys, "--hook")[0] == 1
        assert judged == ["check", "check"]

    def test_is_not_taken_for_a_check_of_the_disk(self, shop, repository, capsys):
        repository("add", ".")
        (shop / "shop/web.py").write_text("", encoding="utf-8")

        assert [said(capsys, *words)[0] for words in ([], ["--hook"], [], ["--hook"])] == [0, 1, 0, 1]

    def test_judges_nothing_where_texts_alone_are_others(self, tree, shop, repository, judged, capsys):
        repository("add", ".")
        repository("commit", "--quiet", "-m", "open the shop")
        first = said(capsys, "--hook")
        judged.clear()
        for text in ("from shop import db\n\nX = 1\n", "from shop import db  # still\n"):
            tree({"shop/orders.py": text})
            repository("add", ".")

            assert said(capsys, "--hook") == first == said(capsys, "--hook")
        assert judged == []
        assert said(capsys, "--hook", "--no-cache") == first

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("shop/web.py", "from shop import db  # shown\nfrom shop import orders\n"),
            ("shop/orders.py", "import shop.db\n"),
            ("archlint-baseline.txt", KNOWN),
            ("README.md", "no module, but who knows\n"),
        ],
    )
    def test_judges_where_more_is_another(self, tree, shop, repository, judged, capsys, name, text):
        repository("add", ".")
        repository("commit", "--quiet", "-m", "open the shop")
        said(capsys, "--hook")
        judged.clear()
        tree({"shop/db.py": "X = 1\n", name: text})
        repository("add", ".")

        after = said(capsys, "--hook")

        assert judged == ["check"]
        assert after == said(capsys, "--hook", "--no-cache")

    def test_judges_where_a_rule_looks_at_a_text(self, tree, repository, judged, capsys):
        tree(LEAK)
        repository("add", ".")
        repository("commit", "--quiet", "-m", "open the shop")
        before = said(capsys, "--hook")
        tree({"shop/orders/basket.py": "from ..db.orm import Row\n\n\nclass Row: ...\n"})
        repository("add", ".")
        judged.clear()

        after = said(capsys, "--hook")

        assert (before[0], after[0], judged) == (1, 0, ["check"])
        assert after == said(capsys, "--hook", "--no-cache")

    def test_judges_after_a_commit(self, tree, shop, repository, judged, capsys):
        repository("add", ".")
        repository("commit", "--quiet", "-m", "open the shop")
        said(capsys, "--hook")
        tree({"shop/orders.py": "from shop import db\n\nX = 1\n"})
        repository("commit", "--quiet", "--all", "-m", "count")
        judged.clear()

        assert said(capsys, "--hook") == said(capsys, "--hook", "--no-cache")
        assert judged == ["check"] * 2

    @pytest.mark.parametrize("seed", range(2))
    def test_says_of_any_texts_what_a_fresh_one_says(self, tree, repository, capsys, seed):
        tree(everything())
        repository("add", ".")
        repository("commit", "--quiet", "-m", "open the shop")
        assert_fresh(tree, capsys, seed, lambda: repository("add", "."), "--hook")
