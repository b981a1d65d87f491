"""A violation of many imports is told by those that the change has added."""

import pytest

from tests.cli.comparing import BIG, ROOMS, report

pytestmark = pytest.mark.git


def test_a_violation_is_shown_at_the_import_that_was_added(tree, repository, call):
    """The chain goes through a module of no layer: its first import is old, the second closes it."""
    files = {**ROOMS, "shop/tools.py": BIG, "shop/web/cart.py": f"import shop.tools\n{BIG}"}
    tree(files)
    repository("add", ".")
    repository("commit", "--quiet", "-m", "open the shop")
    tree({"shop/tools.py": f"{BIG}\n\nimport shop.db.orm\n"})

    _, found = report(call, against="HEAD")

    (new,) = [one for one in found["violations"] if one["state"] == "new"]
    assert (new["path"], new["line"], new["end_column"]) == ("shop/tools.py", 23, 19)
    assert new["chain"] == ["shop.web.cart", "shop.tools", "shop.db.orm"]
    assert new["cut"] == [["shop.tools", "shop.db.orm"]]


def test_a_cycle_is_shown_at_the_import_that_closes_it(tree, repository, call):
    files = {"archlint.toml": "[rules.acyclic]\n", "shop/__init__.py": "", "shop/a.py": f"import shop.b\n{BIG}"}
    tree({**files, "shop/b.py": f"{BIG}b = 1\n"})
    repository("add", ".")
    repository("commit", "--quiet", "-m", "open the shop")
    tree({"shop/b.py": f"{BIG}b = 1\nimport shop.a\n"})

    _, found = report(call, against="HEAD")

    (new,) = found["violations"]
    assert (new["kind"], new["path"], new["line"]) == ("cycle", "shop/b.py", 22)
    assert (new["importer"], new["imported"], new["from"], new["to"]) == ("shop.b", "shop.a", "shop.b", "shop.a")
    assert new["message"] == "2 in a cycle: shop.b -> shop.a -> shop.b"
    assert new["help"].startswith("shop.b -> shop.a is new and closes it: ")
    assert new["cut"] == [["shop.b", "shop.a"]]


def test_a_module_that_joins_a_cycle_is_told_by_its_own_imports(tree, repository, call):
    """The knot of old is known; its cheapest cut is nobody's business who adds to it."""
    files = {f"shop/{name}.py": BIG for name in "abcd"}
    old = {"shop/a.py": f"import shop.b, shop.d\n{BIG}", "shop/b.py": f"import shop.a\n{BIG}"}
    tree({"archlint.toml": '[rules.acyclic]\nscope = "modules"\n', "shop/__init__.py": "", **files, **old})
    repository("add", ".")
    repository("commit", "--quiet", "-m", "open the shop")
    tree({"shop/c.py": f"{BIG}import shop.a\n", "shop/b.py": f"import shop.a\n{BIG}import shop.c, shop.d\n"})

    done = call("check", "--against", "HEAD")

    assert done.code == 1
    assert (
        done.out.partition("\n\n")[0]
        == """\
acyclic/cycle: 3 in a cycle: shop.b -> shop.c -> shop.a -> shop.b
  --> shop/b.py:22:1
   |
22 | import shop.c, shop.d
   | ^^^^^^^^^^^^^^^^^^^^^
   = import: shop.b -> shop.c
   = cut:    removing this import mends it
   = why:    no module can reach itself through its own imports (rule "acyclic", archlint.toml:1)
   = help:   shop.b -> shop.c is new and closes it: move what both need into a module of its own, or hand it in as an \
argument"""
    )


BUDGETS = {
    "fan-in": ("shop.db", "shop/web/new.py", "import shop.db.orm\n", 1),
    "fan-out": ("shop.web", "shop/web/cart.py", f"import shop.orders.basket\n{BIG}import shop.db.rows\n", 22),
    "entry-modules": ("shop.db", "shop/web/cart.py", f"import shop.orders.basket\n{BIG}import shop.db.rows\n", 22),
    "private-names": (
        "shop.db",
        "shop/web/cart.py",
        f"import shop.orders.basket\n{BIG}from shop.db.orm import open\nfrom shop.db.orm import _shut\n",
        23,
    ),
    "cycle-size": ("shop", "shop/db/orm.py", f"{BIG}z = 1\nimport shop.web.admin\n", 22),
    "uncovered": ("shop", "shop/new.py", "x = 1\n", 1),
    "dynamic-imports": ("shop.db", "shop/db/orm.py", f"{BIG}z = 1\nname = input()\n__import__(name)\n", 23),
}


@pytest.mark.parametrize("measure", BUDGETS)
def test_a_measure_is_shown_at_what_has_raised_it(measure, tree, repository, call):
    component, path, text, line = BUDGETS[measure]
    rule = f'[rules.few]\ntype = "budget"\nmeasure = "{measure}"\nmax = 0\nmodules = ["{component}"]\n'
    settings = f'[components]\ndb = ["shop.db"]\nrest = ["shop.web", "shop.orders", "shop"]\n{rule}'
    if measure == "uncovered":
        settings = settings.replace(', "shop"]', "]")
    # What accounts for most is old, and is where the measure is shown to who has added nothing.
    most = f"import shop.orders, shop.orders.basket\nfrom shop.db.orm import _a, _b, _c\n{BIG}"
    rest = {"shop/db/rows.py": "", "shop/web/__init__.py": "import shop.orders\n"}
    rest |= {} if measure == "cycle-size" else {"shop/web/admin.py": most}
    tree({**ROOMS, **rest, "archlint.toml": settings})
    repository("add", ".")
    repository("commit", "--quiet", "-m", "open the shop")
    tree({path: text})

    _, found = report(call, against="HEAD")

    (new,) = [one for one in found["violations"] if one["brought"]]
    assert (new["path"], new["line"], new["kind"]) == (path, line, "over-budget")
    assert new["message"].startswith(f"{measure} of {component} is {new['measured']['value']}, 0 at most: ")
    if new["imported"]:
        assert [new["importer"], new["imported"]] in new["cut"]
        assert f"import {new['imported']}" in text or f"from {new['imported']} import" in text


STABLE = {
    "archlint.toml": '[rules.stable]\nmodules = ["shop.{part}"]\n',
    "shop/__init__.py": "",
    "shop/web.py": f"import shop.api\n{BIG}",
    "shop/api.py": f"import shop.db, shop.log\n{BIG}",
    "shop/db.py": f"import shop.log\n{BIG}",
    "shop/log.py": BIG,
    "shop/mail.py": BIG,
}
"""One that may import the next: api has 2 of 3 outward, db 1 of 2."""


def test_an_old_import_that_has_become_unstable_is_told_at_what_has_made_it_so(tree, repository, call):
    tree(STABLE)
    repository("add", ".")
    repository("commit", "--quiet", "-m", "open the shop")
    tree({"shop/db.py": f"import shop.log\n{BIG}import shop.mail\nimport shop.text\n", "shop/text.py": ""})

    done = call("check", "--against", "HEAD")

    assert done.code == 1
    assert done.out.startswith("""\
stable/unstable: shop.api (2 of 3 outward) depends on shop.db (3 of 4 outward), which is less stable since \
shop.db -> shop.mail and 1 more came
  --> shop/db.py:22:1
   |
22 | import shop.mail
   | ^^^^^^^^^^^^^^^^
   = import: shop.api -> shop.db
""")


def test_what_one_addition_does_to_many_old_imports_is_told_once(tree, repository, call):
    pages = {f"shop/api/page{number}.py": f"import shop.db\n{BIG}" for number in range(9)}
    api = {"shop/api/__init__.py": STABLE["shop/api.py"]}
    tree({**{path: text for path, text in STABLE.items() if path != "shop/api.py"}, **api, **pages})
    repository("add", ".")
    repository("commit", "--quiet", "-m", "open the shop")
    tree({"shop/db.py": f"import shop.log\n{BIG}import shop.mail\nimport shop.text\n", "shop/text.py": ""})

    code, found = report(call, against="HEAD")

    (new,) = [one for one in found["violations"] if one["state"] == "new"]
    assert (code, new["path"], new["line"], new["brought"]) == (1, "shop/db.py", 22, True)
    assert new["message"].endswith("since shop.db -> shop.mail and 1 more came; it does so by 10 imports")
    assert [one["state"] for one in found["violations"]] == ["new", *["known"] * 9]
    assert (found["against"]["new"], found["against"]["shifted"], found["against"]["remained"]) == (1, [], 0)


def test_nobody_is_accused_of_an_old_import_for_taking_others_out(tree, repository, call):
    api = f"import shop.db, shop.log, shop.mail\n{BIG}"
    tree({**STABLE, "shop/db.py": f"import shop.log, shop.mail\n{BIG}", "shop/api.py": api})
    repository("add", ".")
    repository("commit", "--quiet", "-m", "open the shop")
    db = f"import shop.log, shop.mail\n{BIG}from shop import mail\n"  # once more: that makes no difference
    tree({"shop/api.py": f"import shop.db\n{BIG}", "shop/db.py": db})

    done = call("check", "--against", "HEAD")

    assert done.code == 0, done.out
    assert (
        "shifted:      shop.api (1 of 2 outward) depends on shop.db (2 of 3 outward), which is less stable "
        "(shop.api -> shop.db): it was there, and breaks the rule only as others are gone\n"
    ) in done.out
    assert call().code == 1


def test_a_module_that_moves_may_make_an_old_import_unstable(tree, repository, call):
    """No import is new, but those of the module belong to another component now."""
    tree({**STABLE, "shop/mail.py": f"import shop.log, shop.text, shop.web\n{BIG}m = 1\n", "shop/text.py": ""})
    repository("add", ".")
    repository("commit", "--quiet", "-m", "open the shop")
    (repository("mv", "shop/db.py", "shop/rows.py"), tree({"shop/db/__init__.py": ""}))
    repository("mv", "shop/rows.py", "shop/db/rows.py")
    repository("mv", "shop/mail.py", "shop/db/mail.py")
    tree({"shop/api.py": STABLE["shop/api.py"].replace("shop.db", "shop.db.rows")})
    repository("add", ".")

    code, found = report(call, against="HEAD")

    assert code == 1
    assert [(one["rule"], one["importer"]) for one in found["violations"] if one["brought"]] == [("stable", "shop.api")]
