"""A resolver gets what it has earned: worked by hand on a few sites, and on the real labels by a perfect one."""

from tests.wiring.scoring import TOTAL, Edge, Label, Ratio, Site, judge_edges, judge_sites

SEND = Site("a.py", 1, "publish", "blinker", "exact", ("shop.signals.paid",))
HOLE = Site("a.py", 2, "publish", "homeassistant-bus", "pattern", ("{*}_paid",))
HEAR = Site("b.py", 3, "subscribe", "blinker", "exact", ("shop.signals.paid",))
LOOKALIKE = Site("b.py", 4, "", "none", "none", ())
UNKNOWABLE = Site("b.py", 5, "publish", "blinker", "dynamic", ())
HANDED_ON = Site("b.py", 6, "publish", "blinker", "forwarder", ())
LABELS = [Label("shop", "tuning", site) for site in (SEND, HOLE, HEAR, LOOKALIKE, UNKNOWABLE, HANDED_ON)]


def sites(*found, half="tuning", labels=LABELS):
    return judge_sites({"shop": found}, labels, half)["shop"]


def test_who_says_all_has_all_and_nothing_wrong():
    tally = sites(SEND, HOLE, HEAR, UNKNOWABLE, HANDED_ON)

    assert (tally.recall, tally.precision) == (Ratio(5, 5), Ratio(4, 4))
    assert tally.missed == tally.wrong == ()


def test_who_says_nothing_has_nothing_and_nothing_wrong():
    tally = sites()

    assert (tally.recall, tally.precision, float(tally.precision)) == (Ratio(0, 5), Ratio(0, 0), 1.0)
    assert len(tally.missed) == 5


def test_a_wrong_topic_is_missed_and_wrong():
    tally = sites(SEND._replace(topics=("shop.signals.sent",)), HEAR)

    assert (tally.recall, tally.precision) == (Ratio(1, 5), Ratio(1, 2))
    assert [key[:2] for key in tally.wrong] == [("a.py", 1)]


def test_one_of_two_topics_is_not_enough():
    both = Label("shop", "tuning", SEND._replace(topics=("shop.signals.paid", "shop.signals.sent")))

    assert sites(SEND, labels=[both]).recall == Ratio(0, 1)
    assert sites(both.site._replace(topics=both.site.topics[::-1]), labels=[both]).recall == Ratio(1, 1)


def test_a_wrong_role_or_pack_is_wrong():
    assert sites(SEND._replace(role="subscribe")).precision == Ratio(0, 1)
    assert sites(SEND._replace(pack="celery")).precision == Ratio(0, 1)


def test_a_site_at_a_lookalike_is_wrong():
    tally = sites(LOOKALIKE._replace(role="publish", pack="blinker", status="exact", topics=("shop.signals.paid",)))

    assert (tally.recall, tally.precision) == (Ratio(0, 5), Ratio(0, 1))


def test_to_own_that_one_does_not_know_is_never_wrong():
    tally = sites(SEND._replace(status="dynamic", topics=()), UNKNOWABLE)

    assert (tally.recall, tally.precision) == (Ratio(1, 5), Ratio(0, 0))


def test_who_claims_to_know_what_nobody_can_is_wrong():
    assert sites(UNKNOWABLE._replace(status="exact", topics=("shop.signals.paid",))).precision == Ratio(0, 1)
    assert sites(HANDED_ON._replace(status="pattern", topics=("{*}",))).precision == Ratio(0, 1)


def test_a_part_that_a_forwarder_adds_is_compared_and_so_is_a_pattern_with_that_part():
    part = [Label("shop", "tuning", HANDED_ON._replace(topics=("signal-{*}",)))]

    assert sites(part[0].site, labels=part).recall == Ratio(1, 1)
    assert sites(part[0].site._replace(status="pattern"), labels=part).recall == Ratio(1, 1)
    assert sites(HANDED_ON, labels=part).precision == Ratio(0, 1)


def test_what_was_not_drawn_is_not_judged():
    assert sites(SEND, SEND._replace(line=99), SEND._replace(path="c.py")) == sites(SEND)


def test_the_other_half_is_not_judged():
    tallies = judge_sites({"shop": [SEND]}, LABELS, "held-out")

    assert list(tallies) == [TOTAL]
    assert tallies[TOTAL].recall == tallies[TOTAL].precision == Ratio(0, 0)


def test_two_sites_at_one_line_have_to_be_found_twice():
    twice = [Label("shop", "tuning", SEND)] * 2

    assert sites(SEND, labels=twice).recall == Ratio(1, 2)
    assert sites(SEND, SEND, labels=twice).recall == Ratio(2, 2)
    assert sites(SEND, SEND).precision == Ratio(1, 2)


def test_who_imports_a_string_is_no_matter():
    label = Label("shop", "tuning", Site("a.py", 1, "reference", "django-strings", "exact", ("shop.web:App",)))

    assert sites(label.site._replace(pack="import-strings"), labels=[label]).recall == Ratio(1, 1)


def test_packages_are_added_up():
    labels = [*LABELS, Label("bank", "tuning", SEND)]

    tallies = judge_sites({"bank": [SEND], "shop": [HEAR]}, labels, "tuning")

    assert list(tallies) == ["bank", "shop", TOTAL]
    assert (tallies[TOTAL].recall, tallies[TOTAL].precision) == (Ratio(2, 6), Ratio(2, 2))


def test_edges_are_judged_between_drawn_sites_of_the_half():
    here, there = (SEND.path, SEND.line), (HEAR.path, HEAR.line)
    meant, drawn_but_wrong, undrawn = Edge(here, there), Edge((HOLE.path, HOLE.line), there), Edge(("c.py", 1), there)
    truth = {"shop": [meant]}

    tally = judge_edges({"shop": [meant, drawn_but_wrong, undrawn]}, truth, LABELS, "tuning")["shop"]
    nothing = judge_edges({}, truth, LABELS, "tuning")[TOTAL]
    other = judge_edges({"shop": [meant]}, truth, LABELS, "held-out")[TOTAL]

    assert (tally.recall, tally.precision, tally.wrong) == (Ratio(1, 1), Ratio(1, 2), (drawn_but_wrong,))
    assert (nothing.recall, nothing.missed) == (Ratio(0, 1), (meant,))
    assert (other.recall, other.precision) == (Ratio(0, 0), Ratio(0, 0))
