"""`lint-imports` with our contract types: what it prints, and what it says to a mistake."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SHOP = Path(__file__).parents[2] / "fixtures" / "shop" / "shop"
TYPES = """\
[importlinter]
root_package = shop
contract_types =
    linked_list: archlint.contracts.LinkedList
    budget: archlint.contracts.Budget
"""
ORDER = """
[importlinter:contract:order]
name = The shop is a list
type = linked_list
layers =
    shop.web
    shop.orders : shop.payments
    shop.db
foundation = shop.kernel
"""
DOORS = """
[importlinter:contract:doors]
name = Few doors
type = budget
measure = entry-modules
max = 2
modules = shop.*
"""


@pytest.fixture
def linted(tmp_path):
    """Return a function that runs lint-imports over the shop, and returns its exit code and what it says."""
    shutil.copytree(SHOP, tmp_path / "shop", ignore=shutil.ignore_patterns("__pycache__"))

    def run(settings):
        (tmp_path / "setup.cfg").write_text(TYPES + settings, encoding="utf-8")
        command = [str(Path(sys.executable).with_name("lint-imports")), "--config", "setup.cfg", "--no-cache"]
        done = subprocess.run(
            command, check=False, cwd=tmp_path, capture_output=True, text=True, env=environment(tmp_path)
        )
        return done.returncode, re.sub("\x1b\\[[0-9;]*m", "", done.stdout + done.stderr)  # older ones always colour

    return run


def environment(folder):
    return {"PYTHONPATH": str(folder), "COLUMNS": "200", "NO_COLOR": "1", "PATH": "/usr/bin:/bin", "HOME": str(folder)}


def test_a_broken_list_is_told_pair_by_pair_with_its_imports(linted):
    code, said = linted(ORDER)

    assert code == 1
    assert "The shop is a list BROKEN" in said
    assert (
        "shop.db -> shop.orders points back up:\n"
        "-   shop.db.tables -> shop.orders.models (l.6)\n"
        "\n"
        "shop.web -> shop.db passes over shop.orders and shop.payments:\n"
        "-   shop.web.admin -> shop.db.tables (l.3)\n"
        "-   shop.web.stock -> shop.reports (l.3), shop.reports -> shop.db.orm (l.3)\n"
    ) in said


def test_a_broken_budget_says_how_much_there_is_of_what(linted):
    code, said = linted(DOORS)

    assert code == 1
    assert "entry-modules of shop.orders is 3, 2 at most:\n-   shop.db.tables -> shop.orders.models (l.6)\n" in said
    assert "entry-modules of shop.db" not in said


def test_what_is_ignored_is_no_import_and_the_guidance_ends_a_broken_contract(linted):
    ignored = """ignore_imports =
    shop.db.tables -> shop.orders.models
    shop.web.admin -> shop.db.*
broken_contract_guidance =
    Ask the platform team.
"""
    code, said = linted(ORDER + ignored)

    assert code == 1
    assert "points back up" not in said
    assert "shop.web.admin" not in said
    assert "Ask the platform team." in said

    code, said = linted(ORDER + ignored.replace("shop.db.*\n", "shop.db.*\n    shop.reports -> shop.db.orm\n"))
    assert (code, "KEPT" in said) == (0, True)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (
            ORDER.replace("shop.web\n", "shop.webb\n"),
            "layers: module 'shop.webb' does not exist. Did you mean 'shop.web'?",
        ),
        (ORDER.replace("shop.kernel", "shop.kernle"), "foundation: module 'shop.kernle' does not exist. Did you mean"),
        (ORDER + "containers = shopp\n", "containers: module 'shopp' does not exist. Did you mean 'shop'?"),
        (ORDER.replace(" : ", " : x | "), "A level is either `a | b` or `a : b`, not both."),
        (ORDER.replace(" : shop.payments", " : shop.orders"), "names a module twice, or none."),
        (
            ORDER + "ignore_imports = shop.web -> shop.nowhere\n",
            "No matches for ignored import shop.web -> shop.nowhere.",
        ),
        (DOORS.replace("entry-modules", "private-names"), "takes more than import-linter's graph"),
        (
            DOORS.replace("entry-modules", "doors"),
            "'doors' is no measure; there is fan-in, fan-out, entry-modules, cycle-size.",
        ),
        (DOORS.replace("max = 2", "max = -2"), "'-2' is no whole number; 0 allows none at all."),
        (DOORS.replace("shop.*", "shop.x.*"), "modules: nothing matches 'shop.x.*'."),
    ],
)
def test_a_mistake_is_told_and_is_no_traceback(linted, settings, words):
    code, said = linted(settings)

    assert code == 1
    assert words in " ".join(said.split())
    assert "Traceback" not in said


@pytest.mark.parametrize(("alerting", "words"), [("warn", "No matches for ignored import"), ("none", "")])
def test_an_ignore_that_matches_nothing_may_be_a_warning_or_nothing(linted, alerting, words):
    idle = f"ignore_imports = shop.web -> shop.nowhere\nunmatched_ignore_imports_alerting = {alerting}\n"
    _, said = linted(DOORS.replace("max = 2", "max = 9") + idle)

    assert "KEPT" in said
    assert ("No matches for ignored import" in said) == bool(words)
