"""A committed shop to compare with, and what one asks of a comparison."""

import json

from tests.cli.shops import SHOP

__all__ = ["BIG", "ROOMS", "report"]

BIG = "".join(f"value_{number} = {number}\n" for number in range(20))
"""Enough for git to know a file again after an import was added to it."""
ROOMS = {
    "archlint.toml": SHOP["archlint.toml"],
    "shop/__init__.py": "",
    "shop/web/__init__.py": "",
    "shop/web/cart.py": f"import shop.orders.basket\n{BIG}",
    "shop/web/admin.py": f"import shop.db.orm\n{BIG}x = 1\n",
    "shop/orders/__init__.py": "",
    "shop/orders/basket.py": f"import shop.db.orm\n{BIG}y = 1\n",
    "shop/db/__init__.py": "",
    "shop/db/orm.py": f"{BIG}z = 1\n",
}
"""A shop whose admin pages have passed over a layer for long."""


def report(call, *words, against="main"):
    """Return the exit code of a comparison, and its report."""
    done = call("check", "--against", against, "--format", "json", *words)
    return done.code, json.loads(done.out)
