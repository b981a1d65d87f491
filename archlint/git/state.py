"""Where HEAD and the index stand, in few bytes: as long as they are the same, both hold what they held."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from archlint.git.run import attempt
from archlint.git.surroundings import variables

__all__ = ["index_beside", "settled", "standing"]

_CHECKSUM: Final = 32
"""Bytes at the end of an index that are its SHA-256 checksum, or hold the SHA-1 one."""
_CHECKED: Final = 20
_CONTENT: Final = ("cat-file", "ls-files", "ls-tree", "merge-base", "rev-parse")
_BY_NAME: Final = {"--name-only", "--raw"}
"""Of a `diff`: which files differ. How its lines are told may be a matter of `.gitattributes` and configuration."""


def standing(top: Path) -> bytes:
    """Return what names the commit of HEAD and all that the index holds; b"" where one of them has no name."""
    return index_beside(top, "HEAD^{commit}")


def settled(questions: Iterable[tuple[str, ...]]) -> bool:
    """Return whether what git was asked follows from HEAD and the index, and from the contents that they name."""
    return all(
        (first in _CONTENT and "--others" not in rest) or (first == "diff" and not _BY_NAME.isdisjoint(rest))
        for first, *rest in questions
    )


def index_beside(top: Path, *revisions: str) -> bytes:
    """
    Return what names all that the index holds, behind the ids of some revisions; b"" where one of them has none.

    An index ends in a checksum of all that stands in it; a shared one that it is split from is named by its own.
    """
    told = attempt(top, "rev-parse", "--absolute-git-dir", *revisions)
    if told is None:
        return b""
    folder, *ids = told.removesuffix(b"\n").rsplit(b"\n", len(revisions))
    given = variables(top).get("GIT_INDEX_FILE")
    file = top / given if given else Path(os.fsdecode(folder), "index")
    try:
        with file.open("rb") as stream:
            size = stream.seek(0, os.SEEK_END)
            stream.seek(max(size - _CHECKSUM, 0))
            checksum = stream.read()
    except OSError:
        return b""
    # index.skipHash leaves it out.
    return b"%d %s %s" % (size, checksum.hex().encode(), b" ".join(ids)) if any(checksum[-_CHECKED:]) else b""
