"""What is proposed for small codebases of each shape, and what a person can say to it."""

import itertools
from collections.abc import Mapping
from typing import Any

import pytest

from tests.graph.sketch import judged, read


def proposed(*arrows: str, modules: tuple[str, ...] = (), **wishes: Any) -> Mapping[str, Any]:
    return judged(read(arrows, modules), {}, ask="proposal", **wishes).answer


def test_a_chain_is_a_linked_list():
    answer = proposed("shop.web -> shop.orders", "shop.orders -> shop.db")

    assert answer["type"] == "linked-list"
    assert answer["levels"] == [["shop.web"], ["shop.orders"], ["shop.db"]]
    assert (answer["cost"], answer["bound"], answer["between"]) == (0, 0, 2)


def test_where_imports_pass_over_a_layer_it_is_layers():
    answer = proposed("shop.web -> shop.orders", "shop.orders -> shop.db", "shop.web -> shop.db")

    assert (answer["type"], answer["skips"]) == ("layers", 1)


def test_what_is_needed_by_everybody_is_foundation():
    parts = ["web", "orders", "stock", "db"]
    arrows = [f"shop.{a} -> shop.{b}" for a, b in itertools.pairwise(parts)]
    answer = proposed(*arrows, *(f"shop.{part} -> shop.errors" for part in parts))

    assert answer["type"] == "linked-list"
    assert answer["levels"] == [["shop.web"], ["shop.orders"], ["shop.stock"], ["shop.db"]]
    assert answer["foundation"] == ["shop.errors"]


def test_what_the_foundation_imports_of_itself_points_nowhere():
    parts = "abcdefghij"
    arrows = [f"shop.{a} -> shop.{b}" for a, b in itertools.pairwise(parts)]
    ground = [f"shop.{part} -> shop.{base}" for part in parts for base in ("errors", "logs")]
    answer = proposed(*arrows, *ground, "shop.errors -> shop.logs", "shop.logs -> shop.errors")

    assert answer["foundation"] == ["shop.errors", "shop.logs"]
    assert (answer["between"], answer["cost"], answer["against"]) == (29, 0, [])


def test_packages_without_imports_between_them_are_independent():
    answer = proposed("shop.eu.a -> shop.eu.b", "shop.us.a -> shop.us.b", "shop.asia.a -> shop.asia.b")

    assert answer["type"] == "independent"
    assert answer["levels"] == [["shop.asia", "shop.eu", "shop.us"]]


def test_one_module_has_nothing_to_propose():
    answer = proposed("shop -> os")

    assert (answer["type"], answer["known"]) == ("", False)


def test_two_that_import_each_other_about_as_much_are_one_and_are_asked_about():
    both = [f"shop.{a}.m{i} -> shop.{b}.m{i}" for a, b in ("xy", "yx") for i in range(12)]
    answer = proposed(*both, "shop.web -> shop.x.m1")

    assert answer["levels"] == [["shop.web"], ["x-y"]]
    assert answer["components"] == {"x-y": ["shop.x", "shop.y"]}
    assert answer["contested"] == [{"one": "shop.x", "other": "shop.y", "imports": 12, "back": 12}]


def test_a_pin_settles_what_is_contested():
    both = [f"shop.{a}.m{i} -> shop.{b}.m{i}" for a, b in ("xy", "yx") for i in range(12)]
    answer = proposed(*both, "shop.web -> shop.x.m1", keeps=(("y", "x"),))

    assert answer["levels"] == [["shop.web", "shop.y"], ["shop.x"]] or answer["levels"][-1] == ["shop.x"]
    assert answer["contested"] == []
    assert answer["cost"] == 12


def test_what_is_pinned_to_the_top_stands_there():
    answer = proposed("shop.web -> shop.db", "shop.db -> shop.rows", tops=("rows",))

    assert answer["levels"][0] == ["shop.rows"]


@pytest.mark.parametrize(
    ("wishes", "words"),
    [
        ({"tops": ("wbe",)}, {"unknown": "wbe", "near": "shop.web"}),
        ({"tops": ("elsewhere.entirely",)}, {"unknown": "elsewhere.entirely", "near": ""}),
        (
            {"keeps": (("web", "db"), ("db", "web"))},
            {"contradiction": ["--keep 'shop.web -> shop.db'", "--keep 'shop.db -> shop.web'"]},
        ),
    ],
)
def test_a_pin_that_means_nothing_is_told(wishes, words):
    answer = proposed("shop.web -> shop.db", **wishes)

    assert not answer["known"]
    assert words.items() <= answer.items()


def test_tests_that_import_each_other_across_packages_stand_aside_together():
    arrows = [
        "shop.web -> shop.db",
        "shop.web.test.pages -> shop.db.test.rows",
        "shop.db.test.rows -> shop.web.test.pages",
    ]

    assert [row["pattern"] for row in proposed(*arrows)["aside"]] == ["**.test"]
    assert proposed(*arrows, "shop.db.orm -> shop.db.test.rows")["aside"] == [], (
        "code needs one of them, and it the other"
    )


def test_types_are_left_out_where_they_alone_point_up():
    arrows = ["shop.web -> shop.orders", "shop.orders -> shop.db", "shop.db -> shop.web [typing]"]

    assert proposed(*arrows)["kinds"] == ["runtime", "deferred", "dynamic", "declared"]
    assert proposed(*arrows[:2])["kinds"] == []


def test_what_the_file_of_the_package_hands_on_is_left_out_where_it_alone_points_up():
    arrows = ["shop.web -> shop.db", "shop.db -> shop:version", "shop -> shop.web:run"]

    assert proposed(*arrows)["facades"] == ["shop"]
    assert proposed(*arrows)["cost"] == 0
    assert proposed(*arrows[:2])["facades"] == []


def test_a_module_that_several_want_alone_stands_apart_from_its_package():
    down = [f"shop.web.m{i} -> shop.{part}.m{i}" for i in range(9) for part in ("mid", "low")]
    wanted = [f"shop.{part}.m{i} -> shop.web.errors" for i in range(3) for part in ("mid", "low")]
    answer = proposed(*down, "shop.mid.m1 -> shop.low.m1", *wanted)

    assert answer["apart"] == ["shop.web.errors"]
    assert answer["cost"] == 0


def test_tests_and_migrations_are_told_and_ignored_where_they_would_count():
    arrows = ["shop.web -> shop.db.rows", "shop.db.tests.test_rows -> shop.web", "tests.test_all -> shop.web"]
    aside = proposed(*arrows)["aside"]

    assert [(row["what"], row["pattern"], row["ignored"]) for row in aside] == [("tests", "**.tests", True)]
    assert proposed(*arrows)["cost"] == 0
    assert not proposed(arrows[0], arrows[2])["aside"][0]["ignored"]


APPS = [
    f"shop.{app}.{tail} -> shop.{app}.{head}"
    for app in ("orders", "stock", "people")
    for tail, head in (("urls", "views"), ("views", "forms"), ("forms", "models"), ("views", "models"))
]


def test_apps_of_django_are_known_by_their_parts_and_keep_an_order_inside():
    inside = proposed(*APPS, "shop.orders.views -> shop.people.models")["inside"]

    assert inside["what"] == "apps of Django"
    assert inside["containers"] == ["shop.{app}"]
    assert inside["levels"] == [["(urls)".strip("()")], ["views"], ["forms"], ["models"]]
    assert (inside["imports"], inside["broken"]) == (12, 0)


def test_packages_that_are_built_alike_are_known_whatever_their_parts_are_called():
    renamed = [arrow.replace("models", "rows").replace("urls", "ways") for arrow in APPS]

    assert proposed(*renamed)["inside"]["what"] == "packages that are built alike"


def test_two_packages_that_are_alike_may_be_so_by_chance():
    assert proposed(*(arrow for arrow in APPS if "people" not in arrow))["inside"] == {}


def test_an_order_that_the_slices_do_not_keep_is_not_proposed():
    back = [f"shop.{app}.models -> shop.{app}.urls" for app in ("orders", "stock")]

    assert proposed(*APPS, *back)["inside"] == {}


def test_a_flat_package_of_many_modules_gets_no_order():
    ring = [f"shop.m{i:02} -> shop.m{(i + step) % 60:02}" for i in range(60) for step in (1, 7)]
    answer = proposed(*ring)

    assert answer["type"] == "acyclic"
    assert answer["packages"] == ["shop"]


def test_what_stands_apart_is_not_named_beside_a_package_that_is_foundation_as_well():
    parts = ["web", "orders", "stock", "db"]
    chain = [f"shop.{a}.m -> shop.{b}.m" for a, b in itertools.pairwise(parts)]
    users = [f"shop.{part}.m{i} -> shop.base.m{i}" for part in parts for i in range(9)]
    answer = proposed(*chain, *users, "shop.base.m1 -> shop.base.errors", "shop.db.m -> shop.base.errors")

    assert answer["foundation"] == ["shop.base"]
    assert answer["apart"] == []
