"""A place in the settings file."""

from __future__ import annotations

from archlint.startup import NamedTuple

__all__ = ["Place"]


class Place(NamedTuple):
    """A stretch of one line of the settings file."""

    line: int
    """1-based."""
    column: int
    """1-based, in code points."""
    end_column: int
    """One past the last code point."""
    text: str
    """The whole line, without its line end."""
