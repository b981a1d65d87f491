"""What one file says about imports, before anyone knows what the names lead to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from archlint.startup import NamedTuple

__all__ = ["Comment", "Fact", "Facts", "Form", "Opaque", "Phrase", "Statement", "plain"]

Phrase = tuple[int, str, str]
"""One import as it is written: level, base and name, as in `Fact`."""
Form = tuple[tuple[Phrase, ...], int, int, int, int, int]
"""
One import statement, or one dynamic import that can be followed, wherever it stands: what it imports - by base and
name, none twice -, its column, by how many lines it ends below the first, the end column, and kind and marks as in
`Fact`.

The same statement stands in many files, and is read there once: so this is one object, if its text was known.
"""
Statement = tuple[Form, int]
"""A form and the line in which it begins. There is one for each in a codebase, so it is a plain tuple."""


class Fact(NamedTuple):
    """One name of one statement."""

    level: int
    """Number of leading dots; 0 where the import is absolute."""
    base: str
    """The dotted name after `import` or `from`, without leading dots."""
    name: str
    """What is taken from it: "" for `import base`, "*" for all."""
    line: int
    column: int
    end_line: int
    end_column: int
    kind: int
    """Index into nouns.KINDS."""
    marks: int
    """Bits, see nouns.MARKS."""


class Opaque(NamedTuple):
    """A dynamic import whose target is not written down."""

    line: int
    column: int
    text: str
    """The source text of the argument, on one line."""


class Comment(NamedTuple):
    """A comment that speaks to archlint."""

    line: int
    column: int
    text: str
    """All of it, from its hash on."""


class Facts(NamedTuple):
    """All of one file."""

    statements: tuple[Statement, ...]
    opaque: tuple[Opaque, ...]
    exports: tuple[str, ...] | None
    """The names of a literal `__all__`, sorted; None where there is none."""
    shared: bool = False
    """Whether other distributions add modules to this package."""
    comments: tuple[Comment, ...] = ()
    """Those that waive imports, by line."""

    @property
    def imports(self) -> Iterator[Fact]:
        """Each name of each statement."""
        for (phrases, column, height, end_column, kind, marks), line in self.statements:
            for phrase in phrases:
                yield Fact(*phrase, line, column, line + height, end_column, kind, marks)

    @classmethod
    def of(
        cls,
        statements: Iterable[Statement],
        opaque: Iterable[Iterable[Any]],
        exports: tuple[str, ...] | None,
        shared: bool,
        comments: Iterable[Iterable[Any]],
    ) -> Facts:
        """Return the facts that `plain` made plain."""
        told = tuple(map(Comment._make, comments))
        return cls(tuple(statements), tuple(map(Opaque._make, opaque)), exports, shared, told)


def plain(facts: Facts) -> tuple[object, ...]:
    """Return the facts as builtins, in the order in which `Facts.of` takes them."""
    opaque, comments = (tuple(map(tuple, some)) for some in (facts.opaque, facts.comments))
    return facts.statements, opaque, facts.exports, facts.shared, comments
