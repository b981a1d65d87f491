"""The facts of many contents, as columns: what a run keeps of all files until it knows what their names lead to."""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, chain, islice, pairwise
from operator import lt
from typing import Any, Final, NamedTuple, TypeVar

from archlint.source.content import KEY, NAMELESS
from archlint.source.facts import Comment, Facts, Opaque, Phrase, Statement
from archlint.source.nouns import Unread
from archlint.source.sections import numbers, packed, texts

__all__ = ["DIGEST", "Fault", "Stock"]

DIGEST: Final = 16
"""Bytes that stand for the facts of one content."""
_COLUMNS: Final = 10
"""Sections that hold columns; the others are made into objects when they are asked for."""
_HIGHEST: Final = 999
"""Levels of relative imports are counted up to here: no package lies as deep, and a call may ask for any number."""


T = TypeVar("T")


class Fault(NamedTuple):
    """Why a content says nothing; see `Unread`."""

    line: int
    column: int
    message: str


class Phrases(dict[Phrase, int]):
    """What is imported as it is written, each numbered when it is met first."""

    def __init__(self, sections: Sequence[memoryview] = ()) -> None:
        super().__init__()
        self._strings: dict[str, str] = {}
        if sections:
            level, base, name = (numbers("I", data) for data in sections[:3])
            strings = texts(sections[3])
            self._strings.update(zip(strings, strings, strict=True))
            spelled = map(strings.__getitem__, base), map(strings.__getitem__, name)
            self.update((phrase, number) for number, phrase in enumerate(zip(level, *spelled, strict=True)))

    def __missing__(self, phrase: Phrase) -> int:
        level, base, name = phrase
        # Syntax trees hold a string of its own for each time that a name is written.
        base, name = self._strings.setdefault(base, base), self._strings.setdefault(name, name)
        return self.setdefault((min(level, _HIGHEST), base, name), len(self))

    def sections(self) -> list[bytes]:
        """Return the four sections that they can be made of again."""
        index = {string: number for number, string in enumerate(self._strings)}
        level = array("I", (level for level, *_ in self))
        base, name = array("I", (index[base] for _, base, _ in self)), array("I", (index[name] for *_, name in self))
        return [*(column.tobytes() for column in (level, base, name)), packed(index)]


class Stock:
    """
    Contents in the order of their arrival, numbered from 0.

    The records of content `n` are rows `first[n]` to `first[n + 1]` of the columns, sorted by line, column, base and
    name, none of them twice; `phrase` is the number of one of `phrases`. What only few contents have stands in
    dictionaries, by the number of the content.
    """

    def __init__(self, sections: Sequence[memoryview] = ()) -> None:
        """Start with the contents of another stock, as it gave its `sections`, or with none."""
        given = iter(sections or [memoryview(b"")] * _COLUMNS)
        columns = [numbers("I", data) for data in islice(given, 6)]
        self.first, self.phrase, self.line, self.column, self.end_line, self.end_column = columns
        self.kind, self.marks, self.digests, self._keys = (bytearray(data) for data in islice(given, 4))
        """`digests` holds DIGEST bytes for each content: where they are the same, so are the facts."""
        self._rest = tuple(given)
        if not self.first:
            self.first.append(0)

    def __len__(self) -> int:
        return len(self.first) - 1

    @cached_property
    def phrases(self) -> Phrases:
        """What is imported, as it is written."""
        return Phrases(self._rest[:4])

    @cached_property
    def opaque(self) -> dict[int, tuple[Opaque, ...]]:
        """The dynamic imports that nobody can follow."""
        return _by_content(self._rest[4:6], Opaque)

    @cached_property
    def exports(self) -> dict[int, tuple[str, ...]]:
        """The names of a literal `__all__`."""
        if not self._rest:
            return {}
        contents, sizes = (numbers("I", data) for data in self._rest[6:8])
        names = texts(self._rest[8])
        spans = pairwise(accumulate(sizes, initial=0))
        return {content: tuple(names[a:b]) for content, (a, b) in zip(contents, spans, strict=True)}

    @cached_property
    def shared(self) -> set[int]:
        """Packages that other distributions add modules to."""
        return set(numbers("I", self._rest[9])) if self._rest else set()

    @cached_property
    def faults(self) -> dict[int, Fault]:
        """What cannot be read."""
        return {content: Fault(*fault) for content, *fault in _rows(self._rest[10:12], 3)}

    @cached_property
    def comments(self) -> dict[int, tuple[Comment, ...]]:
        """The comments that waive imports."""
        return _by_content(self._rest[12:14], Comment)

    @cached_property
    def known(self) -> dict[bytes, int]:
        """Every content that has a key, by it."""
        keys = bytes(self._keys)
        found = {keys[at : at + KEY]: number for number, at in enumerate(range(0, len(keys), KEY))}
        found.pop(NAMELESS, None)
        return found

    def sections(self) -> list[bytes]:
        """Return all of it as bytes."""
        columns = (self.first, self.phrase, self.line, self.column, self.end_line, self.end_column)
        opaque, comments = (
            [(content, *one) for content, many in told.items() for one in many] for told in (self.opaque, self.comments)
        )
        faults = [(content, *fault) for content, fault in self.faults.items()]
        sizes = array("I", map(len, self.exports.values()))
        return [
            *(column.tobytes() for column in columns),
            *(bytes(column) for column in (self.kind, self.marks, self.digests, self._keys)),
            *self.phrases.sections(),
            *_told(opaque),
            *(array("I", self.exports).tobytes(), sizes.tobytes(), packed(chain.from_iterable(self.exports.values()))),
            array("I", self.shared).tobytes(),
            *_told(faults),
            *_told(comments),
        ]

    def digest(self, number: int) -> bytes:
        """Return what stands for the facts of a content."""
        return bytes(self.digests[number * DIGEST : (number + 1) * DIGEST])

    def add(self, key: bytes, facts: Facts | Unread) -> int:
        """Take in what one content says, and return its number. NAMELESS is the key of what is not to be kept."""
        number = len(self)
        self._keys += key
        if key != NAMELESS:
            self.known[key] = number
        if isinstance(facts, Unread):
            fault = self.faults[number] = Fault(*facts[1:])
            self._close(tuple(fault))
        else:
            self._add(number, facts)
        return number

    def only(self, contents: Sequence[int]) -> Stock:
        """Return a stock of some of the contents, numbered in the order given."""
        found, phrases = Stock(), list(self.phrases)
        for number, content in enumerate(contents):
            start, end = self.first[content : content + 2]
            found.phrase.extend(found.phrases[phrases[row]] for row in self.phrase[start:end])
            for column, whole in zip(found._plain, self._plain, strict=True):
                column.extend(whole[start:end])
            found.first.append(len(found.phrase))
            found.digests += self.digest(content)
            found._keys += self._keys[content * KEY : (content + 1) * KEY]
            for rare, known in zip(found._rare, self._rare, strict=True):
                if content in known:
                    rare[number] = known[content]
            if content in self.shared:
                found.shared.add(number)
        return found

    @property
    def _plain(self) -> tuple[Any, ...]:
        return self.line, self.column, self.end_line, self.end_column, self.kind, self.marks

    @property
    def _rare(self) -> tuple[dict[int, Any], ...]:
        return self.opaque, self.exports, self.faults, self.comments

    def _add(self, number: int, facts: Facts) -> None:
        statements, numbers_ = _ordered(facts.statements), self.phrases
        write, *rest = (column.append for column in (self.phrase, *self._plain))
        to_line, to_column, to_end_line, to_end_column, to_kind, to_marks = rest
        # Written out, since nothing else is done as often.
        for phrases, line, column, end_line, end_column, kind, marks in statements:
            for phrase in phrases:
                write(numbers_[phrase])
                to_line(line)
                to_column(column)
                to_end_line(end_line)
                to_end_column(end_column)
                to_kind(kind)
                to_marks(marks)
        if facts.opaque:
            self.opaque[number] = facts.opaque
        if facts.exports is not None:
            self.exports[number] = facts.exports
        if facts.shared:
            self.shared.add(number)
        if facts.comments:
            self.comments[number] = facts.comments
        opaque, comments = tuple(map(tuple, facts.opaque)), tuple(map(tuple, facts.comments))
        self._close((statements, opaque, comments, facts.exports, facts.shared))

    def _close(self, said: tuple[Any, ...]) -> None:
        """End the rows of a content. Version 2 of the format writes equal values as equal bytes; later ones do not."""
        from hashlib import blake2b

        self.first.append(len(self.phrase))
        self.digests += blake2b(marshal.dumps(said, 2), digest_size=DIGEST).digest()


def _ordered(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Return the statements in the order of the text, none of them twice."""
    lines = [one[1] for one in statements]
    if all(map(lt, lines, islice(lines, 1, None))):
        return statements
    order = [(line, one[2], one[0]) for line, one in zip(lines, statements, strict=True)]
    return tuple(dict(sorted(zip(order, statements, strict=True))).values())


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
