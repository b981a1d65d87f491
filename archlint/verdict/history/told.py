"""What a log tells, as plain values: points of a line, events, and who brought in what stands today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from archlint.settings import Request
from archlint.verdict.history.events import Replay, plain
from archlint.verdict.history.log import Record

__all__ = ["thinned", "told"]

Row = dict[str, Any]


def told(request: Request, records: Sequence[Record], notes: Sequence[str]) -> Row:
    """
    Return the history that some records tell, from the day on that is asked for.

    A point stands for each commit that something has changed at, for the first and for the last one.
    """
    since = request.since
    shown = [at for at, one in enumerate(records) if one.day >= since] if since else range(len(records))
    first = shown[0] if shown else len(records)
    replay, points, events = Replay(), list[Row](), list[Row]()
    for at, record in enumerate(records):
        replay.take(record)
        if at < first:
            continue
        if at in (first, len(records) - 1) or record.numbers or record.events:
            points.append(_point(record, replay.numbers, begins=at == 0))
        # What stood there when the log begins has not happened then.
        events += [] if at == 0 and record.earlier else _events(record)
    return {
        "every": request.every,
        "since": since,
        "commits": len(records) - first,
        "begins": records[0].day if records else "",
        "complete": bool(records) and not records[0].earlier,
        "unjudged": sum(bool(one.unjudged) for one in records[first:]),
        "points": points,
        "events": events,
        "violations": list(_standing(replay)),
        "components": sorted(replay.components),
        "notes": list(notes),
    }


def _point(record: Record, numbers: Mapping[str, int], *, begins: bool) -> Row:
    counts = Counter(event["event"] for event in record.events)
    came = 0 if begins and record.earlier else counts["appeared"]
    return {
        "commit": record.commit,
        "date": record.day,
        "subject": record.subject,
        "numbers": dict(numbers),
        "new": came,
        "fixed": counts["fixed"],
    }


def _events(record: Record) -> Iterator[Row]:
    for event in record.events:
        yield {"commit": record.commit, "date": record.day, "subject": record.subject, **event}


def _standing(replay: Replay) -> Iterator[Row]:
    """Yield the violations that stand, those that came last first."""
    order = {name: at for at, name in enumerate(replay.violations)}
    newest = sorted(replay.violations.items(), key=lambda one: (one[1].day, order[one[0]]), reverse=True)
    for name, one in newest:
        yield {
            "violation": name,
            **plain(one.seen),
            "commit": one.commit,
            "date": one.day,
            "subject": one.subject,
            "known": one.known,
        }


def thinned(points: Sequence[Row], most: int) -> list[Row]:
    """Return so many points at most, the first and the last among them, that still tell of all that came and went."""
    if len(points) <= most:
        return list(points)
    found = [points[0]]
    inner, parts = points[1:], most - 1
    for part in range(parts):
        some = inner[part * len(inner) // parts : (part + 1) * len(inner) // parts]
        sums = {key: sum(one[key] for one in some) for key in ("new", "fixed")}
        found.append({**some[-1], **sums})
    return found
