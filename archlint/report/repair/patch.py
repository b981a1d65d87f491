"""A patch as `git apply` takes it, out of changes whose places are known: nothing has to be compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from archlint.report.repair.text import Change, Text

__all__ = ["patch"]

_AROUND: Final = 3
"""Lines of context."""
Line = tuple[str, str]
"""A sign - " ", "-" or "+" - and a line with its end."""


def patch(path: str, text: Text, changes: Sequence[Change]) -> bytes:
    """Return the patch of one file, named from the top of its repository; b"" where nothing changes."""
    lines = list(_lines(text, changes))
    hunks = list(_hunks(lines))
    if not hunks:
        return b""
    old, new = (_named(f"{side}/{path}") for side in ("a", "b"))
    head = f"diff --git {old} {new}\n--- {_tabbed(old)}\n+++ {_tabbed(new)}\n"
    return head.encode("utf-8", "surrogateescape") + b"".join(_printed(text, lines, *hunk) for hunk in hunks)


def _lines(text: Text, changes: Sequence[Change]) -> Iterator[Line]:
    """Yield all lines of the file, with those that go and those that come."""
    for old, new in text.spliced(changes):
        if old == new:
            yield from ((" ", line) for line in _split(old))
        else:
            yield from (("-", line) for line in _split(old))
            yield from (("+", line) for line in _split(new))


def _split(text: str) -> list[str]:
    """Return lines as git counts them, each with its end."""
    found = text.split("\n")
    return [f"{line}\n" for line in found[:-1]] + ([found[-1]] if found[-1] else [])


def _hunks(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Yield the stretches that are told: what changes, with some lines around it."""
    start = end = -1
    for at, (sign, _) in enumerate(lines):
        if sign == " ":
            continue
        if end < 0 or at - end > 2 * _AROUND:
            if end >= 0:
                yield max(0, start - _AROUND), min(len(lines), end + _AROUND)
            start = at
        end = at + 1
    if end >= 0:
        yield max(0, start - _AROUND), min(len(lines), end + _AROUND)


def _printed(text: Text, lines: Sequence[Line], start: int, end: int) -> bytes:
    """Return one stretch with its head, which counts lines from 1, and from the line before where there is none."""
    before = [sum(sign in wanted for sign, _ in lines[:start]) for wanted in (" -", " +")]
    counts = [sum(sign in wanted for sign, _ in lines[start:end]) for wanted in (" -", " +")]
    spans = [f"{first + bool(count)},{count}" for first, count in zip(before, counts, strict=True)]
    told = [f"@@ -{spans[0]} +{spans[1]} @@\n".encode()]
    for sign, line in lines[start:end]:
        told.append(sign.encode() + text.encoded(line))
        if not line.endswith("\n"):
            told.append(b"\n\\ No newline at end of file\n")
    return b"".join(told)


def _named(path: str) -> str:
    """Return a path as git writes it: in quotes where it has signs that would end it."""
    if not any(character in '"\\' or character < " " or character == "\x7f" for character in path):
        return path
    signs = {"\t": "\\t", "\n": "\\n", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
    return '"' + "".join(signs.get(one, f"\\{ord(one):03o}" if one < " " else one) for one in path) + '"'


def _tabbed(name: str) -> str:
    return f"{name}\t" if " " in name and not name.startswith('"') else name
