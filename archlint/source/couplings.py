"""The nouns of wiring: where code publishes and subscribes, and where a string names a module."""

from __future__ import annotations

from typing import Final

from archlint.startup import NamedTuple

__all__ = ["ANY", "HOLE", "ROLES", "Forwarder", "Reference", "Site", "Topic", "Wiring"]

ROLES: Final = ("publish", "subscribe")
HOLE: Final = "\0"
"""Inside a segment of a topic: some text that is known only at run time."""
ANY: Final = "\1"
"""A segment of a topic that stands for every text: a subscriber of all events, a receiver of all senders."""

Topic = tuple[str, ...]
"""The segments of a topic, ("light", "turn_on"); most frameworks have one. The name of an object is one segment."""


class Site(NamedTuple):
    """A call or decorator by which code publishes or subscribes, as a pack describes it."""

    module: int
    """Node of the module that it stands in."""
    line: int
    """1-based, of the call or decorator, as all four places are; columns count code points."""
    column: int
    end_line: int
    end_column: int
    channel: str
    """What the pack calls the framework: "django-signals", "celery"."""
    role: str
    """One of ROLES."""
    topics: tuple[Topic, ...]
    """All that it may be, sorted; () where that cannot be told without running the code."""
    declared: str
    """The one constant or object that the topic is known by, `shop.events.PAID`; "" where it is spelled out."""
    handler: str
    """What is called when something is published, as far as a name tells: `shop.mail.on_paid`; else ""."""
    how: str
    """How the topic was found out, in words for a person: "the constant shop.events.PAID", "an f-string"."""
    written: str
    """The topic as it is written, cut to one line; the whole call where it is not in it."""
    implied: bool = False
    """No call says so: a model publishes the signals of its being saved, by being a model."""


class Reference(NamedTuple):
    """A string that names a module, or something in it."""

    module: int
    """Node of the module that it stands in."""
    line: int
    column: int
    end_line: int
    end_column: int
    via: str
    """The pack that knows the string: "django-models", "mock-patch", "entry-points"."""
    target: int
    """Node of the first-party module that it leads to."""
    name: str
    """What is taken from there; "" for the module itself."""
    written: str
    """The string."""
    confidence: str
    """
    "exact": a framework takes it for a name, and it leads there; "pattern": a part of it is known at run time only;
    "possible": it only looks like one.
    """
    path: str = ""
    """The file that it stands in where that is no module: `pyproject.toml`."""


class Forwarder(NamedTuple):
    """A function that hands its parameter on as a topic, so that its callers are the ones who publish or subscribe."""

    function: str
    """`shop.bus.announce`"""
    channel: str
    role: str
    parameter: str


class Wiring(NamedTuple):
    """All couplings without imports that the packs of the request describe."""

    sites: tuple[Site, ...] = ()
    """Sorted by (module, line, column, channel, role)."""
    references: tuple[Reference, ...] = ()
    """Sorted by (module, line, column, via, target, name)."""
    forwarders: tuple[Forwarder, ...] = ()
    """Sorted."""
    unknown: tuple[Site, ...] = ()
    """Sites whose topic could not be told, that are no call of a known topic's forwarder; sorted like `sites`."""
    handing: tuple[Site, ...] = ()
    """Sites whose topic is a parameter of a forwarder, whose callers are sites instead; without topics, sorted so."""
    unknown_references: tuple[Site, ...] = ()
    """Calls that take the name of a module which cannot be told; the role is "reference", the channel what knows it."""
    refused: int = 0
    """So many files that could say more are no Python that can be parsed."""
