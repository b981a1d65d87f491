"""
Read files or a git tree into imports. Knows files and Python syntax; knows nothing of architecture.

Nothing that is read is ever imported or executed.
"""

from typing import TYPE_CHECKING

from archlint.settings import late
from archlint.source.couplings import ANY, HOLE, Forwarder, Reference, Site, Wiring
from archlint.source.nouns import KINDS, MARKS, Code, Imports, Project, Projects, Sight, Unread, Unresolved
from archlint.source.options import schema
from archlint.source.read import read

if TYPE_CHECKING:
    from archlint.source.processes import forked, usable_cpus
    from archlint.source.timeline import Timeline
    from archlint.source.uses import movable, need

__all__ = [
    "ANY",
    "HOLE",
    "KINDS",
    "MARKS",
    "Code",
    "Forwarder",
    "Imports",
    "Project",
    "Projects",
    "Reference",
    "Sight",
    "Site",
    "Timeline",
    "Unread",
    "Unresolved",
    "Wiring",
    "forked",
    "movable",
    "need",
    "read",
    "schema",
    "usable_cpus",
]

_LATE = {".processes": "forked usable_cpus", ".timeline": "Timeline", ".uses": "movable need"}
if not TYPE_CHECKING:
    __getattr__ = late(__name__, _LATE)
