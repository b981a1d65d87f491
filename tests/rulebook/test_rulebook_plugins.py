"""Contract types of a team's own: code, which runs when it is asked for, in a process of its own, as it is."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from archlint.cli import main

SHOP = Path(__file__).parents[2] / "fixtures" / "shop" / "shop"
BANNED = """\
from pathlib import Path

from importlinter import Contract, ContractCheck, fields, output

Path("was-here").touch()


class Banned(Contract):
    type_name = "banned"
    module = fields.ModuleField()

    def check(self, graph, verbose):
        print("noise")
        importers = sorted(graph.find_modules_that_directly_import(self.module.name))
        return ContractCheck(kept=not importers, metadata={"importers": importers}, warnings=["mind the gap"])

    def render_broken_contract(self, check):
        for one in check.metadata["importers"]:
            output.print_error(f"- {one} -> {self.module.name} (l.3, l.5)", bold=False)


class Mute(Banned):
    module = fields.ModuleField()

    def render_broken_contract(self, check):
        output.print("Too many importers:")
        output.print(str(len(check.metadata["importers"])))


class Broken(Banned):
    module = fields.ModuleField()

    def check(self, graph, verbose):
        raise RuntimeError("out of tea")


class Dead(Banned):
    module = fields.ModuleField()

    def check(self, graph, verbose):
        import os

        os._exit(7)
"""
SETTINGS = """\
[importlinter]
root_package = shop
contract_types =
    banned: checks.Banned
    mute: checks.Mute
    broken: checks.Broken
    dead: checks.Dead
    lost: nowhere.Lost
    order: importlinter.contracts.layers.LayersContract

[importlinter:contract:tables]
name = Nobody imports the tables
type = banned
module = shop.db.tables
"""


@pytest.fixture
def shop(tmp_path, monkeypatch):
    shutil.copytree(SHOP, tmp_path / "shop", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "checks.py").write_text(BANNED, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name in ("ARCHLINT_ALLOW_PLUGINS", "ARCHLINT_NO_OWN_RULES"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def checked(shop, capsys):
    """Return a function that checks the shop by settings, and returns exit code, stdout and stderr."""

    def check(settings=SETTINGS, *words):
        (shop / ".importlinter").write_text(settings, encoding="utf-8")
        code = main(["check", "--format", "concise", *words])
        return code, *capsys.readouterr()

    return check


def test_nothing_of_it_runs_unless_it_is_allowed(shop, checked):
    code, _, complaint = checked()

    assert code == 2
    assert "`banned` is a contract type of your own, which is code: it was not run" in complaint
    assert not (shop / "was-here").exists()


def test_what_it_prints_of_imports_is_told_where_they_stand(shop, checked):
    code, told, _ = checked(SETTINGS, "--allow-plugins")

    assert code == 1
    assert told.splitlines()[:3] == [
        "shop/db/orm.py:6:1: tables/forbidden: Nobody imports the tables: shop.db.orm -> shop.db.tables",
        "shop/orders/models.py:4:1: tables/forbidden: Nobody imports the tables: shop.orders.models -> shop.db.tables",
        "shop/web/admin.py:3:1: tables/forbidden: Nobody imports the tables: shop.web.admin -> shop.db.tables",
    ]
    assert ".importlinter:11: note: Nobody imports the tables warns: mind the gap" in told
    assert "1 rule of your own ran as code from checks.Banned." in told
    assert (shop / "was-here").exists()
    assert "checks" not in sys.modules


def test_the_environment_may_allow_it_and_has_the_last_word_against_it(checked, monkeypatch):
    monkeypatch.setenv("ARCHLINT_ALLOW_PLUGINS", "1")
    assert checked()[0] == 1

    monkeypatch.setenv("ARCHLINT_NO_OWN_RULES", "1")
    assert checked(SETTINGS, "--allow-plugins")[0] == 2


def test_a_baseline_takes_it_in(checked, capsys):
    checked()
    assert main(["baseline", "--allow-plugins"]) == 0

    assert checked(SETTINGS, "--allow-plugins")[0] == 0


def test_it_is_judged_anew_each_time(shop, checked):
    assert checked(SETTINGS, "--allow-plugins")[0] == 1
    (shop / "checks.py").write_text(BANNED.replace("not importers", "True"), encoding="utf-8")

    assert checked(SETTINGS, "--allow-plugins")[0] == 0


def test_what_names_no_import_is_told_as_a_whole_at_the_contract(checked):
    _, told, _ = checked(SETTINGS.replace("type = banned", "type = mute"), "--allow-plugins")

    assert ".importlinter:11:2: tables/forbidden: Nobody imports the tables is broken: Too many importers: / 3" in told


@pytest.mark.parametrize(
    ("type_", "words"),
    [
        ("broken\nmodule = shop", "`checks.Broken` failed: RuntimeError: out of tea"),
        ("dead\nmodule = shop", "`checks.Dead` failed: its process ended with 7"),
        ("lost", "`nowhere.Lost` failed: ModuleNotFoundError: No module named 'nowhere'"),
        ("banned\nmodul = x", "`checks.Banned` failed: InvalidContractOptions: "),
    ],
)
def test_what_fails_is_told_and_leaves_the_run_incomplete(checked, type_, words):
    settings = SETTINGS.replace("type = banned\nmodule = shop.db.tables", f"type = {type_}")
    code, _, complaint = checked(settings, "--allow-plugins")

    assert code == 2
    assert words in complaint
    assert "Traceback" not in complaint


@pytest.mark.parametrize(
    "session",
    ["", "include_external_packages = True\n", "exclude_type_checking_imports = True\n"],
    ids=["plain", "externals", "typing"],
)
@pytest.mark.parametrize(
    "layers", [("shop.web", "shop.orders", "shop.db"), ("shop.db", "shop.kernel"), ("shop.payments", "shop.kernel")]
)
def test_a_built_in_type_as_one_of_ones_own_says_what_lint_imports_says(shop, checked, session, layers):
    listed = "".join(f"    {layer}\n" for layer in layers)
    contract = f"[importlinter:contract:order]\nname = Order\ntype = order\nlayers =\n{listed}"
    head = re.sub("    (banned|mute|broken|dead|lost): .*\n", "", SETTINGS.partition("\n[")[0]) + "\n" + session
    code, told, _ = checked(f"{head}\n{contract}", "--allow-plugins")

    command = [str(Path(sys.executable).with_name("lint-imports")), "--config", ".importlinter", "--no-cache"]
    where = {"PYTHONPATH": str(shop), "COLUMNS": "200", "PATH": "/usr/bin:/bin", "HOME": str(shop)}
    done = subprocess.run(command, check=False, cwd=shop, capture_output=True, text=True, env=where)
    said = re.sub("\x1b\\[[0-9;]*m", "", done.stdout)

    assert ("Order BROKEN" in said, "Order KEPT" in said) == (code == 1, code == 0)
    imports = re.compile(r"([\w.]+) -> ([\w.]+)(?= \()")
    assert {*imports.findall(said)} <= {*re.findall(r"([\w.]+) -> ([\w.]+)", told)}
