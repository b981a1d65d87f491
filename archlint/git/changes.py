"""Which paths differ: between HEAD and the index, or between two revisions."""

from __future__ import annotations

import os
from pathlib import Path

from archlint.git.run import run
from archlint.git.trees import resolved

__all__ = ["changed", "staged"]

_NAMES = ("--name-only", "--no-renames", "-z")
"""Without renames a moved file counts twice: gone from the old place, new at the other."""


def staged(top: Path) -> tuple[str, ...]:
    """Return the paths that the next commit would add, change or delete, sorted; before the first commit all staged."""
    return _paths(run(top, "diff", "--cached", "--no-ext-diff", "--ignore-submodules=none", *_NAMES))


def changed(top: Path, from_ref: str, to_ref: str) -> tuple[str, ...]:
    """Return the paths in which the trees of the two revisions differ, sorted."""
    return _paths(run(top, "diff-tree", "-r", *_NAMES, resolved(top, from_ref), resolved(top, to_ref)))


def _paths(output: bytes) -> tuple[str, ...]:
    return tuple(sorted({os.fsdecode(path) for path in output.split(b"\0") if path}))
