"""What a module needs an imported name for, and which of its own names could stand elsewhere."""

import pytest

from archlint.source.uses import movable, need

FUTURE = "from __future__ import annotations\n"
IMPORT = "from shop.orders import Order\n"


def needed(code, *, future=True, imports=None):
    text = (FUTURE if future else "\n") + code
    return need(text.split("\n"), imports or {(2, "Order")})


@pytest.mark.parametrize(
    "use",
    [
        "def pay(order: Order) -> None: ...",
        "def pay() -> list[Order]: ...",
        "def pay(*orders: Order, **named: Order): ...",
        "async def pay(*, order: Order): ...",
        "last: Order | None = None",
        "class Cart:\n    last: Order\n    def add(self, order: Order): ...",
        "class Cart(Base):\n    def add(self):\n        found: Order = self.find()",
        "@property\ndef last(self) -> Order: ...",
        "@functools.cache\ndef last() -> Order: ...",
        "def outer():\n    if True:\n        def inner(order: Order): ...",
        "def pay(order: 'Order'): ...",
        "def pay(order: list['Order']): ...",
    ],
)
def test_what_stands_in_annotations_alone_is_for_types(use):
    assert needed(IMPORT + use) == "types"


@pytest.mark.parametrize(
    "use",
    [
        "",  # for what it does when it is imported, or to be handed on
        "Order()",
        "def pay(order: Order): return Order()",
        "def pay(order=Order): ...",
        "class Special(Order): ...",
        "def pay(thing): return isinstance(thing, Order)",
        "last: Order\n__all__ = ['Order']",
        "__all__ = ['pay']\n__all__ += ['Order']\ndef pay(order: Order): ...",
        "def pay(order: Order): ...\ndel Order",
        "@route('/pay')\ndef pay(order: Order): ...",
        "class Form(Model):\n    order: Order",
        "class Form(Model):\n    def clean(self, order: Order): ...",
        "@dataclass\nclass Line:\n    order: Order",
        "class Line(metaclass=Meta):\n    order: Order",
        "Alias = list[Order]\ndef pay(order: Alias): ...",
        "def pay(order: Order) -> None:\n    order = cast(Order, order)",
        "def broken(:",
    ],
)
def test_what_runs_or_may_be_asked_for_while_it_runs_is_not(use):
    assert needed(IMPORT + use) == "run"


def test_annotations_that_are_worked_out_have_to_be_quoted():
    assert needed(f"{IMPORT}def pay(order: Order): ...", future=False) == "quoted"
    assert needed(f"{IMPORT}def pay(order: 'Order'): ...", future=False) == "types"


def test_a_module_is_known_by_the_name_that_it_is_bound_to():
    use = "def pay(order: orders.Order): ..."

    assert needed(f"from shop import orders\n{use}", imports={(2, "orders")}) == "types"
    assert needed(f"import shop.orders as orders\n{use}", imports={(2, "shop.orders")}) == "types"
    assert needed("import shop.orders\ndef pay(order: shop.orders.Order): ...", imports={(2, "shop.orders")}) == "run"
    assert needed(f"from shop.orders import *\n{use}", imports={(2, "*")}) == "run"


def test_all_names_of_an_import_have_to_be_for_types():
    code = "from shop.orders import Order, place\ndef pay(order: Order): place()"

    assert needed(code, imports={(2, "Order")}) == "types"
    assert needed(code, imports={(2, "Order"), (2, "place")}) == "run"


TEXT = """
import json
from shop.db import query
LIMIT = 10
RATE = LIMIT * 2
class Order:
    def total(self): return sum(self.lines) + LIMIT
def load(text): return json.loads(text)
def find(number): return query(number)
def late():
    from shop.db import query as ask
    return ask()
def through(): return find(1)
twice = 1
twice = 2
counter = 0
def count():
    global counter
    counter += 1
try:
    import fast
except ImportError:
    fast = None
def quick(): return fast
def unknown(): return nobody_knows
def local():
    query = 1
    return query
"""
MODULE = TEXT.splitlines()
OWN = {3, 11}


def test_what_needs_nothing_of_the_codebase_could_stand_elsewhere():
    names = {"LIMIT", "RATE", "Order", "load"}

    assert movable(MODULE, names, OWN) == names


@pytest.mark.parametrize(
    "name", ["find", "late", "through", "twice", "counter", "count", "fast", "quick", "unknown", "absent", "query"]
)
def test_what_is_tied_to_its_module_or_may_be_could_not(name):
    assert movable(MODULE, {name}, OWN) == frozenset()


def test_of_code_that_cannot_be_read_nothing_is_said():
    assert movable(["def broken(:"], {"broken"}, set()) == frozenset()
