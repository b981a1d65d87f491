"""The source of an import, or of a name in the settings, with line numbers in a gutter and carets below."""

from __future__ import annotations

from functools import lru_cache
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


def excerpt(violation: Violation) -> tuple[Row, ...]:
    """Return the lines, carets under the first; nothing where no stretch of the file is at fault."""
    place = violation.line, violation.column, violation.end_line, violation.end_column
    if not violation.imported and place[:2] == place[2:]:
        return ()  # a module is at fault as a whole, and its first line says nothing of that
    return _rows(violation.excerpt, *place)


# One import can be at fault many times over, and those stand together.
@lru_cache(maxsize=1 << 6)
def _rows(source: tuple[str, ...], line: int, column: int, end_line: int, end_column: int) -> tuple[Row, ...]:
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
    return tuple(rows)
