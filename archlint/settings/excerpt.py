"""
A line that somebody wrote, as it may be shown: nothing in it moves the cursor, and the carets below it stand right.

Names, paths and source lines pass through here before they reach a terminal or a log.
"""

from __future__ import annotations

from typing import Final

__all__ = ["underlined", "visible"]

_TAB: Final = "    "
"""What stands for a tab: a real one would jump as far as the terminal likes, and the carets would stand elsewhere."""
_WIDEST: Final = 200
"""A line of more characters is shown in part, around the carets."""
_LEAD: Final = 40
"""So many characters of such a line are left to the left of the carets."""


def visible(text: str) -> str:
    """Return the text with every character that a terminal would act upon, or not show, as an escape."""
    return text if text.isprintable() else "".join(map(_escaped, text))


def underlined(line: str, start: int, end: int) -> tuple[str, str]:
    """
    Return the line as it is shown, and carets under its characters from `start` (0-based) to before `end`.

    There is one caret at least. Columns are those of a terminal, where some characters take two and some none.
    """
    first = max(0, start - _LEAD) if len(line) > _WIDEST else 0
    part = line[first : first + _WIDEST]
    before = "... " if first else ""
    after = " ..." if first + _WIDEST < len(line) else ""
    shown = part if part.isprintable() else "".join(map(_shown, part))
    indent = len(before) + _columns(part[: start - first])
    carets = max(1, _columns(part[start - first : end - first]))
    return f"{before}{shown}{after}", " " * indent + "^" * carets


def _shown(character: str) -> str:
    return _TAB if character == "\t" else _escaped(character)


def _escaped(character: str) -> str:
    return character if character.isprintable() else character.encode("unicode_escape").decode("ascii")


def _columns(text: str) -> int:
    # Nearly all lines of code are plain, and there may be tens of thousands.
    return len(text) if text.isascii() and text.isprintable() else sum(map(_width, text))


def _width(character: str) -> int:
    # Here, not at the top: only who shows a mistake needs its tables.
    from unicodedata import category, east_asian_width

    if not character.isprintable():
        return len(_shown(character))
    if category(character) in ("Mn", "Me"):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1
