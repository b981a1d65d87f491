"""
What a command costs: the CPU time of its whole family of processes, the time on the clock, and the most memory.

It needs Linux: processes whose parent has ended are adopted and counted as well, so that a tool cannot leave its work
to somebody who is not looked at, and the memory of a family is read from /proc.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from resource import struct_rusage
from typing import Final, NamedTuple

__all__ = ["Run", "run"]

_ADOPT: Final = 36  # PR_SET_CHILD_SUBREAPER
_SHELL: Final = 'exec 3<&0; { read -r go <&3; exec "$@" 3<&-; } >"$0" 2>&1 & echo $!'
"""Start a command in the background that waits for a line, say which process it is, and end."""
_APART: Final = 0.05
"""Seconds between two looks at the memory, at least."""


class Run(NamedTuple):
    """What one command took."""

    seconds: float
    """Of the CPU, user and system, of all its processes."""
    wall: float
    """Seconds on the clock until the command returned."""
    mebibytes: float
    """Resident at most: of the largest process, or of all together where they were seen at once."""


def run(command: Sequence[str | Path], folder: Path, report: Path, environment: Mapping[str, str]) -> Run:
    """
    Run a command in a folder, with its output in the file `report`.

    Ends the program where the command ends with another code than 0 or 1, which linters say. Waits for all children of
    this process.

    A shell starts the command and ends before it begins: a process remembers the memory of the one that it was forked
    from as its own, and a shell is smaller than this interpreter.
    """
    if sys.platform != "linux":
        sys.exit("the benchmarks need Linux: elsewhere nobody counts processes that outlive their parent")
    ctypes.CDLL(None).prctl(_ADOPT, 1, 0, 0, 0)
    main, go = _ready(["/bin/sh", "-c", _SHELL, str(report), *map(str, command)], folder, environment)
    watch = _Watch()
    watch.start()
    began = time.perf_counter()
    os.write(go, b"\n")
    os.close(go)
    try:
        ended = [(pid, status, used, time.perf_counter()) for pid, status, used in _ended()]
    except BaseException:
        os.kill(main, signal.SIGTERM)
        raise
    finally:
        watch.over.set()
    watch.join()
    ((code, wall),) = [(os.waitstatus_to_exitcode(status), at - began) for pid, status, _, at in ended if pid == main]
    if code not in (0, 1):
        said = report.read_text(encoding="utf-8", errors="replace")
        sys.exit(f"{' '.join(map(str, command))} ended with {code}:\n{said[-4000:]}")
    seconds = sum(used.ru_utime + used.ru_stime for _, _, used, _ in ended)
    return Run(seconds, wall, max(watch.mebibytes, *(used.ru_maxrss / 2**10 for _, _, used, _ in ended)))


def _ready(starter: list[str], folder: Path, environment: Mapping[str, str]) -> tuple[int, int]:
    """Return the process that waits, and the descriptor that takes the line that it waits for."""
    waiting, go = os.pipe()
    done = subprocess.run(starter, cwd=folder, env=environment, stdin=waiting, stdout=subprocess.PIPE, check=True)
    os.close(waiting)
    return int(done.stdout), go


def _ended() -> Iterator[tuple[int, int, struct_rusage]]:
    """Yield each of our children as it ends, until there is none."""
    while True:
        try:
            yield os.wait4(-1, 0)
        except ChildProcessError:
            return


class _Watch(threading.Thread):
    """Looks now and then how much memory all our children have, and remembers the most."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.over = threading.Event()
        self.mebibytes = 0.0

    def run(self) -> None:
        """Look until it is over. A look at much memory takes long, and holds up who uses it: look seldom then."""
        pause = _APART
        while not self.over.wait(pause):
            began = time.perf_counter()
            family = [*_children(os.getpid())]
            if len(family) > 1:  # of a single process, the system remembers the most by itself
                self.mebibytes = max(self.mebibytes, sum(map(_share, family)))
            pause = max(_APART, 20 * (time.perf_counter() - began))


def _children(pid: int) -> Iterator[int]:
    """Yield what descends from a process; what ends meanwhile may be missing."""
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found = [int(child) for child in task.read_text(encoding="ascii").split()]
        except OSError:
            continue
        for child in found:
            yield child
            yield from _children(child)


def _share(pid: int) -> float:
    """Return the MiB of a process; a page that several have is divided among them."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 2**10
