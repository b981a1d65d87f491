"""
Names and patterns of modules, as settings write them: `shop.orders`, `shop.*.api`, `**.tests`, `shop.{region}`.

A pattern means the modules it names *and everything below them*, never a text prefix: `shop.orders` does not mean
`shop.orders_old`. Around it may stand `!x` (taken away from its list) and `(x)` (may be absent).
"""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import Final

from archlint.startup import NamedTuple

__all__ = ["GROUPS", "Entry", "Pattern", "PatternError", "Row", "parse", "plain", "unwrapped"]

GROUPS: Final = ("<any>", "<first-party>", "<stdlib>", "<third-party>")

_SEGMENT = re.compile(r"\w[\w-]*")
_PLAIN = re.compile(rf"{_SEGMENT.pattern}(?:\.{_SEGMENT.pattern})*+")
_CAPTURE = re.compile(r"\{([A-Za-z_]\w*)\}")
_CHOICE = re.compile(r"\{([^{}]*,[^{}]*)\}")


class Entry(NamedTuple):
    """A pattern as somebody wrote it, and where."""

    text: str
    where: tuple[str | int, ...]
    """Path in the settings, for messages."""

    @property
    def optional(self) -> bool:
        """Whether what it names may be absent."""
        return _in_brackets(self.text)


class PatternError(ValueError):
    """A pattern that cannot be read; the message says why in words."""


class Pattern:
    """A parsed pattern. Segments are literal names, `*`, `**`, `{name}` or `{a,b}`."""

    def __init__(self, text: str) -> None:
        inner = unwrapped(text)
        self.text = inner
        self.optional = _in_brackets(text)
        self.group = inner if inner in GROUPS else ""
        self.plain = _PLAIN.fullmatch(inner) is not None
        """True where there is nothing but literal segments."""
        simple = plain(inner)  # nearly all are, and there are thousands of them
        self.segments = tuple(inner.split(".")) if simple else () if self.group else _segments(inner)
        self.own_file = bool(self.segments) and self.segments[-1] == "__init__"
        """True for `shop.__init__`: the package's own file and nothing below it."""
        self.literal = len(self.segments) if simple else sum(map(_is_exact, self.segments))
        """How exactly it names: the number of literal segments; a choice lists literals, so it counts as one."""
        self.head = inner if simple else _literal_head(self.segments)
        """The leading literal segments, joined: every match starts with it."""

    @cached_property
    def captures(self) -> tuple[str, ...]:
        """Names of the captures, in order; a choice `{eu,us}` is called by its own text."""
        found = (_CAPTURE.fullmatch(s) or _CHOICE.fullmatch(s) for s in self.segments)
        return tuple(dict.fromkeys(m.group(1) for m in found if m))

    @cached_property
    def needle(self) -> str:
        """A literal segment behind the head that every match holds; "" where there is none."""
        behind = self.segments[self.head.count(".") + 1 if self.head else 0 :]
        return max((one for one in behind if _is_literal(one) and one != "__init__"), key=len, default="")

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """
        Matches the start of every name meant: `match.group()` is the named module, without what lies below.

        Where several modules on the way down fit, that is the highest; `fullmatch` asks for the whole name.
        """
        names = {name: f"c{i}" for i, name in enumerate(self.captures)}
        return re.compile(_regex(self.segments, names) + r"(?=\.|$)")

    def means(self, name: str) -> bool:
        """Whether this is a module that the pattern names, or lies below one."""
        if self.plain and not self.own_file:
            return name.startswith(self.text) and name[len(self.text) :][:1] in ("", ".")
        return self.regex.match(name) is not None

    def is_name(self, name: str) -> bool:
        """Whether the pattern stands for the whole name."""
        if self.plain and not self.own_file:
            return name == self.text
        return self.regex.fullmatch(name) is not None

    def captured(self, match: re.Match[str]) -> tuple[tuple[str, str], ...]:
        """Return (capture, text) pairs of a match of `regex`."""
        return tuple((name, match.group(f"c{i}")) for i, name in enumerate(self.captures))

    def filled(self, binding: tuple[tuple[str, str], ...]) -> str:
        """Return the text with each capture replaced by what it stands for."""
        text = self.text
        for name, value in binding:
            text = text.replace("{" + name + "}", value)
        return text


@cache
def parse(text: str) -> Pattern:
    """Return the pattern; raise PatternError where the text is none."""
    return Pattern(text)


@cache
def unwrapped(text: str) -> str:
    """Return the text without `!` and brackets: the name that it speaks of."""
    bare = text.removeprefix("!")
    return bare[1:-1] if bare.startswith("(") and bare.endswith(")") else bare


def plain(text: str) -> bool:
    """Whether this is nothing but names with dots between them, so that there is nothing to be found out about it."""
    return _PLAIN.fullmatch(text) is not None and "__init__" not in text


def _in_brackets(text: str) -> bool:
    return text.lstrip("!").startswith("(")


def _segments(text: str) -> tuple[str, ...]:
    if not text:
        raise PatternError("an empty name")
    if "->" in text:
        raise PatternError(f"`{text}` is an import, and a module is wanted here")
    if "<" in text or ">" in text:
        raise PatternError(f"`{text}` is no group: there are {', '.join(GROUPS)}, and a group stands alone")
    segments = tuple(_split(text))
    for segment in segments:
        _reject_odd(text, segment)
    if segments == ("__init__",):
        raise PatternError("`__init__` alone says nothing of the package: write `shop.__init__`")
    if "__init__" in segments[:-1]:
        raise PatternError(f"`{text}`: `__init__` is a package's own file, so it stands only at the end")
    return segments


def _split(text: str) -> list[str]:
    """Split at dots outside of braces."""
    return re.split(r"\.(?![^{}]*\})", text) if "{" in text else text.split(".")


def _reject_odd(text: str, segment: str) -> None:
    if segment in ("*", "**") or _is_literal(segment) or _CAPTURE.fullmatch(segment):
        return
    if not segment:
        raise PatternError(f"`{text}` has an empty segment: two dots in a row, or one at an end")
    choice = _CHOICE.fullmatch(segment)
    if choice and all(_SEGMENT.fullmatch(name.strip()) for name in choice.group(1).split(",")):
        return
    if "*" in segment:
        raise PatternError(f"`{segment}` in `{text}`: a `*` stands for one whole segment, `**` for any number of them")
    if "{" in segment or "}" in segment:
        raise PatternError(f"`{segment}` in `{text}`: braces hold a capture's name, {{region}}, or a choice, {{eu,us}}")
    raise PatternError(f"`{text}` is no module name: `{segment}` cannot be part of one")


def _is_literal(segment: str) -> bool:
    return _SEGMENT.fullmatch(segment) is not None


def _is_exact(segment: str) -> bool:
    return _is_literal(segment) or _CHOICE.fullmatch(segment) is not None


def _literal_head(segments: tuple[str, ...]) -> str:
    head: list[str] = []
    for segment in segments:
        if not _is_literal(segment):
            break
        head.append(segment)
    if head and head[-1] == "__init__":
        head.pop()
    return ".".join(head)


def _regex(segments: tuple[str, ...], names: dict[str, str]) -> str:
    """Each piece carries the dot before it; the first has none."""
    pieces, seen, first = [], set[str](), True
    for segment in segments:
        if segment == "__init__":
            continue
        if segment == "**":
            # Lazy: the shortest way to the next segment is the module that is meant.
            pieces.append(r"(?:[^.]+\.)*?" if first else r"(?:\.[^.]+)*?")
            continue
        pieces.append(("" if first else r"\.") + _one(segment, names, seen))
        first = False
    if first:  # `**` alone: every module, each standing for itself
        return r"[^.]+(?:\.[^.]+)*"
    return "".join(pieces)


def _one(segment: str, names: dict[str, str], seen: set[str]) -> str:
    if segment == "*":
        return r"[^.]+"
    found = _CAPTURE.fullmatch(segment) or _CHOICE.fullmatch(segment)
    if not found:
        return re.escape(segment)
    name = names[found.group(1)]
    if name in seen:
        return f"(?P={name})"
    seen.add(name)
    choices = [re.escape(c.strip()) for c in found.group(1).split(",")]
    return f"(?P<{name}>{'|'.join(choices)})" if len(choices) > 1 else f"(?P<{name}>[^.]+)"


class Row(NamedTuple):
    """One row of a table that a rule takes: a name, and the names it is given."""

    key: Entry
    entries: tuple[Entry, ...]
