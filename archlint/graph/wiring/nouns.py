"""Wiring as the graph tells it: by names and files, with who meets whom on which topic."""

from __future__ import annotations

from typing import Final

from archlint.startup import NamedTuple

__all__ = [
    "CONFIDENCES",
    "DIRECTIONS",
    "Forwarder",
    "Link",
    "Meeting",
    "Record",
    "Reference",
    "Site",
    "Wanted",
    "Wiring",
]

CONFIDENCES: Final = ("exact", "pattern", "possible")
"""How certain it is that two modules are coupled, the most certain first."""
DIRECTIONS: Final = ("subscriber", "publisher")
"""Which end of a channel depends on the other."""

Topic = tuple[str, ...]


class Site(NamedTuple):
    """A call or decorator by which code publishes or subscribes."""

    node: int
    """Of the module that it stands in."""
    module: str
    path: str
    line: int
    """1-based, as all four places are; columns count code points."""
    column: int
    end_line: int
    end_column: int
    channel: str
    """The pack that describes the framework: "celery"."""
    role: str
    """"publish" or "subscribe"."""
    topics: tuple[Topic, ...]
    """All that it may be, by segments, sorted; () where that cannot be told without running the code."""
    declared: str
    """The one constant or object that the topic is known by, `shop.events.PAID`; "" where it is spelled out."""
    handler: str
    """What is called when something is published, as far as a name tells: `shop.mail.on_paid`; else ""."""
    how: str
    """How the topic was found out, in words for a person: "the constant shop.events.PAID"."""
    written: str
    """The topic as it is written, cut to one line; the whole call where it is not in it."""
    implied: bool
    """No call says so: a model publishes the signals of its being saved, by being a model."""


class Link(NamedTuple):
    """Two sites of a channel that meet on a topic, be they in one module."""

    publisher: int
    """Its position among the sites."""
    subscriber: int
    topic: Topic
    """What they meet on, as exactly as one of them says it."""
    confidence: str
    """"exact", or "pattern" where a part of the topic is known at run time only."""


class Reference(NamedTuple):
    """A string that names a module, or something in it."""

    node: int
    """Of the module that it stands in; -1 where that is none."""
    module: str
    """"" where it stands in no module."""
    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    via: str
    """The pack that knows the string."""
    target: int
    """Node of the first-party module that it leads to."""
    target_module: str
    target_path: str
    name: str
    """What is taken from there; "" for the module itself."""
    written: str
    confidence: str
    """One of CONFIDENCES."""


class Forwarder(NamedTuple):
    """A function that hands its parameter on as a topic, so that its callers are the ones who publish or subscribe."""

    function: str
    channel: str
    role: str
    parameter: str


class Meeting(NamedTuple):
    """A link, with both of its ends."""

    publisher: Site
    subscriber: Site
    topic: Topic
    confidence: str

    @property
    def via(self) -> str:
        """The pack that describes both ends."""
        return self.publisher.channel


class Record(NamedTuple):
    """What makes one module depend on another without an import, to stand among its imports."""

    tail: int
    head: int
    name: str
    path: str
    place: tuple[int, int, int, int]
    """Line, column, end line and end column, at the end of the module that depends."""
    kind: str
    """"string" or "channel"."""
    wire: Meeting | Reference


class Wanted(NamedTuple):
    """Which couplings without imports somebody counts as dependencies."""

    kinds: frozenset[str]
    """Of "string" and "channel"."""
    confidence: str
    """The least that counts; one of CONFIDENCES."""
    directions: frozenset[str]
    """Of DIRECTIONS; with both, the ends of a channel depend on each other."""


class Wiring(NamedTuple):
    """All couplings without imports that the packs describe."""

    sites: tuple[Site, ...] = ()
    """Those whose topic is known, in part at least, by (path, line, column, channel, role)."""
    links: tuple[Link, ...] = ()
    """By the positions of their sites."""
    references: tuple[Reference, ...] = ()
    """By (path, line, column, via, target, name)."""
    forwarders: tuple[Forwarder, ...] = ()
    """Sorted."""
    unknown: tuple[Site, ...] = ()
    """Sites whose topic could not be told; in the order of `sites`."""
    unknown_references: tuple[Site, ...] = ()
    """Calls that take the name of a module which cannot be told; the channel is the pack. In the same order."""
    external: tuple[tuple[str, str], ...] = ()
    """Channels, with patterns of topics that somebody outside of the code publishes or subscribes to; sorted."""

    def meeting(self, link: Link) -> Meeting:
        """Return a link with both of its ends."""
        return Meeting(self.sites[link.publisher], self.sites[link.subscriber], link.topic, link.confidence)
