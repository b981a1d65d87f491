"""Who wrote what: the commits behind lines and files, and who put a name to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from archlint.git.run import GitError, attempt, fed, run
from archlint.git.trees import INDEX, show, tip
from archlint.startup import NamedTuple

__all__ = ["Commit", "Introduction", "Lineage", "Revision", "commits", "introduced", "revision", "writers"]

_UNCOMMITTED: Final = re.compile(r"0+")
_NAMED: Final = ("Approved-by", "Reviewed-by")
"""Trailers of a commit message by which somebody approves of it."""
_ADDRESS: Final = re.compile(r"<([^<>]+)>")


class Commit(NamedTuple):
    """Who stands behind a commit, by e-mail address in small letters; the mailmap is not asked."""

    id: str
    author: str
    approvers: tuple[str, ...]
    """Those of its trailers Approved-by and Reviewed-by; a text without an address as it stands."""


class Revision(NamedTuple):
    """A commit, and when it was made."""

    id: str
    day: str
    """By its committer, as 2027-03-31."""


class Introduction(NamedTuple):
    """The commit that brought something in."""

    id: str
    day: str
    """By its author, as 2027-03-31."""
    subject: str


def revision(top: Path, tree: str) -> Revision | None:
    """Return the commit of a tree; for the disk and the index that is HEAD. None before the first one."""
    said = attempt(top, "log", "-1", "--format=%H %cs", tip(tree))
    return Revision(*said.decode().split()) if said else None


def writers(top: Path, tree: str, path: str, spans: Sequence[tuple[int, int]]) -> frozenset[str] | None:
    """
    Return the ids of the commits that last changed lines of a file, "" for lines that are in no commit yet.

    `spans` are first and last lines; `tree` is "" for the disk, ":index", or a revision. None where git does not know
    the file. Raises GitError where the history ends too early to say.
    """
    ranges = [f"-L{first},{last}" for first, last in spans]
    if tree == INDEX:
        staged = show(top, tree, path) or b""
        said = fed(top, staged, "blame", "--porcelain", *ranges, "--contents", "-", "--", path)
    else:
        said = attempt(top, "blame", "--porcelain", *ranges, *filter(None, [tree]), "--", path)
    if said is None:
        return None
    heads = re.findall(rb"^([0-9a-f]{40,64}) \d+ \d+", said, re.MULTILINE)
    ids = {"" if _UNCOMMITTED.fullmatch(id_) else id_ for id_ in map(bytes.decode, heads)}
    _refuse_shallow(top, ids)
    return frozenset(ids)


class Lineage:
    """The commits that changed a file, from a tree backwards."""

    def __init__(self, top: Path, tree: str, path: str) -> None:
        """Ask git; for the disk and the index the tree is that of HEAD. Before the first commit there are none."""
        self._top, self._path = top, path
        said = attempt(top, "log", "--topo-order", "--parents", "--format=%H %P", tip(tree), "--", path) or b""
        rows = [line.split() for line in said.decode().splitlines()]
        self.newest = rows[0][0] if rows else ""
        """The one that left the file as the tree has it; "" where it was in no commit."""
        self._before = {id_: tuple(parents) for id_, *parents in rows}

    def before(self, id_: str) -> tuple[str, ...]:
        """Return those that changed it last before one of them: several before a merge. Raises GitError if unknown."""
        _refuse_shallow(self._top, {id_})
        return self._before.get(id_, ())

    def content(self, id_: str) -> bytes | None:
        """Return what the file held after one of them; None where that one deleted it."""
        return attempt(self._top, "cat-file", "blob", f"{id_}:{self._path}")


def commits(top: Path, ids: Iterable[str]) -> tuple[Commit, ...]:
    """Return who stands behind commits."""
    wanted = sorted(ids)
    if not wanted:
        return ()
    named = "%x01".join(f"%(trailers:key={key},valueonly,separator=%x01)" for key in _NAMED)
    said = run(top, "log", "--no-walk=unsorted", "-z", f"--format=%H%x02%ae%x02{named}", *wanted)
    rows = (row.split("\2") for row in said.decode("utf-8", "replace").split("\0") if row.strip())
    return tuple(
        Commit(id_.strip(), author.lower(), tuple(_address(one) for one in names.split("\1") if one.strip()))
        for id_, author, names in rows
    )


def _address(trailer: str) -> str:
    """Return the e-mail address of a trailer, else all of it: perhaps it names somebody by a handle."""
    found = _ADDRESS.search(trailer)
    return (found[1] if found else trailer).strip().lower()


def _refuse_shallow(top: Path, ids: Iterable[str]) -> None:
    """Raise GitError where one of the commits is the last that a shallow clone has: it seems to have written all."""
    if attempt(top, "rev-parse", "--is-shallow-repository") != b"true\n":
        return
    file = top / run(top, "rev-parse", "--git-path", "shallow").decode().strip()
    last = set(ids) & set(file.read_text(encoding="ascii").split())
    # The very first commit of a repository may stand in that list as well.
    if any(b"\nparent " in run(top, "cat-file", "commit", id_).partition(b"\n\n")[0] for id_ in last):
        raise GitError(
            "this clone is shallow and holds too few commits to say who wrote an import and who approved of its "
            "waiver. `git fetch --unshallow` brings the others (in GitHub Actions: `fetch-depth: 0` at "
            "actions/checkout)."
        )


def introduced(top: Path, path: str, text: str) -> Introduction | None:
    """
    Return the commit that first brought a text into a file, under the name that the file has; None where nobody knows.

    That is the oldest one that changed how often the text stands there, as the history of HEAD tells it. What a
    shallow clone has as its last commit may have brought nothing.
    """
    asked = "log", "--reverse", "--format=%H%x00%as%x00%s", f"-S{text}", "HEAD", "--", path
    said = attempt(top, *asked)
    first = said.decode("utf-8", "replace").partition("\n")[0] if said else ""
    id_, _, rest = first.partition("\0")
    day, _, subject = rest.partition("\0")
    if not id_:
        return None
    try:
        _refuse_shallow(top, {id_})
    except GitError:
        return None
    return Introduction(id_, day, subject)
