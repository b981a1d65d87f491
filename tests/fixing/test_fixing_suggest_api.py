"""`archlint suggest-api`: what packages should offer, by demand."""

import json

import pytest

from tests.fixing.shops import DEEP

SHOP = {
    **DEEP,
    "shop/orders/__init__.py": "from .cart import Cart as Cart\nfrom .cart import Sum\n\nprint(Sum)\n",
    "shop/orders/cart.py": "class Cart: ...\n\n\nclass Line: ...\n\n\nclass Sum: ...\n\n\nclass _Row: ...\n",
    "shop/orders/handed.py": "from shop.orders.cart import Line\n",
    "shop/web.py": "from shop.orders.cart import Cart, Line, Sum, _Row\n",
    "shop/jobs.py": "from shop.orders.cart import Line\n\n\ndef f():\n    from shop.orders.cart import Line\n",
    "shop/mail.py": "from shop.orders.handed import Line\n",
}


def test_names_come_by_demand_with_what_has_to_be_done(tree, call):
    tree(SHOP)

    assert call("suggest-api").out == (
        "Outsiders take 4 names from the inside of 1 package.\n"
        "\n"
        "shop.orders.cart:Line  3 modules: shop.jobs, shop.mail and shop.web\n"
        "  = add `from .cart import Line as Line` to shop/orders/__init__.py\n"
        "\n"
        "shop.orders.cart:Cart  1 module: shop.web\n"
        "  = shop.orders offers it already: `archlint fix` leads who takes it there\n"
        "\n"
        "shop.orders.cart:Sum  1 module: shop.web\n"
        "  = say in shop/orders/__init__.py that it is meant: `from .cart import Sum as Sum`\n"
        "\n"
        "shop.orders.cart:_Row  1 module: shop.web\n"
        "  = it begins with an underscore: give it a name that others may use, or what they need instead\n"
    )


def test_what_it_says_makes_fix_able_to_mend(tree, call):
    folder = tree(SHOP)
    init = folder / "shop/orders/__init__.py"
    names = json.loads(call("suggest-api", "--format", "json").out)["names"]
    lines = [one["line"] for one in names if one["state"] == "missing"]
    init.write_text(
        init.read_text().replace("from .cart import Sum\n", "from .cart import Sum as Sum\n") + "\n".join(lines) + "\n"
    )
    (folder / "shop/web.py").write_text("from shop.orders.cart import Cart, Line, Sum\n\nprint(Cart, Line, Sum)\n")

    assert "3 of 3 violations are mended" in call("fix", "--write").out
    assert (folder / "shop/web.py").read_text() == "from shop.orders import Cart, Line, Sum\n\nprint(Cart, Line, Sum)\n"


@pytest.mark.parametrize("settings", [True, False])
def test_without_rules_packages_below_the_top_are_looked_at(tree, call, settings):
    folder = tree(SHOP)
    (folder / "archlint.toml").unlink()
    if settings:
        tree({"archlint.toml": '[rules.lonely]\ntype = "acyclic"\nmodules = ["shop"]\n'})

    told = json.loads(call("suggest-api", "--format", "json").out)

    assert [one["key"].partition(":")[2] for one in told["names"]] == ["Line", "Cart", "Sum", "_Row"]
    assert told["names"][0] == {
        "key": "shop.orders.cart:Line",
        "package": "shop.orders",
        "module": "shop.orders.cart",
        "name": "Line",
        "modules": 3,
        "imports": 4,
        "importers": ["shop.jobs", "shop.mail", "shop.web"],
        "state": "missing",
        "where": "shop/orders/__init__.py",
        "line": "from .cart import Line as Line",
        "listed": False,
    }


def test_a_long_list_is_read_in_pieces(tree, call):
    tree(SHOP)
    first = json.loads(call("suggest-api", "--format", "json", "--limit", "2").out)
    then = json.loads(call("suggest-api", "--format", "json", "--limit", "2", "--after", first["after"]).out)
    whole = json.loads(call("suggest-api", "--format", "json", "--limit", "0").out)

    assert first["names"] + then["names"] == whole["names"]
    assert (first["total"], then["after"], whole["after"]) == (4, None, None)
    assert (
        "... and 2 more: --after shop.orders.cart:Cart goes on, --limit 0 shows all\n"
        in call("suggest-api", "--limit", "2").out
    )


def test_a_package_with_a_list_of_its_names_is_told_to_list_them(tree, call):
    tree({**SHOP, "shop/orders/__init__.py": "from .cart import Sum\n\n__all__ = ['Cart']\n"})

    told = call("suggest-api").out

    assert "add `from .cart import Line` to shop/orders/__init__.py, and the name to its `__all__`" in told
    assert 'add "Sum" to the `__all__` of shop/orders/__init__.py' in told


def test_a_name_of_nothing_is_told_with_the_nearest(tree, call):
    tree(SHOP)

    done = call("suggest-api", "shop.order")

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("error: there is no `shop.order` here; did you mean `shop.orders`?\n")
    assert call("suggest-api", "--after", "nothing").code == 0


def test_nothing_to_suggest_is_said(tree, call):
    tree({**DEEP, "shop/web.py": ""})

    assert call("suggest-api").out == "Nobody takes a name from the inside of these packages.\n"
