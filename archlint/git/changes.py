"""Which paths differ: between HEAD and the index, or between a commit and the disk."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from archlint.git.run import run

__all__ = ["present", "since", "staged"]

_NAMES = ("--name-only", "--no-renames", "-z")
"""Without renames a moved file counts twice: gone from the old place, new at the other."""

_BECAME = {"A": "added", "D": "gone"}


def staged(top: Path) -> tuple[str, ...]:
    """Return the paths that the next commit would add, change or delete, sorted; before the first commit all staged."""
    return _paths(run(top, "diff", "--cached", "--no-ext-diff", "--ignore-submodules=none", *_NAMES))


def since(top: Path, commit: str) -> dict[str, str]:
    """
    Return what has become of files since a commit, by path, sorted: "added", "changed" or "gone".

    What counts is the disk, with files that git does not track as long as it does not ignore them. Of a submodule, and
    of a repository inside of this one, the folder is told.
    """
    differ = ("diff", "--no-color", "--no-ext-diff", "--ignore-submodules=none", "--no-renames", "--name-status", "-z")
    records = [os.fsdecode(word) for word in run(top, *differ, commit).split(b"\0")]
    found = {path: _BECAME.get(state, "changed") for state, path in zip(records[::2], records[1::2], strict=False)}
    for path in _paths(run(top, "ls-files", "--others", "--exclude-standard", "-z")):
        # Out of the index, and on disk all the same: nobody looked at what is in it.
        found[path.rstrip("/")] = "changed" if path in found else "added"
    return dict(sorted(found.items()))


def present(top: Path, folder: str, wanted: Callable[[str], bool]) -> tuple[str, ...]:
    """
    Return those files on disk that git tracks, or would not ignore, and that are wanted, sorted.

    They lie in a folder ("" is the top) and below, submodules left out, and are asked about as they are told: by their
    paths from the folder.
    """
    lead = f"{folder}/" if folder else ""
    named = run(top, "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", lead or ".")
    found = (path.removeprefix(lead) for path in _paths(named))
    return tuple(path for path in found if wanted(path) and (top / folder / path).is_file())


def _paths(output: bytes) -> tuple[str, ...]:
    return tuple(sorted({os.fsdecode(path) for path in output.split(b"\0") if path}))
