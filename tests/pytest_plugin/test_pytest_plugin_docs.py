"""What docs/pytest.md shows is so."""

import re
from pathlib import Path

import pytest

from archlint.report import case_names
from archlint.settings import Request, Settings

pytest_plugins = ["pytester"]

PAGE = (Path(__file__).parents[2] / "docs/pytest.md").read_text(encoding="utf-8")
SHOP = {
    "archlint.toml": '[rules.no-way-back]\ntype = "layers"\nlayers = ["shop.web", "shop.orders", "shop.db"]\n',
    "shop/__init__.py": "",
    "shop/web/__init__.py": "",
    "shop/web/cart.py": "from shop.orders import basket\n",
    "shop/orders/__init__.py": "",
    "shop/orders/basket.py": "from shop.db.orm import query\n",
    "shop/db/__init__.py": "",
    "shop/db/orm.py": "def query(): ...\n",
}


@pytest.fixture
def example(shop, pytester):
    shop(SHOP, {"test_shown.py": re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)[0]})
    for layer in ("web", "orders", "db"):  # here they are packages
        (pytester.path / f"shop/{layer}.py").unlink()
    return pytester


def test_the_assertions_hold_for_a_shop_that_keeps_its_layers(example):
    example.runpytest_inprocess("test_shown.py").assert_outcomes(passed=4)


def test_and_fail_for_one_that_does_not(example):
    (example.path / "shop/orders/basket.py").write_text("from shop.web import cart\n", encoding="utf-8")
    (example.path / "shop/web/cart.py").write_text(
        "from shop.orders import basket\nif TYPE_CHECKING:\n    from shop.db import orm\n", encoding="utf-8"
    )

    example.runpytest_inprocess("test_shown.py").assert_outcomes(failed=4)


@pytest.mark.parametrize("words", re.findall(r"^    pytest (.*?)(?: {2,}#.*)?$", PAGE, re.MULTILINE))
def test_the_command_lines_run(shop, pytester, words):
    shop()

    assert pytester.runpytest_inprocess(*words.split()).ret == pytest.ExitCode.OK


def test_the_page_names_the_tests_that_are_no_rules(tmp_path):
    named = re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)

    assert tuple(named) == case_names(Request(Settings(tmp_path, "archlint.toml", {})))
