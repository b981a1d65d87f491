"""Contract types of a team that comes from import-linter: code of theirs, which runs in a process of its own."""

from archlint.rulebook.plugins.contract import Contract

__all__ = ["Contract"]
