"""Answers about channels in words and as json; what is expected stands in golden/channels-*.txt."""

import json
import re
from importlib import resources
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from archlint.graph import Forwarder
from archlint.report import channels
from archlint.rulebook.channels import answered
from tests.report.verdicts import request, verdict
from tests.rulebook.wirings import site, wiring

SCHEMA = json.loads(resources.files("archlint.report").joinpath("channels-1.schema.json").read_text(encoding="utf-8"))
SHOP = wiring(
    site("shop/eu.py:7", "publish", "order.paid", how="the constant shop.topics.PAID", declared="shop.topics.PAID"),
    site("shop/us.py:9", "publish", "order.{}", how="an f-string"),
    site("shop/mail.py:3", "subscribe", "order.paid", handler="shop.mail.thank", how="a literal"),
    site("shop/audit.py:4", "subscribe", "order.{}", handler="shop.audit.note", how="an f-string"),
    site("shop/guess.py:5", "subscribe", "{}.paid", how="an f-string"),
    site("shop/log.py:6", "subscribe", "*", handler="shop.log.every"),
    site("shop/other.py:8", "publish", "stock.high"),
    site("shop/other.py:9", "subscribe", "stock.low", handler="shop.other.refill"),
    site("shop/late.py:2", "subscribe", handler="shop.late.on_any"),
    site("shop/models.py:3", "subscribe", "shop.signals.saved/shop.models.Order", channel="django-signals"),
    forwarders=(Forwarder("shop.bus.send", "bus", "publish", "name"),),
)
QUESTIONS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "subscribers": ("subscribers", "order.paid", {}),
    "publishers": ("publishers", "order.paid", {}),
    "page": ("subscribers", "order.paid", {"limit": 2}),
    "pattern": ("publishers", "order.payd", {}),
    "nobody": ("publishers", "stock.low", {}),
    "misspelt": ("subscribers", "stock.hihg", {}),
    "constant": ("subscribers", "shop.topics.PAID", {}),
    "unheard": ("subscribers", "weather", {}),
    "refused": ("subscribers", "order.paid", {"after": "nonsense"}),
    "all": ("channels", "", {}),
    "first": ("channels", "", {"limit": 3}),
    "filtered": ("channels", "django-signals", {}),
    "filtered-out": ("channels", "wagtail", {}),
    "unknown": ("unknown-topics", "", {}),
    "forwarders": ("forwarders", "", {}),
}


def told(name, format_="text"):
    about, subject, options = QUESTIONS[name]
    asked = request(ask=about, subject=subject, **{"limit": 0, **options})
    return channels.render(verdict(answer=answered(asked, SHOP)), asked, format_)


def test_the_schema_itself_is_one():
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", QUESTIONS)
def test_text(name, golden):
    golden(f"channels-{name}.txt", told(name))


@pytest.mark.parametrize("name", QUESTIONS)
def test_json_is_as_its_schema_says(name):
    document = json.loads(told(name, "json"))

    assert [error.message for error in Draft202012Validator(SCHEMA).iter_errors(document)] == []


@pytest.mark.parametrize("name", ["subscribers", "publishers", "unknown"])
def test_each_hit_is_a_line_that_begins_with_its_place(name):
    hits = [line for line in told(name).splitlines() if re.match(r"\S+:\d+:\d+: ", line)]

    assert len(hits) == len(json.loads(told(name, "json"))["hits"]) > 0


def test_nothing_found_is_said_in_a_line():
    asked = request(ask="channels")

    assert channels.render(verdict(answer=answered(asked, wiring())), asked, "text") == (
        "No topic is published or subscribed to, by any framework that archlint has a pack for.\n"
    )


def test_what_code_says_cannot_steer_a_terminal():
    evil = wiring(site("shop/\x1b[2J.py:7", "publish", "order\x1b[31m", how="\x1b]0;x\x07", handler="\x1bc"))
    for about, subject in (("channels", ""), ("publishers", "order\x1b[31m")):
        asked = request(ask=about, subject=subject, limit=0)
        text = channels.render(verdict(answer=answered(asked, evil)), asked, "text")
        assert "\x1b" not in text
        assert "\x07" not in text
