"""Modules by the names that they have elsewhere."""

from archlint.source.moves import moved
from tests.graph import sketch


def test_a_module_below_which_something_lies_is_a_package_from_now_on():
    read = sketch.read(["shop.web -> shop.orders"], ["shop.db"])

    found = moved(read, {"shop.db": "shop.orders.db"})

    packages = [name for name, flag in zip(found.modules, found.packages, strict=True) if flag]
    assert packages == ["shop", "shop.orders"]


def test_a_package_that_has_lost_its_modules_is_one_still():
    read = sketch.read(["shop.web.cart -> shop.orders"])

    found = moved(read, {"shop.web.cart": "shop.cart"})

    assert dict(zip(found.modules, found.packages, strict=True))["shop.web"] == 1
