"""The nouns of what couples modules without an import."""

from typing import NamedTuple

__all__ = ["Blind", "End"]


class End(NamedTuple):
    """The end of a dependency without an import at which the importing module is not."""

    path: str
    line: int
    column: int
    topic: str
    """What both meet on, or the string that names it."""


class Blind(NamedTuple):
    """Where a channel cannot be followed."""

    channel: str
    dynamic: int
    """How many of its sites have a topic that could be any, as far as the code tells."""
    sites: int
