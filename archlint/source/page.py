"""What one module imports, as rows that keep while modules come and go around it."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from typing import NamedTuple

from archlint.source.discover import Module
from archlint.source.facts import Phrase
from archlint.source.meant import Meant, Spoken
from archlint.source.nouns import Unresolved
from archlint.source.stock import Stock

__all__ = ["Page", "Wordbook", "page"]


class Wordbook:
    """Texts, each numbered when it is met first."""

    def __init__(self) -> None:
        """Start with the empty text."""
        self._numbers = {"": 0}
        self._texts = [""]

    def __len__(self) -> int:
        return len(self._texts)

    def __getitem__(self, text: str) -> int:
        number = self._numbers.setdefault(text, len(self._texts))
        if number == len(self._texts):
            self._texts.append(text)
        return number

    def text(self, number: int) -> str:
        """Return the text of a number."""
        return self._texts[number]

    @property
    def texts(self) -> tuple[str, ...]:
        """All texts, by their numbers."""
        return tuple(self._texts)


class Page(NamedTuple):
    """The columns of `Imports` for one module, with targets and names by their numbers in a wordbook."""

    target: array[int]
    name: array[int]
    line: array[int]
    column: array[int]
    end_line: array[int]
    end_column: array[int]
    kind: bytes
    marks: bytes
    unresolved: tuple[Unresolved, ...]
    """Sorted as those of `Imports` are."""
    spoken: frozenset[Spoken]
    """All that its file says: where something of that means another thing, the page is another."""
    stars: bool
    """Whether it takes all names of something: then what others say of theirs counts, too."""


def page(
    module: Module,
    content: int,
    stock: Stock,
    phrases: list[Phrase],
    meant: Meant,
    loaded: Callable[[str], Iterable[str]],
    words: Wordbook,
) -> Page:
    """
    Return the page of a module whose file holds a content of the stock.

    `loaded` gives the submodules that a star import of a package loads because its `__all__` names them.
    """
    targets, names, rows = array("I"), array("I"), list[int]()
    unresolved, spoken, stars = set[Unresolved](), set[Spoken](), False
    last = None
    for row in range(stock.first[content], stock.first[content + 1]):
        phrase = phrases[stock.phrase[row]]
        key = phrase, module.home if phrase[0] else ""
        spoken.add(key)
        found, place = meant.of(key), (stock.line[row], stock.column[row])
        target, name, gone = found
        if gone:
            unresolved.add(Unresolved(module.name, gone, module.path, *place))
        # `from gone import a, b` says twice that it imports `gone`.
        again, last = last == (found, place), (found, place)
        taken = [(target, name)] if target and not again else []
        if name == "*":
            stars = True
            taken += [(one, "") for one in loaded(target)]
        for one, what in taken:
            if one != module.name:
                targets.append(words[one])
                names.append(words[what])
                rows.append(row)
    line, column, end_line, end_column = (array("I", map(one.__getitem__, rows)) for one in _places(stock))
    kind, marks = (bytes(map(one.__getitem__, rows)) for one in (stock.kind, stock.marks))
    told = tuple(sorted(unresolved, key=lambda one: (one.importer, one.line, one.column, one.target)))
    places = line, column, end_line, end_column
    return Page(targets, names, *places, kind, marks, told, frozenset(spoken), stars)


def _places(stock: Stock) -> tuple[array[int], ...]:
    return stock.line, stock.column, stock.end_line, stock.end_column
