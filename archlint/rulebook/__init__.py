"""Hold the graph up to the rules. A rule is a file named after itself; only those that the settings name are loaded."""

from typing import TYPE_CHECKING

from archlint.rulebook.apply import apply
from archlint.rulebook.nouns import (
    Arrow,
    Box,
    Dependency,
    Finding,
    Findings,
    Gap,
    JudgedRule,
    Outline,
    Picture,
    Statement,
    Step,
    Unresolved,
    Waiver,
    Written,
)
from archlint.settings import late

if TYPE_CHECKING:
    from archlint.rulebook.declared import schema
    from archlint.rulebook.pages import Page
    from archlint.rulebook.show import page, types
    from archlint.rulebook.skeleton import Draft, draft
    from archlint.rulebook.trail import Reached, Trail
    from archlint.rulebook.trial import Trial, trials

__all__ = [
    "Arrow",
    "Box",
    "Dependency",
    "Draft",
    "Finding",
    "Findings",
    "Gap",
    "JudgedRule",
    "Outline",
    "Page",
    "Picture",
    "Reached",
    "Statement",
    "Step",
    "Trail",
    "Trial",
    "Unresolved",
    "Waiver",
    "Written",
    "apply",
    "draft",
    "page",
    "schema",
    "trials",
    "types",
]

_LATE = {
    ".declared": "schema",
    ".pages": "Page",
    ".show": "page types",
    ".skeleton": "Draft draft",
    ".trail": "Reached Trail",
    ".trial": "Trial trials",
}
if not TYPE_CHECKING:
    __getattr__ = late(__name__, _LATE)
