"""Which components a picture shows: decision 8, sentence by sentence."""

from hypothesis import given
from hypothesis import strategies as st

from tests.graph.sketch import judged, read

ARROWS = [
    "shop.web.cart -> shop.orders.api",
    "shop.web.cart -> shop.pay.eu.tax",
    "shop.orders.api -> shop.db.orm",
    "shop.pay.us -> shop.pay.eu.tax",
    "shop.db.orm -> shop.kernel",
    "shop.extra -> shop.kernel",
]
LAYERS = """
[rules.order]
type = "layers"
layers = ["shop.web", ["shop.orders", "shop.pay"], "shop.db"]
foundation = ["shop.kernel"]
"""
REGIONS = '[rules.regions]\ntype = "independent"\nmodules = ["shop.pay.{region}"]\n'


def drawn(toml, arrows=ARROWS):
    return judged(arrows, toml).picture()


def labels(picture):
    return [box.label for box in picture.boxes]


def levels(picture):
    return {box.label: "foundation" if box.foundation else box.level for box in picture.boxes}


def arrows(picture):
    return {(picture.boxes[a].label, picture.boxes[b].label): imports for a, b, imports in picture.arrows}


def test_declared_components_are_drawn_and_nothing_else():
    picture = drawn(
        LAYERS + '[components]\nfront = ["shop.web", "shop.orders"]\npay = "shop.pay.{region}"\ndb = "shop.db"\n'
    )

    assert labels(picture) == ["front", "pay.eu", "pay.us", "db"]
    assert picture.outside == 4  # shop, shop.extra, shop.kernel, shop.pay
    assert arrows(picture) == {("front", "pay.eu"): 1, ("front", "db"): 1, ("pay.us", "pay.eu"): 1}


def test_components_stand_on_the_levels_of_the_rule_that_orders_them():
    picture = drawn(
        LAYERS + '[components]\npay = "shop.pay.{region}"\nall = ["shop.web", "shop.db"]\nbase = "shop.kernel"\n'
    )

    assert picture.order == "order"
    assert levels(picture) == {"pay.eu": 1, "pay.us": 1, "all": None, "base": "foundation"}


def test_components_that_are_layers_among_others_do_not_hide_these():
    table = '[components]\nmiddle = ["shop.orders", "shop.pay"]\n'
    picture = drawn('[rules.order]\ntype = "layers"\nlayers = ["shop.web", "middle", "shop.db"]\n' + table)

    assert levels(picture) == {"shop.web": 0, "middle": 1, "shop.db": 2}


def test_without_components_those_that_layer_rules_name_are_drawn_in_their_order():
    picture = drawn(LAYERS)

    assert levels(picture) == {
        "shop.web": 0,
        "shop.orders": 1,
        "shop.pay": 1,
        "shop.db": 2,
        "shop.kernel": "foundation",
    }


def test_a_later_rule_adds_what_no_earlier_one_has():
    apart = '[rules.apart]\ntype = "independent"\nmodules = ["shop.extra", "shop.db.orm"]\n'

    assert labels(drawn(LAYERS + REGIONS + apart))[-2:] == ["shop.kernel", "shop.extra"]


def test_details_named_first_keep_their_boxes_and_get_the_level_of_the_whole():
    picture = drawn(REGIONS + LAYERS)

    assert levels(picture) == {
        "shop.pay.eu": 1,
        "shop.pay.us": 1,
        "shop.web": 0,
        "shop.orders": 1,
        "shop.db": 2,
        "shop.kernel": "foundation",
    }


def test_the_rule_that_orders_most_orders_the_picture():
    few = '[rules.few]\ntype = "layers"\nlayers = ["shop.db", "shop.web"]\n'

    assert drawn(few + LAYERS).order == "order"
    assert drawn(few + LAYERS.replace('"layers"\n', '"layers"\nseverity = "off"\n')).order == "few"


def test_layers_inside_a_container_are_its_children():
    picture = drawn('[rules.inside]\ntype = "layers"\ncontainers = ["shop"]\nlayers = ["web", "orders", "db"]\n')

    assert levels(picture) == {"shop.web": 0, "shop.orders": 1, "shop.db": 2}


def test_without_any_of_these_the_children_of_the_packages_are_drawn_top_first():
    picture = drawn("[rules.acyclic]\n")

    assert picture.order == ""
    assert sorted(labels(picture)) == ["shop.db", "shop.extra", "shop.kernel", "shop.orders", "shop.pay", "shop.web"]
    assert all(tail < head for tail, head, _ in picture.arrows)
    assert picture.outside == 1


def test_a_rule_that_does_not_fit_the_code_names_nothing():
    picture = drawn(LAYERS.replace("shop.db", "shop.bd") + REGIONS)

    assert labels(picture) == ["shop.pay.us", "shop.pay.eu"]


def test_what_the_whole_settings_ignore_is_not_drawn_and_what_one_rule_ignores_is():
    general = 'ignore = ["shop.orders.api -> shop.db.orm"]\n'
    own = LAYERS + 'ignore = ["shop.web.cart -> shop.orders.api"]\n'

    assert ("shop.orders", "shop.db") not in arrows(drawn(general + LAYERS))
    assert ("shop.web", "shop.orders") in arrows(drawn(own))


def test_a_picture_of_nothing_is_empty():
    assert judged([], "[rules.acyclic]\n", ask="config").picture() == type(drawn(LAYERS))()


NAMES = ("shop.a", "shop.a.x", "shop.b", "shop.b.y", "shop.c", "lone")


@given(st.sets(st.sampled_from([(a, b) for a in NAMES for b in NAMES if a != b])))
def test_arrows_are_the_imports_between_the_modules_of_two_boxes(edges):
    found = judged(read([f"{a} -> {b}" for a, b in sorted(edges)], NAMES), "[rules.acyclic]\n")
    owner = {"shop.a.x": "shop.a", "shop.b.y": "shop.b"}

    expected: dict[tuple[str, str], int] = {}
    for edge in edges:
        tail, head = (owner.get(name, name) for name in edge)
        if tail != head:
            expected[tail, head] = expected.get((tail, head), 0) + 1

    assert arrows(found.picture()) == expected
