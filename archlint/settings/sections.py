"""Arrays and texts as one run of bytes, and back."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise

__all__ = ["joined", "numbers", "packed", "parts", "texts"]

_WIDE = "Q"
"""Type of the numbers that tell lengths."""
_BETWEEN = "\0"
"""Stands between texts."""


def joined(sections: Sequence[bytes]) -> list[bytes]:
    """Return what `parts` takes apart again: the number of sections and the length of each in front of them."""
    return [array(_WIDE, [len(sections), *map(len, sections)]).tobytes(), *sections]


def parts(data: memoryview) -> list[memoryview]:
    """Return the sections of what was joined. Raises ValueError for anything else."""
    width = array(_WIDE).itemsize
    count = int(numbers(_WIDE, data[:width])[0]) if len(data) >= width else -1
    start = width * (count + 1)
    if not 0 <= count <= len(data) // width:
        raise ValueError("these are no sections")
    ends = list(accumulate(numbers(_WIDE, data[width:start]), initial=start))
    if ends[-1] != len(data):
        raise ValueError("sections are missing")
    return [data[a:b] for a, b in pairwise(ends)]


def packed(values: Iterable[str]) -> bytes:
    """Return texts as bytes; any, also such as no encoding knows."""
    all_ = list(values)
    whole, lengths = _BETWEEN.join(all_), b""
    # What stands between texts tells where they end, and much faster than numbers do, unless it stands in one as well.
    if whole.count(_BETWEEN) >= max(len(all_), 1):
        whole, lengths = "".join(all_), array("I", map(len, all_)).tobytes()
    head = array(_WIDE, [len(all_), len(lengths)]).tobytes()
    return b"".join((head, lengths, whole.encode("utf-8", "surrogatepass")))


def texts(data: memoryview) -> list[str]:
    """Return the texts that were packed. Raises ValueError for anything else."""
    width = 2 * array(_WIDE).itemsize
    count, size = numbers(_WIDE, data[:width])
    whole = str(data[width + size :], "utf-8", "surrogatepass")
    if size:
        found = [whole[a:b] for a, b in pairwise(accumulate(numbers("I", data[width : width + size]), initial=0))]
    else:
        found = whole.split(_BETWEEN) if count else []
    if len(found) != count:
        raise ValueError("texts are missing")
    return found


def numbers(code: str, data: memoryview) -> array[int]:
    """Return numbers of a type as `array` names it."""
    found: array[int] = array(code)
    found.frombytes(data)
    return found
