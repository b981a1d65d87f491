"""From names to components: who gets a module that two of them name, and what is said of names that fit nothing."""

import pytest

from archlint.graph import Misdeclared
from archlint.settings import SettingsError
from tests.graph.sketch import entries, graph, read

SHOP = read(
    [
        "shop.web.views -> shop.orders.cart",
        "shop.orders.cart -> shop.db.orm",
        "shop.db.orm -> shop.db.types",
        "shop.payments.eu.tax -> shop.payments.base",
        "shop.payments.us.tax -> sqlalchemy.orm",
        "shop.payments.testing -> json",
    ],
    known=["attrs", "google"],
)


def owners(*texts: str, toml: str = "") -> dict[str, str]:
    """Return the label of the component that each module belongs to."""
    found = graph(SHOP, toml)
    partition = found.assign(found.select(entries(*texts)))
    names = found.names.all
    return {names[node]: partition.parts[part].label for node, part in enumerate(partition.component) if part >= 0}


def labels(*texts: str, toml: str = "") -> dict[str, list[str]]:
    """Return the modules of each component that a list names."""
    found = graph(SHOP, toml)
    return {one.label: [found.name(node) for node in one.exactness] for one in found.select(entries(*texts))}


def complaint(*texts: str, toml: str = "") -> list[str]:
    """Return what is said of a list: message, label and help."""
    found = graph(SHOP, toml)
    with pytest.raises(Misdeclared) as caught:
        found.assign(found.select(entries(*texts)))
    return ["; ".join(filter(None, [p.message, p.label, p.help])) for p in caught.value.problems]


def misdeclared(toml: str) -> list[tuple[tuple[str | int, ...], str]]:
    """Return what is said of the settings themselves, and where."""
    with pytest.raises(SettingsError) as caught:
        graph(SHOP, toml)
    return [(one.problem.where, one.problem.message) for one in caught.value.problems]


def test_the_more_exact_name_wins_in_whatever_order():
    expected = {"shop.db": "shop.db", "shop.db.orm": "shop.db", "shop.db.types": "shop.db.types"}

    assert expected == owners("shop.db", "shop.db.types")
    assert expected == owners("shop.db.types", "shop.db")


def test_a_literal_segment_is_more_exact_than_a_capture():
    found = owners("shop.payments.{region}", "shop.payments.testing", "shop.payments.base", "!shop.payments.__init__")

    assert {
        "shop.payments.base": "shop.payments.base",
        "shop.payments.eu": "shop.payments.eu",
        "shop.payments.eu.tax": "shop.payments.eu",
        "shop.payments.testing": "shop.payments.testing",
        "shop.payments.us": "shop.payments.us",
        "shop.payments.us.tax": "shop.payments.us",
    } == found


def test_a_components_table_splits_modules_by_the_more_exact_name_too():
    toml = """
        [components]
        kernel = ["shop.web", "shop.db.types"]
        db = "shop.db"
    """

    assert {
        "kernel": ["shop.web", "shop.web.views", "shop.db.types"],
        "db": ["shop.db", "shop.db.orm"],
    } == labels("kernel", "db", toml=toml)


def test_two_that_name_a_module_equally_well_are_an_error_that_names_both():
    [told] = complaint("shop.*.orm", "*.db.orm")

    assert "`shop.db.orm` belongs to `shop.*.orm` and to `*.db.orm`" in told
    assert "`!shop.db.orm`" in told


def test_a_tie_is_told_although_its_first_module_is_taken_by_a_third_name():
    told = complaint("shop.*", "*.db", "shop.db.__init__")

    assert ["`shop.db.orm` belongs to `shop.*` and to `*.db`"] == [t.partition(":")[0] for t in told]


def test_a_tie_that_a_third_name_takes_as_a_whole_is_none():
    found = graph(read([], ["a.x.m", "a.y.m", "b.x.m"]))
    named = found.select(entries("a.*.m", "*.x.m", "a.x.m"))

    partition = found.assign(named)

    assert {"a.y.m": 0, "b.x.m": 1, "a.x.m": 2} == {
        found.name(node): part for node, part in enumerate(partition.component) if part >= 0
    }


def test_the_same_name_twice_is_told_in_those_words():
    assert ["`shop.db` is named twice; delete one of the two"] == complaint("shop.db", "shop.db")


def test_a_tie_in_the_components_table_stands_at_the_table():
    [(where, message)] = misdeclared("[components]\na = ['shop.web', 'shop.db']\nb = ['shop.orders', 'shop.db']\n")

    assert where[:2] == ("components", "b")
    assert "belongs to `a` and to `b`" in message


def test_a_list_in_the_components_table_is_one_component():
    toml = "[components]\nfront = ['shop.web', 'shop.orders']\n"

    assert {"front": ["shop.web", "shop.web.views", "shop.orders", "shop.orders.cart"]} == labels("front", toml=toml)


def test_a_capture_makes_one_component_a_match_and_a_star_makes_one_in_all():
    toml = """
        [components]
        payments = ["shop.payments.{region}", "!shop.payments.base", "!shop.payments.testing"]
    """

    assert ["payments.eu", "payments.us"] == list(labels("payments", toml=toml))
    assert ["shop.payments.eu", "shop.payments.us"] == list(labels("shop.payments.{eu,us}"))
    assert ["shop.payments.*"] == list(labels("shop.payments.*"))


def test_captures_of_one_component_meet_by_the_text_they_stand_for():
    """Two entries of a component with the same capture add up, one component for each text."""
    toml = "[components]\nregion = ['shop.payments.{r}.tax', 'shop.payments.{r}.__init__']\n"

    assert {
        "region.eu": ["shop.payments.eu", "shop.payments.eu.tax"],
        "region.us": ["shop.payments.us", "shop.payments.us.tax"],
    } == {label: sorted(modules) for label, modules in labels("region", toml=toml).items()}


@pytest.mark.parametrize("texts", [("shop.db", "!shop.db.types"), ("!shop.db.types", "shop.db")])
def test_an_exclusion_takes_away_whatever_the_order(texts):
    assert {"shop.db": ["shop.db", "shop.db.orm"]} == labels(*texts)


def test_an_exclusion_takes_from_components_and_by_component_as_well():
    toml = "[components]\ndb = 'shop.db'\nkernel = 'shop.db.types'\n"

    assert {"db": ["shop.db"]} == labels("db", "!shop.db.orm", toml=toml)
    assert {"shop.db": ["shop.db", "shop.db.orm"]} == labels("shop.db", "!kernel", toml=toml)


def test_an_exclusion_that_matches_nothing_is_an_error_but_not_in_brackets():
    assert ["no module matches `shop.db.typos`"] == [
        t.partition(";")[0] for t in complaint("shop.db", "!shop.db.typos")
    ]
    assert ["shop.db"] == list(labels("shop.db", "!(shop.db.typos)"))


def test_a_name_whose_modules_are_all_taken_away_is_an_error():
    assert ["everything that `shop.db.types` names is taken away again in this list"] == complaint(
        "shop.web", "shop.db.types", "!shop.db"
    )


def test_a_component_that_more_exact_names_empty_is_an_error():
    assert ["nothing is left for `shop.*.types`: more exact names take all its modules"] == complaint(
        "shop.*.types", "shop.db.types"
    )
    assert ["nothing is left for `shop.orders.{part}`: more exact names take all its modules"] == complaint(
        "shop.orders.{part}", "shop.orders.cart"
    )


def test_a_capture_may_lose_components_to_more_exact_names_in_the_table_too():
    toml = "[components]\nregion = 'shop.payments.{r}'\nshared = ['shop.payments.base', 'shop.payments.testing']\n"

    assert ["region.eu", "region.us", "shared"] == list(labels("region", "shared", toml=toml))


def test_a_component_may_not_take_the_name_of_another_top_level_module():
    assert [(("components", "shop"), "component `shop` has the name of the top-level module `shop`")] == [
        (where, message.partition(",")[0]) for where, message in misdeclared("[components]\nshop = 'shop.db'\n")
    ]
    assert {"shop": "shop"}.items() <= owners("shop", toml="[components]\nshop = 'shop'\n").items()


def test_a_component_with_dots_in_its_name_is_the_module_of_that_name():
    toml = "[components]\n'shop.db' = '(shop.db)'\n'shop.db.types' = 'shop.db.types'\n"

    assert {"shop.db": ["shop.db", "shop.db.orm"]} == labels("shop.db", toml=toml)
    assert [(("components", "shop.db"), "component `shop.db` has the name of a module")] == [
        (where, message.partition(",")[0]) for where, message in misdeclared("[components]\n'shop.db' = 'shop.web'\n")
    ]


def test_a_component_in_brackets_may_be_left_with_nothing():
    toml = "[components]\n'shop.web' = '{}'\nviews = ['shop.web.views', 'shop.web.__init__']\n"

    assert {} == labels("shop.web", toml=toml.format("(shop.web)"))
    assert ["nothing is left for `shop.web`: more exact names take all its modules"] == [
        message for _, message in misdeclared(toml.format("shop.web"))
    ]


def test_a_component_that_means_nothing_is_told_even_where_no_rule_uses_it():
    assert [(("components", "db", 0), "no module matches `shop.databse`")] == misdeclared(
        "[components]\ndb = 'shop.databse'\n"
    )


def test_all_mistakes_of_the_components_table_are_told_at_once():
    toml = "[components]\na = 'shop.wbe'\nb = 'shop..db'\nshop = 'shop.web'\n"

    assert {("components", "a", 0), ("components", "b", 0), ("components", "shop")} == {
        where for where, _ in misdeclared(toml)
    }


@pytest.mark.parametrize("name", ["attrs", "attrs.validators", "json", "os.path", "google.cloud.storage", "sqlalchemy"])
def test_a_third_party_has_to_be_known_not_imported(name):
    assert [name] == list(labels(name))


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("sqlalchmey", "sqlalchemy"),
        ("atrs", "attrs"),
        ("shop.ordes", "shop.orders"),
        ("shop.ordes.cart", "shop.orders.cart"),
        ("shop.ordes.*", "shop.orders.*"),
        ("shop.paymnets.{region}", "shop.payments.{region}"),
        ("shop.ordes.__init__", "shop.orders.__init__"),
        ("orders", "shop.orders"),
        ("Kernel", "kernel"),
        ("kernal", "kernel"),
        ("<thirdparty>", ""),
    ],
)
def test_a_misspelt_name_is_told_with_the_nearest(name, near):
    toml = "[components]\nkernel = ['shop.web', 'shop.db.types']\n"
    [told] = complaint(name, toml=toml)

    assert (f"did you mean `{near}`?" if near else "is no group") in told


def test_the_own_file_of_what_is_no_package_is_told_so():
    assert ["`shop.db.orm` is no package, so it has no `__init__`"] == complaint("shop.db.orm.__init__")
    assert ["`json` is not read, so nothing is known of its `__init__`"] == complaint("json.__init__")


def test_a_name_in_brackets_may_be_absent_and_yields_no_component():
    assert ["shop.db"] == list(labels("shop.db", "(shop.jobs)", "(shop.{kind}.jobs)", "(requets)"))


def packages(*texts: str, toml: str = "") -> list[str]:
    return [package for package, _, _ in graph(SHOP, toml).packages(entries(*texts))]


def test_containers_are_the_packages_that_the_names_mean():
    toml = "[components]\npayments = ['shop.payments.{region}', '!shop.payments.base', '!shop.payments.testing']\n"

    assert ["shop.orders", "shop.web"] == packages("shop.web", "shop.orders")
    assert ["shop.payments.eu", "shop.payments.us"] == packages("payments", toml=toml)
    assert ["shop.db", "shop.orders", "shop.web"] == packages("shop.*", "!shop.payments")
    assert ["shop"] == packages("<first-party>")
    assert ["shop"] == packages("**", "<first-party>")[:1]


def test_each_container_knows_what_its_captures_stand_for():
    found = graph(SHOP).packages(entries("shop.payments.{region}.tax"))

    assert [("shop.payments.eu.tax", (("region", "eu"),)), ("shop.payments.us.tax", (("region", "us"),))] == [
        (package, binding) for package, binding, _ in found
    ]
