"""Choose how metrics are told."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from archlint.report.metrics.codebase import codebase
from archlint.report.metrics.component import component
from archlint.report.metrics.table import table
from archlint.report.terminal import Paint
from archlint.settings import Request, visible
from archlint.verdict import Verdict

__all__ = ["render"]

_FEW = 10


def render(verdict: Verdict, request: Request, format_: str) -> str:
    """Return the metrics as text, as json by metrics-1.schema.json, or as csv; with a line end at the end."""
    answer = verdict.answer
    if format_ == "json":
        return json.dumps({"schema": 1, **answer}, indent=2) + "\n"
    if not answer.get("known", True):
        return "".join(f"{line}\n" for line in _unknown(answer))
    if format_ == "csv":
        return table(answer)
    tell = codebase if answer["about"] == "codebase" else component
    return "".join(f"{line}\n" for line in tell(answer, request.limit, Paint(request.color)))


def _unknown(answer: Any) -> Iterator[str]:
    near, names = answer["near"], answer["components"]
    guess = f"; did you mean `{visible(near)}`?" if near else ""
    yield f"error: no component is called `{visible(answer['unknown'])}`{guess}"
    yield f"  = help: there {_there_is(names)}"


def _there_is(names: Sequence[str]) -> str:
    if not names:
        return "is none: no module was read"
    left = len(names) - _FEW
    told = ", ".join(visible(name) for name in names[:_FEW])
    return f"{'is' if len(names) == 1 else 'are'} {told}" + (f" and {left:,} more" if left > 0 else "")
