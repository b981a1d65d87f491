"""One process of git, with less ado than `subprocess` makes, which takes longer to load than git takes to answer."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from archlint.startup import NamedTuple

__all__ = ["Ended", "ended"]

_STREAMS: Final = 2
"""Descriptors up to here are streams; a pipe that gets one, as its stream is closed, cannot be put in its place."""
_PIECE: Final = 1 << 16


class Ended(NamedTuple):
    """What has become of it."""

    code: int
    out: bytes
    err: bytes


def ended(folder: Path, words: Sequence[str], given: Mapping[str, str]) -> Ended:
    """Run git in a folder, with these variables and nothing to read. Raises OSError where it cannot be started."""
    if not hasattr(os, "posix_spawnp"):
        return _run(folder, words, given)
    pipes = [*os.pipe(), *os.pipe()]
    try:
        return _spawned(folder, words, given, pipes) if min(pipes) > _STREAMS else _run(folder, words, given)
    finally:
        for end in pipes:
            os.close(end)


def _run(folder: Path, words: Sequence[str], given: Mapping[str, str]) -> Ended:
    import subprocess

    done = subprocess.run(words, cwd=folder, env=given, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return Ended(done.returncode, done.stdout, done.stderr)


def _spawned(folder: Path, words: Sequence[str], given: Mapping[str, str], pipes: list[int]) -> Ended:
    """Do the same with pipes for both streams, whose ends are closed as soon as nobody needs them."""
    out, to_out, err, to_err = pipes
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_DUP2, to_out, 1),
        (os.POSIX_SPAWN_DUP2, to_err, 2),
    ]
    program, *rest = words
    process = os.posix_spawnp(program, [program, "-C", str(folder), *rest], given, file_actions=actions)
    try:
        for end in (to_out, to_err):
            os.close(end)
            pipes.remove(end)
        told = _read(out, err)
    finally:
        _, status = os.waitpid(process, 0)
    return Ended(os.waitstatus_to_exitcode(status), told[out], told[err])


def _read(*ends: int) -> dict[int, bytes]:
    """Return all that comes out of some pipes, whichever speaks first."""
    from select import POLLIN, poll

    told = dict.fromkeys(ends, b"")
    waiting = poll()
    for end in ends:
        waiting.register(end, POLLIN)
    left = set(ends)
    while left:
        for end, _ in waiting.poll():
            piece = os.read(end, _PIECE)
            told[end] += piece
            if not piece:
                waiting.unregister(end)
                left.discard(end)
    return told
