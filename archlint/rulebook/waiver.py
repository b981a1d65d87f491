"""The noun of what somebody accepts although a rule forbids it."""

from __future__ import annotations

from archlint.settings import Where
from archlint.startup import NamedTuple

__all__ = ["Statement", "Waiver"]


class Statement(NamedTuple):
    """One import as it is written down."""

    importer: str
    imported: str
    path: str
    line: int
    end_line: int


class Waiver(NamedTuple):
    """Imports that somebody accepts although a rule forbids them: a table of the settings, or a comment in the code."""

    rules: tuple[str, ...]
    """IDs of rules, as reports name them; () is all of them."""
    imports: tuple[str, ...]
    """As they are written; of a comment there is one, "", which is what stands on its line."""
    because: str
    owner: str
    approved_by: str
    until: str
    """The last day, as 2027-03-31; "" where it has none."""
    lead: str
    """What stands before the IDs of the rules of its part of the settings; "" for the top."""
    where: Where
    """What leads to it in the settings; () for a comment."""
    path: str
    """The file that it stands in, with the place of its first character and the column where that line of it ends."""
    line: int
    column: int
    end_column: int
    covers: tuple[tuple[Statement, ...], ...]
    """For each of `imports` the statements that it means."""
    idle: bool
    """No rule forbids any of it, as far as that is certain."""
