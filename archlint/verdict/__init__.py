"""Weigh the findings against what the team already knows. Knows no rule and no format."""

from archlint.rulebook import Draft, Page, Trial, draft, page, trials, types
from archlint.verdict.judge import judge, schema
from archlint.verdict.nouns import (
    Arrow,
    Baseline,
    Box,
    JudgedRule,
    Marks,
    Note,
    Picture,
    Place,
    Step,
    Summary,
    Verdict,
    Violation,
)

__all__ = [
    "Arrow",
    "Baseline",
    "Box",
    "Draft",
    "JudgedRule",
    "Marks",
    "Note",
    "Page",
    "Picture",
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
