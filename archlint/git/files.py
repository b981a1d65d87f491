"""Single files, wherever the judged tree lies: on disk, in the index, in a revision."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from archlint.git.run import run, top
from archlint.git.trees import FILES, held_of, inside, show

__all__ = ["attribute", "first_of", "lead", "list_folder", "read_file"]

_LINKS: Final = 8
"""So many links to links lead somewhere; more are a circle."""


def lead(folder: Path) -> str:
    """Return what stands before the paths in a folder when they are told from the top: "backend/", or "" there."""
    way = folder.resolve().relative_to(top(folder)).as_posix()
    return "" if way == "." else f"{way}/"


def attribute(folder: Path, name: str, attribute: str) -> str:
    """Return what `.gitattributes` files say of a file in a folder: a value, "set", "unset" or "unspecified"."""
    told = run(top(folder), "check-attr", "-z", attribute, "--", f"{lead(folder)}{name}").split(b"\0")
    return told[2].decode("utf-8", "replace")


def read_file(folder: Path, tree: str, name: str) -> bytes | None:
    """
    Return a file's bytes; None where the tree has no such file.

    `name` is relative to the folder; `tree` is "" for the disk, ":index", or a revision. A link in a tree is followed
    as far as it stays in there; the folders above it are links where they are some on the disk.
    """
    path = folder / name
    if not tree:
        return path.read_bytes() if path.is_file() else None
    here, above = top(folder), path.parent.resolve()
    if not above.is_relative_to(here):
        return None
    return show(here, tree, (above / path.name).relative_to(here).as_posix(), links=_LINKS)


def first_of(folder: Path, tree: str, names: Sequence[str]) -> tuple[str, bytes] | None:
    """
    Return the first of some names that is a file, with its bytes; None where none is. git is asked once for all.

    The names are relative to the folder, which is the top of a work tree; the tree is as in `read_file`.
    """
    held = names if not tree else held_of(folder, tree, tuple(names))
    found = ((name, read_file(folder, tree, name)) for name in names if name in held)
    return next(((name, content) for name, content in found if content is not None), None)


def list_folder(folder: Path, tree: str, name: str) -> tuple[str, ...] | None:
    """
    Return the names of the files directly in a folder, sorted, links left out; None where the tree has no such folder.

    `name` is relative to the folder; `tree` is "" for the disk, ":index", or a revision.
    """
    path = folder / name
    if not tree:
        if not path.is_dir():
            return None
        return tuple(sorted(file.name for file in path.iterdir() if file.is_file() and not file.is_symlink()))
    here, there = top(folder), path.resolve()
    if not there.is_relative_to(here):
        return None
    lead = f"{there.relative_to(here).as_posix()}/"
    found = {way.removeprefix(lead): entry for way, entry in inside(here, tree, lead).items() if way.startswith(lead)}
    if not found:
        return None
    return tuple(sorted(way for way, entry in found.items() if "/" not in way and entry.mode in FILES))
