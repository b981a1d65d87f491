"""
Read files or a git tree into imports. Knows files and Python syntax; knows nothing of architecture.

Nothing that is read is ever imported or executed.
"""

from typing import TYPE_CHECKING

from archlint.source.nouns import KINDS, MARKS, Code, Imports, Project, Projects, Sight, Unread, Unresolved
from archlint.source.options import schema
from archlint.source.read import meaning, read
from archlint.startup import late

if TYPE_CHECKING:
    from archlint.source.bindings import Bound, Star, Symbols, symbols
    from archlint.source.couplings import ANY, HOLE, Forwarder, Reference, Site, Wiring
    from archlint.source.inertness import inert
    from archlint.source.moves import renamed
    from archlint.source.patching import Patches, patches
    from archlint.source.processes import forked, usable_cpus
    from archlint.source.timeline import Timeline
    from archlint.source.uses import binds, movable, need

__all__ = [
    "ANY",
    "HOLE",
    "KINDS",
    "MARKS",
    "Bound",
    "Code",
    "Forwarder",
    "Imports",
    "Patches",
    "Project",
    "Projects",
    "Reference",
    "Sight",
    "Site",
    "Star",
    "Symbols",
    "Timeline",
    "Unread",
    "Unresolved",
    "Wiring",
    "binds",
    "forked",
    "inert",
    "meaning",
    "movable",
    "need",
    "patches",
    "read",
    "renamed",
    "schema",
    "symbols",
    "usable_cpus",
]

_LATE = {
    ".couplings": "ANY HOLE Forwarder Reference Site Wiring",
    ".bindings": "Bound Star Symbols symbols",
    ".inertness": "inert",
    ".moves": "renamed",
    ".patching": "Patches patches",
    ".processes": "forked usable_cpus",
    ".timeline": "Timeline",
    ".uses": "binds movable need",
}
if not TYPE_CHECKING:
    __getattr__ = late(__name__, _LATE)
