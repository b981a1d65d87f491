"""
A team's own rules: found where the settings name a folder, held to the contract of a rule, and executed for it.

The only place where archlint runs code that is not its own; what such code raises is told in words (`faults`).
"""

from archlint.rulebook.own.files import KEY, Own, found

__all__ = ["KEY", "Own", "found"]
