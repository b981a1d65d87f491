"""Propose a first rule for code that has none, by what it imports."""

from archlint.rulebook.proposal.proposed import proposed

__all__ = ["proposed"]
