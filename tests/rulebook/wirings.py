"""A wiring by hand: each site in a line, with its topics as a person writes them."""

from archlint.graph import Forwarder, Link, Site, Wiring, meeting
from archlint.source import ANY, HOLE

__all__ = ["site", "topic", "wiring"]


def topic(text: str) -> tuple[str, ...]:
    """Return a topic: "/" parts segments, `{}` is a hole, `*` everything."""
    return tuple(ANY if part == "*" else part.replace("{}", HOLE) for part in text.split("/"))


def site(
    place: str, role: str, *topics: str, channel: str = "bus", handler: str = "", how: str = "", declared: str = ""
) -> Site:
    """Return a site at `path:line`, which subscribes, publishes or (without topics) nobody knows to what."""
    path, _, line = place.partition(":")
    module = path.removesuffix(".py").replace("/", ".")
    found = tuple(sorted(map(topic, topics)))
    at = (int(line), 5, int(line), 30)
    return Site(0, module, path, *at, channel, role, found, declared, handler, how, "emit(name)", implied=False)


def wiring(*sites: Site, forwarders: tuple[Forwarder, ...] = ()) -> Wiring:
    """Return the wiring of some sites, those without topics apart; links by comparing all with all."""
    ordered = sorted(sites, key=lambda one: (one.path, one.line, one.column, one.channel, one.role))
    known = tuple(one for one in ordered if one.topics)
    links = (
        Link(i, j, met, "exact")
        for i, one in enumerate(known)
        for j, other in enumerate(known)
        if (one.role, other.role) == ("publish", "subscribe") and one.channel == other.channel
        for a in one.topics
        for b in other.topics
        if (met := meeting(a, b))
    )
    return Wiring(known, tuple(links), (), forwarders, tuple(one for one in ordered if not one.topics))
