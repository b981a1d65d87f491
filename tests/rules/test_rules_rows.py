"""Corners of the rules about who may, and who must, import whom: their exact sense, their places, and their words."""

import pytest

from archlint.settings import SettingsError
from tests.graph.sketch import judged, read

SHOP = [
    "shop.web.cart -> shop.orders.basket",
    "shop.web.cart -> shop.orders.secret.key",
    "shop.orders.basket -> shop.db",
    "shop.db -> sqlite3",
    "shop.jobs -> shop.web.cart [typing]",
]


def rule(type_, toml):
    return f'[rules.drawn]\ntype = "{type_}"\n{toml}'


def edges(findings):
    assert findings.problems == ()
    return [" -> ".join(one.chain) for one in findings.findings]


def only(findings):
    assert findings.problems == ()
    [one] = findings.findings
    return one


def problem(findings):
    [one] = findings.problems
    return one


# Allowed.


def test_what_lies_in_a_listed_name_is_not_listed_where_the_table_names_it_too():
    found = judged(SHOP, rule("allowed", 'imports = { "shop.web" = ["shop.orders"], "shop.orders.secret" = [] }'))

    one = only(found)
    assert (
        one.message == "shop.web.cart -> shop.orders.secret.key: the row of shop.web does not list shop.orders.secret"
    )
    assert one.help.startswith("listing shop.orders does not open shop.orders.secret, which the table names by itself")
    assert (one.tail, one.head) == ("shop.web", "shop.orders.secret")
    assert one.cut == (("shop.web.cart", "shop.orders.secret.key"),)


def test_a_name_in_brackets_need_not_be_imported_where_lists_are_exact():
    table = 'exact = true\nimports = { "shop.web" = ["shop.orders", "(shop.db)"], "**" = ["(shop.jobs)"] }'
    bare = table.replace("(", "").replace(")", "")

    assert edges(judged(SHOP, rule("allowed", table))) == []
    assert [one.message for one in judged(SHOP, rule("allowed", bare)).findings] == [
        "shop.web may import shop.db, and nobody there does",
        "everyone may import shop.jobs, and nobody does",
    ]


def test_rows_about_the_same_module_add_up_however_exact_they_are():
    table = (
        'imports = { "shop.{part}" = ["shop.orders"], "shop.web" = ["shop.orders.secret"], "shop.db" = ["sqlite3"] }'
    )

    assert edges(judged(SHOP, rule("allowed", table))) == [
        "shop.jobs -> shop.web.cart",
        "shop.orders.basket -> shop.db",
    ]


def test_several_rows_are_told_with_the_most_exact_one_to_add_to():
    one = only(judged(SHOP, rule("allowed", 'imports = { "shop.{part}" = [], "shop.orders.basket" = [] }')
                      + '\nignore = ["shop.web.cart -> **", "shop.jobs -> **"]'))  # fmt: skip

    assert (
        one.message
        == "shop.orders.basket -> shop.db: the rows of shop.orders and shop.orders.basket do not list shop.db"
    )
    assert (
        one.help
        == "let a caller hand in what is needed, or list shop.db if shop.orders.basket is meant to depend on it"
    )


def test_names_that_differ_in_their_captures_alone_are_one_component():
    table = '"{a}.views" = ["{a}.models"]\n"{b}.forms" = ["{b}.models"]'

    found = judged(["x.views -> x.models", "x.forms -> y.models", "y.views -> x.views"],
                   rule("allowed", f"[rules.drawn.imports]\n{table}"))  # fmt: skip

    assert edges(found) == ["x.forms -> y.models", "y.views -> x.views"]


def test_a_row_whose_modules_all_have_rows_of_their_own_still_permits():
    table = (
        'imports = { "shop.*" = ["sqlite3"], "shop.web" = [], "shop.orders" = [], "shop.db" = [], "shop.jobs" = [] }'
    )

    found = judged(["shop.db -> sqlite3", "shop.jobs -> shop.web", "shop.orders -> shop.db"], rule("allowed", table))

    assert edges(found) == ["shop.jobs -> shop.web", "shop.orders -> shop.db"]


def test_everything_may_be_opened_but_for_some():
    table = 'imports = { "shop.web" = ["**", "!shop.orders.secret"], "shop.orders" = [] }'

    one = only(judged(SHOP, rule("allowed", table)))

    assert one.message == "shop.web.cart -> shop.orders.secret.key: the row of shop.web takes shop.orders away"
    assert one.help == "let a caller hand in what is needed, or do without shop.orders"


def test_a_table_judges_the_kinds_of_imports_that_count():
    table = 'imports = { "shop.jobs" = [], "shop.web" = [] }'

    assert edges(judged(SHOP, rule("allowed", table))) == ["shop.jobs -> shop.web.cart"]
    assert edges(judged(SHOP, rule("allowed", table) + '\nkinds = ["runtime"]')) == []


def test_a_listed_name_without_use_stands_in_the_settings():
    toml = rule("allowed", """exact = true
[rules.drawn.imports]
"**" = ["sqlite3"]
"shop.{part}" = [
  "shop.db",
  "shop.jobs",
  "(shop.gone)",
]
"shop.web" = ["shop.orders"]
""")  # fmt: skip

    one = only(judged(read(SHOP[:1] + SHOP[2:4], ["shop.jobs"]), toml))

    assert (one.kind, one.path, one.line) == ("missing", "archlint.toml", 8)
    assert (one.column, one.end_line, one.end_column) == (3, 8, 14)
    assert one.message == "shop.{part} may import shop.jobs, and nobody there does"
    assert (one.importer, one.imported, one.chain, one.cut) == ("", "", (), ())
    assert one.fingerprint == "drawn missing [shop.{part} -> shop.jobs]"
    assert (one.home, one.lines) == ("archlint.toml", (8,))


def test_what_everyone_may_import_has_to_be_imported_by_somebody():
    one = only(
        judged(SHOP, rule("allowed", 'exact = true\nimports = { "**" = ["shop.jobs"], "shop.db" = ["sqlite3"] }'))
    )

    assert one.message == "everyone may import shop.jobs, and nobody does"


def test_what_stands_in_no_row_is_told_once_at_the_top():
    found = judged(
        [*SHOP, "tools.a -> tools.b"],
        rule("allowed", 'exhaustive = true\nimports = { "shop.web" = [], "shop.db" = [], "**" = [] }'),
    )

    told = {one.message: one.members for one in found.findings}
    assert told == {
        "shop.__init__ stands in no row": ("shop",),
        "shop.jobs stands in no row": ("shop.jobs",),
        "shop.orders stands in no row, 4 modules in all": (
            "shop.orders",
            "shop.orders.basket",
            "shop.orders.secret",
            "shop.orders.secret.key",
        ),
        "tools stands in no row, 3 modules in all": ("tools", "tools.a", "tools.b"),
    }


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ('imports = { "shop.web" = [] }', "can never be broken"),
        ('imports = { "shop.web" = ["**"], "shop.db" = ["**", "shop.jobs"] }', "can never be broken"),
        ('imports = { "shop.web" = ["*.db"], "shop.db" = [] }', "nothing is left for `*.db`"),
        ('imports = { "shop.web" = ["shop.wep"], "shop.db" = [] }', "no module matches `shop.wep`"),
        ('imports = { "shop.web" = ["shop.db", "!shop.db"], "shop.db" = [] }', "names is taken away again"),
        ('imports = { "shop.*" = [], "{top}.web" = [] }', "both name it equally well"),
    ],
)  # fmt: skip
def test_a_table_that_does_not_fit_is_told(options, words):
    assert words in problem(judged(SHOP, rule("allowed", options))).message


def test_a_row_about_nothing_is_told_at_its_name():
    one = problem(judged(SHOP, rule("allowed", 'imports = { "shop.wep" = ["shop.db"], "shop.web" = [] }')))

    assert (one.where, one.at_key, one.label) == (
        ("rules", "drawn", "imports", "shop.wep"),
        True,
        "did you mean `shop.web`?",
    )


@pytest.mark.parametrize(
    ("type_", "table", "words"),
    [
        ("allowed", 'imports = { "**" = ["shop.db"] }', "restricts nobody by itself"),
        ("allowed", 'imports = { "shop.web" = ["shop.db", "shop.jobs", "shop.db"] }', "`shop.db` stands twice"),
        ("protected", 'importers = { "!shop.web" = [] }', "takes away from nothing"),
        ("protected", 'importers = { "shop.web" = ["shop.db", "shop.db"] }', "stands twice"),
        ("public-api", 'expose = { "shop.web" = ["cart", "cart"] }', "stands twice"),
    ],
)  # fmt: skip
def test_a_table_that_can_never_be_meant_is_refused(type_, table, words):
    with pytest.raises(SettingsError) as refused:
        judged(SHOP, rule(type_, table))

    assert words in str(refused.value.problems[0].problem.message)


# Protected.


@pytest.mark.parametrize(
    ("row", "importer", "words", "help_"),
    [
        ('"sqlite3" = []', "shop.db", "nobody may import sqlite3", "do without it; or add shop.db to its row"),
        ('"shop.db" = []', "shop.orders.basket", "nobody else may import shop.db", "do without it"),
        (
            '"shop.db" = ["shop.web", "shop.jobs"]',
            "shop.orders.basket",
            "only shop.web and shop.jobs may import shop.db",
            "ask shop.web or shop.jobs for it; or add shop.orders.basket to the row",
        ),
        (
            '"shop.db" = ["shop.orders", "!shop.orders.basket"]',
            "shop.orders.basket",
            "only shop.orders may import shop.db, and shop.orders.basket is taken away there",
            "ask shop.orders for it",
        ),
    ],
)
def test_who_may_import_what_is_protected_is_told(row, importer, words, help_):
    one = only(judged(SHOP, rule("protected", f"[rules.drawn.importers]\n{row}")))

    assert one.message == f"{importer} -> {one.imported}: {words}"
    assert one.help.startswith(help_)


def test_a_library_that_nobody_imports_may_be_protected():
    found = judged(
        read(SHOP, known=["celery"]),
        rule("protected", '[rules.drawn.importers]\n"celery" = []\n"celery.app" = ["shop.jobs"]'),
    )

    assert edges(found) == []


def test_a_library_may_import_what_is_protected_where_the_settings_declare_that_it_does():
    arrows = [*SHOP, "shop.db -> celery"]
    declared = '[[declared]]\nimports = ["celery -> shop.jobs"]\nbecause = "by name"\n'
    table = rule("protected", '[rules.drawn.importers]\n"shop.jobs" = ["celery"]')

    assert edges(judged(arrows, declared + table)) == []
    assert edges(judged(arrows, declared + table.replace("celery", "shop.web"))) == ["celery -> shop.jobs"]
    words = "`celery` is not read, so what it imports is not known; a row says who may import"
    assert problem(judged(arrows, table)).message == words


def test_a_rule_that_lets_everybody_in_is_told():
    one = problem(
        judged(SHOP, rule("protected", 'importers = { "shop.db" = ["shop"], "sqlite3" = ["<first-party>"] }'))
    )

    assert "can never be broken" in one.message
    assert one.at_key


# Required.

PLUGINS = [
    "shop.plugins.pdf -> shop.registry",
    "shop.plugins.tax.eu -> shop.registry",
    "shop.plugins.tax -> shop.plugins.tax.eu",
]


@pytest.mark.parametrize(
    ("from_", "missing"),
    [
        (["shop.plugins"], ["shop.plugins", "shop.plugins.tax"]),
        (["shop.plugins", "!shop.plugins.__init__"], ["shop.plugins.tax"]),
        (["shop.plugins", "!shop.plugins.**.__init__"], []),
        (["shop.plugins.{plugin}", "!shop.plugins.{plugin}.__init__"], []),
    ],
)  # fmt: skip
def test_the_own_file_of_a_package_has_to_import_as_well_unless_it_is_taken_away(from_, missing):
    found = judged(PLUGINS, {"rules": {"required": {"from": from_, "to": ["shop.registry"]}}})

    assert [one.importer for one in found.findings] == missing
    assert all(one.help.endswith(f"with `!{one.importer}.__init__`") for one in found.findings)
    assert [one.fingerprint for one in found.findings] == [f"required missing {name}" for name in missing]


def test_a_module_does_not_count_for_itself():
    found = judged(
        [*PLUGINS, "shop.registry -> shop.registry"],
        {"rules": {"required": {"from": "shop.registry", "to": "shop.registry"}}},
    )

    assert only(found).message == "shop.registry does not import shop.registry"


def test_what_nothing_goes_together_with_is_told_by_its_name():
    found = judged(
        ["a.views -> a.models", "b.views -> a.models"],
        {"rules": {"required": {"from": "{x}.views", "to": ["{x}.models", "!a.views"]}}},
    )

    one = only(found)
    assert one.message == "b.views should import b.models, and nothing is called so"
    assert one.help == "write that module, and import it; or take this one away from `from` with `!b.views`"


def test_who_has_to_import_must_be_read():
    found = judged(["shop.web -> json"], {"rules": {"required": {"from": "json", "to": "shop.web"}}})

    assert problem(found).message == "`json` is not read, so what it imports is not known"


def test_who_is_in_another_component_is_told_so_where_the_name_of_the_module_would_let_it_in():
    toml = rule("protected", 'importers = { "shop.db" = ["shop.orders"] }')
    table = '[components]\n"shop.orders" = "shop.orders"\n"shop.orders.basket" = "shop.orders.basket"\n'

    one = only(judged([*SHOP, "shop.orders.sum -> shop.db"], table + toml))

    assert one.message == (
        "shop.orders.basket -> shop.db: only shop.orders may import shop.db, "
        "and shop.orders.basket belongs to another component"
    )
