"""Exit codes: the contract with hooks and CI. Never a count: a peer's gate turns green at 256 errors."""

from typing import Final

__all__ = ["BROKEN", "CRASHED", "INTERRUPTED", "KEPT", "MISUSED"]

KEPT: Final = 0
"""Nothing new."""
BROKEN: Final = 1
"""New violations."""
MISUSED: Final = 2
"""Usage, settings, or an incomplete analysis; wins over BROKEN."""
CRASHED: Final = 3
"""A bug in archlint."""
INTERRUPTED: Final = 130
"""Ctrl-C."""
