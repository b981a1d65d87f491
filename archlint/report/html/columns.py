"""
Tell many rows alike in little room: field by field, each value once, and of what others say only that they do.

A hundred thousand violations repeat one another in nearly all that they say, and a browser has to read them at once.
`columns.js` takes it apart again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from archlint.startup import NamedTuple

__all__ = ["Known", "column", "steps", "violations"]

_HOLDERS: Final = ("importer", "imported", "from", "to", "dependency", "kind", "rule")
"""Fields whose values stand in other texts."""
_TEXTS: Final = ("message", "help", "fingerprint")
_SIGNS: Final = tuple(chr(number) for number, _ in enumerate(_HOLDERS, 1))
"""What stands in such a text for the value of the field at the same position: characters that no text of ours has."""


class Known(NamedTuple):
    """What a page says of modules and imports already."""

    number: Mapping[str, int]
    """The position of each module."""
    place: Mapping[tuple[str, str], tuple[str, int]]
    """Path and line of each import."""


def violations(rows: Sequence[Mapping[str, Any]], known: Known) -> dict[str, Any]:
    """
    Return violations as the JSON report has them, in columns.

    Of `importer`, `imported` and `chain` a module that is known is told by its number.
    A field that follows from the others has null: `chain` (the importer and the imported module), `path` and `line` (of
    the first import), `lines` (that line), `end_line` (the same). Of `steps` only the number of lines is told, and a
    cut of the last import of the chain as a word. A field that only some have is null for the others.
    """
    told = [_told(row, known) for row in rows]
    fields = dict.fromkeys(field for row in told for field in row)
    return {"count": len(told), "columns": {field: column([row.get(field) for row in told]) for field in fields}}


def column(values: Iterable[Any]) -> Any:
    """
    Return {"all": value} where all are the same, else the distinct values, and where each of them stands.

    `at` says of each row by how much the position of its value is after that of the row before.
    """
    known: dict[str, int] = {}
    distinct, at = [], []
    for value in values:
        text = repr(value)
        if text not in known:
            known[text] = len(known)
            distinct.append(value)
        at.append(known[text])
    return {"all": distinct[0]} if len(distinct) == 1 else {"values": distinct, "at": steps(at)}


def steps(numbers: Sequence[int]) -> list[int]:
    """Return the first number, and by how much each is greater than the one before: small numbers pack well."""
    return [*numbers[:1], *(b - a for a, b in pairwise(numbers))]


def _told(row: Mapping[str, Any], known: Known) -> dict[str, Any]:
    chain = tuple(row["chain"])
    path, line = known.place.get(chain[:2], ("", 0))
    told = dict(row)
    for end in ("importer", "imported"):
        told[end] = known.number.get(row[end], row[end])
    direct = chain == (row["importer"], row["imported"])
    told["chain"] = None if direct else [known.number.get(name, name) for name in chain]
    told["steps"] = _steps(row["steps"], chain, known.place)
    if row["path"] == path:
        told["path"] = None
    if row["line"] == line:
        told["line"] = None
    if tuple(row["lines"]) == (row["line"],):
        told["lines"] = None
    if row["end_line"] == row["line"]:
        told["end_line"] = None
    if row["cut"] is not None:
        # None is what a report says of a cut that was not computed, so what follows is told by a word.
        told["cut"] = "last" if [tuple(pair) for pair in row["cut"]] == [chain[-2:]] else row["cut"]
    return told | {field: _text(row, field) for field in _TEXTS}


def _steps(
    said: Sequence[Mapping[str, Any]], chain: tuple[str, ...], place: Mapping[tuple[str, str], tuple[str, int]]
) -> Any:
    """Return of each step on how many lines it is, where all else follows from the chain; else the steps."""
    expected = [(*pair, *place.get(pair, ("", 0))) for pair in pairwise(chain)]
    found = [(step["importer"], step["imported"], step["path"], step["line"]) for step in said]
    plain = found == expected and not any("via" in step for step in said)
    return [step["lines"] for step in said] if plain else list(said)


def _text(row: Mapping[str, Any], field: str) -> Any:
    """Return a text with a sign in place of each value that another field holds, the longest first."""
    text: str = row[field]
    if any(sign in text for sign in _SIGNS):
        return {"plain": text}
    held = [(row[name], sign) for name, sign in zip(_HOLDERS, _SIGNS, strict=True)]
    for value, sign in sorted(held, key=lambda one: -len(one[0])):
        if value:
            text = text.replace(value, sign)
    return text
