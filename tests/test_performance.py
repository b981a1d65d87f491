"""The page of figures is what `make peers` writes, and its words hold. What anything takes is not tested."""

import configparser
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from archlint.cli import main
from benchmarks.peers import answers, budgets, figures, page
from benchmarks.peers.contracts import Contracts, as_archlint, as_import_linter, as_tach
from benchmarks.peers.corpora import CORPORA
from benchmarks.peers.figures import Figures
from benchmarks.peers.states import ALONE, STATES
from benchmarks.process import Run

linux = pytest.mark.skipif(sys.platform != "linux", reason="the benchmarks need Linux")

CODE = {
    "shop/__init__.py": "",
    "shop/web/__init__.py": "",
    "shop/web/cart.py": "def late():\n    import shop.orders.basket\n",
    "shop/orders/__init__.py": "",
    "shop/orders/basket.py": "from shop.tools import money\n",
    "shop/orders/report.py": "import shop.db.orm\n",
    "shop/db/__init__.py": "",
    "shop/db/orm.py": "import shop.web.cart\n",
    "shop/tools/__init__.py": "",
    "shop/tools/money.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import shop.db.orm\n",
}
CONTRACTS = Contracts(
    layers=("shop.web", "shop.orders", "shop.db"),
    forbidden=("shop.tools", "shop.orders.report"),
    independent=("shop.db.orm", "shop.tools"),
    inside=("shop",),
    names=("orders", "tools"),
)
"""Three broken, by single imports and by a chain, one for type checkers and one inside a function; one kept."""


@pytest.fixture
def shop(tmp_path, monkeypatch):
    for name, text in CODE.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def by_archlint(folder, capsys):
    (folder / "archlint.toml").write_text(as_archlint(CONTRACTS), encoding="utf-8")
    main(["check", "--format", "json", "--limit", "0"])
    return answers.by_archlint(capsys.readouterr().out)


def test_archlint_and_import_linter_are_asked_the_same(shop, capsys):
    (shop / ".importlinter").write_text(as_import_linter(CONTRACTS, ["shop"]), encoding="utf-8")

    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "COLUMNS": "200"})
    theirs = answers.by_import_linter(done.stdout)

    assert theirs == {"layers": True, "forbidden": False, "independent": True, "inside": True}
    assert by_archlint(shop, capsys).broken == theirs


def test_tach_is_told_all_that_is_not_allowed_for_all_that_is_declared(shop):
    told = tomllib.loads(as_tach(CONTRACTS, ["shop"], shop))
    refused = {each["path"]: each.get("cannot_depend_on", []) for each in told["modules"]}

    assert told["ignore_type_checking_imports"] is False
    assert refused == {
        "shop": [],
        "shop.web": [],
        "shop.orders": ["shop.web"],
        "shop.orders.report": ["shop.web"],
        "shop.tools": ["shop.db.orm", "shop.orders", "shop.orders.report"],
        "shop.db": ["shop.orders", "shop.orders.report", "shop.web"],
        "shop.db.orm": ["shop.orders", "shop.orders.report", "shop.tools", "shop.web"],
    }


def test_what_tach_says_of_inner_modules_is_said_of_the_contracts(shop, capsys):
    code = '{{"Located": {{"details": {{"Code": {{"ForbiddenDependency": {{{0}}}}}}}}}}}'
    pairs = [("shop.db.orm", "shop.web"), ("shop.tools", "shop.db.orm")]
    each = [code.format(f'"usage_module": "{one}", "definition_module": "{other}"') for one, other in pairs]

    found = answers.by_tach(f"a warning\n[{', '.join(each)}]", CONTRACTS)

    assert found == {("shop.db", "shop.web"), ("shop.tools", "shop.db.orm")}
    assert found == by_archlint(shop, capsys).direct


@pytest.mark.parametrize("corpus", CORPORA, ids=lambda corpus: corpus.name)
def test_every_codebase_is_asked_three_contracts_by_every_tool(corpus, tmp_path):
    for root in corpus.roots:
        (tmp_path / root).mkdir()
    theirs = configparser.ConfigParser()
    theirs.read_string(as_import_linter(corpus.contracts, corpus.roots))
    ours = tomllib.loads(as_archlint(corpus.contracts))["rules"]
    declared = {each["path"] for each in tomllib.loads(as_tach(corpus.contracts, corpus.roots, tmp_path))["modules"]}

    assert len(ours) == 3
    assert {section.rpartition(":")[2] for section in theirs.sections()} - {"importlinter"} == set(ours)
    assert {*corpus.contracts.named(), *corpus.roots} <= declared


@pytest.mark.parametrize("budget", budgets.BUDGETS, ids=lambda budget: f"{budget.corpus}-{budget.state}-{budget.peer}")
def test_every_budget_is_measured_by_the_command(budget):
    corpus = next(corpus for corpus in CORPORA if corpus.name == budget.corpus)

    assert budget.hoped <= budget.most
    if budget.state == ALONE:
        assert corpus.alone
    else:
        state = STATES[budget.state]
        assert state.tools[0] == budget.tool
        assert {budget.peer} - {""} <= {*state.tools}
        assert state.large or corpus.modules < 100_000


def test_the_page_is_what_the_command_writes():
    """After a change of words, `python -m benchmarks.peers --page` writes it anew."""
    text = page.FILE.read_text(encoding="utf-8")

    assert text == page.written(figures.load())
    assert not re.search(r"/(?:root|home|tmp|usr|var)\b", text)


def test_the_page_says_which_budgets_are_met():
    runs = {"archlint": [Run(0.1, 1, 30)], "lint-imports": [Run(0.4, 1, 40)]}
    known = Figures({})
    known.put("django", "cold", runs)
    known.put("django", "warm", runs)
    known.put("homeassistant", "warm", runs)

    table = page.written(known).partition("## The budgets")[2].partition("\n## ")[0]

    assert "| Django, cold | lint-imports | 0.60x | 0.40x | 0.25x | yes, and the hope |" in table
    assert "| Django, warm | lint-imports | 0.30x | 0.07x | 0.25x | yes |" in table
    assert "| Home Assistant, warm | lint-imports | 0.10x | 0.033x | 0.25x | no |" in table
    assert table.count("not measured") == len(budgets.BUDGETS) - 3


def test_the_page_says_where_a_peer_wins():
    known = Figures({})
    known.put("django", "cold", {"archlint": [Run(0.4, 0.5, 60)] * 3, "tach": [Run(0.5, 0.3, 59)] * 3})

    table = page.written(known).partition("## Where a peer wins")[2].partition("\n## ")[0]

    rows = [line for line in table.splitlines() if line.startswith("| Django")]
    assert rows == ["| Django 5.2 | cold, no cache | `tach` | wall, s | 0.30 | 0.50 |"]


def test_a_part_that_is_measured_again_leaves_the_rest():
    known = Figures({})
    known.put("django", "cold", {"archlint": [Run(1, 1, 10)], "tach": [Run(2, 2, 20)]})
    known.put("django", "cold", {"archlint": [Run(3, 5, 30), Run(4, 6, 40), Run(9, 9, 90)]})

    assert known.of("django", "cold", "archlint") == (4, 6, 40, 3)
    assert known.of("django", "cold", "tach") == (2, 2, 20, 1)
    assert known.of("django", "warm", "tach") is None


def run_apart(command, folder):
    """Measure a command, in a process of its own: it waits for all children, also for those of other tests."""
    script = (
        "import os; from pathlib import Path; from benchmarks.process import run\n"
        f"folder = Path({str(folder)!r})\n"
        f"print(run({command!r}, folder, folder / 'report', os.environ).mebibytes)"
    )
    root = Path(__file__).parents[1]
    return subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=False)


@linux
def test_what_a_command_leaves_behind_is_waited_for_and_counted(tmp_path):
    child = "import os; room = bytearray(os.urandom(64) * 2**20); open('done', 'w').close()"
    mother = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {child!r}], start_new_session=True)"

    done = run_apart([sys.executable, "-c", mother], tmp_path)

    assert (tmp_path / "done").exists()
    assert float(done.stdout) > 64


@linux
def test_memory_is_that_of_the_command_and_not_of_who_measures(tmp_path):
    done = run_apart(["sh", "-c", "exit 1"], tmp_path)

    assert 0 < float(done.stdout) < 6


@linux
def test_a_command_that_fails_ends_the_measuring_with_what_it_said(tmp_path):
    done = run_apart(["sh", "-c", "echo no such thing; exit 7"], tmp_path)

    assert done.returncode == 1
    assert done.stderr == "sh -c echo no such thing; exit 7 ended with 7:\nno such thing\n\n"
