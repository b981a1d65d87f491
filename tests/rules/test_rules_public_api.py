"""Corners of the rule that keeps a package behind its door."""

from collections.abc import Mapping

import pytest

from archlint.settings import SettingsError
from tests.graph.sketch import judged, read

SHOP = [
    "shop.web -> shop.orders:Cart",
    "shop.web -> shop.orders.facade:buy",
    "shop.web -> shop.orders.lines:Line",
    "shop.web -> shop.orders.lines.stock",
    "shop.web -> requests.adapters",
]
TEXTS = {"shop.orders": "from shop.orders.cart import Cart, Bag", "shop.orders.facade": "def buy(): ..."}


def told(expose: dict[str, list[str]], *arrows: str, exports: Mapping[str, tuple[str, ...]] | None = None) -> list[str]:
    imported = read(arrows or SHOP, ["shop.orders.facade", "shop.orders.cart"], texts=TEXTS, exports=exports)
    results = judged(imported, {"rules": {"doors": {"type": "public-api", "expose": expose}}})
    assert not (results.problems and results.findings)
    return [one.message for one in results.problems] or [
        f"{one.importer} -> {one.imported}" for one in results.findings
    ]


def test_a_package_that_may_be_absent_and_is_absent_has_no_door():
    assert told({"(shop.jobs)": ["api"]}) == []


def test_a_library_that_is_known_and_not_imported_may_have_a_door():
    imported = read(SHOP, known=["celery"])

    results = judged(imported, {"rules": {"doors": {"type": "public-api", "expose": {"celery": ["app"]}}}})

    assert results.problems == ()
    assert results.findings == ()


def test_what_a_library_offers_cannot_be_checked():
    assert told({"requests": ["api"]}) == ["shop.web -> requests.adapters"]
    assert told({"requests": ["adapters"]}) == []


@pytest.mark.parametrize("name", ["Cart", "Bag", "facade.buy"])
def test_a_name_exists_where_its_file_speaks_of_it_whether_or_not_somebody_takes_it(name):
    """Or the last import of a name to go would turn the settings wrong."""
    assert told({"shop.orders": [name]}, "shop.web -> shop.orders.facade:sell") == ["shop.web -> shop.orders.facade"]


@pytest.mark.parametrize(("name", "near"), [("facde", "facade"), ("Crat", ""), ("facade.buyy", "")])
def test_a_name_that_nothing_has_is_an_error(name, near):
    imported = read(SHOP, ["shop.orders.facade"], texts=TEXTS)

    results = judged(imported, {"rules": {"doors": {"type": "public-api", "expose": {"shop.orders": [name]}}}})

    [problem] = results.problems
    assert f"`shop.orders` has nothing called `{name}`" in problem.message
    assert (f"did you mean `{near}`?" if near else "") == problem.label


def test_a_star_in_a_file_may_bring_any_name():
    imported = read(["shop.web -> shop.orders.facade"], texts={"shop.orders": "from shop.orders.cart import *"})

    results = judged(imported, {"rules": {"doors": {"type": "public-api", "expose": {"shop.orders": ["Cart"]}}}})

    assert results.problems == ()


def test_a_child_that_its_package_lists_is_exposed_as_a_name_and_no_deeper():
    exports = {"shop.orders": ("facade",)}
    whole, inside = "shop.web -> shop.orders.facade", "shop.jobs -> shop.orders.facade:buy"

    assert told({"shop.orders": ["."]}, whole, inside, exports=exports) == ["shop.jobs -> shop.orders.facade"]


def test_the_own_file_of_a_package_is_exposed_without_what_lies_below():
    assert told({"shop.orders": ["lines.__init__", "facade", "Cart"]}) == ["shop.web -> shop.orders.lines.stock"]


def test_what_one_list_takes_away_another_may_give():
    expose = {"shop.orders": ["lines", "!lines.stock", "facade", "Cart"]}

    assert told(expose) == ["shop.web -> shop.orders.lines.stock"]
    assert told({**expose, "*.orders": ["lines.stock"]}) == []


def only(rule: Mapping[str, object], *arrows: str, components: Mapping[str, str] | None = None) -> list[str]:
    imported = read(arrows or SHOP, ["shop.orders.facade", "shop.orders.cart"], texts=TEXTS)
    results = judged(imported, {"components": components or {}, "rules": {"doors": {"type": "public-api", **rule}}})
    assert results.problems == ()
    return [f"{one.importer} -> {one.imported}" for one in results.findings]


def test_an_expression_fits_the_whole_of_what_is_taken_and_nothing_below_it():
    assert only({"expose": {"shop.orders": ["/lines/", "/facade.b.y/", "/Car/"]}}) == [
        "shop.web -> shop.orders",
        "shop.web -> shop.orders.lines",
        "shop.web -> shop.orders.lines.stock",
    ]
    assert only({"expose": {"shop.orders": ["/.*/", "!/.*stock/"]}}) == ["shop.web -> shop.orders.lines.stock"]


def test_the_empty_expression_is_the_package_without_its_names():
    arrows = ["shop.web -> shop.orders", "shop.jobs -> shop.orders:Cart"]

    assert only({"expose": {"shop.orders": ["//"]}}, *arrows) == ["shop.jobs -> shop.orders"]


def test_an_expression_that_cannot_be_read_is_told_where_it_stands():
    with pytest.raises(SettingsError) as told:
        only({"expose": {"shop.orders": ["/get_(.*/"]}})

    [problem] = [one.problem for one in told.value.problems]
    assert problem.where == ("rules", "doors", "expose", "shop.orders", 0)
    assert problem.message.startswith("`/get_(.*/` is no regular expression: missing )")


def test_the_rule_binds_those_outsiders_that_it_names():
    arrows = ["shop.web -> shop.orders.lines", "shop.jobs -> shop.orders.lines", "shop.jobs.late -> shop.orders.lines"]

    assert only({"expose": {"shop.orders": ["cart"]}, "outsiders": ["shop.jobs", "!shop.jobs.late"]}, *arrows) == [
        "shop.jobs -> shop.orders.lines"
    ]


def test_what_another_component_takes_of_a_package_is_outside_of_it():
    arrows = [
        "shop.orders.facade.old -> shop.orders.cart",
        "shop.web -> shop.orders.facade",
        "shop.orders.facade -> sys",
    ]
    components = {"shop.orders": "shop.orders", "shop.orders.facade": "shop.orders.facade"}

    assert only({"expose": {"shop.orders": ["Bag"]}}, *arrows) == ["shop.web -> shop.orders.facade"]
    assert only({"expose": {"shop.orders": ["Bag"]}}, *arrows, components=components) == [
        "shop.orders.facade.old -> shop.orders.cart"
    ]
