"""Which packages are put before a person, and what stands aside."""

import pytest

from archlint.graph import candidates, set_aside
from tests.graph.sketch import graph, read


def chosen(*arrows: str, named: tuple[str, ...] = ()) -> list[str]:
    drawn = graph(list(arrows))
    beside = frozenset[int]().union(*(one.nodes for one in set_aside(drawn)))
    return [part.label for part in candidates(drawn, beside, named).parts]


def test_the_only_package_is_opened_until_there_is_something_to_choose_from():
    assert chosen("org.shop.web -> org.shop.db", "org.shop.db -> org.shop.core.errors") == [
        "org.shop.core",
        "org.shop.db",
        "org.shop.web",
    ]


def test_several_packages_beside_each_other_are_the_components():
    arrows = [f"{one}.a -> {other}.b" for one, other in ("ab", "bc", "cd")]

    assert chosen(*arrows, "a.a -> a.b", "d.a -> d.b") == ["a", "b", "c", "d"]


def test_a_package_that_is_nearly_all_there_is_is_opened_beside_the_small_ones():
    inside = [f"shop.{one}.m{number} -> shop.{other}.m0" for one, other in ("ab", "bc") for number in range(4)]

    assert chosen(*inside, "run.main -> shop.a.m0", "run.more -> shop.a.m1") == ["run", "shop.a", "shop.b", "shop.c"]


def test_of_many_packages_those_with_most_imports_are_taken():
    arrows = [f"shop.p{number:02} -> shop.core" for number in range(40)]
    arrows += [f"shop.big.m{number} -> shop.core" for number in range(3)]

    assert len(chosen(*arrows)) == 16
    assert {"shop.big", "shop.core"} <= set(chosen(*arrows))
    assert "shop.p39" not in chosen(*arrows)
    assert "shop.p39" in chosen(*arrows, named=("shop.p39",))


def test_what_starts_a_program_or_tells_its_version_is_no_component():
    drawn = graph(["shop.__main__ -> shop.web", "shop.web -> shop._version", "shop.web -> shop.db", "shop.lone -> os"])

    assert dict(candidates(drawn, frozenset()).left) == {
        "shop.__main__": "start",
        "shop._version": "start",
        "shop.lone": "alone",
    }


ASIDE = {
    "tests wherever they are": (
        ["shop.tests.test_cart -> shop.cart", "shop.cart.tests -> shop.db", "shop.conftest -> shop.db"],
        {("tests", "**.conftest"), ("tests", "**.tests")},
    ),
    "migrations that nobody imports": (
        ["shop.orders.migrations.m1 -> shop.orders.models", "shop.stock.migrations.m1 -> shop.stock.models"],
        {("migrations", "**.migrations")},
    ),
    "migrations of one place, where others of that name are code": (
        [
            "shop.apps.a.migrations.m1 -> shop.db",
            "shop.apps.b.migrations.m1 -> shop.db",
            "shop.web -> db.migrations.op",
            "db.a -> os",
        ],
        {("migrations", "shop.apps.*.migrations")},
    ),
    "generated code": (
        ["shop.rpc.cart_pb2 -> google", "shop.generated.x -> os"],
        {
            ("generated", "**.generated"),
            ("generated", "shop.rpc.cart_pb2"),
        },
    ),
    "a file of that name is anything": (["shop.generated -> os", "shop.migrations -> os"], set()),
    "tests in files, unless somebody imports them": (
        ["shop.test_cart -> shop.cart", "shop.cart -> shop.speed_test"],
        {("tests", "shop.test_cart")},
    ),
    "what others test with is code": (
        ["shop.web -> shop.test.client", "tests.test_a -> shop.web"],
        {("tests", "**.tests")},
    ),
    "what lies beside the code": (["docs.conf -> shop.web", "shop.docs.a -> shop.web"], {("tools", "docs")}),
}


@pytest.mark.parametrize("case", ASIDE)
def test_what_everybody_calls_so_stands_aside(case):
    arrows, wanted = ASIDE[case]

    assert {(one.what, one.pattern) for one in set_aside(graph(read(arrows)))} == wanted


def test_a_pattern_means_nothing_but_what_stands_aside():
    drawn = graph(["shop.a.migrations.m1 -> shop.db", "db.migrations.op -> shop.db", "shop.web -> db.migrations.op"])
    (one,) = set_aside(drawn)

    assert {drawn.name(node) for node in one.nodes} == {"shop.a.migrations", "shop.a.migrations.m1"}
