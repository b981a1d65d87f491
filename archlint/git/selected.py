"""Which paths differ: between HEAD and the index, or between a commit and the disk."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from archlint.git.run import run

__all__ = ["present", "since", "staged", "tracked", "untracked"]

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
    for path in untracked(top):
        # Out of the index, and on disk all the same: nobody looked at what is in it.
        found[path.rstrip("/")] = "changed" if path in found else "added"
    return dict(sorted(found.items()))


def present(folder: Path, names: Iterable[str]) -> tuple[str, ...]:
    """Return those of some paths, relative to a folder, at which there is a file on disk, sorted."""
    return tuple(sorted(name for name in names if (folder / name).is_file()))


def tracked(top: Path, folder: str) -> tuple[str, ...]:
    """Return the paths in a folder and below that git tracks, from the folder, sorted; "" is the top."""
    lead = f"{folder}/" if folder else ""
    return tuple(path.removeprefix(lead) for path in _paths(run(top, "ls-files", "-z", "--", lead or ".")))


def untracked(top: Path) -> tuple[str, ...]:
    """Return the paths on the disk that git does not track, and is not told to ignore, sorted."""
    return _paths(run(top, "ls-files", "--others", "--exclude-standard", "-z"))


def _paths(output: bytes) -> tuple[str, ...]:
    return tuple(sorted({os.fsdecode(path) for path in output.split(b"\0") if path}))
