"""By what a file or a folder is known to be as it was, without a look into it."""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterable
from itertools import chain
from operator import attrgetter
from typing import Final

__all__ = ["FIELDS", "UNKNOWN", "Signature", "lasting", "leads_to", "signature", "signatures"]

Signature = tuple[int, ...]
"""Device, inode, size, and in ns the times of the last change of content and of anything at all."""
FIELDS: Final = 5
UNKNOWN: Final = (0,) * FIELDS
"""The signature of nothing: what bears it is looked into."""
_TELLING: Final = attrgetter("st_dev", "st_ino", "st_size", "st_mtime_ns", "st_ctime_ns")
_MASK: Final = 2**64 - 1
_TELLS_CHANGES: Final = os.name == "posix"
"""Elsewhere a file has a time of birth and none of its last change, which a rewrite could not set back."""


def signature(file: str) -> Signature:
    """Return the signature of what a path leads to; UNKNOWN where that is nothing."""
    try:
        about = os.stat(file)  # noqa: PTH116 - thousands of them
    except (OSError, ValueError):
        return UNKNOWN
    device, inode, size, *times = _TELLING(about)
    return device, inode, size, times[0] & _MASK, times[1] & _MASK


def signatures(files: Iterable[str]) -> array[int] | None:
    """Return the signatures of many, one after the other; None where one is gone, or older than time itself."""
    try:
        return array("Q", chain.from_iterable(map(_TELLING, map(os.stat, files))))
    except (OSError, OverflowError, ValueError):
        return None


def lasting(found: Signature, moment: tuple[int, int] | None) -> Signature:
    """
    Return a signature that was taken after a moment, if whatever happens later will change it; else UNKNOWN.

    The moment is a device and a time by its clock. What was changed before it and is changed again bears a later time;
    what was changed at the same time may be changed once more within it, as git has it with "racily clean" entries.
    """
    if moment is None or not _TELLS_CHANGES:
        return UNKNOWN
    device, now = moment
    return found if found[0] == device and found[3] < now and found[4] < now else UNKNOWN


def leads_to(link: str) -> str:
    """Return where a link leads, over others, and what kind of thing is there."""
    try:
        kind = os.stat(link).st_mode & 0o170000  # noqa: PTH116 - the same
    except (OSError, ValueError):
        kind = 0
    return f"{kind:o} {os.path.realpath(link)}"
