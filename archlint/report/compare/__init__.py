"""Tell what differs between two revisions: as text, as json, and as Markdown with a drawing."""

from archlint.report.compare.render import render

__all__ = ["render"]
