"""Single files, wherever the judged tree lies: on disk, in the index, in a revision."""

from __future__ import annotations

from pathlib import Path

from archlint.git.run import top
from archlint.git.trees import show

__all__ = ["read_file"]


def read_file(folder: Path, tree: str, name: str) -> bytes | None:
    """
    Return a file's bytes; None where the tree has no such file.

    `name` is relative to the folder; `tree` is "" for the disk, ":index", or a revision.
    """
    path = folder / name
    if not tree:
        return path.read_bytes() if path.is_file() else None
    here = top(folder)
    return show(here, tree, path.resolve().relative_to(here).as_posix())
