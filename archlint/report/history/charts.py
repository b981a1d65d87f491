"""Small charts of one line, each from its own lowest to its own highest value."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from itertools import accumulate
from typing import Final

__all__ = ["over_time", "sparkline"]

_BLOCKS: Final = "▁▂▃▄▅▆▇█"
_SIGNS: Final = "_.-~=+*#"
"""The same in ASCII."""


def over_time(days: Sequence[str], width: int) -> list[int]:
    """
    Return for each of so many equal spans of time the position of the last of some days in it, or before it.

    The days ascend, but for clocks that were wrong. Where all of it is shorter than `width` days, a span is a day.
    """
    numbers = [date.fromisoformat(day).toordinal() for day in days]
    first, last = numbers[0], max(numbers)
    highest = list(accumulate(numbers, max))
    count = min(width, last - first + 1)
    ends = (first + (last - first) * (part + 1) // count if count > 1 else last for part in range(count))
    return [max(bisect_right(highest, end) - 1, 0) for end in ends]


def sparkline(values: Sequence[int], *, blocks: bool) -> str:
    """
    Return a sign for each value; the lowest value has the lowest one to itself.

    From zero up, a hundred violations that come to a thousand would be no step. What never changes is in the middle,
    and zero at the bottom.
    """
    signs = _BLOCKS if blocks else _SIGNS
    least, most, steps = min(values, default=0), max(values, default=0), len(signs) - 1
    if least == most:
        return signs[steps // 2 if most else 0] * len(values)
    return "".join(signs[-(-(value - least) * steps // (most - least))] for value in values)
