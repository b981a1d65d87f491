"""Mend violations by rewriting imports: a patch, a report of it, and the files as they would be. Nothing is written."""

from archlint.report.repair.verb import mend

__all__ = ["mend"]
