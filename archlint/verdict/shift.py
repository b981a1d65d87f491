"""What the rules of today say otherwise than those of the base."""

from __future__ import annotations

from archlint.startup import NamedTuple

__all__ = ["Shift"]


class Shift(NamedTuple):
    """How the settings demand something else than at the base."""

    words: str
    loosens: bool
    """It allows what was forbidden."""
