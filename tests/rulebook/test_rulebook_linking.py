"""The imports between modules, as they are handed up: every one once, with its components and its place."""

from hypothesis import given
from hypothesis import strategies as st

from tests.graph.sketch import judged, read

TOML = """
[components]
web = "shop.web"
db = "shop.db"

[rules.acyclic]
"""
MODULES = ("shop.db", "shop.db.orm", "shop.free", "shop.web", "shop.web.cart")


def test_links_name_the_component_of_each_module_and_the_first_line_of_each_import():
    arrows = ["shop.web.cart -> shop.db.orm:One", "shop.web.cart -> shop.db.orm:Two", "shop.web.cart -> requests"]
    links = judged(arrows, TOML).links()

    assert {one.name: (one.path, one.component) for one in links.modules} == {
        "shop": ("shop/__init__.py", ""),
        "shop.db": ("shop/db/__init__.py", "db"),
        "shop.db.orm": ("shop/db/orm.py", "db"),
        "shop.web": ("shop/web/__init__.py", "web"),
        "shop.web.cart": ("shop/web/cart.py", "web"),
    }
    assert [[links.modules[node].name for node in pair] for pair in links.pairs] == [["shop.web.cart", "shop.db.orm"]]
    assert links.place(*links.pairs[0]) == ("shop/web/cart.py", 1)


def test_an_import_that_is_ignored_in_general_is_none():
    toml = 'ignore = ["shop.web -> shop.db"]\n' + TOML

    assert judged(["shop.web -> shop.db"], toml).links().pairs == ()


@given(st.sets(st.sampled_from([(a, b) for a in MODULES for b in (*MODULES, "requests") if a != b])))
def test_every_import_between_modules_is_there_once(edges):
    links = judged(read([f"{a} -> {b}" for a, b in sorted(edges)], MODULES), TOML).links()
    named = [(links.modules[tail].name, links.modules[head].name) for tail, head in links.pairs]

    assert named == sorted((a, b) for a, b in edges if b != "requests")


def test_a_finding_names_the_files_of_both_ends_but_of_no_third_party():
    toml = '[rules.bans]\ntype = "forbidden"\nfrom = ["shop.web"]\nto = ["shop.db", "requests"]\n'
    found = judged(["shop.web -> shop.db", "shop.web -> requests"], toml).findings

    assert {(one.imported, one.home, one.target) for one in found} == {
        ("shop.db", "shop/web.py", "shop/db.py"),
        ("requests", "shop/web.py", ""),
    }
