"""`channel` held up to its definition: each site and each pair of sites, one by one, over random buses."""

import re
from collections import Counter
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archlint.settings import SettingsError
from archlint.source import HOLE, Reference, Site, Wiring
from tests.graph.sketch import judged, read

MODULES = ("shop.eu.a", "shop.eu.b", "shop.us.a", "shop.us.b", "shop.web", "shop.mail")
CODE = read([], MODULES)
NUMBER = {name: node for node, name in enumerate(CODE.modules)}
COMPONENTS = {"eu": "shop.eu", "us": "shop.us"}
TOPICS = ("paid", "payment.made", "payment.lost", f"payment.{HOLE}", f"{HOLE}.made")
CONSTANTS = ("", "shop.topics.A", "shop.topics.B")
VERBS = {"publish": "publishes", "subscribe": "subscribes to"}


def a_site(module, role, topic, declared, line, implied):
    place = line, 1, line, 9
    return Site(NUMBER[module], *place, "bus", role, ((topic,),), declared, "", "a literal", topic, implied)


sites = st.builds(
    a_site,
    module=st.sampled_from(MODULES),
    role=st.sampled_from(tuple(VERBS)),
    topic=st.sampled_from(TOPICS),
    declared=st.sampled_from(CONSTANTS),
    line=st.integers(1, 3),
    implied=st.booleans(),
)
buses = st.lists(sites, min_size=1, max_size=8)


def over(found):
    return CODE._replace(wiring=lambda: Wiring(sites=tuple(found)))


def findings(found, **rule):
    """Return what is found of all topics, as (module or both, what is known of it besides the rule)."""
    toml = {"components": COMPONENTS, "rules": {"drawn": {"type": "channel", "topics": ["*"], **rule}}}
    return {one.fingerprint.removeprefix("drawn topic ") for one in judged(over(found), toml).findings}


def text(site):
    return site.topics[0][0].replace(HOLE, "{}")


def name(site):
    return CODE.modules[site.module]


def region(module):
    return next((label for label, prefix in COMPONENTS.items() if module.startswith(f"{prefix}.")), module)


def meet(one, other):
    """Whether two texts are the same, or one begins with text and could be the other."""
    texts = [site.topics[0][0] for site in (one, other)]
    if any(each.startswith(HOLE) for each in texts):
        return False
    return texts[0] == texts[1] or any(
        HOLE in a and HOLE not in b and re.fullmatch(re.escape(a).replace(re.escape(HOLE), ".+"), b)
        for a, b in (texts, texts[::-1])
    )


def met(found):
    return {
        (publisher, subscriber)
        for publisher, subscriber in product(found, repeat=2)
        if (publisher.role, subscriber.role) == ("publish", "subscribe") and meet(publisher, subscriber)
    }


@settings(max_examples=200, deadline=None)
@given(buses, st.sampled_from([("publishers", "publish"), ("subscribers", "subscribe")]))
def test_only_those_who_are_named_publish_and_subscribe(found, whose):
    key, role = whose

    wanted = {
        f"{name(site)} {VERBS[role]} {text(site)}"
        for site in found
        if site.role == role and not name(site).startswith("shop.eu.")
    }
    assert findings(found, **{key: ["shop.eu"]}) == wanted


@settings(max_examples=200, deadline=None)
@given(buses, st.sampled_from(["exact", "pattern"]))
def test_a_private_topic_stays_in_one_component(found, confidence):
    pairs = {
        (publisher, subscriber)
        for publisher, subscriber in met(found)
        if confidence == "pattern" or HOLE not in f"{text(publisher)}{text(subscriber)}".replace("{}", HOLE)
    }
    wanted = {
        f"{name(subscriber)} -> {name(publisher)} by {min(text(publisher), text(subscriber), key=lambda t: '{}' in t)}"
        for publisher, subscriber in pairs
        if region(name(publisher)) != region(name(subscriber))
    }
    assert findings(found, private=True, confidence=confidence) == wanted


@settings(max_examples=200, deadline=None)
@given(buses)
def test_a_topic_is_declared_once(found):
    wanted = set()
    for topic in {text(site) for site in found if "{}" not in text(site)}:
        users = {site for site in found if text(site) == topic and not site.implied}
        counts = Counter(site.declared for site in users if site.declared)
        home = min(counts, key=lambda one: (-counts[one], one), default=None)
        if len({site.module for site in users}) > 1:
            wanted |= {f"{name(site)} names {topic}" for site in users if site.declared != home}
    assert findings(found, **{"declared-once": True}) == wanted


@settings(max_examples=200, deadline=None)
@given(buses)
def test_nobody_is_left_without_the_other_end(found):
    joined = {end for pair in met(found) for end in pair}
    alone = {site for site in found if site not in joined and not site.implied and not text(site).startswith("{}")}

    assert findings(found, orphans=False) == {f"{name(site)} alone {VERBS[site.role]} {text(site)}" for site in alone}


def problems(found, **rule):
    toml = {"rules": {"drawn": {"type": "channel", **rule}}}
    return [(one.message, one.label) for one in judged(over(found), toml).problems]


PAID = [
    a_site("shop.web", "publish", "payment.made", "", 1, False),
    a_site("shop.web", "publish", f"x.{HOLE}", "", 2, False),
]


@pytest.mark.parametrize(
    ("topic", "message", "label"),
    [
        ("payment.mad", "no topic matches `payment.mad`", "did you mean `payment.made`?"),
        ("buss:payment.made", "no topic matches `buss:payment.made`", "did you mean `bus:payment.made`?"),
        ("x.eu", "no topic matches `x.eu`", "`x.{}` may be one, as far as it is known before run time"),
    ],
)
def test_no_rule_guards_an_empty_room(topic, message, label):
    assert problems(PAID, topics=["payment.*", topic], publishers=["shop.web"]) == [(message, label)]


def test_where_nothing_is_published_at_all_that_is_said():
    said = "no topic matches `*`: nothing is published or subscribed to that a pack describes"
    assert problems([], topics=["*"], publishers=["shop.web"]) == [(said, "")]


def test_of_a_base_that_lacks_a_topic_nothing_is_said():
    toml = {"rules": {"drawn": {"type": "channel", "topics": ["gone"], "publishers": ["shop.eu"]}}}

    assert judged(over(PAID), toml, role="base").problems == ()


def test_a_private_topic_needs_components():
    assert problems(PAID, topics=["*"], private=True) == [
        ("`private` compares components, and there are no [components]", "")
    ]


def test_a_rule_that_names_topics_and_forbids_nothing_is_refused():
    with pytest.raises(SettingsError) as refused:
        problems(PAID, topics=["*"])

    assert [one.problem.message for one in refused.value.problems] == ["topics alone forbid nothing"]


def test_a_topic_that_is_taken_away_is_free():
    assert problems(PAID, topics=["*", "!payment.*", "!x.*"], publishers=["shop.eu"]) == []
    toml = {"rules": {"drawn": {"type": "channel", "topics": ["*", "!payment.*"], "publishers": ["shop.eu"]}}}
    assert [one.line for one in judged(over(PAID), toml).findings] == [2]


def test_a_topic_with_the_sign_of_a_comment_is_known_again():
    site = a_site("shop.web", "publish", "log.#", "", 1, False)
    assert findings([site], publishers=["shop.eu"]) == {"shop.web publishes log.%23"}


def test_references_are_no_matter_to_it():
    one = Reference(NUMBER["shop.web"], 1, 1, 1, 2, "settings", NUMBER["shop.eu.a"], "", "shop.eu.a", "exact")
    read_ = CODE._replace(wiring=lambda: Wiring(sites=tuple(PAID), references=(one,)))
    toml = {"components": COMPONENTS, "rules": {"drawn": {"type": "channel", "topics": ["*"], "private": True}}}

    assert judged(read_, toml).findings == ()
