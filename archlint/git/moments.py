"""A history as a line: the commits that followed one another on a branch, and what each of them changed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

from archlint.git.revisions import named
from archlint.git.run import GitError, fed, run
from archlint.git.trees import Entry
from archlint.startup import NamedTuple

__all__ = ["Change", "Moment", "changes", "commit_of", "tagged", "timeline"]

_AT_ONCE: Final = 2_000
"""So many commits are asked about in one go: what git says of them is held in memory."""
_FORMAT: Final = "%H%x00%ct%x00%cs%x00%s"


class Moment(NamedTuple):
    """A commit, as one point of a line."""

    commit: str
    time: int
    """When it was committed, in seconds since 1970."""
    day: str
    """The same as a day where the committer was: 2027-03-31."""
    subject: str
    """The first line of its message."""


class Change(NamedTuple):
    """What has become of one path."""

    path: str
    """From the top of the repository, with "/"."""
    entry: Entry | None
    """What stands there now; None where nothing does."""


def commit_of(top: Path, revision: str) -> str:
    """Return the id of the commit that a name means; raise GitError where it means none."""
    return named(top, revision, "commit")


def timeline(top: Path, tip: str) -> tuple[Moment, ...]:
    """
    Return the first parents of a commit and itself, the oldest first: what a branch was, one state after the other.

    A merge is one step: what it brought in came with it.
    """
    said = run(top, "log", "--first-parent", "--reverse", "-z", f"--format={_FORMAT}", commit_of(top, tip), "--")
    words = said.decode("utf-8", "replace").split("\0")
    rows = zip(words[::4], words[1::4], words[2::4], words[3::4], strict=False)
    return tuple(Moment(commit, int(time), day, subject) for commit, time, day, subject in rows)


def tagged(top: Path) -> frozenset[str]:
    """Return the ids of all commits that tags lead to."""
    said = run(top, "for-each-ref", "--format=%(objectname) %(*objectname)", "refs/tags").decode()
    return frozenset(line.split()[-1] for line in said.splitlines())


def changes(top: Path, line: Sequence[str]) -> Iterator[tuple[Change, ...]]:
    """
    Yield for each commit of a line but the first what it changed since the one before it there.

    No file is taken for a moved one. git is asked for many at once, in the order of the line.
    """
    for start in range(1, len(line), _AT_ONCE):
        some = line[start - 1 : start + _AT_ONCE]
        asked = "".join(f"{now} {before}\n" for before, now in pairwise(some))
        words = ("diff-tree", "--stdin", "--always", "-r", "--raw", "-z", "--no-renames", "--no-abbrev")
        said = fed(top, asked.encode(), *words, "--ignore-submodules=none", "--no-ext-diff")
        found = list(_read(said)) if said is not None else []
        if len(found) != len(some) - 1:
            raise GitError(
                f"git cannot say what changed between {some[0][:10]} and {some[-1][:10]}: the clone is partial or "
                "damaged. `git fsck` tells which; `git fetch --refetch` brings everything again."
            )
        yield from found


def _read(said: bytes) -> Iterator[tuple[Change, ...]]:
    """Yield what stands behind each commit: first its id, then a record and a path for each change."""
    words = iter(said.split(b"\0"))
    rows: list[Change] | None = None
    for word in words:
        if word.startswith(b":"):
            assert rows is not None, "git names the commit first"
            _, mode, _, blob, state = word.decode("ascii").split(" ")
            path = os.fsdecode(next(words))
            rows.append(Change(path, None if state == "D" else Entry(mode, blob)))
        elif word:
            if rows is not None:
                yield tuple(rows)
            rows = []
    if rows is not None:
        yield tuple(rows)
