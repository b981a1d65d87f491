"""Two regions coupled over a bus alone: from the hook to the history, as a person meets it."""

import json
import shutil

import pytest

from tests.fixtures.wants import FIXTURES

pytestmark = pytest.mark.git

LEDGER = "shop/payments/uk/ledger.py"
TILL = """\
from shop.kernel.bus import publish
from shop.kernel.topics import PAYMENT_MADE


def pay(total):
    publish(PAYMENT_MADE, total)
"""
COUPLED = "regions sibling shop.payments.uk.ledger -> shop.payments.eu.events (channel)"


@pytest.fixture
def shop(tmp_path, monkeypatch, repository):
    """A copy of the shop, committed; the current folder."""
    ignored = shutil.ignore_patterns(".archlint")
    shutil.copytree(FIXTURES / "shop", tmp_path, ignore=ignored, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    committed(repository, "the shop")
    return tmp_path


def committed(repository, words):
    repository("add", ".")
    repository("commit", "--quiet", "-m", words)


def changed(shop, file, old, new):
    text = (shop / file).read_text("utf-8")
    assert old in text
    (shop / file).write_text(text.replace(old, new), "utf-8")


def over_the_bus(call, *words):
    """Return the exit code, and what is new over the bus: (importer, place, message)."""
    done = call("check", "--format", "json", *words)
    report = json.loads(done.out)
    new = [one for one in report["violations"] if one["via"] and one["state"] == "new"]
    return done.code, [(one["importer"], f"{one['path']}:{one['line']}", one["message"]) for one in new]


def test_a_check_shows_both_ends(shop, call):
    code, new = over_the_bus(call)
    [(importer, place, message)] = new

    assert (code, importer, place) == (1, "shop.payments.uk.ledger", f"{LEDGER}:10")
    assert message == (
        "payments.uk -> payments.eu: siblings are independent of each other; shop/payments/eu/events.py:23 publishes "
        f"`payment.made`, {LEDGER}:10 subscribes to it (shop-bus, by the constant shop.kernel.topics.PAYMENT_MADE)"
    )


def test_grimp_judges_the_same(shop, call):
    assert over_the_bus(call, "--cross-check") == over_the_bus(call)


def test_a_hook_judges_what_is_staged(shop, call, repository):
    changed(shop, LEDGER, "PAYMENT_MADE)", '"other")')
    assert len(over_the_bus(call, "--hook")[1]) == 1

    repository("add", ".")

    assert over_the_bus(call, "--hook")[1] == []


def test_a_publisher_that_a_change_adds_is_shown_at_its_own_line(shop, call, repository):
    (shop / "shop/payments/us/till.py").write_text(TILL, "utf-8")
    committed(repository, "publish there, too")

    code, new = over_the_bus(call, "--against", "HEAD~1")
    [(importer, place, message)] = new

    assert (code, importer, place) == (1, "shop.payments.uk.ledger", "shop/payments/us/till.py:6")
    assert "shop/payments/us/till.py:6 publishes `payment.made`" in message


def test_what_was_coupled_before_is_not_new_in_a_comparison(shop, call, repository):
    changed(shop, "shop/kernel/topics.py", "payment.made", "payment.done")
    committed(repository, "call it otherwise")

    assert over_the_bus(call, "--against", "HEAD~1") == (0, [])


def test_a_subscriber_that_has_moved_is_the_same_as_before(shop, call, repository):
    (shop / LEDGER).rename(shop / "shop/payments/uk/books.py")
    committed(repository, "rename the ledger")

    assert over_the_bus(call, "--against", "HEAD~1") == (0, [])


def test_a_history_tells_when_it_came_and_went(shop, call, repository):
    changed(shop, LEDGER, "PAYMENT_MADE)", '"other")')
    committed(repository, "part")
    changed(shop, LEDGER, '"other")', '"payment.made")')
    committed(repository, "meet again")

    told = json.loads(call("history", "--format", "json", "--limit", "0").out)

    events = [one["event"] for one in told["events"] if one.get("violation") == COUPLED]
    assert events == ["appeared", "fixed", "appeared"]


def test_a_baseline_knows_it_until_it_is_gone(shop, call):
    call("baseline")
    assert COUPLED in (shop / "archlint-baseline.txt").read_text("utf-8")
    assert over_the_bus(call) == (0, [])

    changed(shop, LEDGER, "PAYMENT_MADE)", '"other")')
    call("baseline", "--prune")

    assert COUPLED not in (shop / "archlint-baseline.txt").read_text("utf-8")


def test_a_comment_on_the_line_of_the_subscriber_waives_it(shop, call):
    changed(shop, LEDGER, "# want: regions/sibling", "# archlint: waive[regions] the books are split next year")

    done = json.loads(call("check", "--format", "json").out)

    assert [one["state"] for one in done["violations"] if one["via"]] == ["waived"]


def test_the_end_of_a_report_says_where_nobody_can_tell(shop, call):
    changed(shop, "shop/payments/eu/events.py", "publish(PAYMENT_MADE,", "publish(made.topic,")

    lines = call("check").out.splitlines()

    assert any("1 place cannot be told before run time: 1 of 2 of shop-bus" in line for line in lines)


def test_what_can_be_cut_is_told_where_it_stands(shop, call):
    steps = json.loads(call("plan", "--top", "0", "--format", "json").out)["steps"]
    [cut] = [one for step in steps for one in step["imports"] if one["importer"] == "shop.payments.uk.ledger"]
    text = call("plan", "--top", "0").out

    assert (cut["kind"], cut["path"], cut["line"], cut["names"]) == ("channel", LEDGER, 10, [])
    assert f"{LEDGER}:10: shop.payments.uk.ledger -> shop.payments.eu.events by a channel\n" in text


def test_it_can_be_supposed_to_be_gone(shop, call):
    done = call("whatif", "--cut", "shop.payments.uk.ledger -> shop.payments.eu.events")
    told = f"As if shop.payments.uk.ledger did not depend by a channel on shop.payments.eu.events ({LEDGER}:10).\n"

    assert done.out.startswith(told)
    assert "Fixed: 1 violation\n" in done.out


def test_no_import_can_be_rewritten_for_it(shop, call):
    refused = json.loads(call("fix", "--format", "json").out)["refused"]

    assert [one["refused"]["because"] for one in refused if one["importer"] == "shop.payments.uk.ledger"] == [
        "the modules meet on a topic, and there is no import to rewrite"
    ]
