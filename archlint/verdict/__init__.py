"""Weigh the findings against what the team already knows. Knows no rule and no format."""

from archlint.rulebook import Draft, Page, Trial, draft, page, trials, types
from archlint.verdict.judge import judge, schema
from archlint.verdict.nouns import Baseline, JudgedRule, Note, Place, Step, Summary, Verdict, Violation

__all__ = [
    "Baseline",
    "Draft",
    "JudgedRule",
    "Note",
    "Page",
    "Place",
    "Step",
    "Summary",
    "Trial",
    "Verdict",
    "Violation",
    "draft",
    "judge",
    "page",
    "schema",
    "trials",
    "types",
]
