"""The source of an import, or of a name in the settings, with line numbers in a gutter and carets below."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from archlint.settings import underlined
from archlint.startup import NamedTuple
from archlint.verdict import Violation

__all__ = ["Row", "excerpt"]

_MOST: Final = 4
"""A statement of more lines is shown in its first ones: the reader wants to recognise it, not to read it here."""


class Row(NamedTuple):
    """One line of an excerpt."""

    gutter: str
    """The line number; "" below a line."""
    text: str
    marked: bool = False
    """It is a line of carets, or of dots."""


def excerpt(violation: Violation) -> Iterator[Row]:
    """Yield the lines, carets under the first; nothing where no stretch of the file is at fault."""
    width = (violation.end_line, violation.end_column) != (violation.line, violation.column)
    if not violation.imported and not width:
        return  # a module is at fault as a whole, and its first line says nothing of that
    lines = violation.excerpt if len(violation.excerpt) <= _MOST else violation.excerpt[: _MOST - 1]
    for offset, line in enumerate(lines):
        start = violation.column - 1 if offset == 0 else 0
        end = violation.end_column - 1 if violation.end_line == violation.line else len(line.rstrip())
        text, carets = underlined(line, start, end)
        yield Row(str(violation.line + offset), text)
        if offset == 0:
            yield Row("", carets, marked=True)
    left = len(violation.excerpt) - len(lines)
    if left:
        yield Row("", f"... {left:,} more lines", marked=True)
