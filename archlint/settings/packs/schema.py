"""What may stand in a pack, as JSON Schema."""

from __future__ import annotations

from typing import Any

__all__ = ["schema"]


def schema() -> dict[str, Any]:
    """Return the schema of a pack's file."""
    return {
        "type": "object",
        "x-noun": "pack",
        "additionalProperties": False,
        "required": ["about"],
        "properties": {
            "about": _text("What the pack is about: a sentence of its documentation."),
            "blind-spots": _text("What it cannot see."),
            "tried": _flag("Whether it was held up to code that people wrote."),
            "frameworks": _names("Modules of which the code has to import one; without it the pack always counts."),
            "channel": {"type": "array", "items": _channel(), "default": []},
            "reference": {"type": "array", "items": _reference(), "default": []},
        },
    }


def _channel() -> dict[str, Any]:
    return {
        "type": "object",
        "x-noun": "channel",
        "additionalProperties": False,
        "required": ["name"],
        "properties": {
            "name": _name(),
            "about": _text("What is carried."),
            "key": {
                "enum": ["string", "object", "type", "tuple"],
                "default": "string",
                "description": "What makes two topics the same.",
            },
            "publish": {"type": "array", "items": _usage("usage"), "default": []},
            "subscribe": {"type": "array", "items": _usage("usage"), "default": []},
            "wildcard": _names("Texts that stand for all topics."),
            "holes": _names("Signs that stand for any text inside of a subscriber's topic."),
            "unwrap": _names("Constructors whose first argument is the topic."),
            "named": _names("Functions that give the same object for the same text, which then is the topic."),
            "known": _names("Patterns of names of objects outside the code that are what `on` asks for."),
            "implied": _names("Objects that a class publishes by being one."),
            "external": _names("Patterns of topics with an end outside the code."),
            "own": _names("Modules of the framework that make the channel: what they hand on is no use of it."),
            "complete": _flag("Whether all ends of each topic are in the code."),
        },
    }


def _usage(noun: str) -> dict[str, Any]:
    return {
        "type": "object",
        "x-noun": noun,
        "additionalProperties": False,
        "properties": {
            "call": _names("Full names of functions or classes that are called."),
            "decorator": _names("The same, as decorators alone."),
            "method": _names('Ends of chains of attributes that are called, "bus.fire".'),
            "instance": _names("Full names of classes whose instances are called or decorate."),
            "assign": _names("Variables or class attributes that are given the topic."),
            "literal": {
                "enum": ["first-party"],
                "description": "Strings that begin with a first-party package and a dot.",
            },
            "on": _names("Full names of classes that the object of the method is an instance of."),
            "decorates": _flag("The method counts as a decorator only."),
            "topic": _slots("Where the topic stands: a position, a keyword, or some of them, the first found counts."),
            "join": {
                "type": "array",
                "minItems": 2,
                "items": _slots("Where a segment of the topic stands."),
                "description": "Where each segment stands, for a topic of several.",
            },
            "handler": _slots("Where that stands which is called when something is published."),
            "extract": _text("A regular expression whose group is the topic."),
        },
    }


def _reference() -> dict[str, Any]:
    table = _usage("reference")
    own = table["properties"]
    for key in ("topic", "join", "handler"):
        del own[key]
    return {
        **table,
        "required": ["name"],
        "properties": {
            "name": _name(),
            **own,
            "argument": _slots("Where the string stands; everything in it, where it is a list."),
            "attribute": _slots("Where the rest of the name stands, if it has a place of its own."),
            "prefix": _names("What may have to stand before the string."),
            "resolve": {
                "enum": ["name", "django-model", "entry-point"],
                "default": "name",
                "description": "How the string is read.",
            },
            "confidence": {
                "enum": ["exact", "possible"],
                "default": "exact",
                "description": "How sure it is that the string is a name.",
            },
        },
    }


def _text(description: str) -> dict[str, Any]:
    return {"type": "string", "minLength": 1, "description": description}


def _name() -> dict[str, Any]:
    return {
        "type": "string",
        "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
        "x-noun": "name",
        "x-form": "a-z, 0-9 and -",
        "description": "A name, such as acme-bus.",
    }


def _flag(description: str) -> dict[str, Any]:
    return {"type": "boolean", "default": False, "description": description}


def _names(description: str) -> dict[str, Any]:
    one = {"type": "string", "minLength": 1}
    return {"anyOf": [one, {"type": "array", "minItems": 1, "items": one}], "description": description}


def _slots(description: str) -> dict[str, Any]:
    one = {"anyOf": [{"type": "integer", "minimum": 0}, {"type": "string", "minLength": 1}]}
    several = {"type": "array", "minItems": 1, "items": one}
    return {"anyOf": [*one["anyOf"], several], "description": description}
