"""Each mistake that a schema can find, in the words of a person who writes TOML."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from archlint.settings.excerpt import visible
from archlint.settings.problems import Problem, Where
from archlint.settings.spelling import nearby, nearest

__all__ = [
    "ambiguous",
    "forbidden",
    "missing_key",
    "misspelled_name",
    "out_of_bounds",
    "slip",
    "too_few",
    "unknown_key",
    "unlisted",
    "unquoted_dots",
    "wrong_form",
    "wrong_type",
]

_SHOWN: Final = 8
"""So many allowed words are listed; of more, the nearest."""
_TYPES: Final = {
    "string": "text",
    "array": "a list",
    "object": "a table",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "nothing",
    "date": "a date",
}


def unknown_key(where: Where, allowed: Collection[str]) -> tuple[Problem, str]:
    """Return the problem with a key that is not among those allowed, and the key that was probably meant."""
    key = str(where[-1])
    meant = nearest(key, allowed)
    advice = f"keys allowed here: {_some(key, allowed)}" if allowed else "no keys are allowed here"
    return Problem(where, f"unknown key `{visible(key)}`", _did_you_mean(meant), advice, at_key=True), meant


def slip(where: Where, meant: str) -> Problem:
    """Return the problem with a key that could be anything, were not the key that it resembles needed and absent."""
    return Problem(where, f"unknown key `{visible(str(where[-1]))}`", _did_you_mean(meant), at_key=True)


def missing_key(where: Where, key: str, noun: str, schema: Mapping[str, Any]) -> Problem:
    """Return the problem with a table that lacks a key; what to write there says the schema of the key."""
    own = where[-1] if where and isinstance(where[-1], str) else ""
    choice = [entry for entry in schema.get("enum", ()) if isinstance(entry, str)]
    label = _did_you_mean(nearest(own, choice)) if own else ""
    advice = f"{schema.get('x-noun', key)}s: {_some(own, choice)}" if choice else schema.get("description", "")
    if not noun:
        return Problem(where, f"missing key `{key}`", label, advice)
    name = f"{noun} `{visible(own)}`" if own else f"this {noun}"
    return Problem(where, f"{name} needs `{key}`", label, advice)


def wrong_type(where: Where, value: object, allowed: Collection[str]) -> Problem:
    """Return the problem with a value that is of none of the allowed types (names of JSON Schema, or "date")."""
    wanted = _either([words for name, words in _TYPES.items() if name in allowed])
    return Problem(where, f"{_called(where)} must be {wanted}, not {_seen(value)}", _rewritten(value, allowed))


def unlisted(where: Where, value: object, allowed: Sequence[Any], noun: str) -> Problem:
    """Return the problem with a value that is not one of those listed."""
    texts = [entry for entry in allowed if isinstance(entry, str)]
    meant = nearest(value, texts) if isinstance(value, str) else ""
    words = [entry if isinstance(entry, str) else _written(entry) for entry in allowed]
    choice = _some(value if isinstance(value, str) else "", words)
    if not noun:
        return Problem(
            where, f"{_called(where)} cannot be {_quoted(value)}", _did_you_mean(meant), f"allowed: {choice}"
        )
    return Problem(where, f"there is no {noun} {_quoted(value)}", _did_you_mean(meant), f"{noun}s: {choice}")


def misspelled_name(where: Where, noun: str, form: str) -> Problem:
    """Return the problem with a key that is not of the form that its table wants."""
    name = visible(str(where[-1]))
    return Problem(where, f"`{name}` cannot be {_a(noun or 'key')}", help=_form(form), at_key=True)


def wrong_form(where: Where, value: str, noun: str, form: str) -> Problem:
    """Return the problem with text that is not of the form wanted."""
    if noun:
        return Problem(where, f"{_quoted(value)} is not {_a(noun)}", help=_form(form))
    return Problem(where, f"{_called(where)} cannot be {_quoted(value)}", help=_form(form))


def too_few(where: Where, count: int, least: int, unit: str) -> Problem:
    """Return the problem with a list, table or text of `count` units where `least` are needed."""
    if count == 0:
        return Problem(where, f"{_called(where)} is empty", help=f"at least {least} {_many(unit, least)}")
    return Problem(where, f"{_called(where)} has {count} {_many(unit, count)}, and needs at least {least}")


def out_of_bounds(where: Where, value: object, bound: object, least: bool) -> Problem:
    """Return the problem with a number below the least or above the most."""
    return Problem(where, f"{_called(where)} must be at {'least' if least else 'most'} {bound}, not {_written(value)}")


def forbidden(where: Where) -> Problem:
    """Return the problem with a value where none may stand."""
    return Problem(where, f"{_called(where)} is not allowed here")


def ambiguous(where: Where) -> Problem:
    """Return the problem with a value that can be read in two ways."""
    return Problem(where, f"{_called(where)} can be read in more than one way")


def unquoted_dots(where: Where, table: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield a problem for each key that TOML took for a table in a table because its dots are not in quotes."""
    for path, value in _leaves((), table):
        name = visible(".".join((str(where[-1]), *path)))
        message = f'keys with dots need quotes: "{name}" = {_abridged(_written(value))}'
        yield Problem((*where, *path), message, f'write "{name}"', at_key=True)


def _leaves(path: tuple[str, ...], table: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], Any]]:
    for key, value in table.items():
        if isinstance(value, dict) and value:
            yield from _leaves((*path, key), value)
        else:
            yield (*path, key), value


def _called(where: Where) -> str:
    if not where:
        return "the file"
    if isinstance(where[-1], int):
        return f"entry {where[-1] + 1} of {_called(where[:-1])}"
    return f"`{visible(where[-1])}`"


def _did_you_mean(meant: str) -> str:
    return f"did you mean `{visible(meant)}`?" if meant else ""


def _some(word: str, allowed: Collection[str]) -> str:
    """Return the allowed words as a list, in their own order; of many, those nearest to the word."""
    if len(allowed) <= _SHOWN:
        return ", ".join(allowed)
    return f"{', '.join(nearby(word, allowed, _SHOWN))} and {len(allowed) - _SHOWN} more"


def _seen(value: object) -> str:
    """Return what kind of thing the value is, in words."""
    if isinstance(value, bool):
        return f"`{_written(value)}`"
    if isinstance(value, dt.datetime):
        return "a date with a time"
    for kind, words in {
        str: "text", int: "a whole number", float: "a number with a point", list: "a list", dict: "a table",
        dt.date: "a date", dt.time: "a time",
    }.items():  # fmt: skip
        if isinstance(value, kind):
            return words
    return "nothing"


def _rewritten(value: object, allowed: Collection[str]) -> str:
    """Return how the same value is written in the type wanted, where that is plain."""
    if isinstance(value, dt.datetime) and "date" in allowed:
        return f"write {value.date()}"
    if not isinstance(value, str):
        return ""
    if "array" in allowed:
        return f"write [{_abridged(_written(value))}]"
    forms = {"boolean": r"true|false", "integer": r"-?[0-9]{1,9}", "date": r"\d{4}-\d\d-\d\d"}
    bare = any(re.fullmatch(form, value, re.ASCII) for kind, form in forms.items() if kind in allowed)
    if bare:
        return f"write {value}, without quotes"
    return "a date is year-month-day, without quotes" if "date" in allowed else ""


def _written(value: object) -> str:
    """Return the value as TOML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{visible(value)}"'
    if isinstance(value, list):
        return f"[{', '.join(map(_written, value))}]"
    if isinstance(value, dict):
        return "{...}"
    return str(value)


def _quoted(value: object) -> str:
    return f"`{_abridged(visible(value) if isinstance(value, str) else _written(value))}`"


def _either(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else "".join(words)


def _abridged(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."


def _form(form: str) -> str:
    return f"it is made of {form}" if form else ""


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _many(unit: str, count: int) -> str:
    many = f"{unit[:-1]}ies" if unit.endswith("y") else f"{unit}s"
    return unit if count == 1 else many
