"""By what a file or a folder is known to be as it was, without a look into it."""

from __future__ import annotations

import os
from typing import Final

__all__ = ["FIELDS", "UNKNOWN", "Signature", "lasting", "signature"]

Signature = tuple[int, ...]
"""Device, inode, size, and in ns the times of the last change of content and of anything at all."""
FIELDS: Final = 5
UNKNOWN: Final = (0,) * FIELDS
"""The signature of nothing: what bears it is looked into."""
_MASK: Final = 2**64 - 1
_TELLS_CHANGES: Final = os.name == "posix"
"""Elsewhere a file has a time of birth and none of its last change, which a rewrite could not set back."""


def signature(file: str) -> Signature:
    """Return the signature of what a path leads to; UNKNOWN where that is nothing."""
    try:
        about = os.stat(file)  # noqa: PTH116 - thousands of them
    except (OSError, ValueError):
        return UNKNOWN
    return (
        about.st_dev,
        about.st_ino,
        about.st_size,
        about.st_mtime_ns & _MASK,
        about.st_ctime_ns & _MASK,
    )


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
