"""Hold the graph up to the rules. A rule is a file named after itself; only those that the settings name are loaded."""

from typing import TYPE_CHECKING

from archlint.startup import late

if TYPE_CHECKING:
    from archlint.graph import meaning
    from archlint.rulebook.applying import apply
    from archlint.rulebook.components import Arrow, Box, Dependency, Links, Module, Outline, Picture
    from archlint.rulebook.declared import schema
    from archlint.rulebook.nouns import Blind, End, Finding, Findings, Gap, Ground, JudgedRule, Step, Unresolved
    from archlint.rulebook.packs import packs_told
    from archlint.rulebook.pages import Page
    from archlint.rulebook.show import page, types
    from archlint.rulebook.skeleton import Draft, draft
    from archlint.rulebook.table import Fields, Table, at, column, fields
    from archlint.rulebook.timeline import Sighting, State, Timeline
    from archlint.rulebook.trail import Reached, Trail
    from archlint.rulebook.trial import Trial, trials
    from archlint.rulebook.unwritten import legalised
    from archlint.rulebook.waiver import Statement, Waiver

__all__ = [
    "Arrow",
    "Blind",
    "Box",
    "Dependency",
    "Draft",
    "End",
    "Fields",
    "Finding",
    "Findings",
    "Gap",
    "Ground",
    "JudgedRule",
    "Links",
    "Module",
    "Outline",
    "Page",
    "Picture",
    "Reached",
    "Sighting",
    "State",
    "Statement",
    "Step",
    "Table",
    "Timeline",
    "Trail",
    "Trial",
    "Unresolved",
    "Waiver",
    "apply",
    "at",
    "column",
    "draft",
    "fields",
    "legalised",
    "meaning",
    "packs_told",
    "page",
    "schema",
    "trials",
    "types",
]

_LATE = {
    "archlint.graph": "meaning",
    ".applying": "apply",
    ".components": "Arrow Box Dependency Links Module Outline Picture",
    ".nouns": "Blind End Finding Findings Gap Ground JudgedRule Step Unresolved",
    ".trail": "Reached Trail",
    ".waiver": "Statement Waiver",
    ".declared": "schema",
    ".packs": "packs_told",
    ".pages": "Page",
    ".show": "page types",
    ".skeleton": "Draft draft",
    ".table": "Fields Table at column fields",
    ".timeline": "Sighting State Timeline",
    ".trial": "Trial trials",
    ".unwritten": "legalised",
}
if not TYPE_CHECKING:
    __getattr__ = late(__name__, _LATE)
