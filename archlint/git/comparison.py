"""Two trees side by side: where they parted, which files have moved from one to the other, which lines are others."""

from __future__ import annotations

import os
import posixpath
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from archlint.git.revisions import id_of, unknown, usable
from archlint.git.run import GitError, attempt, run
from archlint.git.state import head
from archlint.git.trees import EMPTY, INDEX, resolved, tip
from archlint.startup import NamedTuple

__all__ = ["Drift", "changed_lines", "copied", "cut_off", "drift", "last_change", "merge_base"]

_DIFF: Final = ("diff", "--no-color", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all", "--find-renames")
_MOST: Final = "-l3000"
"""So many files that came and went are compared by content: twice as many take four times as long."""
_HUNK: Final = re.compile(rb"^@@ -\S+ \+(\d+)(?:,(\d+))? @@")
Span = tuple[int, int]
"""The first and the last of some lines."""


class Drift(NamedTuple):
    """What has become of the files of one tree in another."""

    moved: Mapping[str, str]
    """Where files lie now, by where they lay: as git sees renames, and as most of a folder went."""
    gone: frozenset[str]
    """Files that are in the other tree no more, those that have moved included."""


def merge_base(top: Path, revision: str, tree: str) -> str:
    """
    Return the commit at which the tree's history left that of a revision: what the tree is to be compared with.

    The history of the disk and of the index is that of HEAD. Raises GitError where there is none, or where too little
    of it is here to say.
    """
    tip_of_tree = tip(tree)
    if revision == tip_of_tree == "HEAD" and (found := head(top)):
        return found.commit
    said = attempt(top, "merge-base", revision, tip_of_tree) if usable(revision) else None
    if said is None:
        raise GitError(_apart(top, revision, tip_of_tree))
    return said.decode().split("\n", 1)[0]


def _apart(top: Path, revision: str, head: str) -> str:
    """Return why two revisions have no commit in common."""
    for name in (revision, head):
        if not id_of(top, name, "commit"):
            return unknown(top, name)
    if attempt(top, "rev-parse", "--is-shallow-repository") == b"true\n":
        return (
            f"this clone is shallow and does not reach back to where `{head}` left `{revision}`, so there is nothing "
            "to compare with. `git fetch --unshallow` brings the rest (in GitHub Actions: `fetch-depth: 0` at "
            "actions/checkout; in GitLab: `GIT_DEPTH: 0`)."
        )
    return (
        f"`{revision}` and `{head}` have no commit in common, so there is nothing to compare with. "
        f"`git log --oneline {revision}` shows what it is."
    )


def drift(top: Path, base: str, tree: str) -> Drift:
    """Return what has become of the files of a commit in a tree: "" is the disk, ":index", or a revision."""
    moved, empty, gone, came = _sorted(_rows(top, base, tree, "--diff-filter=ADR"))
    along = _along(moved, gone, came)
    taken = {*along.values()}
    left = {old: new for old, new in empty.items() if old not in along and new not in taken}
    return Drift({**moved, **along, **left}, frozenset({*moved, *gone}))


def _rows(top: Path, base: str, tree: str, *words: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield what git says of files that differ: its letter, the blob before, the path, and that on the other side."""
    records = iter(run(top, *_DIFF, _MOST, "--raw", "-z", "--no-abbrev", *words, *_ends(top, base, tree)).split(b"\0"))
    for told in filter(None, records):
        _, _, before, _, state = told.decode("ascii").split(" ")
        path = os.fsdecode(next(records))
        yield state, before, path, os.fsdecode(next(records)) if state[0] in "CR" else ""


def _sorted(rows: Iterable[tuple[str, str, str, str]]) -> tuple[dict[str, str], dict[str, str], list[str], set[str]]:
    """
    Return what has moved, what git guesses of empty files, what is gone, and what is new.

    All empty files are alike: which became which is told better by where the others of their folder went.
    """
    moved: dict[str, str] = {}
    empty: dict[str, str] = {}
    gone: list[str] = []
    came: set[str] = set()
    for state, before, path, target in rows:
        if target and before not in EMPTY:
            moved[path] = target
        elif target:
            empty[path] = target
            gone.append(path)
            came.add(target)
        elif state == "D":
            gone.append(path)
        else:
            came.add(path)
    return moved, empty, gone, came


def copied(top: Path, base: str, tree: str) -> dict[str, str]:
    """
    Return where new files of a tree come from: by the path of a file of a commit that has changed, that of its copy.

    Of several copies it is the one that is most alike. A file that is gone has moved, and is none of these.
    """
    found: dict[str, tuple[int, str]] = {}
    for state, before, old, new in _rows(top, base, tree, "--find-copies", "--diff-filter=C"):
        if before not in EMPTY:
            found[old] = min(found.get(old, (0, new)), (-int(state[1:]), new))
    return {old: new for old, (_, new) in found.items()}


def _along(moved: Mapping[str, str], gone: Collection[str], came: Collection[str]) -> dict[str, str]:
    """Return where files went that git does not recognise, by where the others of their folder went."""
    went = _folders(moved)
    found: dict[str, str] = {}
    taken: set[str] = set()
    for path in gone:
        folder, name = posixpath.split(path)
        target = next((one for one in (posixpath.join(new, name) for new in went.get(folder, ())) if one in came), "")
        if target and target not in taken:
            found[path] = target
            taken.add(target)
    return found


def _folders(moved: Mapping[str, str]) -> dict[str, list[str]]:
    """Return for each folder those to which files of it went, the one that most went to first; so for what it is in."""
    votes: dict[str, Counter[str]] = {}
    for old, new in moved.items():
        here, there = posixpath.dirname(old), posixpath.dirname(new)
        while here != there:
            votes.setdefault(here, Counter())[there] += 1
            if not here or posixpath.basename(here) != posixpath.basename(there):
                break
            here, there = posixpath.dirname(here), posixpath.dirname(there)
    return {folder: [new for new, _ in sorted(count.items(), key=_most)] for folder, count in votes.items()}


def _most(vote: tuple[str, int]) -> tuple[int, str]:
    return -vote[1], vote[0]


def changed_lines(top: Path, base: str, tree: str) -> dict[str, list[Span]]:
    """
    Return the lines of a tree that a commit does not have, by path; of a new file all are.

    Of the disk it is only what git tracks.
    """
    words = (*_DIFF, _MOST, "--unified=0", "--src-prefix=a/", "--dst-prefix=b/")
    return dict(_spans(run(top, *words, *_ends(top, base, tree))))


def _spans(text: bytes) -> Iterator[tuple[str, list[Span]]]:
    path, spans, left = "", list[Span](), 0
    for line in text.split(b"\n"):
        if left and line[:1] in (b"+", b"-"):
            left -= 1  # a line of code, whatever it looks like
        elif line.startswith(b"diff --git "):
            if path:
                yield path, spans
            path, spans = "", []
        elif line.startswith(b"+++ b/"):
            path = os.fsdecode(line[6:].rstrip(b"\t"))
        elif found := _HUNK.match(line):
            first, count = int(found[1]), int(found[2] or 1)
            left = count + _removed(line)
            if count:
                spans.append((first, first + count - 1))
    if path:
        yield path, spans


def _removed(hunk: bytes) -> int:
    _, _, count = hunk.split(b" ", 2)[1].partition(b",")
    return int(count) if count else 1


def last_change(top: Path, tree: str, path: str) -> str:
    """Return the newest commit of a tree's history that changed a file; "" where none has."""
    return (attempt(top, "log", "-1", "--format=%H", tip(tree), "--", path) or b"").decode().strip()


def cut_off(top: Path, commit: str) -> bool:
    """Return whether a commit has parents that are not here, as at the edge of a shallow clone."""
    head = (attempt(top, "cat-file", "commit", commit) or b"").partition(b"\n\n")[0]
    return b"\nparent " in head and attempt(top, "log", "-1", "--format=%P", commit) == b"\n"


def _ends(top: Path, base: str, tree: str) -> tuple[str, ...]:
    if not tree:
        return (base,)
    return ("--cached", base) if tree == INDEX else (base, resolved(top, tree))
