"""What one file says about imports, before anyone knows what the names lead to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

__all__ = ["Comment", "Fact", "Facts", "Opaque", "plain"]


class Fact(NamedTuple):
    """One name of one import statement, or one dynamic import that can be followed."""

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

    imports: tuple[Fact, ...]
    opaque: tuple[Opaque, ...]
    exports: tuple[str, ...] | None
    """The names of a literal `__all__`, sorted; None where there is none."""
    shared: bool = False
    """Whether other distributions add modules to this package."""
    comments: tuple[Comment, ...] = ()
    """Those that waive imports, by line."""

    @classmethod
    def of(
        cls,
        imports: Iterable[Iterable[Any]],
        opaque: Iterable[Iterable[Any]],
        exports: tuple[str, ...] | None,
        shared: bool,
        comments: Iterable[Iterable[Any]],
    ) -> Facts:
        """Return the facts that `plain` made plain."""
        told = tuple(map(Comment._make, comments))
        return cls(tuple(map(Fact._make, imports)), tuple(map(Opaque._make, opaque)), exports, shared, told)


def plain(facts: Facts) -> tuple[object, ...]:
    """Return the facts as builtins, in the order in which `Facts.of` takes them."""
    imports, opaque, comments = (tuple(map(tuple, some)) for some in (facts.imports, facts.opaque, facts.comments))
    return imports, opaque, facts.exports, facts.shared, comments
