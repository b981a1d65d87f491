"""Tell who publishes and subscribes to what: as text in which each hit begins with its place, and as json."""

from archlint.report.channels.render import render

__all__ = ["render"]
