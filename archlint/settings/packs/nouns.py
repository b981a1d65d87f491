"""The nouns of packs."""

from __future__ import annotations

from typing import Final

from archlint.startup import NamedTuple

__all__ = ["FORMS", "SLOT_WORDS", "SUBSCRIBER", "Channel", "Pack", "Slot", "StringReference", "Usage"]

FORMS: Final = ("call", "decorator", "method", "instance", "assign", "literal")
"""How code may use a framework; see `Usage`."""
SLOT_WORDS: Final = {
    "<object>": "the object whose method is called",
    "<handler>": "the decorated function, by its full name",
    "<name>": "the decorated function, by its own name alone",
    "<method>": "the method that is called, by its name",
    "<rest>": "all positional arguments, each a segment of its own",
    "<any>": "everything: what is left out stands for all",
    "<made:0>": "argument 0 of the call that made the object",
    "<module:0>": "part 0 of the name of the module that it stands in",
}
"""Where a topic may stand beside positions and keywords; the last two go with any number."""

SUBSCRIBER: Final = "<subscriber>"
"""As what a method is `on`: a function that subscribes, so that the topic is its own."""

Slot = int | str
"""The position of an argument, its keyword, one of SLOT_WORDS, or "=text" for that text itself."""


class Usage(NamedTuple):
    """One form of code by which something is published, subscribed or named."""

    form: str
    """
    One of FORMS: "call" of a function or class that has one of the names, also as a decorator; "decorator", the same
    and nothing else; "method", a call whose chain of attributes ends so; "instance", an object that is called itself;
    "assign", a variable or class attribute that is given a value; "literal", a string wherever it stands.
    """
    names: tuple[str, ...]
    """
    Full names for "call", "decorator" and (of classes) "instance"; ends of chains, "bus.fire", for "method", where the
    last part may be "*"; plain names for "assign"; "first-party" for "literal".
    """
    on: tuple[str, ...] = ()
    """Full names of classes, of one of which the object of a "method" has to be, or SUBSCRIBER; () is any."""
    decorates: bool = False
    """The method counts as a decorator only."""
    segments: tuple[tuple[Slot, ...], ...] = ()
    """For each segment of the topic where it may stand; the first place that is there counts."""
    handler: tuple[Slot, ...] = ()
    """Where that stands which is called when something is published; () for a decorator: what is decorated."""
    extract: str = ""
    """A regular expression: what its group matches in the text is the topic, each time that it does."""


class Channel(NamedTuple):
    """How one framework carries something from those who publish to those who subscribe."""

    name: str
    publish: tuple[Usage, ...]
    subscribe: tuple[Usage, ...]
    about: str = ""
    key: str = "string"
    """What makes two topics the same: equal "string"s, one "object", one "type" (a class of events), or a "tuple"."""
    wildcard: tuple[str, ...] = ()
    """Texts that stand for all topics."""
    holes: tuple[str, ...] = ()
    """Signs that stand for any text where a subscriber's topic has them inside."""
    unwrap: tuple[str, ...] = ()
    """Full names of constructors whose first argument is the topic."""
    named: tuple[str, ...] = ()
    """Full names of functions that give the same object for the same text, which then is the topic."""
    known: tuple[str, ...] = ()
    """Patterns of full names of objects that are instances of what `on` asks for, and lie outside the code."""
    implied: tuple[str, ...] = ()
    """Objects that a class publishes by being one: who subscribes to (object, class) subscribes to its module."""
    external: tuple[str, ...] = ()
    """Patterns of topics that are published or handled outside the code: no orphans."""
    own: tuple[str, ...] = ()
    """Modules of the framework that make the channel: what they hand on to one another is no use of it."""
    complete: bool = False
    """Whether all ends of each topic are in the code, so that one that is missing is a mistake."""


class StringReference(NamedTuple):
    """Strings that a framework takes for the name of a module, or of something in one."""

    via: str
    """What such a dependency is said to come by: "django-models"."""
    usage: Usage | None
    """Where the string stands, as the topic of a usage; None for entry points, which stand in project files."""
    attribute: tuple[Slot, ...] = ()
    """Where the rest of the name stands, if it has a place of its own."""
    prefixes: tuple[str, ...] = ()
    """What may have to stand before it."""
    resolve: str = "name"
    """How it is read: a dotted "name", a "django-model", or the group of an "entry-point"."""
    confidence: str = "exact"


class Pack(NamedTuple):
    """All that is known of some frameworks that belong together."""

    name: str
    """That of its file."""
    about: str
    blind_spots: str
    channels: tuple[Channel, ...] = ()
    references: tuple[StringReference, ...] = ()
    frameworks: tuple[str, ...] = ()
    """Modules of which the code has to import one for the pack to count; () where it always does."""
    tried: bool = False
    """Whether it was held up to code that people wrote, and not only to the framework's manual."""
