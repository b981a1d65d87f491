"""Which paths differ: between HEAD and the index, or between a commit and the disk."""

from __future__ import annotations

import os
from pathlib import Path

from archlint.git.run import run

__all__ = ["changed", "staged"]

_NAMES = ("--name-only", "--no-renames", "-z")
"""Without renames a moved file counts twice: gone from the old place, new at the other."""


def staged(top: Path) -> tuple[str, ...]:
    """Return the paths that the next commit would add, change or delete, sorted; before the first commit all staged."""
    return _paths(run(top, "diff", "--cached", "--no-ext-diff", "--ignore-submodules=none", *_NAMES))


def changed(top: Path, base: str) -> tuple[str, ...]:
    """Return the paths in which the disk differs from a commit, sorted; files that nobody has added yet do, too."""
    new = run(top, "ls-files", "--others", "--exclude-standard", "-z")
    return _paths(run(top, "diff", "--no-ext-diff", "--ignore-submodules=all", *_NAMES, base) + new)


def _paths(output: bytes) -> tuple[str, ...]:
    return tuple(sorted({os.fsdecode(path) for path in output.split(b"\0") if path}))
