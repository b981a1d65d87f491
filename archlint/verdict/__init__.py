"""Weigh the findings against what the team already knows. Knows no rule and no format."""

from typing import TYPE_CHECKING

from archlint.startup import late

if TYPE_CHECKING:
    from archlint.rulebook import Draft, Page, Trial, at, column, draft, meaning, page, trials, types
    from archlint.verdict.components import (
        Arrow,
        Box,
        Dependency,
        Edge,
        Marks,
        Metric,
        Network,
        Node,
        Picture,
        States,
        Wire,
    )
    from archlint.verdict.hidden import Blind, End
    from archlint.verdict.history import remembered, thinned
    from archlint.verdict.judging import judge, schema
    from archlint.verdict.nouns import (
        Baseline,
        Comparison,
        JudgedRule,
        Note,
        Place,
        Step,
        Summary,
        Verdict,
        Violation,
        Waiver,
    )
    from archlint.verdict.paths import under
    from archlint.verdict.sameness import came
    from archlint.verdict.shift import Shift
    from archlint.verdict.teams import Coupling, Couplings, Owners

__all__ = [
    "Arrow",
    "Baseline",
    "Blind",
    "Box",
    "Comparison",
    "Coupling",
    "Couplings",
    "Dependency",
    "Draft",
    "Edge",
    "End",
    "JudgedRule",
    "Marks",
    "Metric",
    "Network",
    "Node",
    "Note",
    "Owners",
    "Page",
    "Picture",
    "Place",
    "Shift",
    "States",
    "Step",
    "Summary",
    "Trial",
    "Verdict",
    "Violation",
    "Waiver",
    "Wire",
    "at",
    "came",
    "column",
    "draft",
    "judge",
    "meaning",
    "page",
    "remembered",
    "schema",
    "thinned",
    "trials",
    "types",
    "under",
]

_LATE = {
    ".components": "Arrow Box Dependency Edge Marks Metric Network Node Picture States Wire",
    ".hidden": "Blind End",
    ".judging": "judge schema",
    ".nouns": "Baseline Comparison JudgedRule Note Place Step Summary Verdict Violation Waiver",
    ".shift": "Shift",
    ".teams": "Coupling Couplings Owners",
    "archlint.rulebook": "Draft Page Trial at column draft meaning page trials types",
    ".history": "remembered thinned",
    ".paths": "under",
    ".sameness": "came",
}
if not TYPE_CHECKING:
    __getattr__ = late(__name__, _LATE)
