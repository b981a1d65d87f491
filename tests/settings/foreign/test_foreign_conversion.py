"""Settings of import-linter as a file of archlint's: the same rules, with the comments that stood there."""

import tomllib

import pytest

from archlint.settings import load
from archlint.settings.foreign.conversion import AS, converted

SHOP = """\
# The contracts of the shop.

[importlinter]
root_package = shop
contract_types =
    own: checks.Own

# Nobody skips,
#   not even the console.
[importlinter:contract:order]
name = The order of the shop
type = layers
containers =
    shop
layers =
    web
    # siblings
    orders | payments
    stock : depot
    (jobs)
    db
ignore_imports =
    # the tables go in spring
    shop.db.tables -> shop.orders.models
    shop.db.rows -> shop.orders.models
    ; a "known" \\\\ debt
    shop.*.admin -> shop.**
unmatched_ignore_imports_alerting = none
broken_contract_guidance =
    Ask the platform team,
    or wait.

[importlinter:contract:2]
name = No requests
type = forbidden
source_modules = shop.kernel
forbidden_modules =
    requests
    shop.web.*

[importlinter:contract:doors]
name = doors
type = protected
protected_modules = shop.db
allowed_importers =
    shop.orders
    # the console
    shop.admin

[importlinter:contract:own]
name = Our own
type = own
"""


@pytest.fixture
def read(tmp_path):
    """Return a function that gives the settings in a file of import-linter's."""
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "__init__.py").touch()

    def load_(text=SHOP, name=".importlinter"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return load(tmp_path / name)

    return load_


def without_idle(rules):
    """Return rules without what says nothing: an empty list, a name that is the ID."""
    return {
        id_: {key: value for key, value in rule.items() if value != [] and not (key == "name" and value == id_)}
        for id_, rule in rules.items()
    }


def test_what_is_written_is_what_was_read(read):
    settings = read()
    table = tomllib.loads(converted(settings))

    assert table.pop("rules") == without_idle(settings.table["rules"])
    assert table == {key: value for key, value in settings.table.items() if key != "rules"}


def test_it_reads_as_a_person_would_have_written_it(read):
    assert converted(read()).startswith(
        """\
# What .importlinter says, in archlint's words. import-linter goes on reading that file.
# The contracts of the shop.

roots = ["."]
packages = ["shop"]

# Nobody skips,
# not even the console.
[rules.order]
type = "layers"
name = "The order of the shop"
layers = [
    "web",
    # siblings
    ["orders", "payments"],
    { level = ["stock", "depot"], siblings = "free" },
    "(jobs)",
    "db",
]
containers = ["shop"]
help = "Ask the platform team,\\nor wait."
# As import-linter counts; without this line, imports by a name at run time count as well.
kinds = ["runtime", "deferred", "typing"]
ignore = [
    # the tables go in spring
    "shop.db.tables -> shop.orders.models",
    "shop.db.rows -> shop.orders.models",
    # a "known" \\\\ debt
    "shop.*.admin -> shop.*.**",
]
unmatched-ignore = "silent"

[rules.2]
type = "forbidden"
name = "No requests"
from = ["shop.kernel"]
to = ["(requests)", "(shop.web.*)"]
each = "package"
kinds = ["runtime", "deferred", "typing"]

[rules.doors]
type = "protected"
each = "package"
kinds = ["runtime", "deferred", "typing"]
[rules.doors.importers]
"shop.db" = [
    "shop.orders",
    # the console
    "shop.admin",
]
"""
    )


def test_a_contract_that_no_rule_stands_for_is_named(read):
    assert "# Left out, as no rule stands for it: `Our own`, of type own." in converted(read())


def test_ignored_imports_become_waivers_by_the_reasons_above_them(read):
    settings = read()
    table = tomllib.loads(converted(settings, "waivers"))

    assert table["waivers"] == [
        {
            "rules": ["order"],
            "imports": ["shop.db.tables -> shop.orders.models", "shop.db.rows -> shop.orders.models"],
            "because": "the tables go in spring",
        },
        {"rules": ["order"], "imports": ["shop.*.admin -> shop.*.**"], "because": 'a "known" \\\\ debt'},
    ]
    assert not any("ignore" in key for rule in table["rules"].values() for key in rule)


def test_a_waiver_without_a_reason_says_where_it_comes_from(read):
    bare = SHOP.replace("    # the tables go in spring\n", "").replace('    ; a "known" \\\\ debt\n', "")
    (waiver,) = tomllib.loads(converted(read(bare), "waivers"))["waivers"]

    assert (len(waiver["imports"]), waiver["because"]) == (3, "ignored in .importlinter")


def test_for_a_baseline_ignored_imports_are_left_out(read):
    table = tomllib.loads(converted(read(), "baseline"))

    assert "waivers" not in table
    assert not any("ignore" in key for rule in table["rules"].values() for key in rule)


@pytest.mark.parametrize("ignored", AS)
def test_contracts_of_a_pyproject_are_converted_as_well(read, ignored):
    text = """\
[tool.importlinter]
root_packages = ["shop"]

# It keeps us apart.
[[tool.importlinter.contracts]]
name = "Säulen"
type = "independence"
modules = ["shop.a", "shop.*"]
ignore_imports = [
    # one day
    "shop.a -> shop.b",
]
"""
    written = converted(read(text, "pyproject.toml"), ignored)

    assert "# It keeps us apart.\n[rules.s-ulen]\n" in written
    assert ("one day" in written) == (ignored != "baseline")
    tomllib.loads(written)
