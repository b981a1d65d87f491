"""What is asked of channels: who is on either end of a topic, which topics there are, page by page."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from archlint.graph import Forwarder, Wiring, dynamic_sites, named
from archlint.rulebook.channels import answered
from archlint.settings import Request, Settings
from tests.rulebook.wirings import site, topic, wiring

SHOP = wiring(
    site("shop/eu.py:7", "publish", "order.paid", how="the constant shop.topics.PAID", declared="shop.topics.PAID"),
    site("shop/us.py:9", "publish", "order.{}", how="an f-string"),
    site("shop/mail.py:3", "subscribe", "order.paid", handler="shop.mail.thank"),
    site("shop/audit.py:4", "subscribe", "order.{}", handler="shop.audit.note"),
    site("shop/guess.py:5", "subscribe", "{}.paid"),
    site("shop/log.py:6", "subscribe", "*", handler="shop.log.every"),
    site("shop/other.py:8", "publish", "stock.low"),
    site("shop/other.py:9", "subscribe", "stock.high"),
    site("shop/late.py:2", "subscribe"),
    site("shop/late.py:3", "publish"),
    site("shop/hooks.py:3", "subscribe", "order.paid", channel="hooks"),
)


def ask(about: str, subject: str = "", *, limit: int = 0, after: str = "", of: Wiring = SHOP) -> dict[str, Any]:
    settings = Settings(Path("/shop"), "archlint.toml", {})
    return answered(Request(settings, ask=about, subject=subject, limit=limit, after=after), of)


def places(answer: dict[str, Any]) -> list[str]:
    return [f"{row['match']} {row['path']}:{row['line']}" for row in answer["hits"]]


def test_who_subscribes_comes_by_how_certain_it_is_and_then_by_place():
    assert places(ask("subscribers", "order.paid")) == [
        "exact shop/hooks.py:3",
        "exact shop/mail.py:3",
        "pattern shop/audit.py:4",
        "possible shop/guess.py:5",
        "wildcard shop/log.py:6",
    ]


def test_who_publishes_is_told_likewise():
    answer = ask("publishers", "order.paid")

    assert places(answer) == ["exact shop/eu.py:7", "pattern shop/us.py:9"]
    assert [(row["topic"], row["how"]) for row in answer["hits"]] == [
        ("order.paid", "the constant shop.topics.PAID"),
        ("order.{}", "an f-string"),
    ]


def test_the_other_end_is_known_where_nobody_is_on_the_one_that_was_asked_for():
    answer = ask("publishers", "stock.high")

    assert (answer["known"], answer["hits"], answer["others"]) == (True, [], True)


def test_a_topic_that_only_a_pattern_could_be_is_known():
    assert places(ask("publishers", "order.returned")) == ["pattern shop/us.py:9"]


@pytest.mark.parametrize("name", ["unheard.of", "x.paid"])
def test_what_only_takes_everything_or_may_be_anything_makes_no_topic_known(name):
    assert not ask("subscribers", name)["known"]


def test_a_misspelt_topic_gets_the_nearest_one():
    missed, taken = ask("subscribers", "stock.hihg"), ask("subscribers", "order.payd")

    assert (missed["known"], missed["unknown"], missed["near"]) == (False, "stock.hihg", "stock.high")
    # A pattern could be this one; so it is listed, and the doubt is told.
    assert (places(taken)[0], taken["near"]) == ("pattern shop/audit.py:4", "order.paid")
    assert ask("subscribers", "order.paid")["near"] == ""


def test_a_signal_of_a_model_is_found_by_its_last_name():
    saved = "django.db.models.signals.post_save"
    of = wiring(site("shop/mail.py:3", "subscribe", f"{saved}/shop.models.Order"))

    assert ask("subscribers", "post_save", of=of)["near"] == saved
    assert places(ask("subscribers", saved, of=of)) == ["exact shop/mail.py:3"]


def test_a_constant_is_told_with_its_topic():
    answer = ask("subscribers", "shop.topics.PAID")

    assert (answer["known"], answer["near"], answer["constant"]) == (False, "order.paid", True)


def test_what_is_not_known_is_counted_with_every_answer():
    for about, subject in [("subscribers", "order.paid"), ("channels", ""), ("forwarders", ""), ("subscribers", "no")]:
        assert ask(about, subject)["blind"] == [{"channel": "bus", "publishers": 1, "subscribers": 2}]


def test_topics_are_told_with_both_ends_and_orphans():
    rows = {(row["channel"], row["topic"]): row for row in ask("channels")["topics"]}

    def told(channel, name):
        row = rows[channel, name]
        ends = len(row["publishers"]), len(row["subscribers"])
        return *ends, *row["by_pattern"].values(), row["orphan"], row["dynamic"]

    assert list(rows) == sorted(rows)
    # The publisher of a pattern may be meant by who subscribes to the text, and the other way round.
    assert told("bus", "order.paid") == (1, 1, 1, 2, "", False)
    # Two equal patterns meet each other; besides, each meets the literal topic of the other role, and `*` all.
    assert told("bus", "order.{}") == (1, 1, 1, 2, "", False)
    assert told("bus", "stock.low") == (1, 0, 0, 1, "", False)  # who takes everything hears it
    assert told("bus", "stock.high") == (0, 1, 0, 0, "publishers", False)
    assert told("bus", "{}.paid") == (0, 1, 0, 0, "", True)
    assert told("hooks", "order.paid") == (0, 1, 0, 0, "publishers", False)


def test_a_place_that_has_a_topic_is_not_counted_once_more_for_a_pattern_of_its_own():
    of = wiring(
        site("shop/eu.py:7", "publish", "order.paid"), site("shop/mail.py:3", "subscribe", "order.paid", "order.{}")
    )
    rows = {row["topic"]: row["by_pattern"]["subscribers"] for row in ask("channels", of=of)["topics"]}

    assert rows == {"order.paid": 0, "order.{}": 0}


def test_a_filter_is_a_channel_a_part_or_a_whole_pattern():
    def keys(word):
        return [f"{row['channel']}:{row['topic']}" for row in ask("channels", word)["topics"]]

    assert keys("hooks") == ["hooks:order.paid"]
    assert keys("stock") == ["bus:stock.high", "bus:stock.low"]
    assert keys("order.*") == ["bus:order.paid", "bus:order.{}", "hooks:order.paid"]
    assert keys("hooks:order.*") == ["hooks:order.paid"]
    assert keys("bus:stock") == ["bus:stock.high", "bus:stock.low"]
    assert ask("channels", "stokc.low")["near"] == "stock.low"


def test_places_whose_topic_is_not_known_are_listed_and_filtered_by_what_is_written():
    assert [(row["path"], row["role"]) for row in ask("unknown-topics")["hits"]] == [
        ("shop/guess.py", "subscribe"),
        ("shop/late.py", "subscribe"),
        ("shop/late.py", "publish"),
    ]
    assert len(ask("unknown-topics", "emit")["hits"]) == 3
    assert not ask("unknown-topics", "remit")["known"]


def test_forwarders_are_listed():
    forwarders = (
        Forwarder("shop.bus.send", "bus", "publish", "name"),
        Forwarder("shop.bus.on", "bus", "subscribe", "n"),
    )
    found = ask("forwarders", of=wiring(forwarders=forwarders))["forwarders"]

    assert [row["function"] for row in found] == ["shop.bus.on", "shop.bus.send"]


@pytest.mark.parametrize("about", ["channels", "unknown-topics", "forwarders", "subscribers"])
def test_what_is_no_key_is_refused(about):
    answer = ask(about, "order.paid" if about == "subscribers" else "", after="nonsense")

    assert (answer["known"], answer["refused"]) == (False, "`nonsense` is no key of this list")


NAMES = st.sampled_from(["a", "a.b", "a.c", "b", "a.{}", "{}.b", "*", "x/y", "x/*", "x/{}", "{}/y", "a.b/c.d", "a.b/*"])
SITES = st.builds(
    lambda number, role, topics, channel: site(f"shop/m{number % 7}.py:{number + 1}", role, *topics, channel=channel),
    st.integers(0, 40),
    st.sampled_from(["publish", "subscribe"]),
    st.lists(NAMES, max_size=3, unique=True),
    st.sampled_from(["bus", "hooks"]),
)
WIRINGS = st.lists(SITES, max_size=12, unique_by=lambda one: (one.path, one.line, one.channel, one.role)).map(
    lambda sites: wiring(*sites)
)


@given(WIRINGS, st.sampled_from(["channels", "unknown-topics", "subscribers"]), st.integers(1, 4))
def test_the_pages_of_a_list_are_the_list(of, about, limit):
    subject = "a.b" if about == "subscribers" else ""
    whole = ask(about, subject, of=of)
    if not whole["known"]:
        return
    key = "topics" if about == "channels" else "hits"
    pages, after = [], ""
    while True:
        page = ask(about, subject, limit=limit, after=after, of=of)
        assert len(page[key]) <= limit
        pages += page[key]
        after = page["after"]
        if not after:
            break
        assert len(page[key]) == limit
    assert pages == whole[key]


@given(WIRINGS, st.integers(1, 3), st.data())
def test_a_list_goes_on_also_where_the_place_it_was_left_at_is_gone(of, limit, data):
    first = ask("unknown-topics", limit=limit, of=of)
    if not first["after"]:
        return
    gone = data.draw(st.sampled_from(dynamic_sites(of)))
    left = of._replace(
        sites=tuple(one for one in of.sites if one != gone), unknown=tuple(one for one in of.unknown if one != gone)
    )

    place = gone.path, gone.line, gone.channel, gone.role
    behind = ask("unknown-topics", of=of)["hits"][limit:]
    rest = [row for row in behind if (row["path"], row["line"], row["channel"], row["role"]) != place]
    assert ask("unknown-topics", after=first["after"], of=left)["hits"] == rest


SEGMENTS = st.lists(st.sampled_from(["a", "light", "{}", "a{}", "{}z", "a{}z", "*"]), min_size=1, max_size=3)


@given(SEGMENTS, st.data())
def test_a_name_that_fills_in_a_topic_is_that_topic_as_surely_as_its_least_sure_part(segments, data):
    fill = st.text("abz", min_size=1, max_size=2)
    filled = [re.sub(r"\{\}|\*", lambda _: data.draw(fill), segment) for segment in segments]
    first = next((segment for segment in segments if segment != "*"), "")
    assume(not first.startswith("{}") or len(re.sub(r"\{\}|\*", "", "".join(segments))) > 3)
    sign = data.draw(st.sampled_from(["/", "."]))

    how, found = named(sign.join(filled), [topic("/".join(segments)), ("unheard",)])

    assert found == topic("/".join(segments))
    certain = next((segment for segment in segments if segment != "*"), "")
    holed = any("{}" in segment for segment in segments)
    # "could be" is weaker than "is", and what takes everything is no hit of the topic itself.
    expected = "exact" if not holed else "possible" if certain.startswith("{}") else "pattern"
    assert how == ("wildcard" if "*" in segments else expected)


def test_what_may_be_nearly_any_topic_is_not_told_as_a_possible_one():
    assert named("order_paid", [topic("{}_{}")]) == ("", ())
    assert named("order_paid", [topic("{}")]) == ("", ())
    assert named("order_paid", [topic("{}_pai{}")])[0] == "possible"


@given(SEGMENTS.filter(lambda one: "*" not in one), st.data())
def test_a_name_that_cannot_be_filled_in_is_no_topic(segments, data):
    wrong = data.draw(st.sampled_from(range(len(segments))))
    filled = [segment.replace("{}", "b") for segment in segments]
    filled[wrong] = filled[wrong].replace("b", "") if "{}" in segments[wrong] else f"{filled[wrong]}?"
    written = "/".join(segments)

    assert named("/".join(filled), [topic(written)]) == ("", ())


def test_the_last_parts_of_a_topic_may_be_left_out_and_the_first_may_not():
    signal = topic("shop.signals.saved/shop.models.Order")

    assert named("shop.signals.saved", [signal])[0] == "exact"
    assert named("shop.models.Order", [signal])[0] == ""
    assert named("light", [topic("light/turn_on")])[0] == "exact"
    assert named("light.turn_on", [topic("light/turn_on")])[0] == "exact"
    assert named("light/turn_on/now", [topic("light/turn_on")])[0] == ""
    assert named("a/b", [topic("a/b"), ("a/b",)]) == ("exact", ("a", "b"))
