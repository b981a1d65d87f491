"""
The patterns of CODEOWNERS, as GitHub and as GitLab read them, and which of many fits a file last.

Neither is git's language of patterns, nor one of the other two: docs/decisions/0012-whose-code-it-is.md compares them.
Of thousands of patterns, as large repositories have them, nearly all are plain paths: these are looked up, and only
those with a wildcard are tried one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, partial

from archlint.startup import NamedTuple

__all__ = ["Fitting", "Shape", "by_github", "by_gitlab"]


class Shape(NamedTuple):
    """What one pattern fits; of its three fields one is filled. A text that ends in `/` is all that lies below."""

    ways: tuple[str, ...] = ()
    """Ways from the top: `shop/web/`, or `shop/api.py`."""
    names: tuple[str, ...] = ()
    """The same of a single name, wherever it lies."""
    regex: str = ""
    """For the whole way from the top."""


def by_github(text: str) -> Shape:
    """Return what GitHub takes a pattern for: git's, but `docs/*` ends there. Raise ValueError where nothing fits."""
    anchored, folder, body = "/" in text[:-1], text.endswith("/"), text.strip("/")
    if not body:
        raise ValueError("it names no file")
    if not re.search(r"[*?\\]", body):
        found = (f"{body}/",) if folder else (body, f"{body}/")
        return Shape(ways=found) if anchored else Shape(names=found)
    body += "/*" if body == "**" or body.endswith("/**") else ""
    below = "/.*" if folder else "" if f"/{body}".endswith("/*") and anchored else "(?:/.*)?"
    return Shape(regex=("" if anchored else "(?:.*/)?") + _regex(body) + below)


def by_gitlab(text: str) -> Shape:
    """Return what GitLab takes a pattern for: Ruby's `File.fnmatch`. Raise ValueError where nothing fits."""
    if text == "*":
        return Shape(regex=".*")
    plain = re.sub(r"\\\s+", " ", text[1:] if text.startswith("\\#") else text)
    anchored, body = plain.startswith("/"), plain.removeprefix("/")
    if not body:
        raise ValueError("it names no file")
    if not re.search(r"[*?\\\[]", body) and (anchored or "/" not in body[:-1]):
        return Shape(ways=(body,)) if anchored else Shape(names=(body,))
    body += "**/*" if body.endswith("/") else ""
    return Shape(regex=("" if anchored else "(?:.*/)?") + _regex(body))


class Fitting:
    """Patterns in the order in which they are written."""

    def __init__(self) -> None:
        self._ways: dict[str, int] = {}
        self._names: dict[str, int] = {}
        self._regexes: list[tuple[int, str]] = []
        # Most of them are never asked.
        self._compiled = cache(partial(re.compile, flags=re.DOTALL))

    def add(self, place: int, shape: Shape) -> None:
        """Add a pattern, whose place is higher than all others'."""
        self._ways.update(dict.fromkeys(shape.ways, place))
        self._names.update(dict.fromkeys(shape.names, place))
        if shape.regex:
            self._regexes.append((place, shape.regex))

    def last(self, path: str) -> int:
        """Return the place of the last pattern that fits a file, by its way from the top; -1 for none."""
        names = re.findall(r"[^/]*/|[^/]+", path)
        best = max(self._ways.get(way, -1) for way in _ways(names))
        best = max(best, *(self._names.get(name, -1) for name in names))
        for place, regex in reversed(self._regexes):
            if place < best:
                break
            if self._compiled(regex).fullmatch(path):
                return place
        return best


def _ways(names: list[str]) -> Iterator[str]:
    way = ""
    for name in names:
        way += name
        yield way


def _regex(text: str) -> str:
    """Return the regular expression for a pattern with wildcards, of which `**/` reaches over folders."""
    found, place = "", 0
    while place < len(text):
        sign = text[place]
        if text.startswith("**/", place) and (not place or text[place - 1] == "/"):
            found, place = f"{found}(?:.*/)?", place + 3
            continue
        if sign == "[":
            members, place = _class(text, place + 1)
            found += members
            continue
        if sign == "\\" and place + 1 < len(text):
            place += 1
            found += re.escape(text[place])
        else:
            found += {"*": "[^/]*", "?": "[^/]"}.get(sign) or re.escape(sign)
        place += 1
    return found


def _class(text: str, place: int) -> tuple[str, int]:
    """Return the regular expression for a class of characters, never a slash, and where the class ends."""
    negated = text[place : place + 1] in ("!", "^")
    place += negated
    members = ""
    while place < len(text) and text[place] != "]":
        first, place = _member(text, place)
        last = first
        if text[place : place + 1] == "-" and text[place + 1 : place + 2] not in ("", "]"):
            last, place = _member(text, place + 1)
        members += f"{re.escape(first)}-{re.escape(last)}" if first <= last else ""
    if place >= len(text):
        raise ValueError("its `[` is never closed")
    if negated:
        return f"[^/{members}]", place + 1
    return f"(?!/)[{members}]" if members else "(?!)", place + 1


def _member(text: str, place: int) -> tuple[str, int]:
    place += text[place] == "\\" and place + 1 < len(text)
    return text[place], place + 1
