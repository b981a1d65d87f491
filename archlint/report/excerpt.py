"""The source of an import, with line numbers in a gutter and carets below."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from archlint.report.terminal import shown, width
from archlint.verdict import Violation

__all__ = ["Row", "excerpt"]

_MOST: Final = 4
"""A statement of more lines is shown in its first ones: the reader wants to recognise it, not to read it here."""
_WIDEST: Final = 200
"""A line of more characters is shown in part, around the carets."""
_LEAD: Final = 40
"""So many characters of such a line are left to the left of the carets."""


class Row(NamedTuple):
    """One line of an excerpt."""

    gutter: str
    """The line number; "" below a line."""
    text: str
    marked: bool = False
    """It is a line of carets, or of dots."""


def excerpt(violation: Violation) -> Iterator[Row]:
    """Yield the lines of the import, carets under the first; nothing where there is none."""
    if not violation.imported:
        return  # a module is at fault as a whole, and its first line says nothing of that
    lines = violation.excerpt if len(violation.excerpt) <= _MOST else violation.excerpt[: _MOST - 1]
    for offset, line in enumerate(lines):
        start = violation.column - 1 if offset == 0 else 0
        end = violation.end_column - 1 if violation.end_line == violation.line else len(line.rstrip())
        text, carets = _underlined(line, start, end)
        yield Row(str(violation.line + offset), text)
        if offset == 0:
            yield Row("", carets, marked=True)
    left = len(violation.excerpt) - len(lines)
    if left:
        yield Row("", f"... {left:,} more lines", marked=True)


def _underlined(line: str, start: int, end: int) -> tuple[str, str]:
    """Return the line as it is shown, and carets under its characters from `start` (0-based) to before `end`."""
    first = max(0, start - _LEAD) if len(line) > _WIDEST else 0
    part = line[first : first + _WIDEST]
    before = "... " if first else ""
    after = " ..." if first + _WIDEST < len(line) else ""
    indent = len(before) + sum(map(width, part[: start - first]))
    carets = max(1, sum(map(width, part[start - first : end - first])))
    return f"{before}{''.join(map(shown, part))}{after}", " " * indent + "^" * carets
