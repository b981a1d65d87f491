"""Weigh the findings against what the team already knows. Knows no rule and no format."""

from archlint.rulebook import Page, page, types
from archlint.verdict.judge import judge, schema
from archlint.verdict.nouns import Baseline, JudgedRule, Note, Place, Step, Summary, Verdict, Violation

__all__ = [
    "Baseline",
    "JudgedRule",
    "Note",
    "Page",
    "Place",
    "Step",
    "Summary",
    "Verdict",
    "Violation",
    "judge",
    "page",
    "schema",
    "types",
]
