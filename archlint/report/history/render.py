"""A history in words."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from archlint.report.history.charts import over_time, sparkline
from archlint.report.history.document import document
from archlint.report.metrics.lines import limited
from archlint.report.phrases import agreeing, counted
from archlint.report.place import place
from archlint.report.terminal import Paint
from archlint.settings import Request, visible
from archlint.verdict import Verdict

__all__ = ["render"]

Row = Mapping[str, Any]
_WIDTH: Final = 60
_SHORT: Final = 10
"""Digits of a commit that people read."""
_WORDS: Final = {"appeared": "+", "fixed": "-", "moved": "moved", "changed": "changed", "born": "born", "gone": "gone"}
_LEGEND: Final = "+ a violation came, - one is fixed; born and gone are components."


def render(verdict: Verdict, request: Request, format_: str) -> str:
    """Return it as text, or as json by history-1.schema.json; with a line end at the end."""
    answer = verdict.answer
    if format_ == "json":
        return json.dumps(document(answer), indent=2) + "\n"
    paint = Paint(request.color)
    parts = [_basis(answer), _charts(answer["points"], paint, blocks=request.blocks)]
    parts.append(_owners(answer, request.limit, paint) if request.subject else _events(answer, request.limit, paint))
    parts.append(iter([f"note: {visible(one)}" for one in answer["notes"]]))
    return "\n\n".join(text for part in parts if (text := "\n".join(part))) + "\n"


def _basis(answer: Row) -> Iterator[str]:
    """Say what the history is one of."""
    points = answer["points"]
    if not points:
        yield f"There is no commit since {answer['since']}."
        return
    count = counted(answer["commits"], "commit")
    how = {"commit": "", "week": ", the last of each week", "tag": ", those with a tag"}[answer["every"]]
    span = f"from {points[0]['date']} to {points[-1]['date']}"
    yield f"{count} {span}{how}, by the rules of today; a merge is one step."
    if answer["unjudged"]:
        count, were = counted(answer["unjudged"], "commit"), agreeing(answer["unjudged"], "was", "were")
        yield f"{count} of them {were} not judged: the rules do not fit the code of then."


def _charts(points: Sequence[Row], paint: Paint, *, blocks: bool) -> Iterator[str]:
    """Yield a line for each number: what it was, and what it is."""
    names = list(dict.fromkeys(name for point in points for name in point["numbers"]))
    longest = max(map(len, map(_label, names)), default=0)
    shown = over_time([point["date"] for point in points], _WIDTH) if points else []
    for name in names:
        values = [point["numbers"].get(name, 0) for point in points]
        chart = sparkline([values[at] for at in shown], blocks=blocks)
        was, now, most = f"{values[0]:,}", f"{values[-1]:,}", f"{max(values):,}"
        yield f"{paint('label', f'{_label(name):<{longest}}')}  {chart}  {was} -> {now}, at most {most}"


def _label(name: str) -> str:
    return f"  {name.removeprefix('kind ')}" if name.startswith("kind ") else name


def _events(answer: Row, limit: int, paint: Paint) -> Iterator[str]:
    """Yield what has happened, the newest first."""
    events = answer["events"][::-1]
    if not events:
        return
    yield paint("headline", "What has happened, the newest first")
    yield from limited([_event(one) for one in events], limit, "events")
    yield f"  {_LEGEND}"


def _event(one: Row) -> str:
    what = one.get("violation") or one.get("component", "")
    text = f"{visible(what)} -> {visible(one['to'])}" if "to" in one else visible(what)
    return f"  {one['date']}  {one['commit'][:_SHORT]}  {_WORDS[one['event']]:<7}  {text}"


def _owners(answer: Row, limit: int, paint: Paint) -> Iterator[str]:
    """Yield who brought in what stands, the newest first."""
    standing = answer["violations"]
    if not standing:
        yield "No violation stands."
        return
    yield paint("headline", "Who brought in what stands, the newest first")
    yield from limited([_owner(one) for one in standing], limit, "violations")
    if not all(one["known"] for one in standing):
        yield "  <= before the first commit that was judged"


def _owner(one: Row) -> str:
    sign = "  " if one["known"] else "<="
    where = place(one["path"], one["line"])
    return f"  {one['date']} {sign} {one['commit'][:_SHORT]}  {visible(one['violation'])} ({where})"
