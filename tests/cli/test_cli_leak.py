"""Names that are handed on, where code is compared, supposed or replayed: their text goes by names of its own."""

import json

import pytest

from tests.cli.comparing import BIG, report
from tests.cli.replayed import checked, log, replayed

SETTINGS = """
packages = ["shop"]
[components]
room = "shop.{room}"
[rules.leak]
"""
FILES = {
    "archlint.toml": SETTINGS,
    "shop/__init__.py": "",
    "shop/web/__init__.py": "",
    "shop/web/cart.py": f"from shop.orders.basket import Row\n{BIG}",
    "shop/orders/__init__.py": "",
    "shop/orders/basket.py": f"from ..db.orm import Row\n{BIG}",
    "shop/db/__init__.py": "",
    "shop/db/orm.py": f"class Row: ...\n{BIG}",
}
LEAK = "leak leak shop.web.cart -> shop.orders.basket"
MOVES = [
    ("shop.orders.basket", "shop.orders.trolley", "leak leak shop.web.cart -> shop.orders.trolley"),
    ("shop.orders.basket", "shop.stock.basket", "leak leak shop.web.cart -> shop.stock.basket"),
    ("shop.orders", "shop.sales", "leak leak shop.web.cart -> shop.sales.basket"),
    ("shop.db.orm", "shop.tables", LEAK),
    ("shop.db", "shop.tables.old", LEAK),
    ("shop.db.orm", "shop.orders.orm", ""),
    ("shop.db.orm", "shop.web.orm", ""),
    ("shop.web.cart", "shop.db.cart", ""),
]


@pytest.fixture
def shop(tree):
    return tree(FILES)


@pytest.mark.parametrize(("old", "new", "left"), MOVES)
def test_a_name_is_followed_through_modules_that_are_supposed_to_have_moved(shop, call, old, new, left):
    answer = json.loads(call("whatif", "--move", old, new, "--format", "json").out)

    assert [one["fingerprint"] for one in (*answer["still"], *answer["new"])] == ([left] if left else [])


def test_a_name_that_is_supposed_not_to_be_imported_any_more_is_not_handed_on(shop, call):
    answer = json.loads(call("whatif", "--cut", "shop.orders.basket -> shop.db.orm", "--format", "json").out)

    assert [one["fingerprint"] for one in answer["fixed"]] == [LEAK]


@pytest.mark.git
@pytest.mark.parametrize(
    ("moved", "texts"),
    [
        (
            {"shop/orders/basket.py": "shop/orders/trolley.py"},
            {"shop/web/cart.py": f"from shop.orders.trolley import Row\n{BIG}"},
        ),
        (
            {"shop/db/orm.py": "shop/db/tables.py"},
            {"shop/orders/basket.py": f"from ..db.tables import Row\n{BIG}"},
        ),
    ],
)
def test_a_leak_over_a_module_that_was_renamed_is_the_one_that_was_there(shop, repository, tree, call, moved, texts):
    repository("add", ".")
    repository("commit", "--quiet", "-m", "open the shop")
    for old, new in moved.items():
        repository("mv", old, new)
    tree(texts)

    code, found = report(call, against="HEAD")

    assert code == 0
    assert [one["state"] for one in found["violations"]] == ["known"]
    assert found["against"]["fixed"] == []


@pytest.mark.git
def test_a_leak_that_a_text_brings_without_another_import_is_new_and_told_at_the_importer(shop, repository, tree, call):
    tree({"shop/orders/basket.py": f"from ..db.orm import Row\nRow = list[Row]\n{BIG}"})
    repository("add", ".")
    repository("commit", "--quiet", "-m", "open the shop")
    tree({"shop/orders/basket.py": FILES["shop/orders/basket.py"]})

    code, found = report(call, against="HEAD")

    assert code == 1
    [violation] = found["violations"]
    assert (violation["state"], violation["path"], violation["line"]) == ("new", "shop/web/cart.py", 1)


@pytest.mark.git
def test_a_history_is_told_as_checks_of_its_commits_would_tell_it(
    shop, repository, tree, call, tmp_path_factory, monkeypatch
):
    own = f"from ..db.orm import Row\nRow = list[Row]\n{BIG}"
    for text in (FILES["shop/orders/basket.py"], own, f"{own}# more\n", FILES["shop/orders/basket.py"]):
        tree({"shop/orders/basket.py": text})
        repository("add", ".")
        repository("commit", "--quiet", "--allow-empty", "-m", "go on")

    assert call("history").code == 0

    folder = tmp_path_factory.mktemp("laid-out")
    told = [(commit, standing) for commit, standing, _ in replayed(log(shop))]
    assert [standing for _, standing in told] == [{LEAK}, set(), set(), {LEAK}]
    for commit, standing in told:
        assert standing == checked(shop, commit, folder / commit, call, monkeypatch)
