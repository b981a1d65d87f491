"""
The code of a text: what is left of it without strings and comments.

They are found from left to right by one expression, beginning where the code begins. Where a quote is left over in the
end, or a string is of a kind in which Python's versions find different ends (an f-string with quotes, comments or
backslashes in its fields), nothing is said.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["OddError", "View", "opened", "statement_end", "view", "visible"]

_STRING: Final = r"""
    Q (?: (?<![fFtT]Q) (?<![fFtT][rR]Q)
          (?: QQ (?: [^Q\\]++ | \\. | Q(?!QQ) )*+ QQQ | (?!QQ) (?: [^Q\\\n]++ | \\. )*+ Q )
        | QQ (?: [^Q\\{}]++ | \\[^{}] | Q(?!QQ) | \{\{ | \}\} | LONG )*+ QQQ
        | (?!QQ) (?: [^Q\\{}\n]++ | \\[^{}] | \{\{ | \}\} | SHORT )*+ Q )
"""
"""A string in the quotes Q. If a letter before it may make it an f-string, what it puts in braces must be simple."""
_SHORT: Final = r"""\{ (?: [^"'\\\n{}\#]++ | P[^"'\\\n{}\#]++P | \{[^"'\\\n{}\#]*+\} )*+ \}"""
_LONG: Final = r"""\{ (?: [^"'\\{}\#]++ | '[^"'\\\n{}\#]++' | "[^"'\\\n{}\#]++" | \{[^"'\\{}\#]*+\} )*+ \}"""
_SIMPLE: Final = _STRING.replace("LONG", _LONG).replace("SHORT", _SHORT)
_DOUBLE: Final = _SIMPLE.replace("Q", '"').replace("P", "'")
_SINGLE: Final = _SIMPLE.replace("Q", "'").replace("P", '"')
_INERT: Final = re.compile(rf"( \#[^\n]*+ | {_DOUBLE} | {_SINGLE} )", re.VERBOSE | re.DOTALL)
"""Comments; strings; f-strings whose end is the same to all versions of Python."""
_OPEN: Final = re.compile(r"(?<![fFtT])(?<![fFtT][rR])(?:\"\"\"|''')")
"""The beginning of a string that goes on over the end of the text."""
_FORMATTED: Final = frozenset("fFtT")


class OddError(Exception):
    """The text is not what it seems to be, or Python would not accept it."""


class View:
    """
    The code of a part of a text, with a line feed in front and a `#` in the place of each string and comment.

    So whatever begins a line is code, or such a `#`; and there is no other `#`.
    """

    def __init__(self, parts: list[str], line: int) -> None:
        """Take code and what is none in turns; the code begins in a line of the text."""
        self.code = "#".join(parts[::2])
        self._parts = parts
        self._place, self._line, self._passed = 1, line, 0

    def line(self, place: int) -> int:
        """Return the line of the text in which a place of the code lies. No later question is after one above it."""
        passed = self._passed + self.code.count("#", self._place, place)
        over = sum([inert.count("\n") for inert in self._parts[2 * self._passed + 1 : 2 * passed : 2]])
        self._line += self.code.count("\n", self._place, place) + over
        self._place, self._passed = place, passed
        return self._line

    def text(self, start: int, end: int) -> str:
        """Return the text that a part of the code was made of."""
        first = self.code.count("#", 0, start)
        code = self.code[start:end].split("#")
        inert = self._parts[2 * first + 1 : 2 * (first + len(code)) - 1 : 2]
        return "".join([part for pair in zip(code, [*inert, ""], strict=False) for part in pair][:-1])

    def computed(self, words: tuple[str, ...]) -> bool:
        """Return whether one of the words stands in a string that is computed, such as an f-string."""
        return any(
            inert[0] != "#" and any(word in inert for word in words) and not _FORMATTED.isdisjoint(before[-2:])
            for before, inert in zip(self._parts[::2], self._parts[1::2], strict=False)
        )


def view(text: str, start: int, end: int, line: int) -> View | None:
    """
    Return the code of a part of a text that begins in a line; None where in doubt.

    A string that is open at the end of the part is cut off; it must be closed in what stands below it.
    """
    parts = _parts(text, start, end)
    return View(parts, line) if parts else None


def visible(text: str, below: str) -> str | None:
    """
    Return a line feed and the text, with other characters in the place of strings and comments; None where in doubt.

    What is left out is as long as it was, and on one line: what begins a line is code, or nothing. A string that is
    open at the end of the text is cut off; it must be closed in what stands `below` it in the file.
    """
    parts = _parts(text + below, 0, len(text))
    if not parts:
        return None
    # A line of nothing but a comment is blank.
    parts[1::2] = [(" " if inert[0] == "#" else "~") * len(inert) for inert in parts[1::2]]
    return "".join(parts)


def _parts(text: str, start: int, end: int) -> list[str]:
    """Return code and what is none in turns, the code first and last; [] where in doubt."""
    whole = f"\n{text[start:end]}"
    parts = _INERT.split(whole)
    for number in range(0, len(parts), 2):
        code = parts[number]
        if '"' in code or "'" in code:
            inner = min(place for place in map(code.find, "\"'") if place >= 0)
            cut = _OPEN.match(whole, sum(map(len, parts[:number])) + inner)
            return [*parts[:number], code[:inner]] if cut and text.find(cut[0], end) >= 0 else []
    return parts


def statement_end(code: str, place: int) -> int:
    """Return where the logical line of a place ends."""
    counted = depth = 0
    end = code.find("\n", place)
    while end >= 0:
        depth += opened(code, counted, end)
        if not depth and code[end - 1] != "\\":
            return end + 1
        counted, end = end, code.find("\n", end + 1)
    raise OddError


def opened(code: str, start: int, end: int) -> int:
    """Return how many brackets are opened and not closed in a part of the code."""
    count = code.count
    opening = count("(", start, end) + count("[", start, end) + count("{", start, end)
    return opening - count(")", start, end) - count("]", start, end) - count("}", start, end)
