"""
Build the graph of imports, and answer questions about it: components, layers, chains, cuts, cycles.

The only room that knows grimp and networkx, and both only as second opinions.
"""

from typing import TYPE_CHECKING

from archlint.graph.build import Draft, Sight, build, draft
from archlint.settings import late

if TYPE_CHECKING:
    from archlint.graph.arcs import Arc, Dependencies, component_arcs, dependencies
    from archlint.graph.breach import Breach
    from archlint.graph.bridges import Bridge, knots_among, largest_knot_of, splitting_edges
    from archlint.graph.chains import open_chains
    from archlint.graph.change import orphaned, standing
    from archlint.graph.coverage import left_out, outside_components, uncovered
    from archlint.graph.cut import minimum_cut
    from archlint.graph.cycles import cycle_breaches
    from archlint.graph.declarations import Ignored, ignored, statements, written
    from archlint.graph.dependants import affected
    from archlint.graph.drawn import schema
    from archlint.graph.graph import Gap, Graph, Reading, Unresolved
    from archlint.graph.imports import KINDS, Occurrence
    from archlint.graph.leaving import cut_of_ways_back
    from archlint.graph.listing import listed
    from archlint.graph.measures import (
        Counted,
        Use,
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
    from archlint.graph.parts import Part, child_parts, import_counts, layered_parts, table_parts, top_first
    from archlint.graph.patterns import Entry, Pattern, PatternError, Row, parse
    from archlint.graph.projects import Project, Projects
    from archlint.graph.scopes import refuse_unread, scope
    from archlint.graph.selections import Misdeclared, Partition, Selection, compatible
    from archlint.graph.shapes import Shape, shape
    from archlint.graph.stack import Disagreement, Floors, Layer, Stack, contained, floors_of, judge
    from archlint.graph.tables import SelectedRow, select_rows, table_faults
    from archlint.graph.typed import HandedOn, for_types, self_contained
    from archlint.graph.untangling import Untangling, holding, knots_of, untangled

__all__ = [
    "KINDS",
    "Arc",
    "Binding",
    "Breach",
    "Bridge",
    "Counted",
    "Dependencies",
    "Disagreement",
    "Draft",
    "Entry",
    "Floors",
    "Gap",
    "Graph",
    "HandedOn",
    "Ignored",
    "Layer",
    "Misdeclared",
    "Occurrence",
    "Part",
    "Partition",
    "Pattern",
    "PatternError",
    "Project",
    "Projects",
    "Reading",
    "Row",
    "SelectedRow",
    "Selection",
    "Shape",
    "Sight",
    "Stack",
    "Unresolved",
    "Untangling",
    "Use",
    "affected",
    "build",
    "child_parts",
    "compatible",
    "component_arcs",
    "contained",
    "cut_of_ways_back",
    "cycle_breaches",
    "dependencies",
    "draft",
    "dynamic_imports",
    "entry_modules",
    "fan_in",
    "fan_out",
    "floors_of",
    "for_types",
    "holding",
    "ignored",
    "import_counts",
    "judge",
    "knot_breaches",
    "knots_among",
    "knots_of",
    "largest_knot",
    "largest_knot_of",
    "layered_parts",
    "left_out",
    "listed",
    "minimum_cut",
    "open_chains",
    "order_faults",
    "orphaned",
    "outside_components",
    "parse",
    "private_names",
    "refuse_unread",
    "schema",
    "scope",
    "select_rows",
    "self_contained",
    "shape",
    "splitting_edges",
    "standing",
    "statements",
    "table_faults",
    "table_parts",
    "top_first",
    "uncovered",
    "untangled",
    "written",
]

_LATE = {
    ".dependants": "affected",
    ".arcs": "Arc Dependencies component_arcs dependencies",
    ".breach": "Breach",
    ".bridges": "Bridge knots_among largest_knot_of splitting_edges",
    ".chains": "open_chains",
    ".change": "orphaned standing",
    ".coverage": "left_out outside_components uncovered",
    ".cut": "minimum_cut",
    ".cycles": "cycle_breaches",
    ".declarations": "Ignored ignored statements written",
    ".drawn": "schema",
    ".graph": "Gap Graph Reading Unresolved",
    ".imports": "KINDS Occurrence",
    ".leaving": "cut_of_ways_back",
    ".listing": "listed",
    ".measures": "Counted Use dynamic_imports entry_modules fan_in fan_out knot_breaches largest_knot private_names",
    ".names": "Binding",
    ".orders": "order_faults",
    ".parts": "Part child_parts import_counts layered_parts table_parts top_first",
    ".patterns": "Entry Pattern PatternError Row parse",
    ".projects": "Project Projects",
    ".scopes": "refuse_unread scope",
    ".selections": "Misdeclared Partition Selection compatible",
    ".shapes": "Shape shape",
    ".stack": "Disagreement Floors Layer Stack contained floors_of judge",
    ".tables": "SelectedRow select_rows table_faults",
    ".typed": "HandedOn for_types self_contained",
    ".untangling": "Untangling holding knots_of untangled",
}
if not TYPE_CHECKING:
    __getattr__ = late(__name__, _LATE)
