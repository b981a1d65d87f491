"""`archlint whatif`: as if modules had moved and imports were gone, as a check would have it after doing it."""

import json
from pathlib import Path
from random import Random

import pytest

SETTINGS = """
[rules.order]
type = "layers"
layers = ["shop.web", "shop.orders", "shop.db"]

[rules.knots]
type = "acyclic"
modules = ["shop"]

[rules.alone]
type = "orphan"
modules = ["shop"]
entry-points = ["shop.web.**"]
"""
FILES = {
    "archlint.toml": SETTINGS,
    "shop/__init__.py": "",
    "shop/web/__init__.py": "",
    "shop/web/cart.py": "import shop.orders.basket\n",
    "shop/web/admin.py": "import shop.db.orm\nimport requests\n",
    "shop/orders/__init__.py": "",
    "shop/orders/basket.py": "import shop.db.orm\n",
    "shop/db/__init__.py": "",
    "shop/db/orm.py": "import shop.orders.basket\nimport shop.web.cart\n",
}


@pytest.fixture
def shop(tree):
    return tree(FILES)


def asked(call, *words):
    """What is supposed, and the fingerprints of what comes of it."""
    done = call("whatif", *words, "--format", "json")
    answer = json.loads(done.out)
    return done.code, *(sorted(one["fingerprint"] for one in answer[key]) for key in ("new", "fixed", "still"))


def checked(call):
    return sorted(one["fingerprint"] for one in json.loads(call("check", "--format", "json").out)["violations"])


def test_an_import_that_goes_mends_what_it_broke_and_a_cycle_that_shrinks_is_still_there(shop, call):
    today = checked(call)

    code, new, fixed, still = asked(call, "--cut", "shop.db.orm -> shop.web.cart")

    assert (code, new) == (0, [])
    assert fixed == ["order back shop.db.orm -> shop.web.cart"]
    assert still == [
        "knots cycle {shop.db, shop.orders}",
        "order back shop.db.orm -> shop.orders.basket",
    ]
    assert "knots cycle {shop.db, shop.orders, shop.web}" in today


def test_what_nobody_imports_any_more_is_new(shop, call):
    code, new, fixed, _ = asked(call, "--cut", "shop.web -> shop.orders", "--cut", "shop.db -> shop.orders")

    assert code == 1
    assert new == ["alone orphan shop.orders", "alone orphan shop.orders.basket"]
    assert fixed == ["order back shop.db.orm -> shop.orders.basket"]


def test_a_move_is_told_with_all_that_follows(shop, call):
    done = call("whatif", "--move", "shop.web.cart", "shop.db.cart", "--cut", "shop.db -> shop.orders")

    assert done.code == 1
    assert done.out == (
        "As if shop.web.cart were called shop.db.cart: 1 import in 1 module says so.\n"
        "As if shop.db did not import shop.orders (shop/db/orm.py:1).\n"
        "\n"
        "New: 1 violation\n"
        "  shop/web/cart.py:1:1: order/back: shop.db -> shop.orders points back up "
        "(shop.db.cart -> shop.orders.basket)\n"
        "\n"
        "Fixed: 2 violations\n"
        "  shop/db/orm.py:1:1: order/back: shop.db -> shop.orders points back up (shop.db.orm -> shop.orders.basket)\n"
        "  shop/db/orm.py:2:1: order/back: shop.db -> shop.web points back up (shop.db.orm -> shop.web.cart)\n"
        "\n"
        "Still there: 1 violation\n"
        "  shop/orders/basket.py:1:1: knots/cycle: 2 in a cycle: shop.orders -> shop.db -> shop.orders\n"
        "\n"
        "Nothing on disk was touched.\n"
    )


def test_what_is_known_stays_known(shop, call):
    call("baseline")

    done = call("whatif", "--cut", "shop.db.orm -> shop.web.cart", "--limit", "1")

    assert "Still there: 2 violations (2 known)\n" in done.out
    assert "  ... and 1 more: --limit 0 shows all\n" in done.out


def test_nothing_in_the_folder_changes(shop, call):
    before = {path: path.read_bytes() for path in shop.rglob("*") if path.is_file()}

    call("whatif", "--move", "shop.web", "shop.front", "--cut", "shop.db -> shop.orders", "--no-cache")

    assert {path: path.read_bytes() for path in shop.rglob("*") if path.is_file()} == before


def test_a_check_after_a_supposition_finds_what_it_found_before(shop, call):
    today = checked(call)

    asked(call, "--cut", "shop.db.orm -> shop.web.cart", "--move", "shop.web.admin", "shop.db.admin")

    assert checked(call) == today


def test_an_import_of_what_is_not_there_can_go_too(shop, call, tree):
    tree({"shop/web/admin.py": "from shop.db.gone import rows\n"})

    supposed = json.loads(call("whatif", "--cut", "shop.web.admin -> shop.db", "--format", "json").out)

    assert json.loads(call("check", "--format", "json").out)["summary"]["unresolved"] == 1
    assert supposed["summary"]["unresolved"] == 0


def test_what_goes_by_another_name_is_still_there(shop, call):
    code, new, fixed, still = asked(call, "--move", "shop.web.cart", "shop.web.basket")

    assert (code, new, fixed) == (0, [], [])
    assert "order back shop.db.orm -> shop.web.basket" in still


def test_a_package_that_moves_as_a_whole_is_the_same_group(shop, call, tree):
    tree({"archlint.toml": "[rules.knots]\ntype = 'acyclic'\n"})

    code, new, fixed, still = asked(call, "--move", "shop.orders", "shop.sales")

    assert (code, new, fixed) == (0, [], [])
    assert still == ["knots cycle {shop.db, shop.sales, shop.web}"]


def test_settings_that_name_what_moves_have_to_follow(shop, call):
    done = call("whatif", "--move", "shop.web", "shop.front")

    assert done.code == 2
    assert "error: as supposed, no module matches `shop.web`\n" in done.err
    assert "^ `shop.front` then\n" in done.err, "and no nearest word: the name is not misspelt"
    assert "help: what moves has to be called otherwise here as well" in done.err
    assert "Not judged: alone and order, which would not fit the code any more; see below.\n" in done.out


def test_what_a_rule_has_found_that_fits_no_more_is_not_called_fixed(shop, call):
    _, new, fixed, still = asked(call, "--move", "shop.web", "shop.front")

    assert not [name for name in new + fixed + still if name.startswith("order")]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "nothing is supposed: it takes --move OLD NEW and --cut 'X -> Y', as often as wanted"),
        (["--cut", "shop.web-"], "`shop.web-` has lost its end: the shell has taken `>` for a file. Put it in quotes"),
        (["--cut", "shop.web"], "`shop.web` is no import: it is written 'X -> Y', in quotes"),
        (["--cut", "a -> b -> c"], "`a -> b -> c` is no import"),
        (["--cut", "shop.wbe -> shop.db"], "nothing is called `shop.wbe`; did you mean `shop.web`?"),
        (["--cut", "shop.orders -> shop.web"], "`shop.orders` does not import `shop.web`, so there is nothing to cut"),
        (["--cut", "shop.orders -> shop.web"], "= help: `shop.web` imports `shop.orders`: was that meant?"),
        (
            ["--cut", "shop.web.admin -> shop.orders"],
            'explain "shop.web.admin -> shop.orders"` shows how they relate',
        ),
        (["--move", "shop.crat", "shop.x"], "nothing is called `shop.crat`"),
        (["--move", "requests", "shop.x"], "`requests` is not read: it belongs to others"),
        (["--move", "shop.web.cart", "shop.2"], "`shop.2` is no name that an import could have"),
        (["--move", "shop.web.cart", "shop.class"], "`shop.class` is no name that an import could have"),
        (["--move", "shop.web.cart", "shop.web.cart"], "`shop.web.cart` is called so already"),
        (["--move", "shop.web.cart", "shop.db"], "= help: to move it in there, call it `shop.db.cart`"),
        (["--move", "shop.web.cart", "requests"], "`requests` is there already"),
        (["--move", "shop.web", "shop.a", "--move", "shop.web.cart", "shop.b"], "`shop.web.cart` is to move twice"),
        (["--move", "shop.web.cart", "shop.b", "--move", "shop.db.orm", "shop.b"], "two modules are to be called"),
    ],
)
def test_what_cannot_be_supposed_is_told_in_words(shop, call, words, said):
    done = call("whatif", *words)

    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert "= help: " in done.err


def test_what_cannot_be_supposed_is_told_to_programs(shop, call):
    done = call("whatif", "--move", "shop.crat", "shop.x", "--format", "json")

    assert done.code == 2
    assert json.loads(done.out)["known"] is False
    assert json.loads(done.out)["refused"].startswith("nothing is called `shop.crat`")


def test_a_name_that_the_settings_do_not_read_is_refused(shop, call, tree):
    tree({"archlint.toml": f'packages = ["shop"]\n{SETTINGS}'})

    assert (
        "`pay.cart` would not be read: the settings read shop" in call("whatif", "--move", "shop.web", "pay.cart").err
    )


def test_a_module_becomes_a_package_for_what_moves_below_it(shop, call):
    done = call("whatif", "--move", "shop.web.admin", "shop.web.cart.admin")

    assert "  shop.web.cart becomes a package, whose file is the `__init__.py` of a folder.\n" in done.out


def test_members_of_a_workspace_keep_their_modules(tree, call):
    tree(
        {
            "archlint.toml": "[rules.acyclic]\n",
            "tugs/pyproject.toml": '[project]\nname = "tugs"\n',
            "tugs/archlint.toml": "[rules.acyclic]\n",
            "tugs/tugs/bridge.py": "import docks.cranes\n",
            "docks/pyproject.toml": '[project]\nname = "docks"\n',
            "docks/archlint.toml": "[rules.acyclic]\n",
            "docks/docks/cranes.py": "",
        }
    )

    refused = call("whatif", "--move", "docks.cranes", "tugs.cranes")

    assert "`docks.cranes` would move out of the member `docks` into the member `tugs`" in refused.err
    assert call("whatif", "--move", "docks.cranes", "docks.hoists").code == 0


NAMES = [f"shop.{package}.m{number}" for package in ("web", "orders", "db") for number in range(4)]


def written(edges):
    files = {f"{name.replace('.', '/')}.py": "" for name in NAMES}
    for importer, imported in edges:
        files[f"{importer.replace('.', '/')}.py"] += f"import {imported}\n"
    inits = {f"shop/{package}__init__.py": "" for package in ("", "web/", "orders/", "db/")}
    return {"archlint.toml": SETTINGS.partition("[rules.alone]")[0], **inits, **files}


def really_moved(old, new):
    """Rename a file, and the module wherever it is named."""
    path, target = (Path(name.replace(".", "/") + ".py") for name in (old, new))
    path.rename(target)
    for file in Path().rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        file.write_text(
            "".join(f"{line}\n" if line != f"import {old}" else f"import {new}\n" for line in text.split("\n")[:-1])
        )


@pytest.mark.parametrize("seed", range(25))
def test_moves_and_cuts_on_paper_and_in_files_come_to_the_same(seed, tree, call):
    lottery = Random(seed)
    edges = sorted({tuple(lottery.sample(NAMES, 2)) for _ in range(18)})
    tree(written(edges))
    gone = lottery.sample(edges, 2)
    moves = [
        (old, f"shop.{lottery.choice(['web', 'orders', 'db'])}.new{i}")
        for i, old in enumerate(lottery.sample(NAMES, 2))
    ]
    words = [word for pair in moves for word in ("--move", *pair)]
    words += [word for pair in gone for word in ("--cut", " -> ".join(pair))]

    supposed = json.loads(call("whatif", *words, "--format", "json", "--no-cache").out)

    for importer, imported in gone:
        file = Path(importer.replace(".", "/") + ".py")
        file.write_text(file.read_text(encoding="utf-8").replace(f"import {imported}\n", ""), encoding="utf-8")
    for old, new in moves:
        really_moved(old, new)
    done = json.loads(call("check", "--format", "json", "--no-cache").out)
    assert sorted(one["fingerprint"] for one in supposed["new"] + supposed["still"]) == sorted(
        one["fingerprint"] for one in done["violations"]
    )
    counts = ("modules", "imports", "violations", "outside", "complete")
    assert {key: supposed["summary"][key] for key in counts} == {key: done["summary"][key] for key in counts}
