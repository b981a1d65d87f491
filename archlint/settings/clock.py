"""What day it is. Only who talks to a person asks; a room is told."""

from time import gmtime, strftime

__all__ = ["today"]


def today() -> str:
    """Return the day by UTC, as 2027-03-31, so that it is the same day for a developer and for CI."""
    return strftime("%Y-%m-%d", gmtime())
