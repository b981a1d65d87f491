"""What a tree holds: paths, modes and bytes, of the index or of a revision."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Generator, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from archlint.git.revisions import named
from archlint.git.run import ABSENT, GitError, attempt, command, environment, run
from archlint.git.state import head, index_beside
from archlint.git.surroundings import variables
from archlint.startup import NamedTuple

if TYPE_CHECKING:
    from subprocess import Popen

__all__ = [
    "EMPTY",
    "FILES",
    "INDEX",
    "LINK",
    "SUBMODULE",
    "Entry",
    "blobs",
    "held_of",
    "identity",
    "inside",
    "listing",
    "resolved",
    "show",
    "tip",
]

INDEX: Final = ":index"
"""The tree of what is staged."""
FILES: Final = frozenset({"100644", "100755"})
"""Modes of regular files and executables."""
LINK: Final = "120000"
"""Mode of a symbolic link; its blob is the text of the link."""
EMPTY: Final = frozenset(
    {
        "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
        "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813",
    }
)
"""Ids of a blob without bytes, by SHA-1 and by SHA-256."""
_ID: Final = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_MODE: Final = 6
"""So many digits has a mode."""
_RESOLVED: dict[tuple[Path, str], str] = {}
"""The trees of commits that were asked for by their whole id."""
_LISTED: dict[tuple[Path, str, bytes], Mapping[str, Entry]] = {}
"""The tree that was listed last, by its top, its name and its identity."""
SUBMODULE: Final = "160000"
"""Mode of a submodule; its id is a commit of another repository."""


class Entry(NamedTuple):
    """What stands at a path."""

    mode: str
    """One of FILES, LINK or SUBMODULE."""
    blob: str
    """Id of its bytes, in hex."""


def listing(top: Path, tree: str, identity: bytes = b"") -> Mapping[str, Entry]:
    """
    Return everything in a tree, by path, sorted. The tree is ":index" or a revision.

    For one that has an identity git is asked once, although several want to know.
    """
    if not identity:
        return _entries(top, tree, ())
    if (top, tree, identity) not in _LISTED:
        _LISTED.clear()
        _LISTED[top, tree, identity] = _entries(top, tree, ())
    return _LISTED[top, tree, identity]


def identity(top: Path, tree: str) -> bytes:
    """
    Return what names all that a tree holds, so that what was asked of it once need not be asked again; b"" if nothing.

    What is only announced in the index (see `_intended`) depends on HEAD too.
    """
    if tree != INDEX:
        return resolved(top, tree).encode()
    found = head(top)
    return index_beside(top, found, found.tree) if found else b""


def inside(top: Path, tree: str, folder: str) -> Mapping[str, Entry]:
    """Return everything below one folder of a tree, by path from the top, sorted; nothing where there is none."""
    return _entries(top, tree, (folder,))


def held_of(top: Path, tree: str, paths: tuple[str, ...]) -> frozenset[str]:
    """Return those of some paths at which a tree has something."""
    return frozenset(_held(top, tree, paths)).intersection(paths)


def _held(top: Path, tree: str, paths: tuple[str, ...]) -> Mapping[str, Entry]:
    """Return what a tree has at some paths, perhaps with what it has elsewhere."""
    if any(key[:2] == (top, tree) for key in _LISTED):
        listed = _LISTED.get((top, tree, identity(top, tree)))
        if listed is not None:
            return listed
    return _entries(top, tree, paths)


def show(top: Path, tree: str, path: str, *, links: int = 0) -> bytes | None:
    """
    Return the bytes of one file of a tree; None where there is no such file (a link or a submodule is none).

    So many `links` are followed, one after the other, as they stand in the tree. One that leads out leads nowhere.
    """
    entry = None if path.startswith(("/", "../")) else _held(top, tree, (path,)).get(path)
    if entry is None or entry.mode not in (FILES | {LINK} if links else FILES):
        return None
    content = dict(blobs(top, (entry.blob,)))[entry.blob]
    if entry.mode != LINK:
        return content
    target = posixpath.join(posixpath.dirname(path), os.fsdecode(content))
    return show(top, tree, posixpath.normpath(target), links=links - 1)


def blobs(top: Path, ids: Iterable[str]) -> Generator[tuple[str, bytes]]:
    """Yield each blob with its id, in the order of the ids. One git process, one blob in memory at a time."""
    asked = tuple(ids)
    if len(asked) == 1:
        content = attempt(top, "cat-file", "blob", asked[0])
        if content is None:
            raise _lost(asked[0])
        yield asked[0], content
        return
    if asked:
        yield from _many(top, asked)


def _many(top: Path, asked: tuple[str, ...]) -> Generator[tuple[str, bytes]]:
    import subprocess
    from threading import Thread

    try:
        process = subprocess.Popen(
            command(("cat-file", "--batch", "--buffer")),
            cwd=top,
            env=environment(variables(top)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except FileNotFoundError:
        raise GitError(ABSENT) from None
    # A thread asks while we read: with one thread both sides would wait for each other once both pipes are full.
    asking = Thread(target=_ask, args=(process, asked), daemon=True)
    asking.start()
    try:
        for blob in asked:
            yield blob, _answer(process, blob)
    finally:
        # Killed first: the thread may hang in a pipe that nobody reads any more.
        process.kill()
        process.wait()
        asking.join()
        _close(process)


def resolved(top: Path, revision: str) -> str:
    """Return the id of the revision's tree."""
    if not _ID.fullmatch(revision):  # another name may mean another tree in a moment
        return named(top, revision, "tree")
    if (top, revision) not in _RESOLVED:
        found = head(top)
        _RESOLVED[top, revision] = found.tree if found and found.commit == revision else named(top, revision, "tree")
    return _RESOLVED[top, revision]


def _entries(top: Path, tree: str, paths: tuple[str, ...]) -> dict[str, Entry]:
    if tree == INDEX:
        staged = _staged_entries(run(top, "ls-files", "--stage", "-z", "--", *paths))
        intended = _intended(top, staged)
        return {path: entry for path, entry in staged.items() if path not in intended} if intended else staged
    records = run(top, "ls-tree", "-r", "-z", "--full-tree", resolved(top, tree), "--", *paths).split(b"\0")
    entries = {}
    for record in records[:-1]:
        head, _, path = record.partition(b"\t")
        mode, _, blob = head.decode().split(" ")
        entries[os.fsdecode(path)] = Entry(mode, blob)
    return entries


def _staged_entries(output: bytes) -> dict[str, Entry]:
    records = os.fsdecode(output).split("\0")[:-1]
    start = records[0].index("\t") + 1 if records else 0  # mode, id and stage take as much room before each path
    paths = [record[start:] for record in records]
    modes, ids = [record[:_MODE] for record in records], [record[_MODE + 1 : start - 3] for record in records]
    made = partial(tuple.__new__, Entry)  # thousands of them, and the constructor is Python's
    entries: dict[str, Entry] = dict(zip(paths, map(made, zip(modes, ids, strict=True)), strict=True))
    unmerged = {path for path, record in zip(paths, records, strict=True) if record[start - 2] != "0"}
    if unmerged:
        first, more = min(unmerged), len(unmerged) - 1
        others = f" and {more} more" if more else ""
        raise GitError(
            f"the index holds a merge that is not finished: {first}{others} has conflicts. "
            "Resolve them and `git add` the files; `git status` lists them."
        )
    return entries


def _intended(top: Path, entries: Mapping[str, Entry]) -> frozenset[str]:
    """
    Return the paths of which the index knows only that they will be added (`git add --intent-to-add`).

    They stand there as empty files, and no commit would hold them. git says so in one place only: where it compares
    the index with HEAD, it takes them in or not, as it is told.
    """
    if EMPTY.isdisjoint(entry.blob for entry in entries.values()):
        return frozenset()
    added = ("diff", "--cached", "--name-only", "--no-renames", "--no-ext-diff", "--diff-filter=A", "-z")
    new = {os.fsdecode(path) for path in run(top, *added, "--ita-visible-in-index").split(b"\0") if path}
    empty = {path for path in new if path in entries and entries[path].blob in EMPTY}
    if not empty:
        return frozenset()
    real = {os.fsdecode(path) for path in run(top, *added, "--ita-invisible-in-index").split(b"\0")}
    return frozenset(empty - real)


def tip(tree: str) -> str:
    """Return the revision whose history is that of a tree: of the disk ("") and of the index it is HEAD."""
    return "HEAD" if tree in ("", INDEX) else tree


def _ask(process: Popen[bytes], ids: tuple[str, ...]) -> None:
    assert process.stdin is not None
    try:
        for blob in ids:
            process.stdin.write(blob.encode() + b"\n")
        process.stdin.close()
    except OSError:
        # git has ended, or nobody wants the rest.
        return


def _close(process: Popen[bytes]) -> None:
    """Close both pipes; what was not sent yet is lost on purpose."""
    from contextlib import suppress

    assert process.stdin is not None
    assert process.stdout is not None
    with suppress(OSError):
        process.stdin.close()
    process.stdout.close()


def _answer(process: Popen[bytes], blob: str) -> bytes:
    assert process.stdout is not None
    head = process.stdout.readline().split()
    if len(head) != 3 or head[1] != b"blob":
        raise _lost(blob)
    size = int(head[2])
    content = process.stdout.read(size + 1)
    if len(content) != size + 1:
        raise GitError(f"git ended in the middle of the content {blob}. `git fsck` tells whether the clone is damaged.")
    return content[:-1]


def _lost(blob: str) -> GitError:
    return GitError(
        f"git has lost the content {blob}, which its own tree names: the clone is partial or damaged. "
        "`git fsck` tells which; `git fetch --refetch` brings everything again."
    )
