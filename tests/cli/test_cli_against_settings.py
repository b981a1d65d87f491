"""What the settings allow that they did not at the base, in words."""

import pytest

from tests.cli.comparing import BIG, ROOMS, report

pytestmark = pytest.mark.git


POLICY = """
[policy]
waiver-needs = ["because", "owner"]

[rules.doors]
type = "budget"
measure = "fan-in"
max = 3
modules = ["shop.db", "shop.web"]
"""
SHIFTS = {
    "the type": (
        'type = "linked-list"',
        'type = "layers"',
        True,
        "rule shop: shop.web -> shop.db became legal, 1 import",
    ),
    "tightened": ("max = 3", "max = 2", False, "rule doors: `max` is 2, and was 3"),
    "a higher limit": ("max = 3", "max = 4", True, "rule doors: `max` is 4, and was 3"),
    "a warning": (
        'type = "linked-list"',
        'type = "linked-list"\nseverity = "warning"',
        True,
        "rule shop is a warning now",
    ),
    "kinds": (
        'type = "linked-list"',
        'type = "linked-list"\nkinds = ["typing"]',
        True,
        "rule shop counts other kinds",
    ),
    "ignored": (
        'type = "linked-list"',
        'type = "linked-list"\nignore = ["shop.web.admin -> shop.db.orm"]',
        True,
        "rule shop ignores `shop.web.admin -> shop.db.orm` now",
    ),
    "less asked of waivers": ('["because", "owner"]', '["because"]', True, "policy: `waiver-needs` is"),
    "left out": ("[policy]", 'exclude = ["shop/web/admin.py"]\n[policy]', True, "1 module is no longer read"),
    "gone": ("[rules.doors]", "[rules.other]", True, "rule doors is gone"),
    "a waiver": (
        "[policy]",
        '[[waivers]]\nimports = ["shop.web.admin -> shop.db.orm"]\nbecause = "x"\nowner = "@web"\n[policy]',
        True,
        "waives `shop.web.admin -> shop.db.orm` without an end",
    ),
}


@pytest.mark.parametrize("name", SHIFTS)
def test_what_becomes_of_the_settings_is_said_in_words(name, tree, repository, call):
    old, new, loosens, words = SHIFTS[name]
    before = _ordered(ROOMS["archlint.toml"], POLICY)
    tree({**ROOMS, "archlint.toml": before})
    repository("add", ".")
    repository("commit", "--quiet", "-m", "open the shop")
    after = before.replace(old, new, 1)
    tree({"archlint.toml": after})

    strict = call("check", "--against", "HEAD", "--fail-on", "loosened", "--format", "json")
    _, found = report(call, against="HEAD")

    assert any(words in told for told in found["against"]["policy"]), found["against"]["policy"]
    assert found["against"]["loosened"] == loosens
    assert strict.code == int(loosens)


UNWRITTEN = {
    "a layer is left out": (
        'type = "linked-list"\nlayers = ["shop.web", "shop.orders", "shop.db"]',
        'type = "linked-list"\nlayers = ["shop.web", "shop.orders"]',
        ["shop.db -> shop.orders", "shop.db -> shop.web", "shop.web -> shop.db"],
    ),
    "an order is turned around": (
        'type = "layers"\nlayers = ["shop.web", "shop.orders"]',
        'type = "layers"\nlayers = ["shop.orders", "shop.web"]',
        ["shop.orders -> shop.web"],
    ),
    "a side is named more exactly": (
        'type = "forbidden"\nfrom = ["shop.db"]\nto = ["shop.web"]\nindirect = false',
        'type = "forbidden"\nfrom = ["shop.db"]\nto = ["shop.web.cart"]\nindirect = false',
        ["shop.db -> shop.web"],
    ),
    "one more may import a library": (
        'type = "protected"\n[rules.shop.importers]\n"sqlite3" = ["shop.db"]',
        'type = "protected"\n[rules.shop.importers]\n"sqlite3" = ["shop.db", "shop.web"]',
        ["shop.web.cart -> sqlite3"],
    ),
    "a door more": (
        'type = "public-api"\n[rules.shop.expose]\n"shop.db" = []',
        'type = "public-api"\n[rules.shop.expose]\n"shop.db" = ["orm"]',
        ["shop.web.cart -> shop.db.orm"],
    ),
    "a region apart": (
        'type = "independent"\nmodules = ["shop.{part}"]',
        'type = "independent"\nmodules = ["shop.{part}", "!shop.db"]',
        ["shop.db -> shop.orders", "shop.orders -> shop.db", "shop.web -> shop.db", "shop.db -> shop.web"],
    ),
    "a component grows out of another": (
        'type = "layers"\nlayers = ["top", "low"]\n[components]\ntop = ["shop.web"]\nlow = ["shop.db", "shop.orders"]',
        'type = "layers"\nlayers = ["top", "low"]\n[components]\ntop = ["shop.web", "shop.orders"]\nlow = ["shop.db"]',
        ["low -> top"],
    ),
    "a layer more": (
        'type = "linked-list"\nlayers = ["shop.web", "shop.db"]',
        'type = "linked-list"\nlayers = ["shop.web", "shop.orders", "shop.db"]',
        [],
    ),
    "another name for the same": (
        'type = "layers"\nlayers = ["shop.web", "shop.db"]',
        'type = "layers"\nlayers = ["ui", "shop.db"]\n[components]\nui = ["shop.web"]',
        [],
    ),
    "anybody may import a library": (
        'type = "protected"\n[rules.shop.importers]\n"sqlite3" = ["shop.db"]\n"json" = ["shop.orders"]',
        'type = "protected"\n[rules.shop.importers]\n"json" = ["shop.orders"]',
        ["an import of sqlite3"],
    ),
    "forbidden by another name": (
        'type = "linked-list"\nlayers = ["shop.web", "shop.orders"]',
        'type = "linked-list"\nlayers = ["shop.orders", "shop.db", "shop.web"]',
        [],
    ),
    "tightened": (
        'type = "layers"\nlayers = ["shop.web", "shop.orders", "shop.db"]',
        'type = "layers"\nlayers = ["shop.web", "shop.orders", "shop.db"]\nclosed = ["shop.orders"]',
        [],
    ),
}


@pytest.mark.parametrize("name", UNWRITTEN)
def test_what_became_legal_is_told_before_anybody_has_written_it(name, tree, repository, call):
    before, after, legal = UNWRITTEN[name]
    files = {path: BIG for path in ROOMS if path.endswith(".py")} | {"shop/db/orm.py": f"import json, sqlite3\n{BIG}"}
    tree({**files, "archlint.toml": f"[rules.shop]\n{before}\n"})
    repository("add", ".")
    repository("commit", "--quiet", "-m", "open the shop")
    tree({"archlint.toml": f"[rules.shop]\n{after}\n"})

    code, found = report(call, "--fail-on", "loosened", against="HEAD")

    told = [one for one in found["against"]["policy"] if "became" in one]
    assert sorted(told) == sorted(f"rule shop: {one} became legal, no import yet" for one in legal)
    assert (code, found["against"]["loosened"]) == (bool(legal), bool(legal))


def test_what_is_forbidden_by_another_name_became_neither_legal_nor_illegal(tree, repository, call):
    order = '[rules.shop]\ntype = "linked-list"\nlayers = {}\n'
    pages = {"shop/orders/basket.py": f"import shop.web.cart\n{BIG}", "shop/web/cart.py": BIG}
    tree({**ROOMS, **pages, "archlint.toml": order.format('["shop.web", "shop.orders"]')})
    repository("add", ".")
    repository("commit", "--quiet", "-m", "open the shop")
    tree({"archlint.toml": order.format('["shop.orders", "shop.db", "shop.web"]')})

    code, found = report(call, "--fail-on", "loosened", against="HEAD")

    assert (code, found["against"]["loosened"]) == (0, False)
    assert [(one["kind"], one["state"]) for one in found["violations"] if one["importer"] == "shop.orders.basket"] == [
        ("skip", "known")
    ]


def _ordered(rules, policy):
    """Keys of the top come before all tables in TOML; those that a test adds stand before `[policy]`."""
    return f"{policy}{rules}"


def test_a_baseline_that_grows_is_a_loosening(shop, tree, call):
    tree({"shop/web/cart.py": f"import shop.db.orm\n{BIG}"})
    call("baseline")

    code, found = report(call, "--fail-on", "loosened")

    assert code == 1
    assert found["against"]["policy"] == ["archlint-baseline.txt accepts 2 violations more"]


def test_settings_that_were_not_there_are_no_loosening(tree, repository, call):
    tree({path: text for path, text in ROOMS.items() if path != "archlint.toml"})
    repository("add", ".")
    repository("commit", "--quiet", "-m", "open the shop")
    tree({"archlint.toml": ROOMS["archlint.toml"]})

    code, found = report(call, "--fail-on", "loosened", against="HEAD")

    assert (code, found["against"]["policy"], found["summary"]["known"]) == (0, [], 1)


def test_a_package_that_moves_into_the_one_around_it_loosens_nothing(tree, repository, call):
    """The old layer's name, told in names of today, would mean all of the shop."""
    settings = ROOMS["archlint.toml"].replace("shop.db", "shop.core").replace('"shop.orders", ', "")
    files = {"shop/__init__.py": "", "shop/web/__init__.py": "", "shop/web/cart.py": "import shop.core.money\n"}
    tree({**files, "archlint.toml": settings, "shop/core/money.py": BIG, "shop/tests.py": "import shop.web.cart\n"})
    repository("add", ".")
    repository("commit", "--quiet", "-m", "open the shop")
    repository("mv", "shop/core/money.py", "shop/money.py")
    tree({"archlint.toml": settings.replace("shop.core", "shop.money"), "shop/web/cart.py": "import shop.money\n"})

    code, found = report(call, "--fail-on", "loosened", against="HEAD")

    assert code == 0, found["against"]["policy"]
    assert not found["against"]["loosened"]
