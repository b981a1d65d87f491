"""Who meets whom on a channel, and what that makes of the graph: held up to all pairs, looked at one by one."""

import re
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archlint import source
from archlint.graph import CONFIDENCES, DIRECTIONS, Wanted, dynamic, dynamic_sites, fits, may_fit, meeting, spelled
from archlint.graph.wiring.join import joined, links, without
from archlint.graph.wiring.ledger import records
from archlint.source import ANY, HOLE
from tests.graph.sketch import graph, read

PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
MODULES = ("shop.a", "shop.b", "shop.c")
PATHS = ("shop/a.py", "shop/b.py", "shop/c.py")
FILLS = ["a", "b", ".", "aa", "ab", "ba", "bb", "a.", ".a", "aab"]
"""What may be filled in at run time: all that the topics below can tell apart, and more."""

segments = st.one_of(
    st.just(ANY),
    st.lists(st.sampled_from(["a", "b", HOLE]), max_size=3).map("".join),
)
topics = st.lists(segments, min_size=1, max_size=2).map(tuple)
refs = st.builds(
    source.Reference,
    module=st.integers(0, 2),
    line=st.integers(1, 2),
    column=st.just(1),
    end_line=st.just(2),
    end_column=st.just(9),
    via=st.sampled_from(["settings", "mock"]),
    target=st.integers(0, 2),
    name=st.sampled_from(["", "Order"]),
    written=st.just("shop.a"),
    confidence=st.sampled_from(CONFIDENCES),
    path=st.just(""),
)
alike = st.sampled_from(
    [("a",), ("ab",), (f"a{HOLE}",), (f"{HOLE}b",), (ANY,), ("a", "b"), ("a", f"b{HOLE}"), ("a", ANY)]
)
"""Few enough for two sites to meet often."""
sites = st.builds(
    source.Site,
    module=st.integers(0, 2),
    line=st.integers(1, 2),
    column=st.just(5),
    end_line=st.just(2),
    end_column=st.just(9),
    channel=st.sampled_from(["celery", "bus"]),
    role=st.sampled_from(["publish", "subscribe"]),
    topics=st.lists(alike | topics, max_size=3, unique=True).map(sorted).map(tuple),
    declared=st.just(""),
    handler=st.just(""),
    how=st.just(""),
    written=st.just(""),
)
wirings = st.builds(
    lambda some, named: source.Wiring(sites=tuple(some), references=tuple(named)),
    st.lists(sites, max_size=8),
    st.lists(refs, max_size=4),
)
wanteds = st.builds(
    Wanted,
    kinds=st.frozensets(st.sampled_from(["string", "channel"])),
    confidence=st.sampled_from(CONFIDENCES),
    directions=st.frozensets(st.sampled_from(DIRECTIONS)),
)


def filled(segment):
    """Yield every text that a segment could be, as far as the others can tell."""
    pieces = segment.split(HOLE)
    for fills in product(FILLS, repeat=len(pieces) - 1):
        yield "".join(piece + fill for piece, fill in zip(pieces, [*fills, ""], strict=True))


def could_be_any(topic):
    return re.sub(f"^{ANY}*", "", "".join(topic)).startswith(HOLE)


def met(one, other):
    """The definition: segment by segment, and on one side alone there is something to be filled in."""
    if len(one) != len(other) or could_be_any(one) or could_be_any(other):
        return False
    plain = [(a, b) for a, b in zip(one, other, strict=True) if ANY not in (a, b)]
    for at, pair in enumerate(plain):
        framed = any(a == b and HOLE not in a for a, b in plain[at + 1 :])
        if not framed and HOLE in (pair[0][:1], pair[1][:1]):
            return False
    apart = [(a, b) for a, b in plain if a != b]
    return any(
        all(
            HOLE not in pair[1 - side] and pair[1 - side] in filled(pair[side]) and HOLE in pair[side] for pair in apart
        )
        for side in (0, 1)
    )


@PATIENT
@given(topics, topics)
def test_two_topics_meet_where_they_could_be_one_and_the_same(one, other):
    assert bool(meeting(one, other)) == met(one, other)
    assert meeting(one, other) == () or len(meeting(one, other)) == len(one)


@PATIENT
@given(topics, topics)
def test_it_is_the_same_who_of_both_is_asked(one, other):
    assert bool(meeting(one, other)) == bool(meeting(other, one))


@PATIENT
@given(topics)
def test_a_topic_meets_itself_unless_it_could_be_any(topic):
    said = [part for part in topic if part != ANY]
    opened = any(part[:1] == HOLE and all(HOLE in later for later in said[at:]) for at, part in enumerate(said))

    assert bool(meeting(topic, topic)) == (not opened and not dynamic(topic))


@pytest.mark.parametrize(
    ("one", "other", "on"),
    [
        (("builds", HOLE, "stop"), ("builds", HOLE, "stop"), ("builds", HOLE, "stop")),
        (("builds", HOLE, "stop"), ("builds", "7", "stop"), ("builds", "7", "stop")),
        (("builds", HOLE, "stop"), ("builds", HOLE, "start"), ()),
        (("builds", HOLE, ANY), ("builds", "7", "stop"), ()),
        (("light", HOLE), ("light", HOLE), ()),
    ],
)
def test_what_only_a_run_tells_counts_between_what_is_known(one, other, on):
    assert meeting(one, other) == on


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        (("payment.made",), "payment.made"),
        (("light", "turn_on"), "light.turn_on"),
        (("shop.signals.paid", "shop.orders.Order"), "shop.signals.paid/shop.orders.Order"),
        (("shop.signals.paid", ANY), "shop.signals.paid"),
        (("light", ANY), "light.*"),
        ((f"payment.{HOLE}.made",), "payment.{}.made"),
        ((ANY,), "*"),
    ],
)
def test_a_topic_is_spelled_as_people_write_it(topic, text):
    assert spelled(topic) == text


@PATIENT
@given(st.lists(sites, max_size=8))
def test_links_are_those_of_all_pairs_and_each_is_there_once(found):
    made = joined(source.Wiring(sites=tuple(found)), MODULES, PATHS)

    assert len(set(made.sites)) == len(made.sites) == len(set(found))
    wanted = {
        (one, other)
        for (one, publisher), (other, subscriber) in product(enumerate(made.sites), repeat=2)
        if (publisher.role, subscriber.role) == ("publish", "subscribe") and publisher.channel == subscriber.channel
        if any(met(a, b) for a in publisher.topics for b in subscriber.topics)
    }
    assert {link[:2] for link in made.links} == wanted
    assert len({link[:3] for link in made.links}) == len(made.links)
    assert list(made.links) == sorted(made.links) == sorted(links(made.sites))


@PATIENT
@given(st.lists(sites, max_size=8))
def test_a_link_is_exact_where_nothing_that_is_filled_in_matters(found):
    made = joined(source.Wiring(sites=tuple(found)), MODULES, PATHS)

    for link in made.links:
        pairs = product(made.sites[link.publisher].topics, made.sites[link.subscriber].topics)
        joins = [(a, b) for a, b in pairs if met(a, b) and meeting(a, b) == link.topic]
        exact = any(
            all(ANY in (x, y) or (x == y and HOLE not in x) for x, y in zip(a, b, strict=True)) for a, b in joins
        )
        assert link.confidence == ("exact" if exact else "pattern")


@PATIENT
@given(st.lists(sites, max_size=6), st.randoms(use_true_random=False))
def test_the_order_in_which_sites_are_read_is_no_matter(found, chance):
    shuffled = found[:]
    chance.shuffle(shuffled)

    assert joined(source.Wiring(sites=tuple(found)), MODULES, PATHS) == joined(
        source.Wiring(sites=tuple(shuffled)), MODULES, PATHS
    )


@PATIENT
@given(wirings, wanteds)
def test_modules_depend_on_each_other_as_somebody_counts_it(found, asked):
    made, (kinds, least, directions) = joined(found, MODULES, PATHS), asked
    counted = CONFIDENCES[: CONFIDENCES.index(least) + 1]

    told = records(made, asked)

    ends = [(made.sites[a].node, made.sites[b].node, link.confidence) for link in made.links for a, b in [link[:2]]]
    wanted = {("string", r.module, r.target) for r in found.references if r.confidence in counted}
    wanted |= {("channel", s, p) for p, s, sure in ends if sure in counted and "subscriber" in directions}
    wanted |= {("channel", p, s) for p, s, sure in ends if sure in counted and "publisher" in directions}
    assert {(one.kind, one.tail, one.head) for one in told} == {
        one for one in wanted if one[0] in kinds and one[1] != one[2]
    }
    assert all(one.wire.confidence in counted for one in told)
    places = [(one.tail, one.head, one.place, one.kind, one.wire.via, one.name) for one in told]
    assert len(set(places)) == len(places)


@PATIENT
@given(wirings, st.sampled_from(CONFIDENCES), st.sampled_from(DIRECTIONS))
def test_the_graph_has_an_edge_for_each_of_them_besides_its_imports(found, least, direction):
    imports = read(["shop.a -> shop.b", "shop.b -> shop.c", "shop.a -> json"], MODULES, alone=True)
    whole = graph(imports._replace(wiring=lambda: found))
    every = {"runtime", "string", "channel"}
    told = records(
        joined(found, MODULES, PATHS), Wanted(frozenset({"string", "channel"}), least, frozenset({direction}))
    )

    seen = whole.seen(every, confidence=least, direction=direction)

    assert set(seen.edges()) == {*whole.edges(), *(one[:2] for one in told)}
    assert set(whole.seen({"runtime"}).edges()) == set(whole.edges())
    for kind in ("string", "channel"):
        alone = whole.seen({kind}, confidence=least, direction=direction)
        assert set(alone.edges()) == {one[:2] for one in told if one.kind == kind}
        occurrences = [(*edge, one.kind, one.wire) for edge in alone.edges() for one in alone.occurrences(*edge)]
        expected = [(one.tail, one.head, one.kind, one.wire) for one in told if one.kind == kind]
        assert sorted(occurrences, key=repr) == sorted(expected, key=repr)


def test_who_counts_imports_alone_never_asks_for_more():
    def asked():
        raise AssertionError("somebody asks what no rule counts")

    whole = graph(read(["shop.a -> shop.b"])._replace(wiring=asked))

    assert list(whole.seen({"runtime", "deferred"}).edges()) == list(whole.edges())


@PATIENT
@given(wirings, st.sampled_from(["shop.a", "shop.b"]), st.sampled_from(["shop.b", "shop.c"]))
def test_what_is_taken_for_cut_is_not_there(found, tail, head):
    made = joined(found, MODULES, PATHS)

    left = without(made, [(tail, head)])

    both = {MODULES.index(tail), MODULES.index(head)}
    gone = set(made.links) - set(left.links)
    assert all({made.sites[end].node for end in link[:2]} == both for link in gone)
    assert all({made.sites[end].node for end in link[:2]} != both for link in left.links)
    assert [one for one in made.references if (one.module, one.target_module) != (tail, head)] == list(left.references)


@PATIENT
@given(st.lists(sites, max_size=6))
def test_sites_whose_topic_could_be_any_are_told(found):
    unknown = tuple(one._replace(topics=()) for one in found[:2])
    made = joined(source.Wiring(sites=tuple(found[2:]), unknown=unknown), MODULES, PATHS)

    wanted = {one[:2] for one in unknown} | {one[:2] for one in found[2:] if any(map(could_be_any, one.topics))}
    assert {(one.node, one.line) for one in dynamic_sites(made)} == wanted


SHORT = ["".join(letters) for size in range(4) for letters in product("ab.", repeat=size)]
"""All texts of up to three letters: no pattern below asks for more at once."""
globs = st.lists(st.sampled_from(["a", "b", "*"]), min_size=1, max_size=3).map("".join)
holed = st.lists(st.sampled_from(["a", "b", HOLE]), min_size=1, max_size=3).filter(lambda one: one.count(HOLE) < 3)


@PATIENT
@given(globs, holed.map("".join))
def test_a_pattern_means_a_topic_for_certain_or_by_what_may_be_filled_in(glob, segment):
    known = re.compile(glob.replace("*", "[ab.]*"))
    pieces = segment.split(HOLE)
    every = [
        known.fullmatch("".join(piece + fill for piece, fill in zip(pieces, [*fills, ""], strict=True))) is not None
        for fills in product(SHORT, repeat=len(pieces) - 1)
    ]

    assert fits(glob, "bus", (segment,)) == all(every)
    assert may_fit(glob, "bus", (segment,)) == any(every)


def test_a_pattern_may_begin_with_the_channel_and_end_before_the_sender():
    topic = ("shop.signals.paid", "shop.orders.Order")

    assert fits("django-signals:shop.signals.*", "django-signals", topic)
    assert not fits("celery:shop.signals.*", "django-signals", topic)
    assert fits("shop.signals.paid", "django-signals", topic)
    assert fits("shop.signals.paid/shop.orders.Order", "django-signals", topic)
    assert not fits("shop.signals", "django-signals", topic)
    assert not fits("payment.eu.*", "bus", (f"payment.{HOLE}.made",))
    assert may_fit("payment.eu.*", "bus", (f"payment.{HOLE}.made",))
    assert not may_fit("payments.*", "bus", (f"payment.{HOLE}.made",))
