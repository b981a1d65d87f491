"""`archlint metrics` on small codebases, with numbers that were worked out by hand, and in all its formats."""

import csv
import io
import json
from importlib import resources

import pytest
from jsonschema import Draft202012Validator

SCHEMA = json.loads(resources.files("archlint.report").joinpath("metrics-1.schema.json").read_text(encoding="utf-8"))
LAYERS = '[rules.shop]\ntype = "linked-list"\nlayers = ["shop.web", "shop.orders", "shop.db"]\n'
SHOP = {
    "archlint.toml": LAYERS,
    "shop/__init__.py": "",
    "shop/web/__init__.py": "",
    "shop/web/cart.py": "from shop.orders import basket\nfrom shop.db.orm import query, _raw\n",
    "shop/orders/__init__.py": "",
    "shop/orders/basket.py": "from shop.db.orm import query\n",
    "shop/db/__init__.py": "",
    "shop/db/orm.py": "def late():\n    import shop.db.rows\n",
    "shop/db/rows.py": "from shop.db import orm\nfrom shop.web import cart\n",
}
"""
Eight modules: shop, web, web.cart, orders, orders.basket, db, db.orm, db.rows. Six imports, in the order of the
files: cart -> basket (step), cart -> orm (skip), basket -> orm (step), orm -> rows (inside), rows -> orm (inside),
rows -> cart (back). So four of six lead from one of the three components to another.
"""
BY_HAND = {
    "skips": (1, 4),
    "back": (1, 4),
    # web imports orders and db, orders imports db, db imports web.
    "component-fan-out": (2, 2),
    # web -> orders -> db -> web.
    "component-cycle": (3, 3),
    # cart -> basket -> orm -> rows -> cart.
    "module-cycle": (4, 8),
    # Without rows -> cart there is no cycle, and one import at least has to go.
    "tangle": (1, 4),
    # cart, basket and orm are imported from outside of their components; those have 2 + 2 + 3 modules.
    "entry-modules": (3, 7),
    # cart takes basket (whole), query and _raw, basket takes query, rows takes cart (whole): four names, one private.
    "private-names": (1, 4),
    # Each of the four in the cycle sees all four, each of the other four itself: 4 * 4 + 4.
    "propagation-cost": (20, 64),
    # Two steps of four.
    "adjacency": (2, 4),
    # A list keeps two: web -> orders -> db, or db -> web -> orders. To keep three were to keep the ring.
    "path-score": (2, 4),
}


def told(done):
    assert done.code == 0, done.err
    document = json.loads(done.out)
    assert list(Draft202012Validator(SCHEMA).iter_errors(document)) == []
    return document


def values(numbers):
    return {one["metric"]: (one["value"], one["of"]) for one in numbers}


def test_the_schema_itself_is_one():
    Draft202012Validator.check_schema(SCHEMA)


def test_the_numbers_are_those_of_a_person_with_a_pencil(tree, call):
    tree(SHOP)

    document = told(call("metrics", "--format", "json"))

    assert values(document["metrics"]) == BY_HAND
    assert {k: v for k, v in document["decomposition"].items() if v} == {"step": 2, "skip": 1, "back": 1}
    assert document["cut"] == [{"from": "shop.db", "to": "shop.web", "imports": 1}]
    assert document["module_cycle"] == ["shop.db.orm", "shop.db.rows", "shop.orders.basket", "shop.web.cart"]
    assert document["of"] == {
        "components": "layers", "order": "shop", "kinds": ["runtime", "deferred", "typing", "dynamic", "declared"],
        "component_count": 3, "modules": 8, "modules_outside": 1, "imports": 6, "imports_between": 4,
    }  # fmt: skip
    tangle, path = (one for one in document["metrics"] if "bound" in one)
    assert (tangle["bound"], tangle["proven"]) == (1, True)
    # Tails can be matched with heads for three, rows -> cart among them: a bound that no list reaches.
    assert (path["bound"], path["proven"]) == (3, False)


def test_a_component_is_told_in_detail(tree, call):
    tree(SHOP)

    document = told(call("metrics", "--component", "shop.db", "--format", "json"))

    assert values(document["metrics"]) == {
        "skips": (0, 1), "back": (1, 1),
        "component-fan-in": (2, 2), "component-fan-out": (1, 2),
        # cart and basket of the five modules outside import it; it imports cart.
        "fan-in": (2, 5), "fan-out": (1, 5),
        "cycle-size": (2, 3), "entry-modules": (1, 3),
        # query and _raw.
        "private-names": (1, 2),
        "visibility-fan-in": (2, 5), "visibility-fan-out": (2, 5),
        "adjacency": (0, 1),
    }  # fmt: skip
    assert document["private_names"] == [{"name": "shop.db.orm._raw", "importers": ["shop.web.cart"]}]
    assert document["back"] == [
        {
            "importer": "shop.db.rows",
            "imported": "shop.web.cart",
            "to": "shop.web",
            "path": "shop/db/rows.py",
            "line": 2,
        }
    ]
    assert document["imported_by"] == [
        {"component": "shop.web", "imports": 1, "label": "skip"},
        {"component": "shop.orders", "imports": 1, "label": "step"},
    ]
    whole = told(call("metrics", "--format", "json"))
    [row] = (row for row in whole["components"] if row["component"] == "shop.db")
    assert row["metrics"] == document["metrics"]


def test_a_component_is_told_in_words(tree, call):
    tree(SHOP)

    out = call("metrics", "--component", "shop.db").out

    assert out.startswith("shop.db: 3 modules, on layer 3\n")
    assert "Back imports\n  shop/db/rows.py:2: shop.db.rows -> shop.web.cart\n" in out
    assert "  shop.db.orm._raw: by shop.web.cart\n" in out


def test_the_same_numbers_stand_in_the_table(tree, call):
    tree(SHOP)

    document = told(call("metrics", "--format", "json"))
    rows = list(csv.DictReader(io.StringIO(call("metrics", "--format", "csv").out)))

    split = {(f"imports-{label}", str(count), "4") for label, count in document["decomposition"].items()}
    numbers = {(one["metric"], str(one["value"]), str(one["of"])) for one in document["metrics"]}
    assert {(row["metric"], row["value"], row["of"]) for row in rows if not row["component"]} == numbers | split
    for part in document["components"]:
        mine = {row["metric"]: row["share"] for row in rows if row["component"] == part["component"]}
        assert mine == {one["metric"]: "" if one["share"] is None else str(one["share"]) for one in part["metrics"]}


def test_an_import_of_kinds_that_the_ordering_rule_leaves_out_does_not_count(tree, call):
    tree({**SHOP, "archlint.toml": LAYERS + 'kinds = ["runtime"]\n'})

    document = told(call("metrics", "--format", "json"))

    assert document["of"]["kinds"] == ["runtime"]
    # Without orm -> rows nothing is in a cycle of modules any more.
    assert values(document["metrics"])["module-cycle"] == (0, 8)
    assert document["of"]["imports"] == 5


def test_components_of_the_table_come_before_layers_and_children_are_left_where_there_are_neither(tree, call):
    tree({**SHOP, "archlint.toml": '[components]\ndata = "shop.db"\nrest = ["shop.web", "shop.orders"]\n' + LAYERS})
    assert [row["component"] for row in told(call("metrics", "--format", "json"))["components"]] == ["data", "rest"]

    tree({"archlint.toml": "[rules.acyclic]\n"})
    document = told(call("metrics", "--format", "json"))

    assert (document["of"]["components"], document["of"]["order"]) == ("children", "")
    assert sorted(row["component"] for row in document["components"]) == ["shop.db", "shop.orders", "shop.web"]
    # Without an order: the ring has to lose one import, web -> db is past orders, or a branch.
    assert document["decomposition"]["back"] == values(document["metrics"])["tangle"][0] == 1
    assert sum(document["decomposition"].values()) == 4


def test_where_nothing_leads_from_one_to_another_no_share_is_made_up(tree, call):
    tree({"archlint.toml": "[rules.acyclic]\n", "tool.py": "", "other.py": ""})

    document = told(call("metrics", "--format", "json"))
    text = call("metrics").out

    assert {one["metric"] for one in document["metrics"] if one["share"] is None} == {
        "skips", "back", "tangle", "private-names", "adjacency", "path-score",
    }  # fmt: skip
    assert "0 of 0" in text
    assert "n/a" in text
    assert "Where the imports" not in text


def test_a_misspelt_component_is_an_error_with_the_nearest(tree, call):
    tree(SHOP)

    done = call("metrics", "--component", "shop.bd")

    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines() == [
        "error: no component is called `shop.bd`; did you mean `shop.db`?",
        "  = help: there are shop.web, shop.orders, shop.db",
    ]
    missed = call("metrics", "--component", "shop.bd", "--format", "json")
    assert missed.code == 2
    assert list(Draft202012Validator(SCHEMA).iter_errors(json.loads(missed.out))) == []


def test_a_file_that_cannot_be_read_is_told_and_the_rest_is_counted(tree, call):
    tree({**SHOP, "shop/web/odd.py": "from shop import (\n"})

    done = call("metrics")

    assert done.code == 2
    assert "skips" in done.out
    assert " --> shop/web/odd.py:1" in done.err


def test_layers_that_do_not_fit_the_code_are_told(tree, call):
    tree({**SHOP, "archlint.toml": LAYERS.replace("shop.web", "shop.webb")})

    done = call("metrics")

    assert done.code == 2
    assert "no module matches `shop.webb`" in done.err


@pytest.mark.parametrize("words", [[], ["--format", "json"], ["--format", "csv"], ["--component", "shop.web"]])
def test_the_same_code_gives_the_same_bytes(words, tree, spawn, environment):
    tree(SHOP)

    said = {spawn("metrics", *words, env=environment(PYTHONHASHSEED=seed)).out for seed in ("1", "2")}

    assert len(said) == 1


def test_metrics_load_nothing_heavy(tree, spawn):
    tree(SHOP)
    tell = "import atexit; atexit.register(lambda: print('networkx' in sys.modules, file=sys.stderr))"

    assert spawn("metrics", code=tell).err == "False\n"


def test_a_long_list_says_how_much_of_it_is_shown(tree, call):
    tree({f"shop/c{number}/__init__.py": "" for number in range(9)} | {"archlint.toml": "[rules.acyclic]\n"})

    out = call("metrics", "--limit", "4").out

    assert "  showing 4 of 9 components: --limit 0 shows all\n" in out
    assert "shop.c8" in call("metrics", "--limit", "0").out


def test_libraries_count_nowhere(tree, call):
    files = {**SHOP, "shop/db/rows.py": "import requests\nfrom shop.db import orm\nfrom shop.web import cart\n"}
    tree(
        {**files, "archlint.toml": LAYERS + '[components]\nnet = "requests"\n' + 'data = "shop.db"\nweb = "shop.web"\n'}
    )

    document = told(call("metrics", "--format", "json"))

    assert [(row["component"], row["modules"]) for row in document["components"]] == [("data", 3), ("web", 2)]
    assert (document["of"]["modules"], document["of"]["modules_outside"]) == (8, 3)
    # cart -> orm and rows -> cart; nothing of requests.
    assert document["of"]["imports_between"] == 2


def test_a_baseline_has_no_say(tree, call):
    tree({**SHOP, "archlint.toml": f'baseline = "nowhere.txt"\n{LAYERS}'})

    assert values(told(call("metrics", "--format", "json"))["metrics"]) == BY_HAND
