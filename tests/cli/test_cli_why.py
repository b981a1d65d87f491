"""`archlint why A B`: the chain, where it begins, what would end it, what is allowed, and since when."""

import json

import pytest

SHOP = {
    "shop/__init__.py": "",
    "shop/web/__init__.py": "",
    "shop/web/cart.py": "from shop.db.orm import query\nimport shop.orders.api\n",
    "shop/web/home.py": "import shop.text\n",
    "shop/orders/__init__.py": "",
    "shop/orders/api.py": "from shop.db.orm import query\n",
    "shop/orders/lines.py": "from shop.orders.api import query\n",
    "shop/db/__init__.py": "",
    "shop/db/orm.py": "",
    "shop/text.py": "",
}
RULE = {"archlint.toml": '[rules.shop]\ntype = "linked-list"\nlayers = ["shop.web", "shop.orders", "shop.db"]\n'}


def test_all_that_leads_from_one_to_the_other_is_told(tree, call):
    tree({**SHOP, **RULE})

    done = call("why", "shop.web", "shop.db")

    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "shop.web comes to use shop.db by an import:\n"
        "  shop.web.cart -> shop.db.orm  shop/web/cart.py:1 (runtime)\n"
        "\n"
        "All ways begin with one of 2 imports:\n"
        "  shop.web.cart -> shop.db.orm      shop/web/cart.py:1 (runtime)\n"
        "  shop.web.cart -> shop.orders.api  shop/web/cart.py:2 (runtime)\n"
        "\n"
        "Without these 2 imports there is no way; fewer are not enough:\n"
        "  shop.web.cart -> shop.db.orm      shop/web/cart.py:1 (runtime)\n"
        "  shop.web.cart -> shop.orders.api  shop/web/cart.py:2 (runtime)\n"
        "\n"
        "Another way that no rule forbids: shop.orders.api hands on query; 1 module takes it from there.\n"
    )


def test_it_needs_no_settings(tree, call):
    tree(SHOP)

    assert call("why", "shop.web.cart", "shop.db.orm").code == 0
    assert call("why", "shop.orders.lines", "shop.db").out.startswith(
        "shop.orders.lines comes to use shop.db by a chain of 2 imports, which is the shortest:\n"
    )


def test_where_there_is_no_way_it_says_so(tree, call):
    tree(SHOP)

    done = call("why", "shop.text", "shop.db")

    assert (done.code, done.out) == (0, "No chain of imports leads from shop.text to shop.db.\n")


def test_a_way_that_a_rule_forbids_is_not_recommended(tree, call):
    forbidding = '[rules.forbidden]\nfrom = ["shop.web"]\nto = ["shop.orders"]\nindirect = false\n'
    tree({**SHOP, "archlint.toml": forbidding})

    assert "Another way" not in call("why", "shop.web", "shop.db").out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("shop.wbe", "shop.db"), "error: nothing is called `shop.wbe`; did you mean `shop.web`?\n"),
        (("shop.web", "nowhere"), "error: nothing is called `nowhere`\n"),
    ],
)
def test_what_does_not_exist_is_told_with_the_nearest_name(tree, call, words, told):
    tree(SHOP)

    done = call("why", *words)

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(told)


def test_programs_get_all_of_it(tree, call):
    tree({**SHOP, **RULE})

    answer = json.loads(call("why", "shop.web", "shop.db", "--format", "json").out)

    assert answer["schema"] == 1
    assert answer["routes"] == [{"by": "shop.orders.api", "names": ["query"], "users": 1}]
    assert [(row["importer"], row["imported"]) for row in answer["way"]] == [("shop.web.cart", "shop.db.orm")]
    assert len(answer["entries"]) == 2
    assert len(answer["cut"]) == 2
    assert answer["since"] is None


@pytest.mark.git
@pytest.mark.parametrize(
    "command", [("why", "shop.web.cart", "shop.db.orm"), ("explain", "shop.web.cart -> shop.db.orm")]
)
def test_git_says_since_when_the_import_is_there(tree, call, repository, command):
    folder = tree({**SHOP, **RULE})
    cart = folder / "shop/web/cart.py"
    cart.write_text("import shop.orders.api\n", encoding="utf-8")
    repository("add", ".")
    repository("commit", "-q", "-m", "Begin a shop")
    cart.write_text(SHOP["shop/web/cart.py"], encoding="utf-8")
    repository("commit", "-q", "-a", "-m", "Show what is in the cart")
    cart.write_text(f"# The cart.\n{SHOP['shop/web/cart.py']}", encoding="utf-8")
    repository("commit", "-q", "-a", "-m", "Say what it is")
    for text, subject in (("", "Take it out"), (SHOP["shop/web/cart.py"], "Bring it back")):
        cart.write_text(text, encoding="utf-8")
        repository("commit", "-q", "-a", "-m", subject)
    id_ = repository("rev-parse", "HEAD~3").strip()

    lines = call(*command).out.splitlines()

    (since,) = (line for line in lines if line.startswith("There since"))
    assert since.startswith(f"There since {id_[:10]} of 20")
    assert since.endswith(": Show what is in the cart")


@pytest.mark.git
def test_an_import_that_is_in_no_commit_yet_has_no_past(tree, call, repository):
    tree(SHOP)

    assert "There since" not in call("why", "shop.web.cart", "shop.db.orm").out
