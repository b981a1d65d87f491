"""What `leak` says, of whom it is silent, and what it refuses."""

import pytest

from archlint.source import Symbols
from tests.graph.sketch import judged, read

SHOP = [
    "shop.web.cart -> shop.orders.basket:Row",
    "shop.web.cart -> shop.orders.basket:Order",
    "shop.web.cart -> shop.orders:tables",
    "shop.web.list -> shop.orders.basket:Row",
    "shop.orders.basket -> shop.db:Row",
    "shop.db -> shop.db.orm:Row",
    "shop.orders.basket -> shop.db.names:Purchase",
    "shop.orders -> shop.db.tables",
]
TEXTS = {
    "shop.orders": "from shop.db import tables",
    "shop.db": "from shop.db.orm import Row",
    "shop.orders.basket": "from shop.db import Row\nfrom shop.db.names import Purchase as Order",
    "shop.db.orm": "class Row: ...",
    "shop.db.names": "class Purchase: ...",
    "shop.db.tables": "",
}
TABLE = {room: f"shop.{room}" for room in ("web", "orders", "db")}


def of_the_shop(components=TABLE, **rule):
    imported = read(SHOP, ["shop.db.orm"], texts=TEXTS)
    return judged(imported, {"components": components, "rules": {"leak": rule}})


def test_a_message_says_who_takes_what_from_whom_and_where_it_is_defined():
    assert [(one.message, one.help) for one in of_the_shop().findings] == [
        (
            (
                "shop.web.cart takes Order (shop.db.names.Purchase) and Row from shop.orders.basket, "
                "which only hands them on from shop.db.names and shop.db.orm"
            ),
            (
                "import each from where it belongs (shop.db or shop.db.names) "
                "or let orders offer something of its own instead"
            ),
        ),
        (
            "shop.web.cart takes tables from shop.orders, which only hands it on from shop.db",
            "import it from shop.db or let orders offer something of its own instead",
        ),
        (
            "shop.web.list takes Row from shop.orders.basket, which only hands it on from shop.db.orm",
            "import it from shop.db or let orders offer something of its own instead",
        ),
    ]


def test_a_leak_is_an_import_with_the_components_of_both_ends_and_without_it_there_is_none():
    first, *_ = of_the_shop().findings

    assert (first.tail, first.head, first.lines) == ("web", "orders", (1, 2))
    assert first.cut == (("shop.web.cart", "shop.orders.basket"),)
    assert first.fingerprint == "leak leak shop.web.cart -> shop.orders.basket"


def test_a_facade_owns_what_it_hands_on():
    assert [one.importer for one in of_the_shop(facades=["shop.orders.basket", "shop.orders.__init__"]).findings] == []


@pytest.mark.parametrize(
    ("rule", "components", "words"),
    [
        ({"modules": ["shop.web", "shop.db"]}, {}, "this list names only `shop.web` and `shop.db`"),
        ({}, {}, "[components] names nothing, and there is no `modules`"),
        ({}, {"web": "shop.web"}, "[components] names only `web`, and there is no `modules`"),
        ({"facades": ["requests"]}, TABLE, "`requests` is not read, so what it hands on is not known"),
        ({"facades": ["shop.ordrs"]}, TABLE, "no module matches `shop.ordrs`"),
    ],
)
def test_what_leaves_nothing_to_judge_is_told(rule, components, words):
    imported = read([*SHOP, "shop.web -> requests"], texts=TEXTS)

    [problem] = judged(imported, {"components": components, "rules": {"leak": rule}}).problems

    assert words in problem.message


def test_a_module_that_cannot_have_a_taken_name_from_elsewhere_is_not_parsed(monkeypatch):
    parsed: list[tuple[str, ...]] = []

    def symbols(lines, *_, **__):
        parsed.append(lines)
        return Symbols({})

    monkeypatch.setattr("archlint.source.symbols", symbols)
    shop = ["shop.web.cart -> shop.orders.basket:Basket", "shop.orders.basket -> shop.db.orm:Row"]
    texts = {"shop.orders.basket": "from shop.db.orm import Row\nclass Basket: ...", "shop.db.orm": "class Row: ..."}
    rules = {"components": TABLE, "rules": {"leak": {}}}

    judged(read(shop, texts=texts), rules)
    assert parsed == []

    judged(read([*shop, "shop.web.list -> shop.orders.basket:Row"], texts=texts), rules)
    assert parsed == [("from shop.db.orm import Row", "class Basket: ...")]
