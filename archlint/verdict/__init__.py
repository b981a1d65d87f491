"""Weigh the findings against what the team already knows. Knows no rule and no format."""

from typing import TYPE_CHECKING

from archlint.settings import late
from archlint.verdict.components import (
    Arrow,
    Box,
    Dependency,
    Marks,
    Metric,
    Picture,
)
from archlint.verdict.judge import judge, schema
from archlint.verdict.nouns import (
    Baseline,
    Comparison,
    JudgedRule,
    Note,
    Place,
    Shift,
    Step,
    Summary,
    Verdict,
    Violation,
    Waiver,
)
from archlint.verdict.teams import Coupling, Couplings, Owners

if TYPE_CHECKING:
    from archlint.rulebook import Draft, Page, Trial, draft, page, trials, types

__all__ = [
    "Arrow",
    "Baseline",
    "Box",
    "Comparison",
    "Coupling",
    "Couplings",
    "Dependency",
    "Draft",
    "JudgedRule",
    "Marks",
    "Metric",
    "Note",
    "Owners",
    "Page",
    "Picture",
    "Place",
    "Shift",
    "Step",
    "Summary",
    "Trial",
    "Verdict",
    "Violation",
    "Waiver",
    "draft",
    "judge",
    "page",
    "schema",
    "trials",
    "types",
]

_LATE = {"archlint.rulebook": "Draft Page Trial draft page trials types"}
if not TYPE_CHECKING:
    __getattr__ = late(__name__, _LATE)
