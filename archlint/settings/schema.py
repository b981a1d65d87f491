"""
Hold settings up to a JSON Schema, and say every mistake in words and in place.

The schema is the subset of JSON Schema 2020-12 that the rooms write: see `_KEYWORDS`. Three keywords of our own make
the words better and are ignored by other validators:

    x-noun          what a table, a value or a key is, e.g. "rule": rule `shop` needs `layers`
    x-form          a pattern in words, e.g. "a-z, 0-9 and -": it is made of a-z, 0-9 and -
    x-dotted-keys   true where the keys are module names, so that a key without quotes falls apart into tables

TOML differs from JSON in two points: a date is a value of its own, here `{"type": "string", "format": "date"}`, and 1.0
is no whole number.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final

from archlint.settings import complaints
from archlint.settings.nouns import Settings
from archlint.settings.policy import loosened
from archlint.settings.problems import Problem, SettingsError, Where
from archlint.settings.spelling import nearest

__all__ = ["check", "mistakes"]

Schema = Mapping[str, Any] | bool

# fmt: off
_KEYWORDS: Final = frozenset({
    "$comment", "$defs", "$id", "$ref", "$schema", "additionalProperties", "allOf", "anyOf", "const", "default",
    "deprecated", "description", "enum", "examples", "format", "if", "items", "maximum", "minItems", "minLength",
    "minProperties", "minimum", "oneOf", "pattern", "patternProperties", "properties", "propertyNames", "required",
    "then", "title", "type", "x-dotted-keys", "x-form", "x-noun",
})
# fmt: on
_NAMES_OF: Final = {
    bool: frozenset({"boolean"}),
    int: frozenset({"integer", "number"}),
    float: frozenset({"number"}),
    str: frozenset({"string"}),
    list: frozenset({"array"}),
    dict: frozenset({"object"}),
    dt.date: frozenset({"date"}),
    type(None): frozenset({"null"}),
}
_TIME: Final = frozenset({"time"})
_JOINING: Final = frozenset({"$ref", "allOf", "anyOf", "if", "oneOf"})
"""Those that bring in other schemas for the same value."""
_NAME: Final = {"type": "string", "minLength": 1}
_EVERY_TYPE: Final = frozenset({"object", "array", "string", "integer", "number", "boolean", "null", "date", "time"})


def check(settings: Settings, schema_of: Callable[[Settings], Mapping[str, Any]]) -> None:
    """
    Raise SettingsError with all mistakes if the settings, or those of a member, do not fit their schema.

    `schema_of` gives the schema for one part of them. The policy of a member may ask for more than the top's only.
    """
    problems = [
        problem._replace(where=(*part.where, *problem.where))
        for part in settings.parts
        for problem in mistakes(schema_of(part.settings), part.settings.table)
    ]
    problems += _loosened(settings)
    if problems:
        raise SettingsError.located(settings, problems)


def _loosened(settings: Settings) -> Iterator[Problem]:
    for part in settings.parts[1:]:
        for key, demand in loosened(settings.table.get("policy"), part.settings.table.get("policy")):
            words = f"`{key}` may only be tightened: {settings.file} at the top of the workspace says {demand}"
            yield Problem((*part.where, "policy", key), words, help="delete the line, or ask for a change there")


def mistakes(schema: Mapping[str, Any], value: object) -> tuple[Problem, ...]:
    """
    Return all mistakes of a TOML value, each once; none if it fits the schema.

    Raises ValueError for a schema with a keyword that is not understood here: to pass over it would be a silent yes.
    """
    # dict.fromkeys: two parts of an allOf may see the same mistake.
    return tuple(dict.fromkeys(_Judge(schema).judge(schema, value, ())))


class _Judge:
    """A schema with its definitions at hand."""

    def __init__(self, root: Mapping[str, Any]) -> None:
        self.definitions: Mapping[str, Schema] = root.get("$defs", {})

    def judge(self, schema: Schema, value: Any, where: Where) -> Iterator[Problem]:
        """Yield what is wrong with the value at that path."""
        if isinstance(schema, bool):
            if not schema:
                yield complaints.forbidden(where)
            return
        if not _KEYWORDS.issuperset(schema):
            strange = sorted(schema.keys() - _KEYWORDS)
            raise ValueError(f"the schema uses {strange}, which archlint.settings.schema does not know")
        if not (_types_of(value) & _allowed_types(schema)):
            yield complaints.wrong_type(where, value, _allowed_types(schema))
            return
        if not _JOINING.isdisjoint(schema):
            yield from self.linked(schema, value, where)
            yield from self.choices(schema, value, where)
        yield from _listed(schema, value, where)
        if isinstance(value, dict):
            yield from self.table(schema, value, where)
        elif isinstance(value, list):
            yield from self.entries(schema, value, where)
        elif isinstance(value, str):
            yield from _text(schema, value, where)
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            yield from _number(schema, value, where)

    def linked(self, schema: Mapping[str, Any], value: Any, where: Where) -> Iterator[Problem]:
        """Yield what the schemas that hold besides this one find wrong."""
        if "$ref" in schema:
            yield from self.judge(self.definition(schema["$ref"]), value, where)
        for part in schema.get("allOf", ()):
            yield from self.judge(part, value, where)
        if "if" in schema and self.fits(schema["if"], value):
            yield from self.judge(schema.get("then", True), value, where)

    def definition(self, reference: str) -> Schema:
        return self.definitions[reference.removeprefix("#/$defs/")]

    def fits(self, schema: Schema, value: Any) -> bool:
        if schema == _NAME:
            return isinstance(value, str) and value != ""
        if not isinstance(schema, bool) and not (_types_of(value) & _allowed_types(schema)):
            return False  # the words for it would be made in vain
        return next(self.judge(schema, value, ()), None) is None

    def choices(self, schema: Mapping[str, Any], value: Any, where: Where) -> Iterator[Problem]:
        for keyword in ("anyOf", "oneOf"):
            branches = schema.get(keyword)
            if not branches or (keyword == "anyOf" and any(self.fits(branch, value) for branch in branches)):
                continue
            found = [tuple(self.judge(branch, value, where)) for branch in branches]
            if () not in found:
                yield from self.likeliest(branches, found, value, where)
            elif keyword == "oneOf" and found.count(()) > 1:
                yield complaints.ambiguous(where)

    def likeliest(
        self, branches: Sequence[Schema], found: Sequence[tuple[Problem, ...]], value: Any, where: Where
    ) -> Sequence[Problem]:
        """Return the problems of the branch that was probably meant: made for this type, and wrong in details only."""
        types = [self.types(branch) for branch in branches]
        meant = [problems for problems, each in zip(found, types, strict=True) if each & _types_of(value)]
        if meant:
            return min(meant, key=lambda problems: (sum(one.where == where for one in problems), len(problems)))
        return (complaints.wrong_type(where, value, frozenset().union(*types)),) if branches else ()

    def types(self, schema: Schema) -> frozenset[str]:
        """Return the types that the schema takes, as far as that is plain."""
        if isinstance(schema, bool):
            return _EVERY_TYPE if schema else frozenset()
        types = _allowed_types(schema)
        if "$ref" in schema:
            types &= self.types(self.definition(schema["$ref"]))
        for keyword in ("anyOf", "oneOf"):
            if keyword in schema:
                types &= frozenset().union(*map(self.types, schema[keyword]))
        if choice := _choice(schema):
            types &= frozenset().union(*map(_types_of, choice))
        return types

    def table(self, schema: Mapping[str, Any], table: Mapping[str, Any], where: Where) -> Iterator[Problem]:
        named = schema.get("propertyNames", {})
        meant = set()
        for key, value in table.items():
            here = (*where, key)
            if not self.fits(named, key):
                yield complaints.misspelled_name(here, named.get("x-noun", ""), named.get("x-form", ""))
            inner = _schemas_for(schema, key)
            if inner == [False]:
                problem, word = complaints.unknown_key(here, schema.get("properties", {}))
                meant.add(word)
                yield problem
            elif self.fell_apart(schema, inner, value):
                yield from complaints.unquoted_dots(here, value)
            else:
                for each in inner:
                    yield from self.judge(each, value, here)
        for key in schema.get("required", ()):
            # A key that is there with a slip of the pen has been told already.
            if key not in table and key not in meant:
                yield self.absent(schema, key, table, where)
        if len(table) < schema.get("minProperties", 0):
            yield complaints.too_few(where, len(table), schema["minProperties"], "entry")

    def absent(self, schema: Mapping[str, Any], key: str, table: Mapping[str, Any], where: Where) -> Problem:
        """Return the problem with a needed key that is not there, or with one that resembles it and means nothing."""
        near = nearest(key, [other for other in table if _schemas_for(schema, other) == [True]])
        if near:
            return complaints.slip((*where, near), key)
        wanted = schema.get("properties", {}).get(key)
        return complaints.missing_key(
            where, key, schema.get("x-noun", ""), wanted if isinstance(wanted, Mapping) else {}
        )

    def fell_apart(self, schema: Mapping[str, Any], inner: Sequence[Schema], value: Any) -> bool:
        """Return whether the value is a table only because the dots of its key are not in quotes."""
        if not (schema.get("x-dotted-keys") and isinstance(value, dict) and value):
            return False
        return not all("object" in self.types(each) for each in inner)

    def entries(self, schema: Mapping[str, Any], entries: Sequence[Any], where: Where) -> Iterator[Problem]:
        items = schema.get("items", True)
        # Most lists are of names, and most names are fine: thousands of them are not looked at one by one.
        if items != _NAME or not all(isinstance(entry, str) and entry for entry in entries):
            for index, entry in enumerate(entries):
                yield from self.judge(items, entry, (*where, index))
        if len(entries) < schema.get("minItems", 0):
            yield complaints.too_few(where, len(entries), schema["minItems"], "entry")


def _types_of(value: object) -> frozenset[str]:
    """Return the names of the value's type in JSON Schema; a date, which JSON has not, is a "date"."""
    return _NAMES_OF.get(type(value), _TIME)


def _allowed_types(schema: Mapping[str, Any]) -> frozenset[str]:
    names = schema.get("type", _EVERY_TYPE)
    types = _single(names) if isinstance(names, str) else frozenset(names)
    if schema.get("format") == "date" and "string" in types:
        return types - {"string"} | {"date"}
    return types


@cache
def _single(name: str) -> frozenset[str]:
    return frozenset({name})


def _schemas_for(schema: Mapping[str, Any], key: str) -> list[Schema]:
    """Return the schemas that the value under the key must fit; [False] where the key is unknown."""
    found = [schema["properties"][key]] if key in schema.get("properties", ()) else []
    found += [inner for pattern, inner in schema.get("patternProperties", {}).items() if re.search(pattern, key)]
    return found or [schema.get("additionalProperties", True)]


def _choice(schema: Mapping[str, Any]) -> Sequence[Any]:
    return [schema["const"]] if "const" in schema else schema.get("enum", ())


def _listed(schema: Mapping[str, Any], value: object, where: Where) -> Iterator[Problem]:
    for keyword in ("enum", "const"):
        if keyword in schema:
            choice = schema["enum"] if keyword == "enum" else [schema["const"]]
            if not any(_same(value, entry) for entry in choice):
                yield complaints.unlisted(where, value, choice, schema.get("x-noun", ""))


def _same(one: Any, other: Any) -> bool:
    """Return whether the two are equal in JSON, where true is not 1."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(one == other)


def _text(schema: Mapping[str, Any], text: str, where: Where) -> Iterator[Problem]:
    if len(text) < schema.get("minLength", 0):
        yield complaints.too_few(where, len(text), schema["minLength"], "character")
    elif "pattern" in schema and not re.search(schema["pattern"], text):
        yield complaints.wrong_form(where, text, schema.get("x-noun", ""), schema.get("x-form", ""))


def _number(schema: Mapping[str, Any], number: float, where: Where) -> Iterator[Problem]:
    if "minimum" in schema and number < schema["minimum"]:
        yield complaints.out_of_bounds(where, number, schema["minimum"], least=True)
    if "maximum" in schema and number > schema["maximum"]:
        yield complaints.out_of_bounds(where, number, schema["maximum"], least=False)
