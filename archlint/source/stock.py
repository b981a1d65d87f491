"""The facts of many contents, as columns: what a run keeps of all files until it knows what their names lead to."""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, chain, islice, pairwise
from typing import Any, Final, TypeVar

from archlint.settings import numbers, packed, texts
from archlint.source.content import KEY, NAMELESS
from archlint.source.facts import Comment, Facts, Form, Opaque, Statement
from archlint.source.forms import SECTIONS, Forms
from archlint.source.nouns import Unread
from archlint.startup import NamedTuple

__all__ = ["DIGEST", "Fault", "Stock"]

DIGEST: Final = 16
"""Bytes that stand for the facts of one content."""
_COLUMNS: Final = 5
"""Sections that hold columns; the others are made into objects when they are asked for."""
_NOTHING_ELSE: Final = [(), None, False, ()]
"""What follows the statements in the facts of most files."""


T = TypeVar("T")


class Fault(NamedTuple):
    """Why a content says nothing; see `Unread`."""

    line: int
    column: int
    message: str


class Stock:
    """
    Contents in the order of their arrival, numbered from 0.

    The statements of content `n` are rows `first[n]` to `first[n + 1]` of two columns, `form` with the number of one of
    `forms` and `line`; they are sorted by line, column, base and name, none of them twice. What only few contents have
    stands in dictionaries, by the number of the content.
    """

    def __init__(self, sections: Sequence[memoryview] = ()) -> None:
        """Start with the contents of another stock, as it gave its `sections`, or with none."""
        given = iter(sections or [memoryview(b"")] * _COLUMNS)
        self.first, self.form, self.line = (numbers("I", data) for data in islice(given, 3))
        self._digests, self._keys = (bytearray(data) for data in islice(given, 2))
        self._forms, self._rest = tuple(islice(given, SECTIONS)), tuple(given)
        if not self.first:
            self.first.append(0)

    def __len__(self) -> int:
        return len(self.first) - 1

    @cached_property
    def forms(self) -> Forms:
        """What is imported, as it is written."""
        return Forms(self._forms)

    @cached_property
    def opaque(self) -> dict[int, tuple[Opaque, ...]]:
        """The dynamic imports that nobody can follow."""
        return _by_content(self._rest[0:2], Opaque)

    @cached_property
    def exports(self) -> dict[int, tuple[str, ...]]:
        """The names of a literal `__all__`."""
        if not self._rest:
            return {}
        contents, sizes = (numbers("I", data) for data in self._rest[2:4])
        names = texts(self._rest[4])
        spans = pairwise(accumulate(sizes, initial=0))
        return {content: tuple(names[a:b]) for content, (a, b) in zip(contents, spans, strict=True)}

    @cached_property
    def shared(self) -> set[int]:
        """Packages that other distributions add modules to."""
        return set(numbers("I", self._rest[5])) if self._rest else set()

    @cached_property
    def faults(self) -> dict[int, Fault]:
        """What cannot be read."""
        return {content: Fault(*fault) for content, *fault in _rows(self._rest[6:8], 3)}

    @cached_property
    def comments(self) -> dict[int, tuple[Comment, ...]]:
        """The comments that waive imports."""
        return _by_content(self._rest[8:10], Comment)

    @cached_property
    def known(self) -> dict[bytes, int]:
        """Every content that has a key, by it."""
        keys = bytes(self._keys)
        found = {keys[at : at + KEY]: number for number, at in enumerate(range(0, len(keys), KEY))}
        found.pop(NAMELESS, None)
        return found

    def sections(self) -> list[bytes]:
        """Return all of it as bytes."""
        opaque, comments = (
            [(content, *one) for content, many in told.items() for one in many] for told in (self.opaque, self.comments)
        )
        faults = [(content, *fault) for content, fault in self.faults.items()]
        sizes = array("I", map(len, self.exports.values()))
        return [
            *(column.tobytes() for column in (self.first, self.form, self.line)),
            *(bytes(self._digested()), bytes(self._keys)),
            *self.forms.sections(),
            *_told(opaque),
            *(array("I", self.exports).tobytes(), sizes.tobytes(), packed(chain.from_iterable(self.exports.values()))),
            array("I", self.shared).tobytes(),
            *_told(faults),
            *_told(comments),
        ]

    def key(self, number: int) -> bytes:
        """Return the key of a content."""
        return bytes(self._keys[number * KEY : (number + 1) * KEY])

    def digest(self, number: int) -> bytes:
        """Return DIGEST bytes that stand for the facts of a content: where they are the same, so are the facts."""
        return bytes(self._digested()[number * DIGEST : (number + 1) * DIGEST])

    def add(self, key: bytes, facts: Facts | Unread) -> int:
        """Take in what one content says, and return its number. NAMELESS is the key of what is not to be kept."""
        number = len(self)
        self._keys += key
        if key != NAMELESS:
            self.known[key] = number
        if isinstance(facts, Unread):
            self.faults[number] = Fault(*facts[1:])
        else:
            self._add(number, facts)
        self.first.append(len(self.form))
        return number

    def _add(self, number: int, facts: Facts) -> None:
        statements, *rest = facts
        if statements:
            forms, lines = _ordered(statements)
            self.form.fromlist(self.forms.numbers(forms))
            self.line.fromlist(lines)
        if rest == _NOTHING_ELSE:
            return
        if facts.opaque:
            self.opaque[number] = facts.opaque
        if facts.exports is not None:
            self.exports[number] = facts.exports
        if facts.shared:
            self.shared.add(number)
        if facts.comments:
            self.comments[number] = facts.comments

    def only(self, contents: Sequence[int]) -> Stock:
        """Return a stock of some of the contents, numbered in the order given."""
        found = Stock()
        spans = [self.first[content : content + 2] for content in contents]
        used = sorted({form for start, end in spans for form in self.form[start:end]})
        now = dict(zip(used, map(found.forms.added, map(self.forms.form, used)), strict=True))
        for number, (content, (start, end)) in enumerate(zip(contents, spans, strict=True)):
            found.form.extend(map(now.__getitem__, self.form[start:end]))
            found.line.extend(self.line[start:end])
            found.first.append(len(found.form))
            found._digests += self.digest(content)
            found._keys += self._keys[content * KEY : (content + 1) * KEY]
            for rare, known in zip(found._rare, self._rare, strict=True):
                if content in known:
                    rare[number] = known[content]
            if content in self.shared:
                found.shared.add(number)
        return found

    @property
    def _rare(self) -> tuple[dict[int, Any], ...]:
        return self.opaque, self.exports, self.faults, self.comments

    def _digested(self) -> bytearray:
        """Return the digests of all contents; a run that keeps nothing never asks for them."""
        from hashlib import blake2b

        # Version 2 of the format writes equal values as equal bytes; later ones do not.
        for number in range(len(self._digests) // DIGEST, len(self)):
            said = marshal.dumps(self._said(number), 2)
            self._digests += blake2b(said, digest_size=DIGEST).digest()
        return self._digests

    def _said(self, number: int) -> tuple[Any, ...]:
        """Return the facts of a content as builtins."""
        if number in self.faults:
            return tuple(self.faults[number])
        start, end = self.first[number : number + 2]
        forms = tuple(map(self.forms.form, self.form[start:end]))
        told = (tuple(map(tuple, some.get(number, ()))) for some in (self.opaque, self.comments))
        return forms, tuple(self.line[start:end]), *told, self.exports.get(number), number in self.shared


def _ordered(statements: tuple[Statement, ...]) -> tuple[list[Form], list[int]]:
    """Return forms and lines of the statements in the order of the text, none of them twice."""
    lines = [line for _, line in statements]
    if sorted({*lines}) != lines:
        order = [(line, form[1], form[0]) for form, line in statements]
        statements = tuple(dict(sorted(zip(order, statements, strict=True))).values())
        lines = [line for _, line in statements]
    return [form for form, _ in statements], lines


def _by_content(sections: Sequence[memoryview], kind: Callable[[int, int, str], T]) -> dict[int, tuple[T, ...]]:
    """Return rows of a line, a column and a text by the number of their content."""
    found: dict[int, tuple[T, ...]] = {}
    for content, line, column, text in _rows(sections, 3):
        found[content] = (*found.get(content, ()), kind(line, column, text))
    return found


def _told(rows: Sequence[Sequence[Any]]) -> list[bytes]:
    """Return rows of some numbers and a text as two sections."""
    numbers_ = array("I", chain.from_iterable(row[:-1] for row in rows))
    return [numbers_.tobytes(), packed(row[-1] for row in rows)]


def _rows(sections: Sequence[memoryview], width: int) -> Iterator[tuple[Any, ...]]:
    """Yield the rows that were told: so many numbers and a text."""
    if sections:
        columns = [iter(numbers("I", sections[0]))] * width
        for row, text in zip(zip(*columns, strict=True), texts(sections[1]), strict=True):
            yield *row, text
