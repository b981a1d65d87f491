"""What is imported, as it is written: whole statements and the names in them, each numbered when it is met first."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import accumulate, chain, islice
from operator import itemgetter
from typing import Final

from archlint.settings import numbers, packed, texts
from archlint.source.facts import Form, Phrase

__all__ = ["SECTIONS", "FormColumns", "Forms"]

_PHRASES: Final = 4
"""Sections of the phrases; those of the statements follow them."""
SECTIONS: Final = _PHRASES + 7
_MOST: Final = 50_000
"""So many statements are kept as they are, at most."""
_HIGHEST: Final = 999
"""Levels of relative imports are counted up to here: no package lies as deep, and a call may ask for any number."""


FormColumns = tuple["array[int]", "array[int]", "array[int]", "array[int]", bytearray, bytearray, "array[int]"]
"""As `Forms.columns` gives them."""


class Phrases(dict[Phrase, int]):
    """The names in the statements."""

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
        # Texts and syntax trees hold a string of its own for each time that a name is written.
        base, name = self._strings.setdefault(base, base), self._strings.setdefault(name, name)
        return self.setdefault((min(level, _HIGHEST), base, name), len(self))

    def sections(self) -> list[bytes]:
        """Return the four sections that they can be made of again."""
        index = {string: number for number, string in enumerate(self._strings)}
        level = array("I", (level for level, *_ in self))
        base, name = array("I", (index[base] for _, base, _ in self)), array("I", (index[name] for *_, name in self))
        return [*(column.tobytes() for column in (level, base, name)), packed(index)]


class Forms:
    """
    The statements, without the lines in which they stand.

    A statement that was read before is the same object, and has its number by that. The last ones are kept as they are,
    the others as columns.
    """

    def __init__(self, sections: Sequence[memoryview] = ()) -> None:
        """Start with those that gave these `sections`, or with none."""
        self.phrases = Phrases(sections[:_PHRASES])
        given = sections[_PHRASES:] or [memoryview(b"")] * (SECTIONS - _PHRASES)
        self._first, self._words, *self._places = (numbers("I", data) for data in given[:-2])
        self._kind, self._marks = map(bytearray, given[-2:])
        self._first = self._first or array("I", [0])
        self._last: list[Form] = []
        self._at: dict[int, int] = {}
        """The number of each of the last by its id: as long as they are in the list, no two share one."""
        self._spelled: list[Phrase] = []

    def numbers(self, forms: Sequence[Form]) -> list[int]:
        """Return the number of each."""
        at = self._at
        found = [at.get(id(form), -1) for form in forms]
        if -1 in found:
            found = [number if number >= 0 else self.added(form) for number, form in zip(found, forms, strict=True)]
            if len(self._last) > _MOST:
                self._settle()
        return found

    def form(self, number: int) -> Form:
        """Return the statement that has a number."""
        settled = len(self._first) - 1
        if number >= settled:
            return self._last[number - settled]
        if len(self._spelled) < len(self.phrases):
            self._spelled = list(self.phrases)
        words = self._words[self._first[number] : self._first[number + 1]]
        column, height, end_column = (place[number] for place in self._places)
        spelled = tuple([self._spelled[word] for word in words])
        return spelled, column, height, end_column, self._kind[number], self._marks[number]

    def columns(self) -> FormColumns:
        """
        Return the columns of all: first word, column, height, end column, kind and marks; and the numbers of all words.

        A word is a phrase; the words of a statement end where those of the next begin.
        """
        self._settle()
        column, height, end_column = self._places
        return self._first, column, height, end_column, self._kind, self._marks, self._words

    def sections(self) -> list[bytes]:
        """Return the sections that they can be made of again."""
        first, column, height, end_column, kind, marks, words = self.columns()
        columns = (each.tobytes() for each in (first, words, column, height, end_column))
        return [*self.phrases.sections(), *columns, bytes(kind), bytes(marks)]

    def added(self, form: Form) -> int:
        """Return the number of one that is new, unless it was added a moment ago."""
        number = self._at.get(id(form), -1)  # it may stand twice in one file
        if number < 0:
            number = self._at[id(form)] = len(self._first) - 1 + len(self._last)
            self._last.append(form)
        return number

    def _settle(self) -> None:
        """Put all into columns: a hundred thousand files have a million statements."""
        said, *places, kind, marks = (list(map(itemgetter(field), self._last)) for field in range(6))
        self._first.extend(islice(accumulate(map(len, said), initial=self._first[-1]), 1, None))
        self._words.extend(map(self.phrases.__getitem__, chain.from_iterable(said)))
        for column, more in zip((*self._places, self._kind, self._marks), (*places, kind, marks), strict=True):
            column.extend(more)
        self._last.clear()
        self._at.clear()
