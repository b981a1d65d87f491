"""
What Python itself does slowly at the start of each run. Beneath all other rooms, and knows none.

Whoever adds to it shows by how much a short run gets shorter.
"""

from archlint.startup.doors import late
from archlint.startup.records import NamedTuple, types_of

__all__ = ["NamedTuple", "late", "types_of"]
