"""The nouns of what couples modules without an import."""

from __future__ import annotations

from archlint.startup import NamedTuple

__all__ = ["Blind", "End"]


class End(NamedTuple):
    """The end of a dependency without an import at which the importing module is not."""

    path: str
    line: int
    column: int
    topic: str
    """What both meet on, or the string that names it."""


class Blind(NamedTuple):
    """Where a channel cannot be followed, or strings that name modules."""

    channel: str
    """As its pack calls it; of strings what they are said to come by."""
    dynamic: int
    """How many of its sites have a topic that could be any, or a name that cannot be told."""
    sites: int
    """How many it has."""
