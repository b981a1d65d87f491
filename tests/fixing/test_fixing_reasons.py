"""Every reason for which an import is left alone, each on the smallest shop that has it."""

import json

import pytest

from archlint.report.repair.words import REASONS, reason
from tests.fixing.shops import CYCLE, DEEP, LAYERS, TYPED, UNUSED

DOOR = "shop/orders/__init__.py"
CART = "shop/orders/cart.py"
WEB = "shop/web.py"
CASES: dict[str, tuple[dict[str, str], dict[str, str | bytes]]] = {
    "another": (DEEP, {DOOR: "from .other import Cart as Cart\n", "shop/orders/other.py": "class Cart: ...\n"}),
    "changed": (DEEP, {CART: "Cart = None\n\n\ndef open_():\n    global Cart\n    Cart = dict\n"}),
    "channel": (
        UNUSED,
        {
            "archlint.toml": UNUSED["archlint.toml"] + 'kinds = ["channel"]\n',
            WEB: "from blinker import signal\n\n\n@signal('paid').connect\ndef book(sender): ...\n",
            "shop/db.py": "from blinker import signal\n\nsignal('paid').send()\n",
        },
    ),
    "conditional": (DEEP, {DOOR: "import os\n\nif os.name:\n    from .cart import Cart as Cart\n"}),
    "cycle": (DEEP, {DOOR: "from .cart import Cart as Cart\nimport shop.web\n"}),
    "declared": (
        LAYERS,
        {
            WEB: "from shop import orders\n",
            "archlint.toml": LAYERS["archlint.toml"]
            + '[[declared]]\nimports = ["shop.web -> shop.db"]\nbecause = "a bus"\n',
        },
    ),
    "dynamic": (LAYERS, {WEB: "import importlib\n\nimportlib.import_module('shop.db')\n"}),
    "effects": (UNUSED, {"shop/db.py": "def query(): ...\n\n\nprint('connected')\n"}),
    "encoding": (DEEP, {WEB: b"# coding: cp932 \xfa\x4a\nfrom shop.orders.cart import Cart\n\nprint(Cart)\n"}),
    "forbidden": (DEEP, {"archlint.toml": DEEP["archlint.toml"].replace('["."]', '["api"]'), "shop/orders/api.py": ""}),
    "handed-on": (UNUSED, {"shop/jobs.py": "from shop.web import query\n"}),
    "incidental": (DEEP, {DOOR: "from .cart import Cart\n\nprint(Cart)\n"}),
    "lazy": (DEEP, {DOOR: "def __getattr__(name): ...\n"}),
    "line-ends": (DEEP, {WEB: "import os\rfrom shop.orders.cart import Cart\n\nprint(Cart)\n"}),
    "module": (DEEP, {WEB: "import shop.orders.cart\n"}),
    "needed": (CYCLE, {"shop/cart.py": "from shop.customer import Customer\n\nprint(Customer)\n"}),
    "no-import": (UNUSED, {"archlint.toml": '[rules.lonely]\ntype = "orphan"\nmodules = ["shop"]\n', WEB: ""}),
    "no-package": (UNUSED, {WEB: "from shop.db import query\n\nprint(query)\n"}),
    "opaque": (DEEP, {DOOR: "from .cart import Cart as Cart\n\nglobals()['Cart'] = dict\n"}),
    "outside": (DEEP, {DOOR: "from requests import *\nfrom .cart import Cart as Cart\n"}),
    "patched": (DEEP, {"shop/tests.py": "from mock import patch\n\npatch('shop.orders.cart.Cart')\n"}),
    "placed": (TYPED, {WEB: TYPED[WEB].replace("from shop.db", "if 1:\n    from shop.db")}),
    "private": (
        DEEP,
        {
            DOOR: "from .cart import _Cart as _Cart\n",
            CART: "class _Cart: ...\n",
            WEB: "from shop.orders.cart import _Cart\n\nprint(_Cart)\n",
        },
    ),
    "quoted": (TYPED, {WEB: "from shop.db import Row\n\n\ndef show(row: Row) -> None: ...\n"}),
    "several": (DEEP, {DOOR: "from .cart import Cart as Cart\nCart = Cart or dict\n"}),
    "shared-line": (UNUSED, {WEB: "import os; from shop.db import query\n\nprint(os)\n"}),
    "star": (DEEP, {WEB: "from shop.orders.cart import *\n"}),
    "submodule": (
        DEEP,
        {
            DOOR: "from .box import cart as cart\n",
            "shop/orders/box.py": "def cart(): ...\n",
            WEB: "from shop.orders.box import cart\n\nprint(cart)\n",
        },
    ),
    "string": (
        UNUSED,
        {
            "archlint.toml": UNUSED["archlint.toml"] + 'kinds = ["string"]\n',
            WEB: "import pkgutil\n\npkgutil.resolve_name('shop.db:query')()\n",
        },
    ),
    "syntax": (DEEP, {WEB: "lazy from shop.orders.cart import Cart\n\nprint(Cart)\n"}),
    "unbound": (DEEP, {DOOR: ""}),
    "unlisted": (DEEP, {DOOR: "from .cart import Cart\n\n__all__ = ['Basket']\n"}),
    "unloaded": (LAYERS, {WEB: "from shop.db import query\n\nprint(query)\n"}),
    "used": (CYCLE, {"archlint.toml": CYCLE["archlint.toml"].replace('["runtime"]', '["runtime", "typing"]')}),
}
UNREACHED = {"breaks", "conflict", "remains", "unread", "written"}
"""What only a second look can say; see test_fixing_verdict.py."""


@pytest.mark.parametrize("word", CASES)
def test_an_import_is_left_alone_and_the_reason_given(tree, call, word):
    shop, changed = CASES[word]
    folder = tree({**shop, **{path: text for path, text in changed.items() if isinstance(text, str)}})
    for path, content in changed.items():
        if isinstance(content, bytes):
            (folder / path).write_bytes(content)
    before = {path: path.read_bytes() for path in folder.rglob("*.py")}

    done = call("fix", "--write", "--format", "json", "--no-cache")

    told = json.loads(done.out)
    assert (done.code, done.err) == (0, "")
    assert word in told["reasons"], told["reasons"]
    assert {path: path.read_bytes() for path in folder.rglob("*.py")} == before
    refused = next(one["refused"] for one in told["refused"] if one["refused"]["reason"] == word)
    assert refused["because"] == reason(word, refused["module"], refused["name"])
    assert "{" not in refused["because"]
    assert "``" not in refused["because"]
    assert "  " not in refused["because"]


def test_of_what_is_private_the_package_is_told_that_lacks_it_and_not_who_else_has_it(tree, call):
    mailing = {"shop/mailing/__init__.py": "from shop.orders.cart import Cart\n\nprint(Cart)\n"}
    tree({**DEEP, **mailing, DOOR: ""})

    (refused,) = {
        json.dumps(one["refused"]) for one in json.loads(call("fix", "--format", "json").out)["refused"]
    }  # of both who take it

    assert json.loads(refused)["reason"] == "unbound"
    assert json.loads(refused)["module"] == "shop.orders"


def test_no_reason_is_without_its_shop():
    assert CASES.keys() | UNREACHED == REASONS.keys()
    assert not CASES.keys() & UNREACHED


@pytest.mark.parametrize(
    "shop", [DEEP, LAYERS, CYCLE, UNUSED, TYPED], ids=["deep", "layers", "cycle", "unused", "typed"]
)
def test_the_shops_themselves_can_be_mended(tree, call, shop):
    tree(shop)

    told = json.loads(call("fix", "--format", "json").out)

    assert (len(told["mended"]), told["refused"]) == (1, [])
