"""
What project files say: dependencies, lock files, entry points, and which distribution an imported name comes from.

Read only where a rule asks for it, and read as data: no `setup.py` is executed, nothing that is installed
is imported.
"""

from archlint.source.projects.environment import installed
from archlint.source.projects.importable import importable
from archlint.source.projects.reading import projects

__all__ = ["importable", "installed", "projects"]
