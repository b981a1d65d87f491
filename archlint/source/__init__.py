"""
Read files or a git tree into imports. Knows files and Python syntax; knows nothing of architecture.

Nothing that is read is ever imported or executed.
"""

from archlint.source.nouns import KINDS, MARKS, Code, Imports, Project, Projects, Sight, Unread, Unresolved
from archlint.source.options import schema
from archlint.source.read import read

__all__ = [
    "KINDS",
    "MARKS",
    "Code",
    "Imports",
    "Project",
    "Projects",
    "Sight",
    "Unread",
    "Unresolved",
    "read",
    "schema",
]
