"""Code that is written anew: each file whole, or as it was, and only where it is still what was judged."""

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from archlint.report import Rewrite

__all__ = ["rewrite"]


class _Left(Exception):
    """A file is left as it is. The one argument says why."""


def rewrite(root: Path, rewrites: Iterable[Rewrite]) -> dict[str, str]:
    """
    Write files below a folder, and return why some of them were left as they are, by path.

    Whoever looks meanwhile, and whatever stops it, finds each file as it was or as it is to be.
    """
    left = {}
    for one in rewrites:
        try:
            _replace(_real(root, one.path), one)
        except _Left as reason:
            left[one.path] = str(reason)
        except OSError as error:
            left[one.path] = (error.strerror or type(error).__name__).lower()
    return left


def _real(root: Path, path: str) -> Path:
    """Return the file that a path leads to; a link is followed as long as it stays in the folder."""
    top, real = Path(os.path.realpath(root)), Path(os.path.realpath(root / path))
    if not real.is_relative_to(top):
        raise _Left(f"it is a link that leads out of {root}, to {real}")
    return real


def _replace(file: Path, one: Rewrite) -> None:
    import tempfile  # most runs write no file

    mode = file.stat().st_mode
    if not stat.S_ISREG(mode):
        raise _Left("it is no regular file any more")
    if not mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(file, os.W_OK):
        raise _Left("it is read-only")
    # Beside the file: only within one file system is a move all or nothing.
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=".tmp")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(one.after)
            stream.flush()
            os.fsync(stream.fileno())
        beside.chmod(stat.S_IMODE(mode))
        if file.read_bytes() != one.before:
            raise _Left("it has changed since it was judged: run `archlint fix` again")
        beside.replace(file)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
