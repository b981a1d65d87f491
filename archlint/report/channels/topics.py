"""The topics in words, one a line, by the framework that carries them."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from archlint.report.channels.rows import Row
from archlint.report.phrases import counted
from archlint.report.terminal import Paint
from archlint.settings import visible

__all__ = ["topics"]

_LONGEST: Final = 60
_NOTHING: Final = "No topic is published or subscribed to, by any framework that archlint has a pack for."


def topics(answer: Row, paint: Paint) -> Iterator[str]:
    """Yield a title for each channel, and a line for each of its topics with how many sites are on either end."""
    rows: Sequence[Row] = answer["topics"]
    if not rows:
        yield _NOTHING
        return
    longest = min(_LONGEST, max(len(visible(row["topic"])) for row in rows))
    for number, ((channel, tried), group) in enumerate(groupby(rows, lambda row: (str(row["channel"]), row["tried"]))):
        yield from [""] if number else []
        yield paint("headline", visible(channel)) + ("" if tried else " (a pack that is less tried)")
        yield from (_line(row, longest, paint) for row in group)
    if any(sum(row["by_pattern"].values()) for row in rows):
        yield ""
        yield "+ counts places more whose topic may be this one: patterns, and what takes every topic."


def _line(row: Row, longest: int, paint: Paint) -> str:
    cells = [_end(row, "publishers", "publisher"), _end(row, "subscribers", "subscriber")]
    marks = paint("warning", _mark(row))
    line = f"  {visible(row['topic']):<{longest}}  {cells[0]:<25}  {cells[1]:<25}  {marks}"
    return line.rstrip()


def _end(row: Row, role: str, noun: str) -> str:
    """Return "2 publishers", "1 publisher +2", where two more may be meant, or "no publisher"."""
    count, more = len(row[role]), row["by_pattern"][role]
    plain = counted(count, noun) if count else f"no {noun}"
    return f"{plain} +{more:,}" if more else plain


def _mark(row: Row) -> str:
    if row["dynamic"]:
        return "dynamic"
    return f"orphan: no {row['orphan'][:-1]}" if row["orphan"] else ""
