"""
Build the graph of imports, and answer questions about it: components, layers, chains, cuts, cycles.

The only room that knows grimp and networkx, and both only as second opinions.
"""

from typing import TYPE_CHECKING

from archlint.startup import late

if TYPE_CHECKING:
    from archlint.graph.affected import Needs, Reached, dependants, needs, reached
    from archlint.graph.arcs import Arc, Dependencies, component_arcs, dependencies
    from archlint.graph.aside import Aside, set_aside
    from archlint.graph.breach import Account, Breach, Use
    from archlint.graph.bridges import knots_among, largest_knot_of, splitting_edges
    from archlint.graph.candidacy import Candidates, candidates
    from archlint.graph.chains import open_chains
    from archlint.graph.change import orphaned
    from archlint.graph.closure import Visibility, visibility
    from archlint.graph.cover import path_cover
    from archlint.graph.coverage import left_out, outside_components, uncovered
    from archlint.graph.cut import ChainCut, severing_cut
    from archlint.graph.cycles import cycle_breaches
    from archlint.graph.declarations import Ignored, ignored, statements, written
    from archlint.graph.drafting import Draft, Sight, build, draft
    from archlint.graph.drawn import schema
    from archlint.graph.feedback import FeedbackCut, feedback_cut
    from archlint.graph.floors import Floors, Layer, Stack, contained, floors_of
    from archlint.graph.graph import Gap, Graph, Reading, Remark, Unresolved
    from archlint.graph.imports import HIDDEN_KINDS, IMPORT_KINDS, KINDS, Occurrence
    from archlint.graph.inference import Hierarchy, hierarchy
    from archlint.graph.knots import joined, oversized_knots
    from archlint.graph.labels import INNER, LABELS, labelled
    from archlint.graph.leaving import cut_of_ways_back
    from archlint.graph.listing import listed
    from archlint.graph.loading import Loading
    from archlint.graph.measures import (
        Counted,
        component_fan_out,
        dynamic_imports,
        dynamic_topics,
        entry_modules,
        fan_in,
        fan_out,
        largest_knot,
        private_names,
        taken_names,
    )
    from archlint.graph.names import Binding
    from archlint.graph.orders import order_faults
    from archlint.graph.parting import passage
    from archlint.graph.parts import Part, child_parts, import_counts, layered_parts, table_parts, top_first
    from archlint.graph.patterns import Entry, Pattern, PatternError, Row, parse
    from archlint.graph.projects import Project, Projects
    from archlint.graph.scopes import refuse_unread, scope
    from archlint.graph.selections import Hollow, Misdeclared, Partition, Selection, compatible
    from archlint.graph.shapes import Shape, shape
    from archlint.graph.stack import Disagreement, judge
    from archlint.graph.supposing import supposed
    from archlint.graph.symbol_table import Doubt, Symbol, SymbolTable
    from archlint.graph.tables import SelectedRow, select_rows, table_faults
    from archlint.graph.timeline import Timeline, apart
    from archlint.graph.traces import Traces
    from archlint.graph.typed import HandedOn, binds, for_types, self_contained
    from archlint.graph.untangling import holding, knots_of, untangled
    from archlint.graph.visible import visibility_fan_in, visibility_fan_out
    from archlint.graph.wiring.join import dynamic_sites
    from archlint.graph.wiring.named import MATCHES, named
    from archlint.graph.wiring.nouns import (
        CONFIDENCES,
        DIRECTIONS,
        Forwarder,
        Link,
        Meeting,
        Reference,
        Site,
        Wanted,
        Wiring,
    )
    from archlint.graph.wiring.topics import ANY, dynamic, fits, holed, may_fit, meeting, spelled
    from archlint.source import meaning

__all__ = [
    "ANY",
    "CONFIDENCES",
    "DIRECTIONS",
    "HIDDEN_KINDS",
    "IMPORT_KINDS",
    "INNER",
    "KINDS",
    "LABELS",
    "MATCHES",
    "Account",
    "Arc",
    "Aside",
    "Binding",
    "Breach",
    "Candidates",
    "ChainCut",
    "Counted",
    "Dependencies",
    "Disagreement",
    "Doubt",
    "Draft",
    "Entry",
    "FeedbackCut",
    "Floors",
    "Forwarder",
    "Gap",
    "Graph",
    "HandedOn",
    "Hierarchy",
    "Hollow",
    "Ignored",
    "Layer",
    "Link",
    "Loading",
    "Meeting",
    "Misdeclared",
    "Needs",
    "Occurrence",
    "Part",
    "Partition",
    "Pattern",
    "PatternError",
    "Project",
    "Projects",
    "Reached",
    "Reading",
    "Reference",
    "Remark",
    "Row",
    "SelectedRow",
    "Selection",
    "Shape",
    "Sight",
    "Site",
    "Stack",
    "Symbol",
    "SymbolTable",
    "Timeline",
    "Traces",
    "Unresolved",
    "Use",
    "Visibility",
    "Wanted",
    "Wiring",
    "apart",
    "binds",
    "build",
    "candidates",
    "child_parts",
    "compatible",
    "component_arcs",
    "component_fan_out",
    "contained",
    "cut_of_ways_back",
    "cycle_breaches",
    "dependants",
    "dependencies",
    "draft",
    "dynamic",
    "dynamic_imports",
    "dynamic_sites",
    "dynamic_topics",
    "entry_modules",
    "fan_in",
    "fan_out",
    "feedback_cut",
    "fits",
    "floors_of",
    "for_types",
    "hierarchy",
    "holding",
    "holed",
    "ignored",
    "import_counts",
    "joined",
    "judge",
    "knots_among",
    "knots_of",
    "labelled",
    "largest_knot",
    "largest_knot_of",
    "layered_parts",
    "left_out",
    "listed",
    "may_fit",
    "meaning",
    "meeting",
    "named",
    "needs",
    "open_chains",
    "order_faults",
    "orphaned",
    "outside_components",
    "oversized_knots",
    "parse",
    "passage",
    "path_cover",
    "private_names",
    "reached",
    "refuse_unread",
    "schema",
    "scope",
    "select_rows",
    "self_contained",
    "set_aside",
    "severing_cut",
    "shape",
    "spelled",
    "splitting_edges",
    "statements",
    "supposed",
    "table_faults",
    "table_parts",
    "taken_names",
    "top_first",
    "uncovered",
    "untangled",
    "visibility",
    "visibility_fan_in",
    "visibility_fan_out",
    "written",
]

_LATE = {
    ".drafting": "Draft Sight build draft",
    "archlint.source": "meaning",
    ".affected": "Needs Reached dependants needs reached",
    ".arcs": "Arc Dependencies component_arcs dependencies",
    ".aside": "Aside set_aside",
    ".breach": "Account Breach Use",
    ".bridges": "knots_among largest_knot_of splitting_edges",
    ".candidacy": "Candidates candidates",
    ".chains": "open_chains",
    ".change": "orphaned",
    ".closure": "Visibility visibility",
    ".cover": "path_cover",
    ".coverage": "left_out outside_components uncovered",
    ".cut": "ChainCut severing_cut",
    ".cycles": "cycle_breaches",
    ".declarations": "Ignored ignored statements written",
    ".drawn": "schema",
    ".feedback": "FeedbackCut feedback_cut",
    ".floors": "Floors Layer Stack contained floors_of",
    ".graph": "Gap Graph Reading Remark Unresolved",
    ".imports": "HIDDEN_KINDS IMPORT_KINDS KINDS Occurrence",
    ".inference": "Hierarchy hierarchy",
    ".knots": "joined oversized_knots",
    ".labels": "INNER LABELS labelled",
    ".leaving": "cut_of_ways_back",
    ".listing": "listed",
    ".loading": "Loading",
    ".measures": (
        "Counted component_fan_out dynamic_imports dynamic_topics entry_modules fan_in fan_out largest_knot "
        "private_names taken_names"
    ),
    ".names": "Binding",
    ".orders": "order_faults",
    ".parting": "passage",
    ".parts": "Part child_parts import_counts layered_parts table_parts top_first",
    ".patterns": "Entry Pattern PatternError Row parse",
    ".projects": "Project Projects",
    ".scopes": "refuse_unread scope",
    ".selections": "Hollow Misdeclared Partition Selection compatible",
    ".shapes": "Shape shape",
    ".stack": "Disagreement judge",
    ".supposing": "supposed",
    ".symbol_table": "Doubt Symbol SymbolTable",
    ".tables": "SelectedRow select_rows table_faults",
    ".timeline": "Timeline apart",
    ".traces": "Traces",
    ".typed": "HandedOn binds for_types self_contained",
    ".untangling": "holding knots_of untangled",
    ".visible": "visibility_fan_in visibility_fan_out",
    ".wiring.join": "dynamic_sites",
    ".wiring.named": "MATCHES named",
    ".wiring.nouns": "CONFIDENCES DIRECTIONS Forwarder Link Meeting Reference Site Wanted Wiring",
    ".wiring.topics": "ANY dynamic fits holed may_fit meeting spelled",
}
if not TYPE_CHECKING:
    __getattr__ = late(__name__, _LATE)
