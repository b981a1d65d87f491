"""`archlint plan`: what is said of the cut of all cycles, of each step, and of a part that is to leave."""

import json

import pytest

FUTURE = "from __future__ import annotations\n"
SHOP = {
    "archlint.toml": '[rules.order]\ntype = "layers"\nlayers = ["shop.web", "shop.orders", "shop.db"]\n'
    'kinds = ["runtime", "deferred"]\n[rules.knots]\ntype = "acyclic"\nmodules = ["shop"]\n',
    "shop/__init__.py": "",
    "shop/web/__init__.py": "",
    "shop/web/cart.py": "from shop.orders.basket import Basket\nclass Cart:\n    basket = Basket()\n",
    "shop/orders/__init__.py": "",
    "shop/orders/basket.py": "from shop.db.orm import query\nclass Basket:\n    rows = query()\n",
    "shop/db/__init__.py": "",
    "shop/db/orm.py": FUTURE + "from shop.web.cart import Cart\ndef query(cart: Cart = None): ...\n",
}


@pytest.fixture
def shop(tree):
    return tree(SHOP)


def plan(call, *words):
    done = call("plan", *words, "--format", "json")
    assert done.code == 0, done.err
    return json.loads(done.out)


def test_the_plan_of_a_shop(shop, call):
    done = call("plan")

    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "Now: 2 violations, 3 groups in cycles, the largest cycle of modules has 3.\n"
        "No cycle is left by rule knots when 1 import is gone (no fewer will do).\n"
        "\n"
        " 1. Put shop.db -> shop.web under `if TYPE_CHECKING:`\n"
        "    shop/db/orm.py:2: shop.db.orm -> shop.web.cart imports Cart\n"
        "    = how: as its syntax shows, it is needed for annotations alone; what asks for those at run time "
        "is not seen\n"
        "    = fixes: knots cycle {shop.db, shop.orders, shop.web} and order back shop.db.orm -> shop.web.cart\n"
        "    = then: 0 violations (-2), 0 groups in cycles (-3) and 0 modules in the largest cycle (-3)\n"
        "\n"
        "Nothing was changed. Try a step before you take it: archlint whatif --cut 'X -> Y'\n"
    )


def test_the_plan_as_a_list_to_tick_off(shop, call):
    done = call("plan", "--format", "markdown")

    assert done.out.startswith("## archlint: the next steps\n\nNow: 2 violations, ")
    assert "\n- [ ] Put shop.db -&gt; shop.web under \\`if TYPE_CHECKING:\\`\n" in done.out
    assert "  - `shop/db/orm.py:2` shop.db.orm -&gt; shop.web.cart imports Cart\n" in done.out


def test_the_plan_for_programs(shop, call):
    found = plan(call)

    assert list(found) == ["schema", "of", "scope", "depth", "kinds", "cut", "state", "steps"]
    assert (found["schema"], found["of"], found["scope"], found["depth"]) == (1, "knots", "siblings", None)
    assert found["kinds"] == ["runtime", "deferred", "dynamic", "declared"]
    assert found["cut"] == {"imports": 1, "bound": 1, "proven": True, "edges": [["shop.db.orm", "shop.web.cart"]]}
    (step,) = found["steps"]
    assert (step["how"], step["kind"], step["what"]) == ("type-checking", "cycle", "shop.db -> shop.web")
    assert step["imports"][0]["names"] == ["Cart"]
    assert step["after"] == {"violations": 0, "in_cycles": 0, "largest_cycle": 0}


def test_nothing_is_put_under_type_checking_where_a_rule_counts_types(shop, call, tree):
    tree({"archlint.toml": SHOP["archlint.toml"].replace('"deferred"]', '"deferred", "typing"]')})

    (step,) = plan(call)["steps"]

    assert (step["how"], step["what"]) == ("cut", "shop.db -> shop.web")


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("shop/db/orm.py", FUTURE + "from shop.web.cart import Cart\ndef query(cart: Cart = None): return Cart\n"),
        ("shop/web/admin.py", "from shop.db.orm import Cart\n"),
    ],
)
def test_nor_where_the_name_is_used_or_handed_on(shop, call, tree, file, text):
    tree({file: text})

    assert {step["how"] for step in plan(call)["steps"]} == {"cut"}


def test_annotations_that_python_works_out_are_to_be_quoted(shop, call, tree):
    tree({"shop/db/orm.py": SHOP["shop/db/orm.py"].removeprefix(FUTURE)})

    assert plan(call)["steps"][0]["imports"][0]["quoted"] is True
    assert "; put them in quotes, or add `from __future__ import annotations`\n" in call("plan").out


def test_a_name_that_needs_nothing_of_the_codebase_could_be_defined_elsewhere(shop, call, tree):
    tree(
        {
            "shop/web/cart.py": "from shop.orders.basket import Basket\nCURRENCY = 'EUR'\n",
            "shop/db/orm.py": "from shop.web.cart import CURRENCY\ndef query(): return CURRENCY\n",
        }
    )

    (step,) = plan(call)["steps"]

    assert step["imports"][0]["movable"] == ["CURRENCY"]
    assert "= names: CURRENCY of shop.web.cart needs nothing of the codebase, and could be defined" in call("plan").out
    assert "archlint whatif --cut 'shop.db.orm -> shop.web.cart'\n" in call("plan").out


def test_what_others_take_from_an_importer_makes_its_import_dearer(tree, call):
    """Both imports would undo the cycle; by one of them three modules go, by the other nobody."""
    tree(
        {
            "archlint.toml": "[rules.acyclic]\n",
            "shop/__init__.py": "",
            "shop/api.py": "from shop.impl import pay\n",
            "shop/impl.py": "import shop.api\ndef pay(): ...\n",
            **{f"shop/user{number}.py": "from shop.api import pay\n" for number in range(3)},
        }
    )

    (step,) = plan(call)["steps"]

    assert [(one["importer"], one["imported"]) for one in step["imports"]] == [("shop.impl", "shop.api")]


def test_one_import_that_thousands_of_chains_go_through_comes_first(tree, call):
    """Forty plugins of each other by one import of what all of them use; each pair is a violation of its own."""
    plugins = {f"app/plugins/p{number}.py": "import app.base\n" for number in range(40)}
    tree(
        {
            "archlint.toml": '[rules.alone]\ntype = "independent"\nmodules = ["app.plugins.{name}"]\n',
            "app/__init__.py": "",
            "app/base.py": "import app.registry\n",
            "app/registry.py": "import app.plugins.p0\nimport app.plugins.p1\n",
            "app/plugins/__init__.py": "",
            **plugins,
        }
    )

    step = plan(call, "--top", "1")["steps"][0]

    assert [(one["importer"], one["imported"]) for one in step["imports"]] == [("app.base", "app.registry")]
    assert (step["fixed"], step["after"]["violations"], len(step["fixes"])) == (78, 0, 78)


def test_without_a_rule_for_cycles_the_children_of_each_root_are_looked_at(shop, call, tree):
    tree({"archlint.toml": '[rules.order]\ntype = "layers"\nlayers = ["shop.web", "shop.db"]\n', "other.py": ""})

    found = plan(call)

    assert (found["of"], found["scope"], found["depth"]) == (None, "siblings", 1)
    assert found["cut"]["imports"] == 1
    assert "No cycle is left among the children of each root when 1 import is gone" in call("plan").out


def test_what_somebody_accepts_is_no_debt(tree, call):
    layers = '[rules.order]\ntype = "layers"\nlayers = ["shop.web", "shop.db"]\n'
    waiver = '[[waivers]]\nrules = ["order"]\nimports = ["shop.db -> shop.web"]\nbecause = "later"\n'
    tree(
        {"archlint.toml": layers + waiver, "shop/__init__.py": "", "shop/web.py": "", "shop/db.py": "import shop.web\n"}
    )

    assert plan(call)["steps"] == []
    tree({"archlint.toml": layers})
    assert len(plan(call)["steps"]) == 1


def test_a_step_that_breaks_a_rule_says_so(tree, call):
    tree(
        {
            "archlint.toml": '[rules.order]\ntype = "layers"\nlayers = ["shop.web", "shop.db"]\n'
            '[rules.log]\ntype = "required"\nfrom = ["shop.db"]\nto = ["shop.web"]\n',
            "shop/__init__.py": "",
            "shop/web.py": "",
            "shop/db.py": "import shop.web\n",
        }
    )

    (step,) = plan(call)["steps"]

    assert step["brings"] == ["log missing shop.db"]
    assert (step["broken"], step["after"]["violations"]) == (1, 1)
    assert "    = brings: log missing shop.db\n" in call("plan").out


def test_nothing_to_do_is_told(tree, call):
    tree({"archlint.toml": "[rules.acyclic]\n", "shop/__init__.py": "", "shop/a.py": ""})

    done = call("plan")

    assert done.code == 0
    assert done.out == (
        "Now: 0 violations, 0 groups in cycles, no cycle of modules.\n"
        "No cycle to cut by rule acyclic.\n"
        "\n"
        "Nothing is left that cutting imports would mend.\n"
    )


def test_what_no_cut_mends_is_told(tree, call):
    tree({"archlint.toml": "[rules.orphan]\n", "shop/a.py": "", "shop/b.py": "import shop.a\n"})

    assert call("plan").out.endswith(
        "\nNothing is left that cutting imports would mend. 1 violation needs something else than a cut.\n"
    )


def test_a_file_that_cannot_be_read_makes_the_plan_incomplete(shop, call, tree):
    tree({"shop/web/broken.py": "import (\n"})

    done = call("plan")

    assert done.code == 2
    assert " 1. Put shop.db -> shop.web" in done.out
    assert "--> shop/web/broken.py:1" in done.err


PAY = {
    "archlint.toml": "[rules.acyclic]\n",
    "shop/__init__.py": "",
    "shop/pay/__init__.py": "",
    "shop/pay/api.py": "from shop.pay import eu\nfrom shop.money import Money\nimport requests\ndef pay(): ...\n",
    "shop/pay/eu.py": "from shop.events import publish\n",
    "shop/money.py": "import shop.rounding\n",
    "shop/rounding.py": "import numpy\n",
    "shop/events.py": "from shop.web import cart\n",
    "shop/web/__init__.py": "",
    "shop/web/cart.py": "from shop.pay.api import pay\nfrom shop.pay import api\n",
}


def test_what_holds_a_part_back_from_leaving(tree, call):
    tree(PAY)

    done = call("plan", "--extract", "shop.pay")

    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "shop.pay, 3 modules: what has to be done before it can leave\n"
        "\n"
        "To cut: 1 import, and no fewer will do. When it goes, nothing that it needs comes back to it, and it can be a "
        "library that the rest stands upon.\n"
        "  shop/pay/eu.py:1: shop.pay.eu -> shop.events\n"
        "\n"
        "1 module outside imports 1 of its 3 modules. These are its doors: what they offer has to stay, or becomes the "
        "interface of a service.\n"
        "  shop.pay.api (pay): by shop.web.cart\n"
        "\n"
        "It imports 2 modules of the rest, and through them 2 more. A library declares them as a dependency, a service "
        "asks for them from outside; or they move along.\n"
        "  shop.events (publish): by shop.pay.eu\n"
        "  shop.money (Money): by shop.pay.api\n"
        "\n"
        "To declare: 2 third parties.\n"
        "  numpy: through what it imports, by shop.rounding\n"
        "  requests: by shop.pay.api\n"
        "\n"
        "2 modules of it are in cycles with modules of the rest.\n"
        "  shop.pay.api and shop.pay.eu with shop.events and shop.web.cart\n"
    )


def test_a_part_for_programs_and_to_tick_off(tree, call):
    tree(PAY)

    found = plan(call, "--extract", "shop.pay")

    assert found["extract"] == "shop.pay"
    assert found["cut"] == {"imports": 1, "bound": 1, "proven": True, "edges": [["shop.pay.eu", "shop.events"]]}
    assert found["cycles"] == [{"inside": ["shop.pay.api", "shop.pay.eu"], "outside": ["shop.events", "shop.web.cart"]}]
    ticked = call("plan", "--extract", "shop.pay", "--format", "markdown").out
    assert ticked.count("\n- [ ] ") == 5


def test_after_the_cut_nothing_holds_the_part(tree, call):
    tree({**PAY, "shop/pay/eu.py": ""})

    done = call("plan", "--extract", "shop.pay")

    assert "To cut: nothing. Nothing that it needs comes back to it" in done.out
    assert "It is in no cycle with the rest.\n" in done.out


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("shop.pya", "error: nothing is called `shop.pya`; did you mean `shop.pay`?\n"),
        ("requests", "error: `requests` is not read: it belongs to others already\n"),
        ("shop", "error: `shop` is all there is: nothing would be left that it could leave\n"),
        (" ", "error: `--extract` takes the name of a package, a module or a component\n"),
    ],
)
def test_what_is_no_part_is_told(tree, call, part, said):
    tree(PAY)

    done = call("plan", "--extract", part)

    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_the_number_of_steps_is_a_number(shop, call):
    assert "`--top` takes a whole number, 0 or more" in call("plan", "--top", "x").err
