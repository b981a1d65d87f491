"""Tell the metrics: as text that says what is good, as json, and as csv for spreadsheets."""

from archlint.report.metrics.render import render

__all__ = ["render"]
