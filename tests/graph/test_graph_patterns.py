"""How modules are named: the table of the settings, row by row, and what is no name."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.graph import PatternError, parse
from archlint.graph.names import Names

SHOP = (
    "shop",
    "shop.api",
    "shop.db",
    "shop.db.orm",
    "shop.orders",
    "shop.orders.api",
    "shop.orders.api.v2",
    "shop.orders.cart",
    "shop.orders.tests",
    "shop.orders.tests.api",
    "shop.orders_old",
    "shop.orders_old.cart",
    "shop.payments",
    "shop.payments.base",
    "shop.payments.eu",
    "shop.payments.eu.api",
    "shop.payments.eu.us",
    "shop.payments.us",
    "shop.payments.us.us",
)
EXTERNALS = ("google", "google.cloud.storage", "google_auth", "json", "numpy.tests", "requests")
PACKAGES = bytes(any(other.startswith(name + ".") for other in SHOP) for name in SHOP)


def shop() -> Names:
    return Names(SHOP, PACKAGES, EXTERNALS, bytes(name == "json" for name in EXTERNALS), lambda: frozenset({"attrs"}))


def meant(text: str) -> list[str]:
    names = shop()
    return [names.all[match.node] for match in names.matches(parse(text))]


def bindings(text: str) -> dict[str, dict[str, str]]:
    names = shop()
    return {names.all[match.node]: dict(match.binding) for match in names.matches(parse(text))}


def exactly(text: str) -> list[str]:
    names = shop()
    return [names.all[match.node] for match in names.exact(parse(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("shop.db", ["shop.db", "shop.db.orm"]),
        (
            "shop.orders",
            [
                "shop.orders",
                "shop.orders.api",
                "shop.orders.api.v2",
                "shop.orders.cart",
                "shop.orders.tests",
                "shop.orders.tests.api",
            ],
        ),
        ("shop.orders.__init__", ["shop.orders"]),
        ("shop.*.__init__", ["shop.db", "shop.orders", "shop.orders_old", "shop.payments"]),
        (
            "shop.**.__init__",
            [name for name, package in zip(SHOP, PACKAGES, strict=True) if package],
        ),
        (
            "**.__init__",
            [name for name, package in zip(SHOP, PACKAGES, strict=True) if package],
        ),
        ("shop.*.api", ["shop.orders.api", "shop.orders.api.v2"]),
        ("shop.*.*.api", ["shop.orders.tests.api", "shop.payments.eu.api"]),
        ("*.db", ["shop.db", "shop.db.orm"]),
        ("*", list(SHOP)),
        ("**", list(SHOP)),
        ("shop.**", list(SHOP)),
        (
            "shop.**.api",
            ["shop.api", "shop.orders.api", "shop.orders.api.v2", "shop.orders.tests.api", "shop.payments.eu.api"],
        ),
        ("**.tests", ["shop.orders.tests", "shop.orders.tests.api"]),
        ("**.tests.**", ["shop.orders.tests", "shop.orders.tests.api"]),
        ("**.tests.*", ["shop.orders.tests.api"]),
        ("shop.payments.{eu,us}", [n for n in SHOP if n.startswith(("shop.payments.eu", "shop.payments.us"))]),
        ("shop.payments.{ eu , us }.api", ["shop.payments.eu.api"]),
        ("(shop.jobs)", []),
        ("(shop.db)", ["shop.db", "shop.db.orm"]),
        ("!shop.db", ["shop.db", "shop.db.orm"]),
        ("!(shop.db)", ["shop.db", "shop.db.orm"]),
        ("requests", ["requests"]),
        ("google", ["google", "google.cloud.storage"]),
        ("google.cloud", ["google.cloud.storage"]),
        ("google.*.storage", ["google.cloud.storage"]),
        ("json", ["json"]),
        ("<first-party>", list(SHOP)),
        ("<stdlib>", ["json"]),
        ("<third-party>", ["google", "google.cloud.storage", "google_auth", "numpy.tests", "requests"]),
    ],
)
def test_a_name_means_what_the_settings_say(text, expected):
    assert expected == meant(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("shop.payments.{region}.api", {"shop.payments.eu.api": {"region": "eu"}}),
        (
            "shop.payments.{eu,us}.us",
            {"shop.payments.eu.us": {"eu,us": "eu"}, "shop.payments.us.us": {"eu,us": "us"}},
        ),
        ("shop.payments.{region}.{region}", {"shop.payments.us.us": {"region": "us"}}),
        ("shop.**.{kind}.v2", {"shop.orders.api.v2": {"kind": "api"}}),
        ("{top}.db", {"shop.db": {"top": "shop"}, "shop.db.orm": {"top": "shop"}}),
    ],
)
def test_a_capture_stands_for_one_segment_and_the_same_name_for_the_same_text(text, expected):
    assert expected == bindings(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("shop.orders", ["shop.orders"]),
        ("shop.orders.__init__", ["shop.orders"]),
        ("shop.db.**", ["shop.db", "shop.db.orm"]),
        ("shop.*", ["shop.api", "shop.db", "shop.orders", "shop.orders_old", "shop.payments"]),
        ("shop.**.api", ["shop.api", "shop.orders.api", "shop.orders.tests.api", "shop.payments.eu.api"]),
        ("**.us", ["shop.payments.eu.us", "shop.payments.us", "shop.payments.us.us"]),
        ("shop.payments.{r}", ["shop.payments.base", "shop.payments.eu", "shop.payments.us"]),
        ("**.tests.**", ["shop.orders.tests", "shop.orders.tests.api"]),
        ("google.cloud", ["google.cloud.storage"]),
        ("<stdlib>", ["json"]),
        ("**", list(SHOP)),
    ],
)
def test_in_an_import_a_first_party_name_is_exactly_that_module(text, expected):
    assert expected == exactly(text)


def test_in_an_import_a_capture_is_read_from_the_whole_name():
    names = shop()

    found = names.exact(parse("shop.**.{last}"))

    named = {names.all[match.node]: dict(match.binding)["last"] for match in found}
    assert named == {name: name.rpartition(".")[2] for name in SHOP[1:]}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("shop.**.us", {"shop.payments.us", "shop.payments.eu.us"}),
        ("shop.**.api", {"shop.api", "shop.orders.api", "shop.orders.tests.api", "shop.payments.eu.api"}),
        ("**.tests", {"shop.orders.tests"}),
        ("shop.**", {"shop"}),
        ("shop.*", {"shop.api", "shop.db", "shop.orders", "shop.orders_old", "shop.payments"}),
    ],
)
def test_of_several_modules_on_the_way_down_the_highest_is_the_one_that_is_named(text, named):
    assert named == {match.prefix for match in shop().matches(parse(text))}


@pytest.mark.parametrize(
    ("text", "exists"),
    [("attrs", True), ("attrs.validators", True), ("atrs", False), ("shop.jobs", False), ("<third-party>", True)],
)
def test_a_third_party_is_known_without_being_imported(text, exists):
    assert exists == shop().exists(parse(text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "an empty name"),
        ("!", "an empty name"),
        ("()", "an empty name"),
        ("shop..db", "two dots in a row"),
        (".shop", "two dots in a row, or one at an end"),
        ("shop.", "two dots in a row, or one at an end"),
        ("shop.or*", "a `*` stands for one whole segment"),
        ("shop.***", "a `*` stands for one whole segment"),
        ("shop.{}", "braces hold a capture's name"),
        ("shop.{eu,}", "braces hold a capture's name"),
        ("shop.{eu", "braces hold a capture's name"),
        ("shop.v{n}", "braces hold a capture's name"),
        ("shop db", "cannot be part of one"),
        ("shop/db", "cannot be part of one"),
        ("(shop", "cannot be part of one"),
        ("!!shop", "cannot be part of one"),
        ("shop -> db", "is an import"),
        ("<thirdparty>", "<third-party>"),
        ("shop.<stdlib>", "a group stands alone"),
        ("__init__", "the package"),
        ("shop.__init__.cart", "only at the end"),
        ("shop.*.__init__.cart", "only at the end"),
    ],
)
def test_what_is_no_name_is_told_in_words(text, words):
    with pytest.raises(PatternError, match=re.escape(words)):
        parse(text)


segments = st.sampled_from(["a", "b", "a-b", "a_b", "ab", "a0", "0a", "é", "日本", "A", "_", "b1"])
dotted = st.lists(segments, min_size=1, max_size=4).map(".".join)
modules = st.lists(dotted, min_size=1, max_size=12, unique=True).map(sorted).map(tuple)


@settings(max_examples=500, deadline=None)
@given(modules=modules, externals=modules, name=dotted)
def test_a_plain_name_means_itself_and_what_follows_a_dot(modules, externals, name):
    """The search in sorted names finds what looking at every name finds."""
    externals = tuple(other for other in externals if other not in modules)
    names = Names(modules, bytes(len(modules)), externals, bytes(len(externals)))

    found = [match.node for match in names.matches(parse(name))]

    every = enumerate([*modules, *externals])
    assert [node for node, other in every if other == name or other.startswith(name + ".")] == found


def matches(segments: list[str], parts: list[str]) -> bool:
    """The definition, word by word: do these segments of a pattern stand for exactly these parts of a name?"""
    if not segments:
        return not parts
    first, rest = segments[0], segments[1:]
    if first == "**":
        return any(matches(rest, parts[i:]) for i in range(len(parts) + 1))
    return bool(parts) and first in ("*", parts[0]) and matches(rest, parts[1:])


@settings(max_examples=500, deadline=None)
@given(
    modules=modules,
    pattern=st.lists(st.one_of(segments, st.sampled_from(["*", "**"])), min_size=1, max_size=5),
)
def test_a_pattern_means_what_its_definition_means(modules, pattern):
    """Itself and all below: some beginning of the name is what the segments stand for; in an import all of it is."""
    names = Names(modules, bytes(len(modules)), (), b"")
    read = parse(".".join(pattern))

    below = [match.node for match in names.matches(read)]
    exact = [match.node for match in names.exact(read)]

    parts = [name.split(".") for name in modules]
    begun = [any(matches(pattern, p[:end]) for end in range(1, len(p) + 1)) for p in parts]
    whole = [matches(pattern, p) for p in parts]
    assert [node for node, yes in enumerate(begun) if yes] == below
    assert [node for node, yes in enumerate(whole) if yes] == exact
