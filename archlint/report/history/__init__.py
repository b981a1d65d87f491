"""Tell a history: as text with small charts and a table of events, and as json."""

from archlint.report.history.render import render
from archlint.report.history.trend import trend

__all__ = ["render", "trend"]
