"""The source of an import, or of a name in the settings, with line numbers in a gutter and carets below."""

from __future__ import annotations

from typing import Final

from archlint.settings import underlined
from archlint.startup import NamedTuple
from archlint.verdict import Violation

__all__ = ["excerpt", "stretch"]

_MOST: Final = 4
"""A statement of more lines is shown in its first ones: the reader wants to recognise it, not to read it here."""


class Row(NamedTuple):
    """One line of an excerpt."""

    gutter: str
    """The line number; "" below a line."""
    text: str
    marked: bool = False
    """It is a line of carets, or of dots."""


def stretch(violation: Violation) -> tuple[tuple[str, ...], int, int, int, int]:
    """Return the lines of the file that are at fault, none where no stretch of it is, and the place as it is given."""
    line, column, end_line, end_column = violation.line, violation.column, violation.end_line, violation.end_column
    # A module is at fault as a whole, and its first line says nothing of that.
    whole = not violation.imported and line == end_line and column == end_column
    return () if whole else violation.excerpt, line, column, end_line, end_column


def excerpt(source: tuple[str, ...], line: int, column: int, end_line: int, end_column: int) -> list[Row]:
    """Return the lines of a stretch, carets under the first."""
    rows = []
    lines = source if len(source) <= _MOST else source[: _MOST - 1]
    for offset, text in enumerate(lines):
        start = column - 1 if offset == 0 else 0
        end = end_column - 1 if end_line == line else len(text.rstrip())
        shown, carets = underlined(text, start, end)
        rows.append(Row(str(line + offset), shown))
        if offset == 0:
            rows.append(Row("", carets, marked=True))
    left = len(source) - len(lines)
    if left:
        rows.append(Row("", f"... {left:,} more lines", marked=True))
    return rows
