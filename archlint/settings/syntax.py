"""What is wrong with a text that is not TOML, in words and with its place."""

from __future__ import annotations

import re
from typing import Final

from archlint.settings.place import Place
from archlint.settings.problems import Problem

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
_LATE: Final = ("Cannot",)
"""tomllib notices these when the statement is over: the key or header is meant."""
_ESCAPES: Final = ("Unescaped", "Escaped", "Invalid hex")
"""And these behind the escape."""


def mistake(error: ValueError, text: str) -> Problem:
    """Return what tomllib found wrong with the text; without a place if it said none."""
    said, _, position = str(error).partition(" (at ")
    known = ((message, advice) for start, message, advice in _WORDS if said.startswith(start))
    message, advice = next(known, (f"not TOML: {said}", ""))
    place = _place(said, position, text) if position else None
    if said.startswith("Invalid value") and place and place.text[place.column - 1 :].startswith(("True", "False")):
        advice = _SMALL
    return Problem((), message, help=advice, place=place)


def _place(said: str, position: str, text: str) -> Place:
    """Return the place that a message's end gives: "line 3, column 7)" or "end of document)"."""
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    numbers = [int(number) for number in re.findall(r"\d+", position)]
    if numbers:
        line, column = numbers
    else:
        line = max((number for number, line in enumerate(lines, 1) if line.strip()), default=1)
        column = len(lines[line - 1]) + 1
    start, end = _stretch(said, lines[line - 1], column - 1)
    return Place(line, start + 1, end + 1, lines[line - 1])


def _stretch(said: str, line: str, at: int) -> tuple[int, int]:
    """Return the part of the line that is meant when tomllib points at this offset."""
    if said.startswith(_LATE):
        match = re.search(r"\[[^\]]*\]+|[^\s=][^=]*(?<!\s)", line)
    elif said.startswith(_ESCAPES):
        match = re.compile(r"\\.*").search(line, max(0, line.rfind("\\", 0, at)), at)
    else:
        match = re.compile(r"[^\W_][^\s,=\]}#]*").match(line, at)
    return match.span() if match else (at, at + 1)
