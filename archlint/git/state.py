"""Where HEAD and the index stand, in few bytes: as long as they are the same, both hold what they held."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from archlint.git.run import attempt
from archlint.git.surroundings import variables
from archlint.startup import NamedTuple

__all__ = ["Head", "commit_in", "head", "index_beside", "settled", "standing"]

_CHECKSUM: Final = 32
"""Bytes at the end of an index that are its SHA-256 checksum, or hold the SHA-1 one."""
_CHECKED: Final = 20
_CONTENT: Final = ("cat-file", "ls-files", "ls-tree", "merge-base", "rev-parse")
_BY_NAME: Final = {"--name-only", "--raw"}
"""Of a `diff`: which files differ. How its lines are told may be a matter of `.gitattributes` and configuration."""


class Head(NamedTuple):
    """What HEAD means."""

    folder: Path
    """Where git keeps what belongs to this work tree alone."""
    shared: Path
    """Where it keeps what all work trees of the repository share."""
    commit: str
    tree: str


_HEADS: dict[tuple[Path, tuple[tuple[str, str], ...]], Head] = {}
"""What git said last, by the top of a work tree and git's own variables."""


def standing(top: Path) -> bytes:
    """Return what names the commit of HEAD and all that the index holds; b"" where one of them has no name."""
    found = head(top)
    return index_beside(top, found, found.commit) if found else b""


def commit_in(stood: bytes) -> bytes:
    """Return the commit of HEAD, as `standing` has told it."""
    return stood.rpartition(b" ")[2]


def head(top: Path) -> Head | None:
    """Return what HEAD means; None before the first commit. git is not asked again while its files say the same."""
    given = tuple(sorted(item for item in variables(top).items() if item[0].startswith("GIT_")))
    known = _HEADS.get((top, given))
    if known and _commit_in_files(known) == known.commit:
        return known
    told = attempt(top, "rev-parse", "--absolute-git-dir", "--git-common-dir", "HEAD^{commit}", "HEAD^{tree}")
    if told is None:
        return None
    folder, shared, commit, tree = os.fsdecode(told).removesuffix("\n").rsplit("\n", 3)
    found = _HEADS[top, given] = Head(Path(folder), top / shared, commit, tree)
    return found


def _commit_in_files(known: Head) -> str:
    """Return the commit of HEAD as its files say it; "" where only git can tell."""
    said = _content(known.folder / "HEAD")
    if not said.startswith("ref: refs/heads/"):
        return said
    name = said.removeprefix("ref: ")
    packed = f" {name}\n"
    loose = _content(known.shared / name)
    if loose or packed not in (lines := _content(known.shared / "packed-refs") + "\n"):
        return loose
    return lines[: lines.index(packed)].rpartition("\n")[2]


def _content(file: Path) -> str:
    try:
        return os.fsdecode(file.read_bytes()).rstrip("\n")
    except OSError:
        return ""


def settled(questions: Iterable[tuple[str, ...]]) -> bool:
    """Return whether what git was asked follows from HEAD and the index, and from the contents that they name."""
    return all(
        (first in _CONTENT and "--others" not in rest) or (first == "diff" and not _BY_NAME.isdisjoint(rest))
        for first, *rest in questions
    )


def index_beside(top: Path, known: Head, id_: str) -> bytes:
    """
    Return what names all that the index holds, with an id behind it; b"" where it has no name.

    An index ends in a checksum of all that stands in it; a shared one that it is split from is named by its own.
    """
    given = variables(top).get("GIT_INDEX_FILE")
    file = top / given if given else known.folder / "index"
    try:
        with file.open("rb") as stream:
            size = stream.seek(0, os.SEEK_END)
            stream.seek(max(size - _CHECKSUM, 0))
            checksum = stream.read()
    except OSError:
        return b""
    # index.skipHash leaves it out.
    return f"{size} {checksum.hex()} {id_}".encode() if any(checksum[-_CHECKED:]) else b""
