"""Who meets whom: the sites of each channel, joined by their topics."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from archlint import source
from archlint.graph.wiring.nouns import Forwarder, Link, Reference, Site, Wiring
from archlint.graph.wiring.topics import ANY, HOLE, certain, dynamic, meeting
from archlint.settings import Pack

__all__ = ["dynamic_sites", "joined", "links", "without"]

Topic = tuple[str, ...]
_Users = dict[Topic, list[int]]
"""The sites of each topic, by position."""


def joined(read: source.Wiring, modules: Sequence[str], paths: Sequence[str], packs: Iterable[Pack] = ()) -> Wiring:
    """Return the wiring of code that has been read by some packs, given the names and files of its modules."""

    def site(one: source.Site) -> Site:
        return Site(one.module, modules[one.module], paths[one.module], *one[1:])

    def reference(one: source.Reference) -> Reference:
        module, path = (modules[one.module], paths[one.module]) if one.module >= 0 else ("", "")
        target = one.target, modules[one.target], paths[one.target]
        return Reference(
            one.module, module, one.path or path, *one[1:6], *target, one.name, one.written, one.confidence
        )

    sites = tuple(sorted(set(map(site, read.sites)), key=_place))
    return Wiring(
        sites,
        tuple(links(sites)),
        tuple(sorted(set(map(reference, read.references)), key=_order)),
        tuple(sorted({Forwarder(*one) for one in read.forwarders})),
        tuple(sorted({site(one) for one in read.unknown}, key=_place)),
        tuple(sorted({site(one) for one in read.unknown_references}, key=_place)),
        tuple(sorted({(one.name, topic) for pack in packs for one in pack.channels for topic in one.external})),
    )


def links(sites: Sequence[Site]) -> Iterator[Link]:
    """Yield each pair of sites of one channel that meet, for each topic on which they do, by their positions."""
    publishers, subscribers = _by_channel(sites, "publish"), _by_channel(sites, "subscribe")
    found = (
        Link(publisher, subscriber, met, "exact" if certain(one, other) else "pattern")
        for channel in publishers.keys() & subscribers.keys()
        for one, other, met in _met(publishers[channel], subscribers[channel])
        for publisher in publishers[channel][one]
        for subscriber in subscribers[channel][other]
    )
    yield from _each_once(found)


def without(wiring: Wiring, cuts: Collection[tuple[str, str]]) -> Wiring:
    """Return the wiring as it is taken to be without some dependencies, by module names and in whichever direction."""
    pairs = {frozenset(pair) for pair in cuts}
    sites = wiring.sites
    kept = (one for one in wiring.links if {sites[end].module for end in one[:2]} not in pairs)
    references = (one for one in wiring.references if (one.module, one.target_module) not in cuts)
    return wiring._replace(links=tuple(kept), references=tuple(references))


def dynamic_sites(wiring: Wiring) -> tuple[Site, ...]:
    """Return the sites whose topic, or one of those that it may be, could be any: nobody can tell whom they meet."""
    return tuple(sorted((*wiring.unknown, *(one for one in wiring.sites if any(map(dynamic, one.topics)))), key=_place))


def _each_once(found: Iterable[Link]) -> Iterator[Link]:
    """Yield the links in order; of those on one topic the most certain."""
    last: tuple[object, ...] = ()
    for link in sorted(found):  # "exact" comes before "pattern"
        if link[:3] != last:
            yield link
        last = link[:3]


def _by_channel(sites: Sequence[Site], role: str) -> dict[str, _Users]:
    found: dict[str, _Users] = {}
    for position, site in enumerate(sites):
        for topic in dict.fromkeys(site.topics) if site.role == role else ():
            if not dynamic(topic):
                found.setdefault(site.channel, {}).setdefault(topic, []).append(position)
    return found


def _met(publishers: _Users, subscribers: _Users) -> Iterator[tuple[Topic, Topic, Topic]]:
    """Yield each topic that is published and each that is subscribed to where the two meet, with what they meet on."""
    near = _near(subscribers)
    for one in publishers:
        for other in near(one):
            if met := meeting(one, other):
                yield one, other, met


def _near(users: _Users) -> Callable[[Topic], Iterable[Topic]]:
    """
    Return a function that gives the topics that another could meet, and few besides.

    Most topics are literal from their first segment on: these are looked up, and only the others compared with all, by
    the text that they begin with.
    """
    by_start: dict[tuple[int, str], list[Topic]] = {}
    loose: list[tuple[str, Topic]] = []
    for topic in users:
        if _plain(topic):
            by_start.setdefault((len(topic), topic[0]), []).append(topic)
        else:
            loose.append((_start(topic), topic))
    every = [(_start(topic), topic) for topic in users]

    def near(topic: Topic) -> list[Topic]:
        start, plain = _start(topic), _plain(topic)
        others = loose if plain else every
        found = [other for begin, other in others if begin.startswith(start) or start.startswith(begin)]
        return [*by_start.get((len(topic), start), ()), *found] if plain else found

    return near


def _start(topic: Topic) -> str:
    """Return the literal text that the first segment begins with; "" where that stands for everything."""
    return "" if topic[0] == ANY else topic[0].partition(HOLE)[0]


def _plain(topic: Topic) -> bool:
    return topic[0] != ANY and HOLE not in topic[0]


def _place(site: Site) -> tuple[object, ...]:
    return site.path, site.line, site.column, site.channel, site.role, site


def _order(one: Reference) -> tuple[object, ...]:
    return one.path, one.line, one.column, one.via, one.target, one.name, one
