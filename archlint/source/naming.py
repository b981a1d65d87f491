"""How the way to a file reads as a dotted name."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["dotted", "is_package"]

_PLAIN: Final = re.compile(r"[\w./-]*")
_SIGNS: Final = frozenset(" #*\\[]{}")
"""What parts the words of a baseline or of a pattern."""


def dotted(way: str) -> str:
    r"""
    Return the dotted name of a way down from a root, with "/" and without the file's suffix.

    What would break a line in two, or be taken for a sign of ours, stands there as Python would escape it; no import
    can say it anyway. The file `a b.py` is the module `a\x20b`. Different ways have different names, but for dots:
    `a.b` reads as `a/b`.
    """
    name = way if _PLAIN.fullmatch(way) else "".join(map(_sign, way))
    return name.replace("/", ".")


def is_package(path: str) -> bool:
    """Return whether a file is a package's own."""
    return path.endswith("__init__.py")


def _sign(one: str) -> str:
    if one in _SIGNS:
        return f"\\x{ord(one):02x}"
    return one if one.isprintable() else ascii(one)[1:-1]
