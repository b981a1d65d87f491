"""Answer `plan`: what to cut, import by import, and what comes of each cut; and what holds a part back from leaving."""

from archlint.rulebook.planning.plan import planned

__all__ = ["planned"]
