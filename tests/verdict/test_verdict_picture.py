"""Violations in the picture: each in one place."""

from hypothesis import given
from hypothesis import strategies as st

from tests.graph.sketch import read, weighed

TOML = """
[rules.order]
type = "linked-list"
layers = ["shop.web", "shop.orders", "shop.db"]

[rules.acyclic]
scope = "modules"
[rules.bans]
type = "forbidden"
from = ["shop"]
to = ["requests"]
"""


def marks(picture):
    labels = [box.label for box in picture.boxes]
    found = {box.label: tuple(box.marks) for box in picture.boxes}
    found |= {f"{labels[arrow.tail]} -> {labels[arrow.head]}": tuple(arrow.marks) for arrow in picture.arrows}
    found["elsewhere"] = tuple(picture.elsewhere)
    return {place: counts for place, counts in found.items() if any(counts)}


def test_an_arrow_has_the_violations_between_its_boxes():
    verdict = weighed(["shop.web.a -> shop.db", "shop.web.b -> shop.db", "shop.web -> shop.orders"], TOML)

    assert marks(verdict.picture()) == {"shop.web -> shop.db": (2, 0)}


def test_what_the_baseline_knows_is_counted_apart():
    stored = "order skip shop.web.a -> shop.db\n"
    verdict = weighed(["shop.web.a -> shop.db", "shop.web.b -> shop.db", "shop.orders -> shop.db"], TOML, stored)

    assert marks(verdict.picture()) == {"shop.web -> shop.db": (1, 1)}


def test_a_chain_makes_an_arrow_where_there_is_no_import():
    picture = weighed(["shop.web -> shop.free", "shop.free -> shop.db", "shop.orders -> shop.db"], TOML).picture()

    assert marks(picture) == {"shop.web -> shop.db": (1, 0)}
    assert [arrow.imports for arrow in picture.arrows] == [0, 1]


def test_what_leads_to_no_other_box_stands_at_the_box_of_the_importer():
    arrows = ["shop.web -> requests", "shop.orders.a -> shop.orders.b", "shop.orders.b -> shop.orders.a"]
    verdict = weighed([*arrows, "shop.web -> shop.orders", "shop.orders -> shop.db", "shop.free -> requests"], TOML)

    assert marks(verdict.picture()) == {"shop.web": (1, 0), "shop.orders": (1, 0), "elsewhere": (1, 0)}


def test_only_what_lies_under_the_paths_is_marked():
    arrows = ["shop.web -> shop.db", "shop.db -> shop.orders.a"]
    verdict = weighed(arrows, TOML, paths=("shop/db.py",))

    assert marks(verdict.picture()) == {"shop.db -> shop.orders": (1, 0)}
    assert len(verdict.picture().arrows) == 2


MODULES = ("shop.web", "shop.web.a", "shop.orders", "shop.orders.a", "shop.db", "shop.free")


@given(st.sets(st.sampled_from([(a, b) for a in MODULES for b in (*MODULES, "requests") if a != b]), min_size=1))
def test_every_violation_is_counted_in_one_place(edges):
    imports = read([f"{a} -> {b}" for a, b in sorted(edges | {("shop.orders", "requests")})], MODULES)
    verdict = weighed(imports, TOML)
    picture = verdict.picture()

    counted = [*(box.marks for box in picture.boxes), *(arrow.marks for arrow in picture.arrows), picture.elsewhere]

    assert sum(one.new for one in counted) == verdict.summary.new
    assert sum(one.known for one in counted) == verdict.summary.known
