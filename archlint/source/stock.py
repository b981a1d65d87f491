"""The facts of many contents, as columns: what a run keeps of all files until it knows what their names lead to."""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Iterable
from hashlib import blake2b
from itertools import islice
from operator import lt
from typing import Any, Final, NamedTuple

from archlint.source.facts import Fact, Facts, Opaque
from archlint.source.nouns import Unread

__all__ = ["DIGEST", "Fault", "Stock"]

DIGEST: Final = 16
"""Bytes that stand for the facts of one content."""
_HIGHEST: Final = 999
"""Levels of relative imports are counted up to here: no package lies as deep, and a call may ask for any number."""


class Fault(NamedTuple):
    """Why a content says nothing; see `Unread`."""

    line: int
    column: int
    message: str


class Phrases(dict[tuple[int, str, str], int]):
    """What is imported as it is written - level, base, name as in `Fact` -, each numbered when it is met first."""

    def __init__(self) -> None:
        super().__init__()
        self._strings: dict[str, str] = {}

    def __missing__(self, phrase: tuple[int, str, str]) -> int:
        level, base, name = phrase
        # Syntax trees hold a string of its own for each time that a name is written.
        base, name = self._strings.setdefault(base, base), self._strings.setdefault(name, name)
        return self.setdefault((min(level, _HIGHEST), base, name), len(self))


class Stock:
    """
    Contents in the order of their arrival, numbered from 0.

    The records of content `n` are rows `first[n]` to `first[n + 1]` of the columns, sorted by line, column, base and
    name, none of them twice; `phrase` is the number of one of `phrases`. What only few contents have stands in
    dictionaries, by the number of the content.
    """

    def __init__(self) -> None:
        self.first = array("I", [0])
        self.phrase, self.line, self.column = array("I"), array("I"), array("I")
        self.end_line, self.end_column = array("I"), array("I")
        self.kind, self.marks = bytearray(), bytearray()
        self.phrases = Phrases()
        self.opaque: dict[int, tuple[Opaque, ...]] = {}
        self.exports: dict[int, tuple[str, ...]] = {}
        self.shared: set[int] = set()
        """Packages that other distributions add modules to."""
        self.faults: dict[int, Fault] = {}
        self.digests = bytearray()
        """DIGEST bytes for each content: where they are the same, so are the facts."""

    def __len__(self) -> int:
        return len(self.first) - 1

    def digest(self, number: int) -> bytes:
        """Return what stands for the facts of a content."""
        return bytes(self.digests[number * DIGEST : (number + 1) * DIGEST])

    def add(self, facts: Facts | Unread) -> int:
        """Take in what one content says, and return its number."""
        number = len(self)
        if isinstance(facts, Unread):
            fault = self.faults[number] = Fault(*facts[1:])
            self._close(tuple(fault))
        else:
            self._add(number, facts)
        return number

    def _add(self, number: int, facts: Facts) -> None:
        rows = tuple(zip(*_ordered(facts.imports), strict=True))
        if rows:
            levels, bases, names, lines, columns, end_lines, end_columns, kinds, marks = rows
            self.phrase.extend(map(self.phrases.__getitem__, zip(levels, bases, names, strict=True)))
            self.line.extend(lines)
            self.column.extend(columns)
            self.end_line.extend(end_lines)
            self.end_column.extend(end_columns)
            self.kind.extend(kinds)
            self.marks.extend(marks)
        if facts.opaque:
            self.opaque[number] = facts.opaque
        if facts.exports is not None:
            self.exports[number] = facts.exports
        if facts.shared:
            self.shared.add(number)
        self._close((rows, tuple(map(tuple, facts.opaque)), facts.exports, facts.shared))

    def _close(self, said: tuple[Any, ...]) -> None:
        """End the rows of a content. Version 2 of the format writes equal values as equal bytes; later ones do not."""
        self.first.append(len(self.phrase))
        self.digests += blake2b(marshal.dumps(said, 2), digest_size=DIGEST).digest()


def _ordered(facts: tuple[Fact, ...]) -> Iterable[Fact]:
    """Return the facts in the order of the text, and in one statement in that of the names; none of them twice."""
    order = [(fact[3], fact[4], fact[1], fact[2]) for fact in facts]
    if all(map(lt, order, islice(order, 1, None))):
        return facts
    return dict(sorted(zip(order, facts, strict=True))).values()
