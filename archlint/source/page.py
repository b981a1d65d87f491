"""What one module imports, as rows that keep while modules come and go around it."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator

from archlint.source.discover import Module
from archlint.source.facts import Phrase
from archlint.source.meant import Meant, Spoken
from archlint.source.nouns import Unresolved
from archlint.source.stock import Stock
from archlint.startup import NamedTuple

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
    meant: Meant,
    loaded: Callable[[str], Iterable[str]],
    words: Wordbook,
) -> Page:
    """
    Return the page of a module whose file holds a content of the stock.

    `loaded` gives the submodules that a star import of a package loads because its `__all__` names them.
    """
    rows, unresolved, spoken, stars = list[_Row](), set[Unresolved](), set[Spoken](), False
    last = None
    for phrase, place in _phrases(content, stock):
        key = phrase, module.home if phrase[0] else ""
        spoken.add(key)
        target, name, gone = found = meant.of(key)
        if gone:
            unresolved.add(Unresolved(module.name, gone, module.path, *place[:2]))
        # `from gone import a, b` says twice that it imports `gone`.
        again, last = last == (found, place[:2]), (found, place[:2])
        taken = [(target, name)] if target and not again else []
        if name == "*":
            stars = True
            taken += [(one, "") for one in loaded(target)]
        rows += [(words[one], words[what], *place) for one, what in taken if one != module.name]
    *columns, kind, marks = zip(*rows, strict=True) if rows else [()] * 8
    target_, name_, line, column, end_line, end_column = (array("I", one) for one in columns)
    told = tuple(sorted(unresolved, key=lambda one: (one.importer, one.line, one.column, one.target)))
    places = line, column, end_line, end_column
    return Page(target_, name_, *places, bytes(kind), bytes(marks), told, frozenset(spoken), stars)


_Row = tuple[int, int, int, int, int, int, int, int]


def _phrases(content: int, stock: Stock) -> Iterator[tuple[Phrase, tuple[int, int, int, int, int, int]]]:
    """Yield what a content imports, with line, column, end line, end column, kind and marks."""
    for row in range(stock.first[content], stock.first[content + 1]):
        phrases, column, height, end_column, kind, marks = stock.forms.form(stock.form[row])
        line = stock.line[row]
        place = line, column, line + height, end_column, kind, marks
        yield from ((phrase, place) for phrase in phrases)
