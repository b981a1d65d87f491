"""What tach's `exclude` leaves out: patterns in the language of .gitignore."""

from __future__ import annotations

import re
from collections.abc import Iterable

from archlint.settings.foreign.tach.globs import expression

__all__ = ["Excluded", "migrated"]

_ONCE = {".*__pycache__": "**/*__pycache__", ".*egg-info": "**/*egg-info"}
"""Regular expressions that tach once wrote into each new file, and what it makes of them today."""


def migrated(patterns: Iterable[str]) -> list[str]:
    """Return patterns as globs, each once."""
    return list(dict.fromkeys(_ONCE.get(pattern, pattern) for pattern in patterns))


class Excluded:
    """Whether files and folders are left out, by their paths from the folder of the settings."""

    def __init__(self, patterns: Iterable[str]) -> None:
        """Take patterns; one that cannot be read leaves nothing out."""
        self._read = [read for pattern in patterns if (read := _read(pattern))]

    def __bool__(self) -> bool:
        """Return whether anything could be left out at all."""
        return bool(self._read)

    def holds(self, path: str, *, folder: bool) -> bool:
        """Return whether a path is left out by itself; of what lies in a folder that is, nobody asks."""
        return any((folder or not folders_only) and regex.fullmatch(path) for regex, folders_only in self._read)


def _read(pattern: str) -> tuple[re.Pattern[str], bool] | None:
    """Return what matches the paths that a pattern leaves out, and whether only those of folders."""
    bare = pattern.rstrip("/")
    # Without a slash but at the end, a pattern speaks of every depth.
    glob = bare.removeprefix("/") if "/" in bare else f"**/{bare}"
    try:
        return expression(glob), pattern.endswith("/")
    except re.error:
        return None
