"""
git's language of patterns: what one line of a `.gitignore` file speaks of.

After gitignore(5) and git's own matcher, bytes and all: `?` is one byte, a path is asked about itself and never about
what lies above it, and a `**` after a plain beginning reaches as deep as one that stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from archlint.startup import NamedTuple

__all__ = ["Glob", "encoded", "glob"]

_LOWER: Final = "abcdefghijklmnopqrstuvwxyz"
_DIGITS: Final = "0123456789"
_LETTERS: Final = _LOWER + _LOWER.upper()
_PUNCTUATION: Final = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
_CLASSES: Final = {
    "alnum": _LETTERS + _DIGITS,
    "alpha": _LETTERS,
    "blank": " \t",
    "cntrl": "".join(map(chr, [*range(32), 127])),
    "digit": _DIGITS,
    "graph": _LETTERS + _DIGITS + _PUNCTUATION,
    "lower": _LOWER,
    "print": f"{_LETTERS}{_DIGITS}{_PUNCTUATION} ",
    "punct": _PUNCTUATION,
    "space": " \t\n\r\v\f",
    "upper": _LOWER.upper(),
    "xdigit": f"{_DIGITS}abcdefABCDEF",
}
_ALL: Final = frozenset(map(chr, range(256)))
_NAMED: Final = re.compile(r"\[:([^\]]*):\]")


class Glob(NamedTuple):
    """One pattern, made ready."""

    whole: re.Pattern[str]
    """For the name where `by_name`, else for the way from the folder of the pattern."""
    by_name: bool
    folders_only: bool
    brings_back: bool


def encoded(text: str) -> str:
    """Return a text with one character for each of its bytes, as patterns count them."""
    return text if text.isascii() else text.encode("utf-8", "surrogateescape").decode("latin-1")


def glob(line: str) -> Glob | None:
    """Return what a line says, given as bytes in characters; None for nothing. Raise ValueError where it never fits."""
    text = line if line.startswith("#") else _trimmed(line)
    if not text or text.startswith("#"):
        return None
    brings_back = text.startswith("!")
    text = text[brings_back:]
    folders_only = text.endswith("/")
    text = text[: len(text) - folders_only]
    by_name = "/" not in text
    text = text.removeprefix("/")
    if not text:
        raise ValueError("a pattern without a name")
    return Glob(re.compile("".join(_pieces(text)), re.DOTALL), by_name, folders_only, brings_back)


def _trimmed(line: str) -> str:
    """Return a line without the spaces at its end, but for one that a backslash guards."""
    bare = line.rstrip(" ")
    slashes = len(bare) - len(bare.rstrip("\\"))
    return bare + " " if slashes % 2 and len(bare) < len(line) else bare


def _pieces(text: str) -> Iterator[str]:
    """Yield the parts of a regular expression."""
    place = 0
    plain = next((place for place, sign in enumerate(text) if sign in "*?[\\"), len(text))
    while place < len(text):
        sign = text[place]
        if sign == "*":
            end = len(text) - len(text[place:].lstrip("*"))
            rest = text[end:]
            alone = place in (0, plain) or text[place - 1] == "/"
            if end - place > 1 and alone and (not rest or rest.startswith(("/", "\\/"))):
                yield "(?:.*/)?" if rest.startswith("/") else ".*"
                end += rest.startswith("/")
            else:
                yield "[^/]*"
            place = end
        elif sign == "[":
            place, members = _bracket(text, place + 1)
            yield f"[{''.join(map(re.escape, sorted(members)))}]"
        else:
            place += sign == "\\"
            # A backslash at the end guards nothing: no name fits.
            yield "[^/]" if sign == "?" else re.escape(text[place]) if place < len(text) else "(?!)"
            place += 1


def _bracket(text: str, place: int) -> tuple[int, set[str]]:
    """Return where a class of characters ends, and what it holds; never a slash. Raise ValueError for none."""
    negated = text[place : place + 1] in ("!", "^")
    first = place = place + negated
    members: set[str] = set()
    last = ""
    while place == first or text[place : place + 1] != "]":
        if named := _NAMED.match(text, place):
            if named[1] not in _CLASSES:
                raise ValueError(f"no class of characters is called {named[1]}")
            members.update(_CLASSES[named[1]])
            last, place = "", named.end()
            continue
        ranged = bool(last) and text[place : place + 1] == "-" and text[place + 1 : place + 2] not in ("", "]")
        sign, place = _guarded(text, place + ranged)
        members.update(map(chr, range(ord(last if ranged else sign), ord(sign) + 1)))
        last = "" if ranged else sign
    members = (set(_ALL - members) if negated else members) - {"/"}
    if not members:
        raise ValueError("a class of characters that holds none")
    return place + 1, members


def _guarded(text: str, place: int) -> tuple[str, int]:
    """Return the sign at a place, or the one that a backslash guards there, and where it ends."""
    place += text[place : place + 1] == "\\"
    if place >= len(text):
        raise ValueError("a class of characters without an end")
    return text[place], place + 1
