"""What one file says about imports, before anyone knows what the names lead to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

__all__ = ["Fact", "Facts", "Opaque"]


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


@dataclass(frozen=True)
class Facts:
    """All of one file."""

    imports: tuple[Fact, ...]
    opaque: tuple[Opaque, ...]
    exports: tuple[str, ...] | None
    """The names of a literal `__all__`, sorted; None where there is none."""
    shared: bool = False
    """Whether other distributions add modules to this package."""
