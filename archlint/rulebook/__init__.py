"""Hold the graph up to the rules. A rule is a file named after itself; only those that the settings name are loaded."""

from archlint.rulebook.apply import apply
from archlint.rulebook.declared import schema
from archlint.rulebook.nouns import Finding, Findings, Gap, JudgedRule, Step
from archlint.rulebook.shelf import Page, page, types

__all__ = ["Finding", "Findings", "Gap", "JudgedRule", "Page", "Step", "apply", "page", "schema", "types"]
