"""What stands in files, by the ids that git has for it."""

from __future__ import annotations

import os
import stat
from collections.abc import Generator, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from archlint.git.run import ABSENT, GitError, attempt, command, environment
from archlint.git.surroundings import variables

if TYPE_CHECKING:
    from subprocess import Popen

__all__ = ["blob_at", "blob_id", "blobs", "in_work_tree"]

_FLAGS: Final = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
"""Opening a pipe that nobody writes to would wait for a writer for ever."""
_LARGEST: Final = 1 << 24
"""Larger files of the work tree are not read to see what they are."""
_SHA1: Final = 40
"""Digits of an id, unless a repository is one of the newer kind."""


def blob_id(content: bytes, like: str) -> str:
    """Return the id of git for the bytes of a file, in hex, by the kind of hash that another id is of."""
    from hashlib import sha1, sha256

    hash_ = sha1 if len(like) == _SHA1 else sha256
    digest = hash_(b"blob %d\0" % len(content), usedforsecurity=False)
    digest.update(content)
    return digest.hexdigest()


def in_work_tree(top: Path, path: str, id_: str) -> bytes | None:
    """Return the bytes of a file in the work tree, if they are those of a blob: git need not be asked for them."""
    try:
        descriptor = os.open(f"{top}/{path}", _FLAGS)
    except OSError:
        return None
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or status.st_size > _LARGEST:
            return None
        content = os.read(descriptor, status.st_size)
    except OSError:
        return None
    finally:
        os.close(descriptor)
    return content if blob_id(content, id_) == id_ else None


def blob_at(top: Path, path: str, id_: str) -> bytes:
    """Return the bytes of a blob that a tree has at a path; git is asked where the work tree has others there."""
    content = in_work_tree(top, path, id_)
    return dict(blobs(top, (id_,)))[id_] if content is None else content


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
