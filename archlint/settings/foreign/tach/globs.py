"""Patterns of tach: globs over the segments of a module's path, as its library reads them."""

from __future__ import annotations

import re
from functools import cache

__all__ = ["expression", "fits", "fits_anywhere", "head", "is_glob"]


def is_glob(text: str) -> bool:
    """Return whether a path is a pattern."""
    return re.search(r"(?<!\\)[*?\[\]{}]", text) is not None


def fits(pattern: str, path: str) -> bool:
    """Return whether a path of a module is, or is matched by, what `path` or `depends_on` says."""
    return _modules(pattern).fullmatch(path.replace(".", "/")) is not None if is_glob(pattern) else pattern == path


def fits_anywhere(pattern: str, path: str) -> bool:
    """
    Return whether a path is matched by an entry of `visibility`.

    There tach takes the path as one segment, so that a `*` goes over dots.
    """
    return expression(pattern).fullmatch(path) is not None


def head(pattern: str) -> str:
    """Return the leading segments of a pattern that are plain names."""
    segments: list[str] = []
    for segment in pattern.split("."):
        if is_glob(segment):
            break
        segments.append(segment)
    return ".".join(segments)


@cache
def expression(glob: str) -> re.Pattern[str]:
    """Return what matches the paths, with slashes, that a glob means."""
    return re.compile(_translated(glob))


@cache
def _modules(pattern: str) -> re.Pattern[str]:
    """Return what matches the modules meant, with slashes; `**` at the end also means what stands before it."""
    text = pattern.replace(".", "/")
    tail = ""
    if text.endswith("/**"):
        text, tail = text[:-3], "(?:/.*)?"
    return re.compile(_translated(text) + tail)


def _translated(glob: str) -> str:
    """Return a glob as a regular expression; raises re.error where it is none."""
    pieces, at = list[str](), 0
    while at < len(glob):
        if glob.startswith("**/", at) and (at == 0 or glob[at - 1] == "/"):
            pieces.append("(?:.*/)?")
            at += 3
            continue
        if glob[at:] == "**" and glob[at - 1 : at] == "/":
            pieces.append(".*")
            break
        piece, length = _token(glob, at)
        pieces.append(piece)
        at += length
    return "".join(pieces)


def _token(glob: str, at: int) -> tuple[str, int]:
    """Return one piece of a glob as a regular expression, and how long it is."""
    sign = glob[at]
    if sign == "[":
        end = glob.find("]", at + 2)
        inside = glob[at + 1 : end] if end > 0 else ""
        if not inside:
            raise re.error("a `[` without its `]`", glob, at)
        negated = inside[0] in "!^"
        body = re.sub(r"([\\\[\]^&~|])", r"\\\1", inside[1:] if negated else inside)
        return f"[{'^' if negated else ''}{body}]", end - at + 1
    if sign == "\\" and at + 1 < len(glob):
        return re.escape(glob[at + 1]), 2
    depth = glob[:at].count("{") - glob[:at].count("}")
    signs = {"*": "[^/]*", "?": "[^/]", "{": "(?:", "}": ")", ",": "|" if depth else ","}
    return signs.get(sign, re.escape(sign)), 1
