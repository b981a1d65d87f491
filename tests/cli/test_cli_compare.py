"""Two revisions side by side, and what a check against one of them says of the same change."""

import json
import re
from importlib import resources
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from tests.cli.comparing import BIG, ROOMS, report

pytestmark = pytest.mark.git


def schema(name):
    return json.loads(resources.files("archlint.report").joinpath(f"{name}-1.schema.json").read_text(encoding="utf-8"))


def told(done):
    assert done.code == 0, done.err
    document = json.loads(done.out)
    known = Registry().with_resource("report-1.schema.json", Resource.from_contents(schema("report")))
    assert list(Draft202012Validator(schema("compare"), registry=known).iter_errors(document)) == []
    return document


@pytest.fixture
def shortened(tree, shop):
    """Commit a way past a layer, and a component more; return git."""
    shop("tag", "before")
    text = Path("archlint.toml").read_text()
    Path("archlint.toml").write_text(text.replace('"shop.db"', '"shop.db", "(shop.disk)"'))
    Path("shop/web/cart.py").write_text(f"import shop.db.orm\nimport shop.orders.basket\n{BIG}")
    Path("shop/db/orm.py").write_text(f"import shop.disk.blocks\n{BIG}z = 1\n")
    tree({"shop/disk/__init__.py": "", "shop/disk/blocks.py": ""})
    shop("add", "--all")
    shop("commit", "--quiet", "-m", "shorten it")
    shop("tag", "after")
    return shop


def plain(text):
    return re.sub(r"\b[0-9a-f]{10}\b", "COMMIT", text)


TEXT = """\
before (COMMIT) and COMMIT: 1 violation came, 0 went; 1 violation was there before and after.

new (1)
  shop/web/cart.py:1:1: shop/skip: shop.web -> shop.db passes over shop.orders (shop.web.cart -> shop.db.orm)

components (1)
  + shop.disk

dependencies (1)
  + shop.db -> shop.disk (1 import)

numbers (4)
  modules 8 -> 10
  imports 3 -> 5
  violations 1 -> 2
  violations of kind skip 1 -> 2
"""

DRAWING = """\
```mermaid
flowchart TB
  c_shop_web["shop.web"]
  c_shop_orders["shop.orders"]
  c_shop_db["shop.db"]
  c_shop_disk["shop.disk<br>new"]
"""


def test_what_came_and_went_is_told_for_people(shortened, call):
    done = call("compare", "before", "after")
    text, _, metrics = plain(done.out).partition("\nmetrics ")
    assert (done.code, text) == (0, TEXT)
    assert "  skips 1 of 3 (33.3 %) -> 2 of 5 (40.0 %)\n" in metrics


def test_the_drawing_shows_what_the_change_touches(shortened, call):
    page = call("compare", "before", "after", "--format", "markdown").out
    assert DRAWING in page
    assert '  c_shop_db ==>|"+1"| c_shop_disk\n' in page
    assert '  c_shop_web -->|"2, 1 new"| c_shop_db\n' in page
    assert "linkStyle 0 stroke:#1a7f37" in page
    assert "linkStyle 2 stroke:#e5484d" in page


def test_both_sides_may_be_turned_around(shortened, call):
    forth, back = told(call("compare", "before", "after", "--format", "json")), None
    back = told(call("compare", "after", "before", "--format", "json"))
    assert [one["fingerprint"] for one in forth["new"]] == ["shop skip shop.web.cart -> shop.db.orm"]
    assert [one["fingerprint"] for one in back["fixed"]] == ["shop skip shop.web.cart -> shop.db.orm"]
    assert forth["components"]["added"] == back["components"]["removed"] == ["shop.disk"]
    assert forth["dependencies"]["added"] == back["dependencies"]["removed"]
    assert {one["metric"]: (one["before"], one["after"]) for one in forth["metrics"]} == {
        one["metric"]: (one["after"], one["before"]) for one in back["metrics"]
    }


def test_it_says_what_a_check_against_the_same_revision_says(shortened, call):
    compared = told(call("compare", "before", "--format", "json"))
    code, checked = report(call, against="before")
    assert code == 1
    against = checked["against"]
    assert [one["fingerprint"] for one in compared["new"]] == [
        one["fingerprint"] for one in checked["violations"] if one["brought"]
    ]
    assert compared["components"] == against["components"]
    assert compared["dependencies"] == against["dependencies"]
    assert compared["numbers"] == against["metrics"]
    assert compared["to"] == {"commit": None}


def test_a_baseline_hides_nothing_from_a_comparison(shortened, call):
    call("baseline")
    assert len(told(call("compare", "before", "--format", "json"))["new"]) == 1


def test_nobody_draws_more_than_thirty_components_and_says_what_is_left_out(tree, repository, call):
    parts = {f"shop/p{n:02}/__init__.py": "" for n in range(45)}
    tree({"archlint.toml": "[rules.acyclic]\n", "shop/__init__.py": "", **parts})
    repository("add", "--all")
    repository("commit", "--quiet", "-m", "parts")
    tree({f"shop/p{n:02}/__init__.py": f"import shop.p{n + 1:02}\n" for n in range(44)})
    drawn = told(call("compare", "HEAD", "--format", "json"))["neighbourhood"]
    assert (len(drawn["components"]), drawn["left_out"]) == (30, 15)
    page = call("compare", "HEAD", "--format", "markdown").out
    assert "15 components more that the change touches are not drawn" in page
    assert len(re.findall(r'^  c_\w+\["', page, re.MULTILINE)) == 30


def test_around_a_change_its_neighbours_are_drawn_and_nobody_else(tree, repository, call):
    modules = {"shop/a.py": "", "shop/b.py": "import shop.a\n", "shop/c.py": "import shop.b\n", "shop/d.py": ""}
    tree({"archlint.toml": "[rules.acyclic]\n", "shop/__init__.py": "", **modules, "shop/e.py": "import shop.d\n"})
    repository("add", "--all")
    repository("commit", "--quiet", "-m", "parts")
    Path("shop/a.py").write_text("import shop.f\n")
    Path("shop/f.py").write_text("")
    drawn = told(call("compare", "HEAD", "--format", "json"))["neighbourhood"]
    assert {one["label"]: one["state"] for one in drawn["components"]} == {
        "shop.a": "changed",
        "shop.b": "there",
        "shop.f": "added",
    }


def test_an_unknown_revision_is_told_and_nothing_else(shortened, call):
    done = call("compare", "befor")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("error: git knows no revision `befor`.")


def test_names_that_are_hostile_stay_names(tree, repository, call):
    tree({**ROOMS, "shop/web/cart.py": ""})
    repository("add", "--all")
    repository("commit", "--quiet", "-m", "rooms")
    repository("tag", "a<b>|c`d")
    Path("shop/web/cart.py").write_text("import shop.db.orm\n")
    page = call("compare", "a<b>|c`d", "--format", "markdown").out
    assert page.splitlines()[0].startswith("## archlint: a&lt;b&gt;\\|c\\`d (")
