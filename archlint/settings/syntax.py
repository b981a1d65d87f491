"""What is wrong with a text that is not TOML, in words and with its place."""

from __future__ import annotations

import re
from typing import Final

from archlint.settings.nouns import Place, Problem

__all__ = ["mistake"]

_STRAIGHT: Final = 'text stands in straight quotes: "shop.web"'
_SMALL: Final = "true and false are written in small letters"
_NAMED: Final = 'a key with other characters than A-Z a-z 0-9 _ - needs quotes: "shop.web" = ...'

# How tomllib begins its message -> what we say, and the one next act.
_WORDS: Final = (
    ("Expected '='", "expected `=` after the key", ""),
    ("Invalid value", "expected a value here", _STRAIGHT),
    ("Unclosed array", "expected `,` or `]` in a list", "a comma stands between two entries, `]` after the last"),
    ("Unclosed inline table", "expected `,` or `}` in a table", "a table in braces stands on one line"),
    ("Expected newline", "expected the end of the line", "one `key = value` stands on one line; text stands in quotes"),
    ("Invalid statement", "expected `key = value` or `[table]`", _NAMED),
    ("Invalid initial character", "expected a key here", _NAMED),
    ("Expected ']]'", "expected `]]` at the end of the table's name", _NAMED),
    ("Expected ']'", "expected `]` at the end of the table's name", _NAMED),
    ("Cannot declare", "this table stands twice", "write each table once, with all its keys under it"),
    ("Cannot overwrite", "this key stands twice", "keep one of the two"),
    ("Duplicate inline table key", "this key stands twice", "keep one of the two"),
    ("Cannot", "this name is already something else", "one name is one value, or one table, or one list of tables"),
    ("Unterminated string", "text is not closed", "put the missing quotes at its end"),
    ("Illegal character '\\n'", "text is not closed", "put the missing quotes at its end"),
    ("Expected", "text is not closed", "put the missing quotes at its end"),
    ("Unescaped", r"`\` begins no escape here", r"write `\\`, or put the text in single quotes"),
    ("Invalid hex value", r"`\` begins no escape here", r"write `\\`, or put the text in single quotes"),
    ("Escaped character", "this escape stands for no character", ""),
    ("Illegal character", "a character that TOML does not allow", "delete it, or write it as an escape"),
    ("Found invalid character", "a character that TOML does not allow", "delete it, or write it as an escape"),
    ("Exceeds the limit", "a number with more digits than can be read", ""),
)
_REPEATS: Final = "Cannot"
"""tomllib notices these when the statement is over, so its column is of no use."""


def mistake(error: ValueError, text: str) -> Problem:
    """Return what tomllib found wrong with the text; without a place if it said none."""
    said, _, position = str(error).partition(" (at ")
    known = ((message, advice) for start, message, advice in _WORDS if said.startswith(start))
    message, advice = next(known, (f"not TOML: {said}", ""))
    place = _place(position, text, whole=said.startswith(_REPEATS))
    if said.startswith("Invalid value") and place and place.text[place.column - 1 :].startswith(("True", "False")):
        advice = _SMALL
    return Problem((), message, help=advice, place=place)


def _place(position: str, text: str, whole: bool) -> Place | None:
    """Return the place that a message's end gives: "line 3, column 7)" or "end of document)"."""
    numbers = [int(number) for number in re.findall(r"\d+", position)]
    if not position:
        return None
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    if numbers:
        line, column = numbers
    else:
        line = max((number for number, line in enumerate(lines, 1) if line.strip()), default=1)
        column = len(lines[line - 1]) + 1
    found = lines[line - 1]
    # The header, or the key before the `=`; else a word, from the column on.
    pattern = re.compile(r"\[[^\]]*\]+|[^\s=][^=]*(?<!\s)" if whole else r"[^\s,=\]}#]+")
    match = pattern.search(found) if whole else pattern.match(found, column - 1)
    if match is None:
        return Place(line, column, column + 1, found)
    return Place(line, match.start() + 1, match.end() + 1, found)
