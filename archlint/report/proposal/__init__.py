"""A proposal of a first rule: in words for who decides, and as the settings that would be written."""

from archlint.report.proposal.picture import render

__all__ = ["render"]
