"""A violation that has another name than it had at the base, and is the same."""

import pytest

from tests.cli.comparing import BIG, ROOMS, report

pytestmark = pytest.mark.git


LIBRARIES = """
[rules.wrapped]
type = "protected"
[rules.wrapped.importers]
"requests" = ["shop.http"]
"google.cloud.storage" = ["shop.http"]
"google.cloud.pubsub" = ["shop.http"]

[rules.none]
type = "forbidden"
from = ["shop.web"]
to = ["<third-party>"]
indirect = false

[rules.papers]
type = "undeclared"
"""
PAPERS = """[project]
name = "shop"
dependencies = []
"""
SAME_LIBRARY = {
    "a module of it for the whole": ("import requests", "import requests.api", [], 0),
    "the whole for a module of it": ("import requests.api", "import requests", [], 0),
    "two modules for one": ("import requests.api", "import requests.adapters, requests.sessions", [], 0),
    "one module for two": ("import requests.adapters, requests.sessions", "import requests.api", [], 0),
    "nobody knows its distribution": ("import nowhere.api", "import nowhere", [], 0),
    "one more module of it": ("import requests", "import requests, requests.api", ["requests.api"], 0),
    "one module less of it": ("import requests, requests.api", "import requests", [], 1),
    "another library": ("import requests", "import httpx", ["httpx"], 1),
    "another distribution of its namespace": (
        "import google.cloud.storage",
        "import google.cloud.pubsub",
        ["google.cloud.pubsub"],
        1,
    ),
}


@pytest.mark.parametrize("name", SAME_LIBRARY)
def test_which_module_of_a_library_is_imported_is_no_matter(name, tree, repository, call):
    before, after, new, fixed = SAME_LIBRARY[name]
    files = {"shop/__init__.py": "", "shop/http.py": "import requests, google.cloud.storage, google.cloud.pubsub\n"}
    tree({**files, "archlint.toml": LIBRARIES, "pyproject.toml": PAPERS, "shop/web.py": f"{before}\n{BIG}"})
    repository("add", ".")
    repository("commit", "--quiet", "-m", "open the shop")
    tree({"shop/web.py": f"{after}\n{BIG}"})

    code, found = report(call, against="HEAD")

    told = {(one["rule"], one["imported"]) for one in found["violations"] if one["state"] == "new"}
    rules = {one["rule"] for one in found["violations"]}
    mended = {(one["rule"], one["imported"]) for one in found["against"]["fixed"]}
    assert {imported for _, imported in told} == {*new}
    # `none` has one word for all libraries, so it cannot tell two that share their first name.
    shared = name == "another distribution of its namespace"
    assert {rule for rule, _ in told} == (rules - {"none"} if shared else rules if new else set())
    assert len({imported for _, imported in mended}) == fixed
    assert code == bool(new)


def test_a_module_that_leaves_a_shim_under_its_old_name_is_known_under_both(shop, tree, call):
    orm = f"import shop.web.cart\n{BIG}z = 1\n"
    tree({"shop/db/orm.py": orm, "shop/web/late.py": "import shop.db.orm\n"})
    shop("add", ".")
    shop("commit", "--quiet", "-m", "let the tables import a page")
    tree(
        {
            "shop/db/tables.py": orm,
            "shop/db/orm.py": "from shop.db.tables import *\n",
            "shop/web/admin.py": ROOMS["shop/web/admin.py"].replace("shop.db.orm", "shop.db.tables"),
        }
    )
    shop("add", ".")

    code, found = report(call, against="HEAD")

    states = {(one["importer"], one["imported"]): one["state"] for one in found["violations"]}
    assert states == {
        ("shop.db.tables", "shop.web.cart"): "known",
        ("shop.web.admin", "shop.db.tables"): "known",
        ("shop.web.late", "shop.db.orm"): "known",
    }
    assert (code, found["against"]["fixed"], found["against"]["remained"]) == (0, [], 3)


def test_a_copy_explains_nothing_where_what_it_is_a_copy_of_is_as_it_was(shop, tree, call):
    """Its import is one more, not another: both are there."""
    admin = ROOMS["shop/web/admin.py"]
    tree({"shop/web/staff.py": admin, "shop/web/admin.py": f"{admin}more = 1\n"})
    shop("add", ".")

    code, found = report(call, against="HEAD")

    assert [one["importer"] for one in found["violations"] if one["state"] == "new"] == ["shop.web.staff"]
    assert code == 1
