"""Names that outsiders take from the inside of packages: what these should offer, by demand."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from archlint.report.phrases import counted, listed
from archlint.report.terminal import Paint
from archlint.settings import Request, visible
from archlint.verdict import Verdict

__all__ = ["render"]

_OTHERWISE: Final = {
    "offered": "{package} offers it already: `archlint fix` leads who takes it there",
    "unlisted": 'add "{name}" to the `__all__` of {where}',
    "incidental": "say in {where} that it is meant: `{line}`",
    "private": "it begins with an underscore: give it a name that others may use, or what they need instead",
    "submodule": "a module of {package} is called so: give one of the two another name",
    "no-init": "{package} has no `__init__.py` that could offer it",
}
Row = Mapping[str, Any]


def render(verdict: Verdict, request: Request, format_: str) -> str:
    """Return it as text for people, no longer than the limit, or as json; with a line end at the end."""
    answer = verdict.answer
    if not answer["known"]:
        return _unknown(answer, format_)
    rows: Sequence[Row] = answer["names"]
    keys = [row["key"] for row in rows]
    if request.after and request.after not in keys:
        return _unknown({"unknown": request.after, "near": ""}, format_)
    rest = rows[keys.index(request.after) + 1 :] if request.after else rows
    shown = rest[: request.limit or None]
    more = len(rest) - len(shown)
    after = shown[-1]["key"] if shown and more else None
    if format_ == "json":
        return json.dumps({"schema": 1, "names": shown, "total": len(rows), "after": after}, indent=2) + "\n"
    return "\n".join(_lines(rows, shown, more, Paint(request.color))) + "\n"


def _unknown(answer: Row, format_: str) -> str:
    if format_ == "json":
        return json.dumps({"schema": 1, **answer}, indent=2) + "\n"
    near = f"; did you mean `{visible(answer['near'])}`?" if answer["near"] else ""
    takes = "`archlint suggest-api` takes a package with an `__init__.py`; `--after` the last name that was shown"
    return f"error: there is no `{visible(answer['unknown'])}` here{near}\n  = help: {takes}\n"


def _lines(rows: Sequence[Row], shown: Sequence[Row], more: int, paint: Paint) -> Iterator[str]:
    packages = {row["package"] for row in rows}
    if not rows:
        yield "Nobody takes a name from the inside of these packages."
        return
    yield f"Outsiders take {counted(len(rows), 'name')} from the inside of {counted(len(packages), 'package')}."
    for row in shown:
        yield ""
        takers = [visible(name) for name in row["importers"]]
        rest = row["modules"] - len(takers)
        whom = f"{', '.join(takers)} and {rest:,} more" if rest else listed(takers)
        yield f"{paint('headline', visible(row['key']))}  {counted(row['modules'], 'module')}: {whom}"
        yield f"  = {_act(row)}"
    if more:
        yield ""
        yield f"... and {more:,} more: --after {visible(shown[-1]['key'])} goes on, --limit 0 shows all"


def _act(row: Row) -> str:
    """Return what to do about one name."""
    if row["state"] == "missing":
        list_ = ", and the name to its `__all__`" if row["listed"] else ""
        return f"add `{row['line']}` to {visible(row['where'])}{list_}"
    told = _OTHERWISE.get(row["state"], "it is not certain from the code what the name stands for ({state})")
    return told.format(**{key: visible(value) if isinstance(value, str) else value for key, value in row.items()})
