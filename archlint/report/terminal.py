"""
What may reach a terminal: visible characters, and escape codes of our own, from one table.

Names, paths and source lines were written by somebody. Each passes through `visible` before it is put into a text, so
that nothing in them moves the cursor, changes a colour or turns the writing direction.
"""

from typing import Final, NamedTuple
from unicodedata import category, east_asian_width

__all__ = ["Paint", "shown", "visible", "width"]

_CODES: Final = {
    "headline": "1",
    "error": "1;31",
    "warning": "1;33",
    "gutter": "2",
    "label": "36",
}
_TAB: Final = "    "
"""A tab of a source line: a real one would jump as far as the terminal likes, and the carets would stand elsewhere."""


class Paint(NamedTuple):
    """Colours, or none at all."""

    color: bool

    def __call__(self, style: str, text: str) -> str:
        """Return the visible text in a style: headline, error, warning, gutter or label."""
        return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if self.color and text else text


def visible(text: str) -> str:
    """Return the text with every character that a terminal would act upon, or not show, as an escape."""
    return text if text.isprintable() else "".join(map(_escaped, text))


def shown(character: str) -> str:
    """Return what stands for a character of a source line."""
    return _TAB if character == "\t" else _escaped(character)


def width(character: str) -> int:
    """Return how many columns of a terminal a character of a source line takes as it is shown."""
    if not character.isprintable():
        return len(shown(character))
    if category(character) in ("Mn", "Me"):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def _escaped(character: str) -> str:
    return character if character.isprintable() else character.encode("unicode_escape").decode("ascii")
