"""Numbers and lists in words, right for one, for many and for too many."""

from collections.abc import Sequence
from typing import Final

__all__ = ["UNSEEN", "agreeing", "counted", "listed"]

UNSEEN: Final = ("string", "channel")
"""Kinds of dependencies that no import shows: one comes "by a string", or "by a channel"."""


def counted(number: int, noun: str) -> str:
    """Return the number with its noun: "1 import", "3,072 imports"."""
    return f"{number:,} {noun if number == 1 else _plural(noun)}"


def agreeing(number: int, one: str, many: str) -> str:
    """Return the verb that agrees with the number: `agreeing(2, "is", "are")`."""
    return one if number == 1 else many


def listed(words: Sequence[str], most: int = 10) -> str:
    """Return the words as an enumeration; of more than `most` the first ones, and how many are left."""
    if len(words) > most:
        return f"{', '.join(words[:most])} and {len(words) - most:,} more"
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def _plural(noun: str) -> str:
    return f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2] not in "aeiou" else f"{noun}s"
