"""Which commits a history goes over."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from itertools import pairwise

from archlint.git import Moment

__all__ = ["beginning", "chosen"]


def beginning(line: Sequence[Moment], since: str) -> int:
    """Return where in a line to begin, so that all from a day on is told: at the last commit before that day."""
    first = next((at for at, one in enumerate(line) if one.day >= since), len(line) - 1) if since else 0
    return max(first - 1, 0)


def chosen(line: Sequence[Moment], every: str, tags: Collection[str]) -> tuple[Moment, ...]:
    """
    Return the commits of a line to be judged: the first and the last in any case.

    Of those between them all, the last of each week, or those that have a tag.
    """
    if every == "commit":
        return tuple(line)
    if every == "tag":
        inner = [one for one in line[1:-1] if one.commit in tags]
    else:
        inner = [one for one, after in pairwise(line[1:]) if _week(one) != _week(after)]
    return tuple(dict.fromkeys([line[0], *inner, line[-1]]))


def _week(one: Moment) -> tuple[int, int]:
    """Return the year and the week of a commit, by UTC."""
    year, week, _ = datetime.fromtimestamp(one.time, UTC).isocalendar()
    return year, week
