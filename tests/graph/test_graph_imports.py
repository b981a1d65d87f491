"""Imports as settings write them, `a -> b`, and what stands behind each edge of a graph."""

import pytest

from archlint.graph import KINDS, Misdeclared, ignored
from tests.graph.sketch import entries, graph, judged, read

SHOP = [
    "shop.web.cart -> shop.orders.cart",
    "shop.web.cart -> shop.db.orm:Order",
    "shop.web.admin.users -> shop.db.orm [deferred]",
    "shop.web.admin -> shop.db.orm [typing]",
    "shop.eu.web -> shop.eu.db",
    "shop.eu.web -> shop.us.db",
    "shop.us.web -> shop.us.db",
    "shop.orders.cart -> requests.adapters",
    "shop.orders.cart -> json",
]


def taken_out(*texts: str) -> set[str]:
    found = graph(SHOP)
    return {f"{found.name(tail)} -> {found.name(head)}" for tail, head in ignored(found, entries(*texts)).imports}


def idle(*texts: str) -> list[str]:
    return [problem.message for problem in ignored(graph(SHOP), entries(*texts)).idle]


def told(*texts: str) -> list[str]:
    with pytest.raises(Misdeclared) as caught:
        ignored(graph(SHOP), entries(*texts))
    return ["; ".join(filter(None, [p.message, p.label, p.help])) for p in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("shop.web.cart -> shop.db.orm", {"shop.web.cart -> shop.db.orm"}),
        ("shop.web.admin -> shop.db.orm", {"shop.web.admin -> shop.db.orm"}),
        (
            "shop.web.admin.** -> shop.db.orm",
            {"shop.web.admin -> shop.db.orm", "shop.web.admin.users -> shop.db.orm"},
        ),
        ("shop.web.* -> shop.db.orm", {"shop.web.cart -> shop.db.orm", "shop.web.admin -> shop.db.orm"}),
        ("shop.{r}.web -> shop.{r}.db", {"shop.eu.web -> shop.eu.db", "shop.us.web -> shop.us.db"}),
        (
            "shop.{a}.web -> shop.{b}.db",
            {"shop.eu.web -> shop.eu.db", "shop.eu.web -> shop.us.db", "shop.us.web -> shop.us.db"},
        ),
        ("shop.{eu,us}.web -> shop.{eu,us}.db", {"shop.eu.web -> shop.eu.db", "shop.us.web -> shop.us.db"}),
        ("shop.orders.cart -> requests", {"shop.orders.cart -> requests.adapters"}),
        ("** -> <stdlib>", {"shop.orders.cart -> json"}),
        ("shop.web.admin.__init__ -> **", {"shop.web.admin -> shop.db.orm"}),
        ("(shop.web.cart) -> shop.db.orm", {"shop.web.cart -> shop.db.orm"}),
        ("(shop.web.crat) -> shop.db.orm", set()),
    ],
)
def test_an_ignore_names_exact_modules_unless_it_says_otherwise(text, expected):
    assert expected == taken_out(text)


def test_an_ignore_whose_import_is_gone_is_told_and_no_error():
    assert ["`shop.web.cart -> shop.orders` is ignored, but nothing imports like that"] == idle(
        "shop.web.cart -> shop.orders", "shop.web.cart -> shop.orders.cart"
    )


def test_an_ignore_of_an_import_of_a_library_that_nobody_imports_is_told():
    found = graph(read(SHOP, known=["attrs"]))

    assert 1 == len(ignored(found, entries("shop.web.cart -> attrs")).idle)


def test_an_ignore_of_a_name_that_may_be_absent_and_is_absent_is_not_told():
    assert [] == idle("(shop.web.crat) -> shop.db.orm")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("shop.web.crat -> shop.db.orm", "no module matches `shop.web.crat` in `shop.web.crat -> shop.db.orm`; did"),
        ("shop.web.cart -> shop.db.ormm", "did you mean `shop.db.orm`?"),
        ("shop.web.admn.** -> shop.db.orm", "did you mean `shop.web.admin.**`?"),
        ("shop.web.cart -> reqests", "did you mean `requests`?"),
        ("shop.web.cart", "is no import; write `importer -> imported`"),
        ("shop.web.cart -> ", "is no import"),
        ("a -> b -> c", "is no import"),
        ("shop..web -> shop.db.orm", "two dots in a row"),
        ("!shop.web.cart -> shop.db.orm", "takes nothing away"),
    ],
)
def test_what_matches_nothing_is_an_error_in_words(text, words):
    assert words in told(text)[0]


def test_both_ends_are_told_at_once():
    assert 2 == len(told("shop.web.crat -> shop.db.ormm"))


def test_a_folder_without_a_module_is_told_how_to_name_what_lies_below():
    found = graph(read(["shop.web.cart -> shop.db.orm"], alone=True))

    with pytest.raises(Misdeclared) as caught:
        ignored(found, entries("shop.web -> shop.db.orm"))

    [problem] = caught.value.problems
    assert problem.message == "`shop.web` is a folder without a module of its own"
    assert problem.label == "did you mean `shop.web.**`?"


def declared(text: str) -> str:
    return f"[[declared]]\nimports = ['{text}']\nbecause = 'loaded by name'\n"


def test_a_declared_dependency_stands_in_the_settings():
    found = graph(SHOP, declared("shop.orders.cart -> shop.web.cart"))
    tail, head = (found.names.node[name] for name in ("shop.orders.cart", "shop.web.cart"))

    [one] = found.occurrences(tail, head)

    assert head in found.succ[tail]
    assert (one.kind, one.path, one.line, one.column, one.name) == ("declared", "archlint.toml", 2, 12, "")


def test_a_declared_dependency_joins_the_imports_that_are_written():
    found = graph(SHOP, declared("shop.web.cart -> shop.db.**"))
    tail, head = (found.names.node[name] for name in ("shop.web.cart", "shop.db.orm"))

    assert [("runtime", "shop/web/cart.py", 2), ("declared", "archlint.toml", 2)] == [
        (one.kind, one.path, one.line) for one in found.occurrences(tail, head)
    ]
    assert found.names.node["shop.db"] in found.succ[tail]


def test_a_declared_dependency_pairs_captures_and_never_a_module_with_itself():
    found = graph(SHOP, declared("shop.{r}.** -> shop.{r}.db"))
    plain = graph(SHOP)

    added = {(found.name(t), found.name(h)) for t, h in set(found.edges()) - set(plain.edges())}

    assert {("shop.eu", "shop.eu.db"), ("shop.us", "shop.us.db"), ("shop.db", "shop.db.db")} - added == {
        ("shop.db", "shop.db.db")
    }
    assert all(tail != head for tail, head in added)


@pytest.mark.parametrize(("name", "stdlib"), [("celery", False), ("celery.app", False), ("queue", True)])
def test_a_declared_dependency_may_lead_to_a_library_that_nobody_imports(name, stdlib):
    found = graph(read(SHOP, known=["celery"]), declared(f"shop.web.cart -> {name}"))

    node = found.names.node[name]

    assert node in found.succ[found.names.node["shop.web.cart"]]
    assert stdlib == bool(found.names.stdlib[node - found.size])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("shop.web.crat -> shop.db.orm", "no module matches `shop.web.crat`"),
        ("shop.web.cart -> celry", "no module matches `celry`"),
        ("shop.{r}.cart -> shop.{r}.orm", "declares nothing"),
    ],
)
def test_a_declared_dependency_that_fits_nothing_is_told_with_its_place(text, words):
    [one] = graph(SHOP, declared(text)).ledger.problems

    assert words in one.message
    assert one.where == ("declared", 0, "imports", 0)


CLOUD = [
    "shop.files -> google.cloud:storage",
    "shop.files -> google.cloud:vision",
    "shop.files -> google.cloud:*",
    "shop.jobs -> google.cloud.storage:Client",
    "shop.web -> google.auth",
]


def edges(mentioned: tuple[str, ...] = (), toml: str = "") -> list[str]:
    found = graph(CLOUD, toml, mentioned)
    return [f"{found.name(tail)} -> {found.name(head)}" for tail, head in found.edges()]


def test_a_third_party_is_imported_as_it_is_written():
    assert [
        "shop.files -> google.cloud",
        "shop.jobs -> google.cloud.storage",
        "shop.web -> google.auth",
    ] == edges()


@pytest.mark.parametrize(
    ("mentioned", "toml"),
    [
        (("google.cloud.storage",), ""),
        (("!google.cloud.storage",), ""),
        (("google.*.storage",), ""),
        (("shop.files -> google.cloud.storage",), ""),
        ((), "[components]\nstorage = 'google.cloud.storage'\n"),
        ((), declared("shop.web -> google.cloud.storage")),
    ],
)
def test_a_name_taken_from_a_third_party_is_a_module_where_somebody_names_it_so(mentioned, toml):
    found = edges(mentioned, toml)

    assert "shop.files -> google.cloud.storage" in found
    assert "shop.files -> google.cloud" in found


def test_what_is_split_off_is_the_module_itself_and_a_star_is_nobody():
    found = graph(CLOUD, "", ("google.cloud.*",))
    files, storage = found.names.node["shop.files"], found.names.node["google.cloud.storage"]

    assert [("", 1)] == [(one.name, one.line) for one in found.occurrences(files, storage)]
    assert "google.cloud.*" not in found.names.externals
    assert ["google.auth", "google.cloud", "google.cloud.storage", "google.cloud.vision"] == list(found.names.externals)


def test_an_ignore_may_name_a_module_of_a_third_party_however_it_is_imported():
    found = judged(
        CLOUD,
        """
        [rules.clouds]
        type = "forbidden"
        from = ["shop"]
        to = ["google.cloud"]
        ignore = ["shop.files -> google.cloud.storage"]
        """,
    )

    assert found.idle == ()
    assert found.ignored == 1
    assert ["shop.files -> google.cloud", "shop.jobs -> google.cloud.storage"] == [
        f"{one.importer} -> {one.imported}" for one in found.findings
    ]


def test_stdlib_flags_follow_the_names_that_are_split_off():
    found = graph(["shop.a -> os:path", "shop.a -> google.cloud:storage"], "", ("os.path", "google.cloud.storage"))

    assert {"os.path": 1, "google.cloud.storage": 0}.items() <= dict(
        zip(found.names.externals, found.names.stdlib, strict=True)
    ).items()


MIXED = [
    "shop.a -> shop.b [typing]",
    "shop.a -> shop.c [deferred]",
    "shop.a -> shop.b:Order",
    "shop.a -> shop.b:Cart [dynamic]",
    "shop.b -> shop.c [typing]",
]


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        (KINDS, {"shop.a -> shop.b", "shop.a -> shop.c", "shop.b -> shop.c"}),
        (("runtime",), {"shop.a -> shop.b"}),
        (("deferred", "dynamic"), {"shop.a -> shop.b", "shop.a -> shop.c"}),
        (("typing",), {"shop.a -> shop.b", "shop.b -> shop.c"}),
        (("declared",), set()),
    ],
)
def test_a_rule_sees_the_imports_of_its_kinds(kinds, expected):
    found = graph(MIXED).seen(kinds)

    assert expected == {f"{found.name(tail)} -> {found.name(head)}" for tail, head in found.edges()}


def test_imports_behind_an_edge_come_by_place_and_only_of_the_kinds_seen():
    found = graph(MIXED)
    tail, head = found.names.node["shop.a"], found.names.node["shop.b"]

    assert [("", 1, "typing"), ("Order", 3, "runtime"), ("Cart", 4, "dynamic")] == [
        (one.name, one.line, one.kind) for one in found.occurrences(tail, head)
    ]
    assert [3, 4] == [one.line for one in found.seen(("runtime", "dynamic")).occurrences(tail, head)]


def test_what_is_left_out_is_gone_from_the_graph_that_a_rule_sees_and_from_no_other():
    whole = graph(MIXED)
    edge = whole.names.node["shop.a"], whole.names.node["shop.b"]

    seen = whole.seen(KINDS, frozenset([edge]))

    assert edge not in set(seen.edges())
    assert edge in set(whole.edges())
    assert edge not in set(whole.seen(("runtime",), frozenset([edge])).edges())


RULE = "[rules.acyclic]\nignore = ['{}']\n"


def test_an_ignore_of_what_a_rule_does_not_look_at_is_told():
    """A type closes no cycle, so an import of a type needs no ignore there."""
    found = judged(MIXED, RULE.format("shop.b -> shop.c"))

    assert ["`shop.b -> shop.c` is ignored, but what imports like that does not count here"] == [
        problem.message for problem in found.idle
    ]


def test_an_ignore_that_repeats_what_no_rule_looks_at_is_told():
    found = judged(MIXED, "ignore = ['shop.a -> shop.b']\n" + RULE.format("shop.a -> shop.b"))

    assert [("rules", "acyclic", "ignore", 0)] == [problem.where for problem in found.idle]
    assert found.ignored == 1


def test_chains_over_an_ignored_import_are_gone_too():
    arrows = ["shop.web -> shop.tools", "shop.tools -> shop.db"]
    rule = "[rules.independent]\nmodules = ['shop.web', 'shop.db']\n"

    assert 1 == len(judged(arrows, rule).findings)
    assert () == judged(arrows, rule + "ignore = ['shop.tools -> shop.db']\n").findings
    assert () == judged(arrows, "ignore = ['shop.web -> shop.tools']\n" + rule).findings
