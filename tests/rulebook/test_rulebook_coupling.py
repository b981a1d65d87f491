"""Rules that count what couples modules without an import judge it as if it were one, and tell it apart."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from archlint.settings import SettingsError
from archlint.source import ANY, HOLE, Reference, Site, Wiring
from tests.graph.sketch import Statement, judged, read, weighed
from tests.rulebook.test_rulebook_explain_random import RULES
from tests.rules.test_rules_random import LIBRARIES, MODULES, imports

pairs = st.frozensets(st.tuples(st.sampled_from(MODULES), st.sampled_from(MODULES)), max_size=5)


def site(number, module, role, *topics, line=3, channel="bus", declared="", implied=False):
    how = f"the constant {declared}" if declared else "its text"
    place = line, 5, line, 15
    return Site(number[module], *place, channel, role, topics, declared, "", how, "TOPIC", implied)


def wired(read_, *sites, references=(), unknown=()):
    """Return imports with this wiring, given (module, role, topics...) of each site."""
    number = {name: node for node, name in enumerate(read_.modules)}
    made = tuple(site(number, *one[0], **one[1]) for one in sites)
    dark = tuple(site(number, *one[0], **one[1]) for one in unknown)
    named = tuple(Reference(number[a], 4, 1, 4, 9, "settings", number[b], "", b, sure) for a, b, sure in references)
    return read_._replace(wiring=lambda: Wiring(made, named, (), dark))


def at(*what, **more):
    return what, more


def over_a_bus(edges, coupled):
    """Each pair meets on a topic of its own: the first one hears the other."""
    read_ = read([Statement(*edge) for edge in edges], MODULES, known=["requests"])
    sites = []
    for number, (tail, head) in enumerate(sorted(coupled)):
        sites += [at(tail, "subscribe", (f"topic.{number}",)), at(head, "publish", (f"topic.{number}",))]
    return wired(read_, *sites)


def told(found):
    """Return what findings are about, be they told as imports or as channels."""
    return {(one.kind, one.importer, one.imported, one.tail, one.head, one.members, one.chain) for one in found}


@settings(max_examples=400, deadline=None)
@given(edges=imports(libraries=LIBRARIES), coupled=pairs, rule=st.sampled_from(RULES))
def test_a_rule_judges_channels_as_if_they_were_imports(edges, coupled, rule):
    coupled = {pair for pair in coupled if pair[0] != pair[1]} - {*edges}
    kinds = ["runtime", "deferred", "typing", "dynamic", "declared"]
    as_imports = read([Statement(*edge) for edge in {*edges, *coupled}], MODULES, known=["requests"])
    try:
        plain = judged(as_imports, {"rules": {"drawn": rule | {"kinds": kinds}}})
    except SettingsError:
        assume(False)

    found = judged(over_a_bus(edges, coupled), {"rules": {"drawn": rule | {"kinds": [*kinds, "channel"]}}})

    assert told(found.findings) == told(plain.findings)
    assert [one.message for one in found.problems] == [one.message for one in plain.problems]
    hidden = {(one.importer, one.imported) for one in found.findings if one.dependency == "channel" and not one.steps}
    assert hidden <= coupled
    for one in found.findings:
        direct = len(one.chain) == 2 and not one.members and not one.measured
        if direct and (one.importer, one.imported) in coupled:
            assert one.fingerprint.endswith(" (channel)")
            assert (one.via, one.confidence) == ("bus", "exact")
            assert one.other is not None
            assert one.other.path == one.target


@settings(max_examples=150, deadline=None)
@given(edges=imports(libraries=LIBRARIES), coupled=pairs, rule=st.sampled_from(RULES))
def test_a_rule_that_counts_imports_alone_finds_what_it_found(edges, coupled, rule):
    coupled = {pair for pair in coupled if pair[0] != pair[1]}
    plain = read([Statement(*edge) for edge in edges], MODULES, known=["requests"])
    try:
        wanted = judged(plain, {"rules": {"drawn": rule}})
    except SettingsError:
        assume(False)

    found = judged(over_a_bus(edges, coupled), {"rules": {"drawn": rule}})

    assert found.findings == wanted.findings
    assert found.blind is None


@settings(max_examples=150, deadline=None)
@given(edges=imports(), coupled=pairs, direction=st.sampled_from(["subscriber", "publisher"]))
def test_the_direction_says_which_end_depends(edges, coupled, direction):
    coupled = {pair for pair in coupled if pair[0] != pair[1]}
    rule = {
        "type": "protected",
        "importers": {"**": []},
        "kinds": ["channel"],
        "direction": direction,
        "each": "module",
    }

    found = judged(over_a_bus(edges, coupled), {"rules": {"drawn": rule}})

    ends = {(one.importer, one.imported) for one in found.findings}
    assert ends == {pair if direction == "subscriber" else pair[::-1] for pair in coupled}


PARTLY = "a part of it is known at run time only"
REGIONS = """
[rules.regions]
type = "independent"
modules = ["shop.{region}"]
kinds = ["runtime", "string", "channel"]
"""
TWO = read(["shop.eu.a -> json", "shop.us.b -> json"])
PAID = (
    at("shop.eu.a", "publish", ("payment.made",), line=7, declared="shop.topics.PAID"),
    at("shop.us.b", "subscribe", ("payment.made",), line=12, declared="shop.topics.PAID"),
)


def test_a_message_shows_both_ends_and_how_they_were_found():
    [one] = judged(wired(TWO, *PAID), REGIONS).findings

    assert one.message == (
        "shop.us -> shop.eu: siblings are independent of each other; shop/eu/a.py:7 publishes `payment.made`, "
        "shop/us/b.py:12 subscribes to it (bus, by the constant shop.topics.PAID)"
    )
    assert (one.path, one.line, one.dependency, one.fingerprint) == (
        *("shop/us/b.py", 12, "channel"),
        "regions sibling shop.us.b -> shop.eu.a (channel)",
    )
    assert one.other is not None
    assert tuple(one.other) == ("shop/eu/a.py", 7, 5, "payment.made")


@pytest.mark.parametrize(
    ("sites", "words"),
    [
        (
            [at("shop.eu.a", "publish", ("paid",), declared="shop.P"), at("shop.us.b", "subscribe", ("paid",))],
            "publishes `paid` (by the constant shop.P), shop/us/b.py:3 subscribes to it (bus, by its text)",
        ),
        (
            [at("shop.eu.a", "publish", (f"paid.{HOLE}",)), at("shop.us.b", "subscribe", ("paid.eu",))],
            f"publishes `paid.eu`, shop/us/b.py:3 subscribes to it (bus, by its text, {PARTLY})",
        ),
        (
            [
                at("shop.eu.a", "publish", ("saved", "Order"), implied=True),
                at("shop.us.b", "subscribe", ("saved", ANY)),
            ],
            "publishes `saved.Order` by being defined, shop/us/b.py:3 subscribes to it (bus, by its text)",
        ),
    ],
)
def test_a_message_says_what_is_special_about_an_end(sites, words):
    [one] = judged(wired(TWO, *sites), f'{REGIONS}confidence = "pattern"').findings

    assert one.message.endswith(f"; shop/eu/a.py:3 {words}")


def test_a_string_is_told_with_what_it_names():
    [one] = judged(wired(TWO, references=[("shop.us.b", "shop.eu.a", "exact")]), REGIONS).findings

    assert one.message.endswith("; shop/us/b.py:4 names shop.eu.a in the string `shop.eu.a` (settings)")
    assert (one.dependency, one.via) == ("string", "settings")
    assert one.fingerprint == "regions sibling shop.us.b -> shop.eu.a (string)"


@pytest.mark.parametrize(
    ("least", "counted"),
    [("exact", {"exact"}), ("pattern", {"exact", "pattern"}), ("possible", {"exact", "pattern", "possible"})],
)
def test_a_rule_counts_what_is_as_certain_as_it_says(least, counted):
    names = {"exact": "shop.a.x", "pattern": "shop.b.x", "possible": "shop.c.x"}
    code = wired(
        read(["shop.us.b -> json"], names.values()), references=[("shop.us.b", n, s) for s, n in names.items()]
    )

    found = judged(code, f'{REGIONS}confidence = "{least}"').findings

    assert {one.confidence for one in found} == counted


def test_an_import_and_a_channel_between_the_same_modules_are_two_findings():
    both = read(["shop.eu.a -> json", "shop.us.b -> shop.eu.a"])

    found = judged(wired(both, *PAID, references=[("shop.us.b", "shop.eu.a", "exact")]), REGIONS).findings

    assert [(one.dependency, one.line, one.fingerprint.rpartition("shop.eu.a")[2]) for one in found] == [
        ("runtime", 1, ""),
        ("string", 4, " (string)"),
        ("channel", 12, " (channel)"),
    ]
    assert ["publishes" in one.message for one in found] == [False, False, True]


def test_a_baseline_that_knows_the_import_does_not_know_the_channel():
    both = read(["shop.eu.a -> json", "shop.us.b -> shop.eu.a"])
    known = "regions sibling shop.us.b -> shop.eu.a\n"

    verdict = weighed(wired(both, *PAID), REGIONS, known)

    assert {(one.dependency, one.state) for one in verdict.violations} == {("runtime", "known"), ("channel", "new")}
    assert verdict.violations[0].state == "new"


def test_a_baseline_knows_a_channel_again():
    written = weighed(wired(TWO, *PAID), REGIONS, ask="baseline").baselines[0].text
    assert "regions sibling shop.us.b -> shop.eu.a (channel)" in written

    verdict = weighed(wired(TWO, *PAID), REGIONS, written)

    assert [one.state for one in verdict.violations] == ["known"]


def test_a_chain_over_a_bus_says_so_at_its_step_and_in_its_message():
    code = wired(
        read(["shop.us.b -> free.x", "free.x -> json"], ["shop.eu.a"]),
        at("free.x", "subscribe", ("paid",)),
        at("shop.eu.a", "publish", ("paid",), line=9),
    )

    [one] = judged(code, REGIONS).findings

    assert one.chain == ("shop.us.b", "free.x", "shop.eu.a")
    assert [step.via for step in one.steps] == ["", "bus `paid`"]
    assert one.message.endswith("; shop/eu/a.py:9 publishes `paid`, free/x.py:3 subscribes to it (bus, by its text)")
    assert one.fingerprint == "regions sibling [shop.us -> shop.eu]"


@pytest.mark.parametrize("lead", ["ignore", "[rules.regions]\nignore"])
def test_a_channel_is_ignored_as_an_import_is(lead):
    entry = 'ignore = ["shop.us.b -> shop.eu.a"]\n'
    toml = f"{entry}{REGIONS}" if lead == "ignore" else f"{REGIONS}{entry}"

    found = judged(wired(TWO, *PAID), toml)

    assert (found.findings, found.idle, found.ignored) == ((), (), 1)


def test_a_channel_is_waived_as_an_import_is():
    waiver = '[[waivers]]\nimports = ["shop.us.b -> shop.eu.a"]\nbecause = "it will be gone"\n'

    found = judged(wired(TWO, *PAID), f"{REGIONS}{waiver}", today="2026-11-28")

    assert [one.waivers for one in found.findings] == [(0,)]
    assert [(one.idle, len(one.covers[0])) for one in found.waivers] == [(False, 1)]


def test_an_ignore_of_a_channel_that_no_rule_counts_is_told_as_idle():
    toml = 'ignore = ["shop.us.b -> shop.eu.a"]\n[rules.regions]\ntype = "independent"\nmodules = ["shop.{region}"]\n'

    found = judged(wired(TWO, *PAID), toml)

    assert [one.message for one in found.idle] == ["`shop.us.b -> shop.eu.a` is ignored, but nothing imports like that"]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (
            'confidence = "pattern"',
            ["`confidence` does nothing for `regions`, which counts neither strings nor channels"],
        ),
        ('direction = "publisher"', ["`direction` does nothing for `regions`, which counts no channels"]),
        (
            'kinds = ["string"]\nconfidence = "pattern"\ndirection = "publisher"',
            ["`direction` does nothing for `regions`, which counts no channels"],
        ),
        ('kinds = ["channel"]\nconfidence = "pattern"\ndirection = "publisher"', []),
    ],
)
def test_what_is_said_of_couplings_that_are_not_counted_is_a_note(lines, words):
    toml = f'[rules.regions]\ntype = "independent"\nmodules = ["shop.{{region}}"]\n{lines}\n'

    assert [one.message for one in judged(TWO, toml).idle] == words


def test_each_run_that_counts_channels_says_where_it_is_blind():
    dark = [at("shop.eu.a", "publish", channel="celery"), at("shop.us.b", "subscribe", channel="bus")]
    code = wired(TWO, *PAID, at("shop.us.b", "publish", (f"{HOLE}.made",)), unknown=dark)

    assert list(map(tuple, judged(code, REGIONS).blind or ())) == [("bus", 2, 4), ("celery", 1, 1)]
    assert judged(wired(TWO, *PAID), REGIONS).blind == ()


def test_it_is_blind_too_for_strings_that_cannot_be_told():
    code = wired(TWO, references=[("shop.us.b", "shop.eu.a", "exact")])
    lost = code.wiring()._replace(unknown_references=(site({"a": 0}, "a", "reference", channel="settings"),))

    found = judged(code._replace(wiring=lambda: lost), REGIONS)

    assert list(map(tuple, found.blind or ())) == [("settings", 1, 2)]


def test_grimp_agrees_about_channels_too():
    found = judged(wired(TWO, *PAID), REGIONS, cross_check=True)

    assert (len(found.findings), found.disagreements) == (1, ())
