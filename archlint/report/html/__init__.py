"""The page for architects: one file of HTML that holds its data, its looks and its program, and asks no network."""

from archlint.report.html.writing import written

__all__ = ["written"]
