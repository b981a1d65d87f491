"""
Build the graph of imports, and answer questions about it: components, layers, chains, cuts, cycles.

The only room that knows grimp and networkx, and both only as second opinions.
"""

from typing import TYPE_CHECKING

from archlint.graph.build import Draft, Sight, build, draft
from archlint.settings import late

if TYPE_CHECKING:
    from archlint.graph.affected import Needs, Reached, dependants, needs, reached
    from archlint.graph.arcs import Arc, Dependencies, component_arcs, dependencies
    from archlint.graph.aside import Aside, set_aside
    from archlint.graph.breach import Account, Breach, Use
    from archlint.graph.candidacy import Candidates, candidates
    from archlint.graph.chains import open_chains
    from archlint.graph.change import orphaned
    from archlint.graph.coverage import left_out, outside_components, uncovered
    from archlint.graph.cut import minimum_cut
    from archlint.graph.cycles import cycle_breaches
    from archlint.graph.declarations import Ignored, ignored, statements, written
    from archlint.graph.drawn import schema
    from archlint.graph.graph import Gap, Graph, Reading, Remark, Unresolved
    from archlint.graph.imports import KINDS, Occurrence
    from archlint.graph.inference import Hierarchy, hierarchy
    from archlint.graph.listing import listed
    from archlint.graph.measures import (
        Counted,
        dynamic_imports,
        entry_modules,
        fan_in,
        fan_out,
        knot_breaches,
        largest_knot,
        private_names,
    )
    from archlint.graph.names import Binding
    from archlint.graph.orders import order_faults
    from archlint.graph.parting import Passage, passage
    from archlint.graph.parts import Part, child_parts, import_counts, layered_parts, table_parts, top_first
    from archlint.graph.patterns import Entry, Pattern, PatternError, Row, parse
    from archlint.graph.projects import Project, Projects
    from archlint.graph.scopes import refuse_unread, scope
    from archlint.graph.selections import Hollow, Misdeclared, Partition, Selection, compatible
    from archlint.graph.shapes import Shape, shape
    from archlint.graph.stack import Disagreement, Floors, Layer, Stack, contained, floors_of, judge
    from archlint.graph.supposing import supposed
    from archlint.graph.tables import SelectedRow, select_rows, table_faults

__all__ = [
    "KINDS",
    "Account",
    "Arc",
    "Aside",
    "Binding",
    "Breach",
    "Candidates",
    "Counted",
    "Dependencies",
    "Disagreement",
    "Draft",
    "Entry",
    "Floors",
    "Gap",
    "Graph",
    "Hierarchy",
    "Hollow",
    "Ignored",
    "Layer",
    "Misdeclared",
    "Needs",
    "Occurrence",
    "Part",
    "Partition",
    "Passage",
    "Pattern",
    "PatternError",
    "Project",
    "Projects",
    "Reached",
    "Reading",
    "Remark",
    "Row",
    "SelectedRow",
    "Selection",
    "Shape",
    "Sight",
    "Stack",
    "Unresolved",
    "Use",
    "build",
    "candidates",
    "child_parts",
    "compatible",
    "component_arcs",
    "contained",
    "cycle_breaches",
    "dependants",
    "dependencies",
    "draft",
    "dynamic_imports",
    "entry_modules",
    "fan_in",
    "fan_out",
    "floors_of",
    "hierarchy",
    "ignored",
    "import_counts",
    "judge",
    "knot_breaches",
    "largest_knot",
    "layered_parts",
    "left_out",
    "listed",
    "minimum_cut",
    "needs",
    "open_chains",
    "order_faults",
    "orphaned",
    "outside_components",
    "parse",
    "passage",
    "private_names",
    "reached",
    "refuse_unread",
    "schema",
    "scope",
    "select_rows",
    "set_aside",
    "shape",
    "statements",
    "supposed",
    "table_faults",
    "table_parts",
    "top_first",
    "uncovered",
    "written",
]

_LATE = {
    ".affected": "Needs Reached dependants needs reached",
    ".arcs": "Arc Dependencies component_arcs dependencies",
    ".aside": "Aside set_aside",
    ".breach": "Account Breach Use",
    ".candidacy": "Candidates candidates",
    ".chains": "open_chains",
    ".change": "orphaned",
    ".coverage": "left_out outside_components uncovered",
    ".cut": "minimum_cut",
    ".cycles": "cycle_breaches",
    ".declarations": "Ignored ignored statements written",
    ".drawn": "schema",
    ".graph": "Gap Graph Reading Remark Unresolved",
    ".imports": "KINDS Occurrence",
    ".inference": "Hierarchy hierarchy",
    ".listing": "listed",
    ".measures": "Counted dynamic_imports entry_modules fan_in fan_out knot_breaches largest_knot private_names",
    ".names": "Binding",
    ".orders": "order_faults",
    ".parting": "Passage passage",
    ".parts": "Part child_parts import_counts layered_parts table_parts top_first",
    ".patterns": "Entry Pattern PatternError Row parse",
    ".projects": "Project Projects",
    ".scopes": "refuse_unread scope",
    ".selections": "Hollow Misdeclared Partition Selection compatible",
    ".shapes": "Shape shape",
    ".stack": "Disagreement Floors Layer Stack contained floors_of judge",
    ".supposing": "supposed",
    ".tables": "SelectedRow select_rows table_faults",
}
if not TYPE_CHECKING:
    __getattr__ = late(__name__, _LATE)
