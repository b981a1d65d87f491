"""Which archlint and which Python are at work: what one of them found, another might not find."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from archlint import __version__

__all__ = ["edition"]


@cache
def edition() -> bytes:
    """
    Return what names this archlint on this Python, to be part of the key of whatever is kept.

    One that is installed is named by its version. In a checkout the code changes and the version does not, so size and
    time of each of its files count as well.
    """
    package = Path(__file__).parents[1]
    rules = package.parent / "rules"
    checkout = rules.is_dir() and not (package / "rules").is_dir()
    files = sorted(code for folder in (package, rules) for code in _code(folder)) if checkout else []
    return repr((__version__, sys.version_info[:2], sys.byteorder, files)).encode("utf-8", "surrogatepass")


def _code(folder: str | Path) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _code(entry.path)
            elif entry.name.endswith((".py", ".toml")):
                about = entry.stat()
                yield entry.path, about.st_size, about.st_mtime_ns
