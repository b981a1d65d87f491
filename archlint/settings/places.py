"""
Where each key and each value of a TOML text stands.

tomllib keeps no positions, so the text is scanned a second time, and only when somebody asks for a place.
The scanner can be short because it trusts the text: it has been through tomllib before.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from archlint.settings.place import Place
from archlint.startup import NamedTuple

__all__ = ["Places", "places"]

_BLANKS: Final = r"(?:[ \t\r\n]+|\#[^\n]*)*+"
_BLANK: Final = re.compile(_BLANKS)
_KEY: Final = re.compile(r""" "[^"\\]*(?:\\.[^"\\]*)*" | '[^']*' | [A-Za-z0-9_-]+ """, re.VERBOSE)
_SCALAR: Final = re.compile(
    r"""
      \"""(?:[^"\\]+|\\.|"{1,2}(?!"))*+"{3,5}       # up to two quotes may stand right before the closing three
    | '''(?:[^']+|'{1,2}(?!'))*+'{3,5}
    | "[^"\\]*(?:\\.[^"\\]*)*"
    | '[^']*'
    | \d{4}-\d\d-\d\d\ \d\d:[^\s,\]}\#]+            # the one scalar with a blank inside: date and time
    | [^\s,\]}\#]+
    """,
    re.VERBOSE | re.DOTALL,
)

_STRING: Final = r'"[^"\\\n]*"'
_PAIR: Final = rf"""
    (?P<key>[A-Za-z0-9_-]+ | {_STRING}) [ \t]* = [ \t]*
    (?P<value> {_STRING}(?!") | \[ \s* {_STRING} (?: \s*,\s* {_STRING} )*+ \s* ,? \s* \] )
"""
_PLAIN_PAIR: Final = re.compile(_PAIR, re.VERBOSE)
"""Most of a long file: a key of one part, and a string or a list of strings without comments and escapes."""
_PLAIN_PAIRS: Final = re.compile(
    rf"{_BLANKS} (?: {re.sub('[?]P<[a-z]+>', '?:', _PAIR)} {_BLANKS} )*+ (?= \[ | \Z )", re.VERBOSE
)
"""All that stands below a header, where it is nothing else."""


class Span(NamedTuple):
    """A stretch of the text, as offsets."""

    start: int
    end: int


class _Node:
    """A table, list or scalar, and how it is written."""

    __slots__ = ("children", "key", "passed", "repeated", "value")

    def __init__(self, key: Span | None = None) -> None:
        self.key = key
        """The part of a header or a dotted key that names it; None in a list."""
        self.value: Span | None = None
        """None for a table that has no braces of its own."""
        self.children: dict[str | int, _Node] = {}
        self.repeated = False
        """True for `[[name]]`: what comes next under that name belongs to the last entry."""
        self.passed: Span | None = None
        """The entries or the pairs that were stepped over: nobody has asked for one of them yet."""

    def child(self, part: str, key: Span) -> _Node:
        """Return the node under that name, which is made if it is new."""
        owner = self.children[len(self.children) - 1] if self.repeated else self
        return owner.children.setdefault(part, _Node(key))

    def entry(self, key: Span | None = None) -> _Node:
        """Return a new node at the end of this list."""
        return self.children.setdefault(len(self.children), _Node(key))


class _Scanner:
    """One pass over a TOML text that is known to be well formed."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.top = _Node()

    def document(self) -> _Node:
        """Return the top of the tree of nodes."""
        table = self.top
        self.blank()
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self.header()
                self.step_over(table)
            else:
                self.pair(table)
            self.blank()
        return self.top

    def step_over(self, table: _Node) -> None:
        """Leave the pairs of a table for later, if it takes no scanner to see where they end."""
        if plain := _PLAIN_PAIRS.match(self.text, self.at):
            table.passed = Span(*plain.span())
            self.at = plain.end()

    def look_into(self, node: _Node) -> None:
        """Read what was stepped over in a node."""
        if node.passed:
            self.at, end = node.passed
            node.passed = None
            if node.value:
                self.entries(node, "]")
                return
            self.blank()
            while self.at < end:
                self.pair(node)
                self.blank()

    def blank(self) -> None:
        """Step over blanks, line ends and comments."""
        match = _BLANK.match(self.text, self.at)
        assert match is not None, "there may be no blank, and that matches"
        self.at = match.end()

    def match(self, pattern: re.Pattern[str]) -> Span:
        """Step over what matches here."""
        match = pattern.match(self.text, self.at)
        assert match is not None, f"no TOML at offset {self.at}"
        start, self.at = match.span()
        return Span(start, self.at)

    def header(self) -> _Node:
        """Read `[a.b]` or `[[a.b]]` and return the table that it opens."""
        repeated = self.text.startswith("[[", self.at)
        self.at += 2 if repeated else 1
        node, name = self.key(self.top)
        self.at += 2 if repeated else 1
        if not repeated:
            node.key = name
            return node
        node.repeated = True
        return node.entry(name)

    def pair(self, table: _Node) -> None:
        """Read `a.b = value` into the table."""
        if plain := _PLAIN_PAIR.match(self.text, self.at):
            node = table.child(_unquoted(plain["key"]), Span(*plain.span("key")))
            node.value = Span(*plain.span("value"))
            node.passed = node.value if plain["value"][0] == "[" else None
            self.at = plain.end()
            return
        node, _ = self.key(table)
        self.at += len("=")
        self.blank()
        self.value(node)

    def key(self, table: _Node) -> tuple[_Node, Span]:
        """Read a key, bare, quoted or dotted, up to what follows it; return its node and the span of its last part."""
        node = table
        while True:
            self.blank()
            span = self.match(_KEY)
            node = node.child(_unquoted(self.text[span.start : span.end]), span)
            self.blank()
            if self.text[self.at] != ".":
                return node, span
            self.at += len(".")

    def value(self, node: _Node) -> None:
        """Read a value of any kind into the node."""
        start = self.at
        if self.text[start] == "[":
            self.entries(node, "]")
        elif self.text[start] == "{":
            self.entries(node, "}")
        else:
            self.match(_SCALAR)
        node.value = Span(start, self.at)

    def entries(self, node: _Node, closing: str) -> None:
        """Read a list or an inline table, its closing bracket included."""
        self.at += 1
        self.blank()
        while self.text[self.at] != closing:
            if closing == "}":
                self.pair(node)
            else:
                self.value(node.entry())
            self.blank()
            if self.text[self.at] == ",":
                self.at += 1
                self.blank()
        self.at += 1


def _unquoted(key: str) -> str:
    if key[0] == '"' and "\\" in key:
        return next(iter(tomllib.loads(f"{key} = 0")))
    return key[1:-1] if key[0] in "\"'" else key


class Places:
    """The places of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._scanner = _Scanner(text)
        self._top = self._scanner.document()
        # Not splitlines: inside a TOML string other line separators are ordinary characters.
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def find(self, path: Sequence[str | int], at_key: bool = False) -> Place | None:
        """
        Return the place of the value at the path, or of its key.

        A table with a header stands at the last name in the header. A list or table over several lines stands at its
        key, text over several lines on its first. What stands nowhere is at its nearest parent; None at the top.
        """
        node = self._top
        for step in path:
            children = self._children(node)
            if step not in children:
                break
            node = children[step]
        span = self._span(node, at_key)
        return span and self._place(span)

    def stretches(self, path: Sequence[str | int]) -> list[Span]:
        """
        Return where a thing is written, in order: a table with a header as that and its pairs, all else as its value.

        Nothing where no such thing is written, or a table otherwise.
        """
        node = self._top
        for step in path:
            children = self._children(node)
            if step not in children:
                return []
            node = children[step]
        if node.value:
            return [node.value]
        children = self._children(node)
        pairs = [Span(one.key.start, one.value.end) for one in children.values() if one.key and one.value]
        if node.key is None or len(pairs) < len(children):
            return []
        start = self._text.rfind("[[", 0, node.key.start)
        return [Span(start, self._text.index("]]", node.key.end) + len("]]")), *pairs]

    def _children(self, node: _Node) -> dict[str | int, _Node]:
        self._scanner.look_into(node)
        return node.children

    def _span(self, node: _Node, at_key: bool) -> Span | None:
        if node.value is None or (at_key and node.key):
            return node.key
        brackets = self._text[node.value.start] in "[{"
        if brackets and "\n" in self._text[node.value.start : node.value.end]:
            return node.key or Span(node.value.start, node.value.start + 1)
        return node.value

    def _place(self, span: Span) -> Place:
        number = bisect_right(self._starts, span.start)
        start = self._starts[number - 1]
        end = self._text.find("\n", start)
        line = self._text[start : end if end >= 0 else None].removesuffix("\r")
        return Place(number, span.start - start + 1, min(span.end - start, len(line)) + 1, line)


@lru_cache(maxsize=8)
def places(text: str) -> Places:
    """Return the places of a text that tomllib takes (a byte order mark removed); scanned once."""
    return Places(text)
