"""What goes on, for a person who waits at a terminal: one line on stderr, which is gone when the work is done."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from time import monotonic
from typing import TYPE_CHECKING, Final, TextIO

from archlint import report
from archlint.settings import Course, Request

if TYPE_CHECKING:
    from archlint.report import Report

__all__ = ["awaited"]

_PATIENCE: Final = 0.5
"""Seconds in which nobody wonders."""
_BEAT: Final = 0.2
_BAR: Final = 20
"""Signs of a bar."""
_WORK: Final = {
    "source": "Reading imports",
    "graph": "Drawing the graph",
    "rulebook": "Judging",
    "verdict": "Judging",
    "report": "Writing the report",
}


def awaited(request: Request, *, quiet: bool = False) -> Report:
    """Return the report, and show what goes on where somebody waits for it."""
    if quiet or not _watched(sys.stderr):
        return report.write(request)
    course = request.course or Course()
    with _shown(course, sys.stderr):
        return report.write(request._replace(course=course))


def _watched(stream: TextIO | None) -> bool:
    """Return whether a person sees the stream now: in CI and in hooks others keep it for later."""
    alone = not (os.environ.get("CI") or os.environ.get("PRE_COMMIT")) and os.environ.get("TERM") != "dumb"
    return alone and stream is not None and stream.isatty()


@contextmanager
def _shown(course: Course, stream: TextIO) -> Iterator[None]:
    from threading import Event, Thread

    done = Event()
    line = Thread(target=_show, args=(course, stream, done.wait), daemon=True)
    line.start()
    try:
        yield
    finally:
        done.set()
        line.join()


def _show(course: Course, stream: TextIO, wait: Callable[[float], bool]) -> None:
    """Write the line again and again until the work is done, then erase it."""
    started = monotonic()
    widest = 0
    ended = wait(_PATIENCE)
    with suppress(OSError):
        while not ended:
            line = _line(course, monotonic() - started)
            widest = max(widest, len(line))
            stream.write(f"\r{line:<{widest}}")
            stream.flush()
            ended = wait(_BEAT)
        stream.write(f"\r{'':<{widest}}\r" if widest else "")
        stream.flush()


def _line(course: Course, seconds: float) -> str:
    """Return what goes on; of what is counted also how far it is, how fast it goes and how long it will take."""
    room, task = course.rooms[-1:], course.task  # one look at each: the other thread may change them at any time
    if task is None:
        return f"{_WORK[room[0]] if room else 'Starting'}  {seconds:.0f} s"
    what, done, of, began = task
    rate = done / max(monotonic() - began, _BEAT)
    left = f", {_time((of - done) / rate)} left" if rate else ""
    filled = _BAR * done // max(of, 1)
    return f"{what} [{'#' * filled}{' ' * (_BAR - filled)}] {done:,} of {of:,}, {rate:,.0f} a second{left}"


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
