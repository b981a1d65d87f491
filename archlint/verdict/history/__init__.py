"""What a branch was, by the rules of today: a log of events, from which the state at any commit is replayed."""

from archlint.verdict.history.chronicle import history, remembered
from archlint.verdict.history.told import thinned

__all__ = ["history", "remembered", "thinned"]
