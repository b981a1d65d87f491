"""A file of lines that only grows: what has happened, one thing a line, each written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Self

__all__ = ["Journal", "Taken"]


class Taken(Exception):
    """Another run writes into the same journal. Its one argument is the file."""


class Journal:
    """
    Lines in a file, for one writer at a time.

    Whoever is killed while it writes leaves lines behind that are whole, and perhaps a part of one, which is cut off
    when the journal is opened again. Lines hold no line feed. Without a file nothing is kept, and nothing is there.
    """

    def __init__(self, file: Path | None) -> None:
        """Open the file, and make it where there is none. Raises Taken, and OSError where it cannot be written."""
        self._stream = _opened(file) if file else None
        self.lines = _whole(self._stream) if self._stream else []
        """What it holds."""

    @staticmethod
    def seen(file: Path) -> list[bytes]:
        """Return the whole lines of a journal, also while another run is at work on it; none where there is none."""
        try:
            return file.read_bytes().split(b"\n")[:-1]
        except OSError:
            return []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._stream:
            self._stream.close()

    def keep(self, count: int) -> None:
        """Keep the first so many lines alone."""
        size = sum(len(line) + 1 for line in self.lines[:count])
        del self.lines[count:]
        if self._stream:
            self._stream.truncate(size)
            self._stream.seek(size)
            self._settle()

    def add(self, lines: Sequence[bytes]) -> None:
        """Put lines at the end. When it returns, they are on the disk."""
        self.lines += lines
        if self._stream and lines:
            self._stream.write(b"".join(line + b"\n" for line in lines))
            self._settle()

    def _settle(self) -> None:
        assert self._stream, "who has no file settles nothing"
        self._stream.flush()
        with suppress(OSError):  # some file systems have no way to tell
            os.fsync(self._stream.fileno())


def _opened(file: Path) -> BinaryIO:
    stream = file.open("r+b" if file.exists() else "x+b")
    try:
        _lock(stream)
    except OSError:
        stream.close()
        raise Taken(file) from None
    return stream


def _lock(stream: BinaryIO) -> None:
    """
    Hold the file until it is closed, or the process has ended; OSError where somebody holds it.

    Processes that are forked from this one do not hold it: they may outlive it for a moment.
    """
    try:
        from fcntl import LOCK_EX, LOCK_NB, lockf
    except ImportError:  # Windows does not let two write into one file unless both ask for it
        return
    lockf(stream, LOCK_EX | LOCK_NB)


def _whole(stream: BinaryIO) -> list[bytes]:
    """Return the lines of a file, and cut off what is no whole line."""
    content = stream.read()
    lines = content.split(b"\n")
    if part := lines.pop():
        stream.truncate(len(content) - len(part))
    stream.seek(len(content) - len(part))
    return lines
