"""`archlint channels`, `find-publishers` and `find-subscribers`, on a shop that a bus and a model's signals couple."""

import json
import re
from importlib import resources

import pytest
from jsonschema import Draft202012Validator

SCHEMA = json.loads(resources.files("archlint.report").joinpath("channels-1.schema.json").read_text(encoding="utf-8"))
BUS = {
    "shop/__init__.py": "",
    "shop/topics.py": 'from blinker import signal\n\npaid = signal("order.paid")\nlost = signal("order.lost")\n',
    "shop/till.py": "from shop.topics import lost, paid\n\n\ndef pay():\n    paid.send()\n    lost.send()\n",
    "shop/mail.py": (
        'from blinker import signal\n\n\n@signal("order.paid").connect\ndef thank(_): ...\n\n\n'
        "def hear(name):\n    signal(name).connect(thank)\n\n\ndef guess():\n    signal(input()).connect(thank)\n"
    ),
    "shop/stock.py": 'from shop.mail import hear\n\nhear("order.lost")\n',
}
HIT = re.compile(r"(\S+?):(\d+):(\d+): ")


def told(done, code=0):
    assert done.code == code, done.err
    document = json.loads(done.out)
    assert [error.message for error in Draft202012Validator(SCHEMA).iter_errors(document)] == []
    return document


def test_subscribers_are_told_without_any_settings(tree, call):
    tree(BUS)

    done = call("find-subscribers", "order.paid")

    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "shop/mail.py:4:2: shop.mail.thank subscribes to order.paid (blinker, by a literal)\n"
        "\n"
        "1 place has a topic that could be any (blinker 1): archlint channels --unknown\n"
    )


def test_each_hit_leads_to_the_call(tree, call):
    folder = tree(BUS)
    hits = {"find-publishers": ["paid.send()"], "find-subscribers": ['signal("order.paid").connect']}

    for command, expected in hits.items():
        places = [HIT.match(line) for line in call(command, "order.paid").out.splitlines()]
        lines = [(folder / found[1]).read_text().splitlines()[int(found[2]) - 1] for found in places if found]
        starts = [line[int(found[3]) - 1 :] for line, found in zip(lines, filter(None, places), strict=True)]
        assert starts == expected


def test_who_calls_a_forwarder_subscribes(tree, call):
    tree(BUS)

    (hit,) = told(call("find-subscribers", "order.lost", "--format", "json"))["hits"]

    assert (hit["path"], hit["line"], hit["match"]) == ("shop/stock.py", 3, "exact")
    assert "shop.mail.hear: subscribes to what its callers pass as name (blinker)\n" == call(
        "channels", "--forwarders"
    ).out  # fmt: skip


def test_topics_are_listed_by_framework(tree, call):
    tree(BUS)

    done = call("channels")

    assert done.out.startswith("blinker\n  order.lost  1 publisher")
    assert [row["topic"] for row in told(call("channels", "--format", "json"))["topics"]] == [
        "order.lost",
        "order.paid",
    ]
    assert told(call("channels", "paid", "--format", "json"))["topics"][0]["publishers"][0]["path"] == "shop/till.py"


def test_places_whose_topic_could_be_any_are_listed(tree, call):
    tree(BUS)

    done = call("channels", "--unknown")

    assert done.out == (
        "shop/mail.py:13:5: shop.mail.thank subscribes to a topic that cannot be told (blinker): "
        "signal(input()).connect(thank)\n"
    )
    assert told(call("channels", "--unknown", "--format", "json"))["blind"] == [
        {"channel": "blinker", "publishers": 0, "subscribers": 1}
    ]


def test_a_list_goes_on_behind_its_key(tree, call):
    tree(BUS)

    first = call("channels", "--limit", "1").out
    (key,) = re.findall(r"More with --after (\S+)", first)
    second = call("channels", "--limit", "1", "--after", key).out

    assert "order.lost" in first
    assert "order.paid" not in first
    assert "order.paid" in second
    assert "More" not in second
    refused = call("channels", "--after", "nowhere")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith("error: `nowhere` is no key of this list\n")


def test_a_misspelt_topic_is_an_error_with_the_nearest_one(tree, call):
    tree(BUS)

    done = call("find-publishers", "order.piad")

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("error: no topic is called `order.piad`; did you mean `order.paid`?\n")
    document = told(call("find-publishers", "order.piad", "--format", "json"), code=2)
    assert (document["known"], document["near"]) == (False, "order.paid")


def test_the_constant_of_a_topic_is_no_topic_and_leads_to_it(tree, call):
    tree(BUS)

    assert call("find-subscribers", "shop.topics.paid").err.startswith(
        "error: `shop.topics.paid` is a constant, not a topic; its topic is `order.paid`"
    )


@pytest.mark.parametrize("settings", ["", 'exclude = ["shop/till.py"]\n', '[rules.acyclic]\nmodules = ["shop"]\n'])
def test_settings_are_heeded_and_need_no_rules(tree, call, settings):
    tree({**BUS, "archlint.toml": settings})

    found = told(call("find-publishers", "order.paid", "--format", "json"))

    assert len(found["hits"]) == (0 if "exclude" in settings else 1)


def test_settings_that_are_wrong_are_told(tree, call):
    tree({**BUS, "archlint.toml": "rots = []\n"})

    done = call("channels")

    assert done.code == 2
    assert "rots" in done.err


def test_a_file_that_cannot_be_read_is_told_and_the_rest_is_answered(tree, call):
    tree({**BUS, "shop/broken.py": "import shop.\n"})

    done = call("find-publishers", "order.paid")

    assert done.code == 2
    assert done.out.startswith("shop/till.py:5:5: ")
    assert "shop/broken.py:1" in done.err


def test_code_without_channels_says_so(tree, call):
    tree({"shop/__init__.py": "", "shop/db.py": "x = 1\n"})

    done = call("channels")

    assert (done.code, done.out) == (
        0,
        "No topic is published or subscribed to, by any framework that archlint has a pack for.\n",
    )


def test_the_same_words_whatever_the_hash_seed(tree, spawn, environment):
    tree(BUS)
    for words in (["channels"], ["find-subscribers", "order.paid", "--format", "json"], ["channels", "--unknown"]):
        assert len({spawn(*words, env=environment(PYTHONHASHSEED=seed)).out for seed in ("1", "2")}) == 1


def test_why_and_explain_tell_of_a_channel_after_the_imports(tree, call):
    tree({**BUS, "archlint.toml": '[rules.acyclic]\nmodules = ["shop"]\n'})

    why, explain = call("why", "shop.mail", "shop.till"), call("explain", "shop.mail -> shop.till")

    coupled = (
        "\nWithout an import, shop.mail depends on shop.till by a channel:\n"
        "  shop.mail -> shop.till  shop/mail.py:4 (channel)\n"
        "    shop/till.py:5 publishes `order.paid`"
    )
    assert why.out.startswith("No chain of imports leads from shop.mail to shop.till.\n" + coupled)
    assert coupled in explain.out
    assert explain.out.index(coupled) < explain.out.index("it would break")
    answer = json.loads(call("why", "shop.mail", "shop.till", "--format", "json").out)
    assert [(row["kind"], row["via"], row["confidence"]) for row in answer["hidden"]] == [
        ("channel", "blinker", "exact")
    ]


def test_a_chain_over_a_channel_is_told_where_it_is_shorter_than_all_imports(tree, call):
    tree(
        {
            **BUS,
            "shop/web.py": "import shop.mail\n",
            "shop/till.py": BUS["shop/till.py"] + "\n\nimport shop.db\n",
            "shop/db.py": "",
        }
    )

    done = call("why", "shop.web", "shop.db")

    assert done.out.startswith("No chain of imports leads from shop.web to shop.db.\n")
    assert "shop.web depends on shop.db by a chain of 3 steps, not all of them imports:\n" in done.out
    assert "\n  shop.till -> shop.db  shop/till.py:9 (runtime)\n" in done.out


def test_why_says_nothing_of_channels_where_there_are_none(tree, call):
    tree(BUS)

    assert "Without an import" not in call("why", "shop.stock", "shop.mail").out
