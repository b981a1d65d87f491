"""Work shared among processes: forked, heard in turns, and ended with whoever listens."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final, NoReturn

from archlint.startup import NamedTuple

__all__ = ["forked", "usable_cpus"]

_NUMBER: Final = 8
"""Bytes of a number before each message: its length."""
_QUOTA: Final = Path("/sys/fs/cgroup/cpu.max")
"""Where a container sees how much of its CPUs it may use (control groups, version 2)."""

Work = Callable[[], Iterable[bytes]]


class _Process(NamedTuple):
    pid: int
    said: BinaryIO


def forked(works: Sequence[Work]) -> Iterator[bytes]:
    """
    Yield the messages of works that are done at the same time, each in a process of its own: one of each in turns.

    A process that fails, is killed, or cannot be started says no more, and nobody is told: who needs all messages has
    to see which are missing. No process outlives the iterator; one whose reader is killed ends with its next message.
    No message may be empty. The works may start threads and processes; what they print is lost.
    """
    running: list[_Process] = []
    try:
        # What a machine has no room for is left to the caller.
        with suppress(OSError):
            for work in works:
                running.append(_started(work, running))
        while running:
            for process in running[:]:
                if message := _message(process.said):
                    yield message
                else:
                    running.remove(process)
                    _end(process, at_work=False)
    finally:
        for process in running:
            _end(process, at_work=True)


def usable_cpus() -> int:
    """Return how many CPUs this process may keep busy: those it may run on, less what its control group withholds."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        quota, period = _QUOTA.read_text(encoding="ascii").split()
        return max(1, min(allowed, int(quota) // int(period)))
    except (OSError, ValueError):
        # Nobody withholds any: the file is absent, or says "max".
        return allowed


def _started(work: Work, others: Sequence[_Process]) -> _Process:
    hear, say = os.pipe()
    try:
        pid = os.fork()
    except OSError:
        os.close(hear)
        os.close(say)
        raise
    if not pid:
        _run(work, say, [hear, *(other.said.fileno() for other in others)])
    os.close(say)
    return _Process(pid, os.fdopen(hear, "rb"))


def _run(work: Work, say: int, unwanted: Iterable[int]) -> NoReturn:
    """Be the process. Whatever happens, nothing of the one that it was forked from is run, flushed or printed."""
    import signal

    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        # Who waits for the end of our output shall not wait for this process.
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nothing, stream)
        # As long as somebody holds the reading end, nobody can tell that its reader is gone.
        for end in unwanted:
            os.close(end)
        with os.fdopen(say, "wb") as said:
            for message in work():
                said.write(len(message).to_bytes(_NUMBER) + message)
                said.flush()
    finally:
        os._exit(0)


def _message(said: BinaryIO) -> bytes:
    """Return the next message; b"" where there is none, or only a part of one."""
    length = int.from_bytes(said.read(_NUMBER))
    message = said.read(length)
    return message if len(message) == length else b""


def _end(process: _Process, *, at_work: bool) -> None:
    import signal

    process.said.close()
    if at_work:
        with suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGKILL)
    with suppress(ChildProcessError):
        os.waitpid(process.pid, 0)
