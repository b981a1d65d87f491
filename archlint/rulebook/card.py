"""A rule's typed options: their JSON Schema, and how plain TOML values become them."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from archlint.graph import CONFIDENCES, DIRECTIONS, IMPORT_KINDS, KINDS, Entry, Layer, Row
from archlint.rulebook.own.faults import Fault, Unfit
from archlint.rulebook.shelf import BUILT_IN, Shelf
from archlint.startup import NamedTuple

__all__ = ["DEFAULT_KINDS", "SEVERITIES", "card", "entries", "options"]

Where = tuple[str | int, ...]

DEFAULT_KINDS = IMPORT_KINDS
SEVERITIES = ("error", "warning", "off")

_TEXT = {"type": "string", "minLength": 1}
_NAMES = {"type": "array", "items": _TEXT}
_SIBLINGS = {"enum": ["independent", "acyclic", "free"], "description": "What components of this level may do."}
_LEVEL = {
    "type": "object",
    "x-noun": "level",
    "properties": {
        "level": {**_NAMES, "minItems": 1, "description": "Components of one level."},
        "siblings": _SIBLINGS,
    },
    "required": ["level"],
    "additionalProperties": False,
}


_TYPES = "types: tuple[Entry, ...], tuple[Layer, ...], tuple[Row, ...], Literal[...], bool, int, int | None"


class _Shape(NamedTuple):
    """How one type of option is written in TOML."""

    schema: Mapping[str, Any]
    convert: Callable[[Any, Where], Any]


def card(type_: str, shelf: Shelf = BUILT_IN) -> dict[str, Any]:
    """
    Return the JSON Schema of a rule of this type: its own options and the keys that every rule has.

    What a team's rule takes that cannot be used is not known, and anything goes; it is told when it is to be judged.
    """
    page = shelf.page(type_)
    try:
        properties, required = _options(type_, shelf)
        kinds, closed = list(getattr(shelf.load(type_), "KINDS", DEFAULT_KINDS)), True
    except Unfit:
        properties, required, kinds, closed = {}, [], list(DEFAULT_KINDS), False
    return {
        "type": "object",
        "x-noun": f"{type_} rule",
        "description": page.sentence[:1].upper() + page.sentence[1:] + ".",
        "properties": {**_of_every_rule(type_, kinds), **properties},
        "required": required,
        "additionalProperties": not closed,
    }


def _of_every_rule(type_: str, kinds: list[str]) -> dict[str, Any]:
    return {
        "type": {"const": type_, "description": "Which rule; needed where the ID is not the name of a rule type."},
        "name": {**_TEXT, "description": "A title for people."},
        "because": {**_TEXT, "description": "Why the team wants it; shown with every violation."},
        "help": {**_TEXT, "description": "What to do about it."},
        "severity": {
            "enum": list(SEVERITIES),
            "default": "error",
            "description": "A warning never changes the exit code.",
        },
        "kinds": {
            "type": "array",
            "items": {"enum": list(KINDS), "x-noun": "import kind"},
            "minItems": 1,
            "default": kinds,
            "description": "Which imports count.",
        },
        "confidence": {
            "enum": list(CONFIDENCES),
            "default": "exact",
            "description": "The least confidence of `string` and `channel` dependencies that count.",
        },
        "direction": {
            "enum": list(DIRECTIONS),
            "default": "subscriber",
            "description": "Which end of a channel depends on the other.",
        },
        "ignore": {
            **_NAMES,
            "default": [],
            "description": "Imports taken out of the graph before this rule looks: `a -> b`.",
        },
        "unmatched-ignore": {
            "enum": ["error", "note", "silent"],
            "description": "What an ignore does that means no import. Without it: a name that matches nothing is an "
            "error, and an import that is not there a note.",
        },
    }


def _options(type_: str, shelf: Shelf) -> tuple[dict[str, Any], list[str]]:
    """Return the schema of each of the rule's own options, and those that it needs."""
    page, properties, required = shelf.page(type_), {}, []
    for field, hint in _fields(type_, shelf):
        key = _key(field.name)
        schema = {**_known_shape(type_, shelf, field.name, hint).schema, "description": page.options.get(key, "")}
        if field.default is dataclasses.MISSING:
            required.append(key)
            schema = _not_empty(schema)
        elif field.default is not None:
            schema["default"] = _written(field.default, schema)
        properties[key] = schema
    return properties, required


def _written(default: Any, schema: Mapping[str, Any]) -> Any:
    """Return the default of an option as TOML has it."""
    if not isinstance(default, tuple):
        return default
    return list(default) if schema.get("type") != "object" else {}


def _not_empty(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of an option that has no default, so that none is as bad as an empty one."""
    if "anyOf" in schema:
        return {**schema, "anyOf": [_not_empty(one) for one in schema["anyOf"]]}
    least = {"array": {"minItems": 1}, "object": {"minProperties": 1}}
    return {**schema, **least.get(schema.get("type", ""), {})}


def options(type_: str, table: Mapping[str, Any], where: Where, shelf: Shelf = BUILT_IN) -> Any:
    """Return the rule's Options from a table that its card accepts. Raises Unfit for a team's that cannot be used."""
    given = {}
    for field, hint in _fields(type_, shelf):
        key = _key(field.name)
        if key in table:
            given[field.name] = _known_shape(type_, shelf, field.name, hint).convert(table[key], (*where, key))
    with shelf.told(type_):
        return shelf.load(type_).Options(**given)


def entries(value: Any, *, aside: bool = True) -> list[Entry]:
    """Return every name that options speak of, however deep it stands; with `aside` also those that bind no module."""
    if isinstance(value, Entry):
        return [value]
    if isinstance(value, tuple):
        if {*map(type, value)} == {Entry}:  # as nearly all are
            return list(value)
        return [entry for part in value for entry in entries(part)]
    if dataclasses.is_dataclass(value):
        fields = (field for field in dataclasses.fields(value) if aside or not field.metadata.get("aside"))
        return [entry for field in fields for entry in entries(getattr(value, field.name))]
    return []


def _fields(type_: str, shelf: Shelf) -> Iterator[tuple[Any, Any]]:
    cls = shelf.load(type_).Options
    with shelf.told(type_):
        hints = _hints(cls)
    for field in dataclasses.fields(cls):
        yield field, hints[field.name]


_hints = cache(get_type_hints)
"""Hundreds of rules share a few classes of options."""


def _key(name: str) -> str:
    """`from_` stands for `from`, which Python keeps for itself."""
    return name.rstrip("_").replace("_", "-")


def _known_shape(type_: str, shelf: Shelf, name: str, hint: Any) -> _Shape:
    """Return how an option is written; of a team's rule it is not known before whether it can be."""
    try:
        return _shape(hint)
    except (LookupError, StopIteration, TypeError):
        if type_ not in shelf.own:
            raise
        written = getattr(hint, "__name__", str(hint)) if get_origin(hint) is None else str(hint)
        message = f"the option `{_key(name)}` is of the type `{written}`, which settings cannot give"
        raise Unfit((Fault(shelf.own[type_].path, shelf.own[type_].line_of(name), message, _TYPES),)) from None


def _shape(hint: Any) -> _Shape:
    """Return how an option of this type is written. A type that no rule had before needs a line here."""
    if get_origin(hint) in (types.UnionType, Union):  # a Literal joins as the latter
        return _shape(next(part for part in get_args(hint) if part is not types.NoneType))
    if get_origin(hint) is Literal:
        return _Shape({"enum": list(get_args(hint))}, _as_it_stands)
    if get_origin(hint) is tuple:
        return _TUPLES[get_args(hint)[0]]
    return _Shape({"type": {bool: "boolean", int: "integer"}[hint]}, _as_it_stands)


def _as_it_stands(value: Any, _: Where) -> Any:
    return value


def _to_entries(value: Any, where: Where) -> tuple[Entry, ...]:
    if isinstance(value, str):
        return (Entry(value, where),)
    return tuple(Entry(text, (*where, i)) for i, text in enumerate(value))


def _to_layers(value: Any, where: Where) -> tuple[Layer, ...]:
    layers = []
    for i, level in enumerate(value):
        here = (*where, i)
        if isinstance(level, dict):
            layers.append(Layer(_to_entries(level["level"], (*here, "level")), level.get("siblings", "")))
        else:
            layers.append(Layer(_to_entries(level, here)))
    return tuple(layers)


def _to_rows(value: Any, where: Where) -> tuple[Row, ...]:
    return tuple(Row(Entry(key, (*where, key)), _to_entries(names, (*where, key))) for key, names in value.items())


_TUPLES: dict[type, _Shape] = {
    Entry: _Shape({"anyOf": [_TEXT, _NAMES]}, _to_entries),
    Layer: _Shape({"type": "array", "items": {"anyOf": [_TEXT, {**_NAMES, "minItems": 1}, _LEVEL]}}, _to_layers),
    Row: _Shape({"type": "object", "additionalProperties": _NAMES, "x-dotted-keys": True}, _to_rows),
}
