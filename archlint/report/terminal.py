"""The escape codes that may reach a terminal: our own, from one table. What others wrote passes through `visible`."""

from __future__ import annotations

from typing import Final

from archlint.startup import NamedTuple

__all__ = ["Paint"]

_CODES: Final = {
    "headline": "1",
    "error": "1;31",
    "warning": "1;33",
    "gutter": "2",
    "label": "36",
}


class Paint(NamedTuple):
    """Colours, or none at all."""

    color: bool

    def __call__(self, style: str, text: str) -> str:
        """Return the visible text in a style: headline, error, warning, gutter or label."""
        return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if self.color and text else text
