"""What rules say of small graphs: the exact sense of their options where it is easily got wrong, and their words."""

import pytest

from archlint.settings import SettingsError
from tests.graph.sketch import judged


def told(findings):
    """Return kind and chain of each finding."""
    return [(one.kind, " -> ".join(one.chain)) for one in findings.findings]


def messages(findings):
    return [one.message for one in findings.findings]


def helps(findings):
    return [one.help for one in findings.findings]


def problems(findings):
    return [problem.message for problem in findings.problems]


# Layers and linked lists.


def test_a_layer_that_is_absent_is_passed_over_by_nobody():
    found = judged(
        ["shop.web -> shop.db"],
        'rules.linked-list.layers = ["shop.web", "(shop.orders)", "shop.db"]',
    )

    assert told(found) == []
    assert found.problems == ()


def test_a_layer_that_is_absent_for_one_capture_is_passed_over_by_that_one():
    found = judged(
        ["oslo.desk -> oslo.belts", "oslo.desk -> oslo.security", "paris.desk -> paris.belts"],
        'rules.linked-list.layers = ["{x}.desk", "{x}.security", "{x}.belts"]',
    )

    assert told(found) == [("skip", "oslo.desk -> oslo.belts")]


def test_a_skip_is_sent_to_the_first_layer_that_it_passes_over():
    found = judged(
        ["shop.web -> shop.db", "shop.orders -> shop.stock", "shop.carts -> shop.stock"],
        'rules.linked-list.layers = ["shop.web", ["shop.orders", "shop.carts"], "shop.stock", "shop.db"]',
    )

    assert messages(found) == ["shop.web -> shop.db passes over shop.orders, shop.carts and shop.stock"]
    assert helps(found) == ["ask shop.orders or shop.carts for it, or move the caller down a layer"]


def test_every_misnamed_layer_is_told_in_the_order_of_the_file():
    found = judged(
        ["shop.web -> shop.db"],
        """
        [rules.layers]
        foundation = ["shop.kern"]
        layers = ["shop.wbe", "shop.d", ["shop.web", "shop.nowhere"]]
        """,
    )

    assert problems(found) == [
        "no module matches `shop.kern`",
        "no module matches `shop.wbe`",
        "no module matches `shop.d`",
        "no module matches `shop.nowhere`",
    ]


def test_every_container_that_lacks_a_layer_is_told():
    found = judged(
        ["shop.eu.web -> shop.us.web"],
        """
        [rules.layers]
        containers = ["shop.{region}"]
        layers = ["web", "db"]
        """,
    )

    assert problems(found) == ["no module matches `shop.eu.db`", "no module matches `shop.us.db`"]


def test_a_layer_named_once_more_in_brackets_is_named_twice():
    found = judged(["shop.web -> shop.db"], 'rules.layers.layers = ["shop.web", "shop.db", "(shop.web)"]')

    assert problems(found) == ["`shop.web` is named twice"]


@pytest.mark.parametrize(
    "options",
    [
        'layers = ["shop.{part}"]',
        'layers = [["shop.web", "shop.db"]]',
        'layers = ["shop.web"]\nfoundation = ["shop.db"]',
    ],
)
@pytest.mark.parametrize("type_", ["layers", "linked-list"])
def test_a_single_layer_is_fine_where_something_can_break_it(type_, options):
    found = judged(["shop.db -> shop.web"], f"[rules.{type_}]\n{options}")

    assert found.problems == ()
    assert len(found.findings) == 1


@pytest.mark.parametrize("options", ['layers = ["shop.web"]', 'layers = [["shop.web", "shop.db"]]\nsiblings = "free"'])
@pytest.mark.parametrize("type_", ["layers", "linked-list"])
def test_a_single_layer_that_nothing_can_break_is_refused(type_, options):
    with pytest.raises(SettingsError, match="a single layer can never be broken"):
        judged(["shop.db -> shop.web"], f"[rules.{type_}]\n{options}")


def test_what_only_a_rule_that_is_off_names_lies_outside():
    layers = 'layers = ["shop.web", "shop.db"]'

    on = judged(["shop.web -> shop.db"], f"[rules.layers]\n{layers}")
    off = judged(
        ["shop.web -> shop.db"], f'[rules.layers]\n{layers}\nseverity = "off"\n[rules.acyclic]\nmodules = ["shop.db"]'
    )

    assert on.outside == ("shop",)
    assert off.outside == ("shop", "shop.web")


def test_no_module_lies_outside_of_a_rule_about_everything():
    assert judged(["shop.web -> shop.db"], "[rules.acyclic]").outside == ()


# Cycles and shapes.


def test_a_cycle_is_told_from_the_import_to_cut_on():
    thick = ["shop.c -> shop.a", "shop.c.x -> shop.a", "shop.a -> shop.b", "shop.a.x -> shop.b"]

    found = judged(["shop.b -> shop.c", *thick], "[rules.acyclic]")

    assert messages(found) == ["3 in a cycle: shop.b -> shop.c -> shop.a -> shop.b"]
    assert found.findings[0].importer == "shop.b"


ROUND_ABOUT = [
    "shop.web -> shop.db",
    "shop.web -> tools.one",
    "shop.web.admin -> tools.two",
    "tools.one -> shop.db",
    "tools.two -> shop.db",
]


def test_the_cut_of_a_cycle_ends_its_chains_through_modules_of_none_too():
    back = [f"shop.db -> tools.back{i}" for i in range(4)] + [f"tools.back{i} -> shop.web" for i in range(4)]
    back += [f"shop.db.m{i} -> shop.web" for i in range(4)]

    found = judged([*ROUND_ABOUT, *back], 'rules.acyclic = {scope = "components", modules = ["shop.web", "shop.db"]}')

    assert found.findings[0].cut == (
        ("shop.web", "shop.db"),
        ("shop.web", "tools.one"),
        ("shop.web.admin", "tools.two"),
    )


def test_a_shortcut_is_told_by_each_import_and_by_its_chain_and_each_is_cut_by_itself():
    longer = ["shop.web -> shop.orders", "shop.orders -> shop.db"]

    found = judged([*ROUND_ABOUT, *longer], 'rules.linked-list.modules = ["shop.web", "shop.orders", "shop.db"]')

    assert [(one.chain, one.cut) for one in found.findings] == [
        (("shop.web", "shop.db"), (("shop.web", "shop.db"),)),
        (("shop.web", "tools.one", "shop.db"), (("shop.web", "tools.one"), ("shop.web.admin", "tools.two"))),
    ]


def test_previous_and_next_components_are_told_by_name():
    found = judged(
        ["shop.web -> shop.orders", "shop.web -> shop.carts", "shop.orders -> shop.db", "shop.carts -> shop.db"],
        'rules.linked-list.modules = ["shop.web", "shop.orders", "shop.carts", "shop.db"]',
    )

    assert sorted(messages(found)) == [
        "shop.db has 2 previous components: shop.carts, shop.orders",
        "shop.web has 2 next components: shop.carts, shop.orders",
    ]


# Independence.


@pytest.mark.parametrize(("one", "several"), [("shop.pay.*", "shop.pay.{name}"), ("shop.pay", "shop.pay.{name}")])
def test_a_lonely_component_is_told_how_to_become_several(one, several):
    found = judged(["shop.pay.eu -> shop.pay.us"], f'rules.independent.modules = ["{one}"]')

    (problem,) = found.problems

    assert problem.help == f"add one, or use a capture for one component a match: `{several}`"


# Forbidden.


def forbidden(arrows, **options):
    keys = {key.rstrip("_").replace("_", "-"): value for key, value in options.items()}
    return judged(arrows, {"rules": {"forbidden": keys}})


def test_what_both_sides_name_is_of_the_side_that_names_it_more_exactly():
    arrows = ["shop.web -> shop.db", "shop.db -> shop.web", "shop.db.orm -> shop.db.rows"]

    assert told(forbidden(arrows, from_=["shop"], to=["shop.db"])) == [("forbidden", "shop.web -> shop.db")]
    assert told(forbidden(arrows, from_=["shop.db"], to=["shop"])) == [("forbidden", "shop.db -> shop.web")]


def test_what_both_sides_name_equally_well_is_left_out():
    arrows = ["shop.web.domain -> shop.web", "shop.pay.domain -> shop.web.domain", "shop.pay.domain -> shop.web.forms"]

    found = forbidden(arrows, from_=["shop.*.domain"], to=["shop.web"])

    assert [one.chain for one in found.findings if len(one.chain) == 2] == [("shop.pay.domain", "shop.web.forms")]


@pytest.mark.parametrize(
    ("from_", "to"), [("shop.web", "shop.web"), ("shop.web", "(shop.web)"), ("{a}.web", "mall.{a}")]
)
def test_a_ban_that_can_never_be_broken_is_refused(from_, to):
    found = forbidden(["shop.web -> mall.db"], from_=[from_], to=[to])

    assert ["this rule can never be broken" in message for message in problems(found)] == [True]


def test_a_door_may_do_what_chains_through_it_do():
    arrows = ["shop.web -> shop.db", "shop.db -> sqlalchemy", "shop.cron -> sqlalchemy"]

    found = forbidden(arrows, from_=["shop"], to=["sqlalchemy"], except_through=["shop.db"])

    assert told(found) == [("forbidden", "shop.cron -> sqlalchemy")]


def test_a_ban_names_the_module_where_its_own_name_says_less():
    arrows = ["shop.eu.domain -> attrs", "shop.eu.domain -> tools.a", "tools.a -> tools.b", "tools.b -> shop.web"]

    found = forbidden(arrows, from_=["shop.*.domain"], to=["<third-party>", "shop.web"])

    assert messages(found) == [
        "shop.eu.domain -> attrs is forbidden",
        "shop.eu.domain -> shop.web is forbidden, also through 2 others",
    ]


# Public APIs.


def doors(arrows, *names):
    return judged(arrows, {"rules": {"public-api": {"expose": {"shop.pay": list(names)}}}})


def test_a_private_module_is_shown_at_the_first_line_that_imports_it_or_from_it():
    found = doors(["shop.web -> shop.pay.rates", "shop.web -> shop.pay.rates:EURO"], "api")

    assert found.problems[0].message == "`shop.pay` has nothing called `api` to expose"
    found = doors(["shop.web -> shop.pay.rates", "shop.web -> shop.pay.rates:EURO", "shop.web -> shop.pay.api"], "api")
    assert [one.lines for one in found.findings] == [(1, 2)]
    assert messages(found) == ["shop.web -> shop.pay.rates is private to shop.pay"]


def test_an_exposed_name_is_not_among_the_lines_of_a_private_one():
    found = doors(["shop.web -> shop.pay.rates:EURO", "shop.web -> shop.pay.rates:SECRET"], "rates.EURO")

    assert [(one.line, one.names) for one in found.findings] == [(2, ("SECRET",))]
    assert messages(found) == ["shop.web -> shop.pay.rates: SECRET is private to shop.pay"]


def test_a_door_takes_names_away_again():
    arrows = ["shop.web -> shop.pay.api", "shop.web -> shop.pay.api.inner", "shop.web -> shop.pay.api:SECRET"]

    found = doors(arrows, "api", "!api.inner", "!api.SECRET")

    assert [(one.line, one.imported, one.names) for one in found.findings] == [
        (2, "shop.pay.api.inner", ()),
        (3, "shop.pay.api", ("SECRET",)),
    ]


def test_an_exposed_name_that_is_absent_is_offered_to_nobody():
    found = doors(["shop.web -> shop.pay.rates", "shop.pay.api -> shop.pay.rates"], "api", "(vouchers)")

    assert helps(found) == ["import it from what shop.pay exposes: api"]


def test_a_package_that_exposes_nothing_says_so():
    found = doors(["shop.web -> shop.pay"])

    assert messages(found) == ["shop.web -> shop.pay: the package itself is not exposed"]
    assert helps(found) == ["shop.pay exposes nothing: let it do the work itself, or expose what outsiders need"]


def test_what_is_no_name_and_what_no_package_has_are_told_together():
    found = judged(
        ["shop.web -> shop.pay"],
        {"rules": {"public-api": {"expose": {"shop.pay": ["a..b", "gone"], "shop.pya": ["."]}}}},
    )

    assert sorted(problems(found)) == [
        "`a..b` has an empty segment: two dots in a row, or one at an end",
        "`shop.pay` has nothing called `gone` to expose",
        "no module matches `shop.pya`",
    ]


def test_misnamed_ignores_declared_imports_and_layers_are_told_at_once():
    settings = """
        ignore = ["shop.wbe -> shop.db"]
        rules.layers.layers = ["shop.web", "shop.dbb"]
        declared = [{ imports = ["shop.web -> shop.dc"], because = "by name" }]
    """

    with pytest.raises(SettingsError) as error:
        judged(["shop.web -> shop.db"], settings)

    assert [one.problem.message for one in error.value.problems] == [
        "no module matches `shop.wbe` in `shop.wbe -> shop.db`",
        "no module matches `shop.dbb`",
        "no module matches `shop.dc` in `shop.web -> shop.dc`",
    ]


def test_what_both_sides_of_forbidden_name_is_of_the_side_that_names_it_more_exactly():
    """Whichever entry of the side it is that does."""
    spared = judged(
        ["shop.web -> shop.db.types", "shop.db.orm -> shop.db.types"],
        'rules.forbidden = { from = ["shop", "shop.db.types"], to = ["shop.db"] }',
    )
    no_importer = judged(
        ["shop.db.types -> shop.web", "shop.db.orm -> shop.web.forms"],
        'rules.forbidden = { from = ["shop.db"], to = ["shop.web", "shop.db.types"] }',
    )

    assert told(spared) == []
    assert told(no_importer) == [("forbidden", "shop.db.orm -> shop.web.forms")]


def test_a_row_of_expose_cannot_take_packages_away():
    with pytest.raises(SettingsError, match="takes away from nothing"):
        judged(["shop.web -> shop.db.orm"], 'rules.public-api.expose = { "!shop.db" = ["types"] }')
