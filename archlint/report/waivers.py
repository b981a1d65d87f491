"""The waivers of a codebase, by owner and last day."""

import json
from collections.abc import Iterator
from itertools import groupby

from archlint.report.phrases import agreeing, counted
from archlint.report.place import place
from archlint.report.terminal import Paint
from archlint.settings import Request, visible
from archlint.verdict import Verdict, Waiver

__all__ = ["render"]

_FAILING = ("expired", "too-long", "unexplained", "not-approved")


def render(verdict: Verdict, request: Request, format_: str) -> str:
    """Return the list, as text for people or as json; of text the first `request.limit` waivers."""
    if format_ == "json":
        return json.dumps({"schema": 1, "waivers": [one._asdict() for one in verdict.waivers]}, indent=2) + "\n"
    shown = verdict.waivers[: request.limit or None]
    paragraphs = ["\n".join(_owned(owner, list(group), request)) for owner, group in groupby(shown, _owner)]
    left = len(verdict.waivers) - len(shown)
    more = [f"Showing {len(shown):,} of {len(verdict.waivers):,}: --limit 0 shows all."] if left else []
    return "\n\n".join([*paragraphs, "\n".join([*more, _total(verdict)])]) + "\n"


def _owner(one: Waiver) -> str:
    return one.owner


def _owned(owner: str, waivers: list[Waiver], request: Request) -> Iterator[str]:
    paint = Paint(request.color)
    yield paint("headline", visible(owner) if owner else "Without an owner")
    for one in waivers:
        style = "error" if one.state in _FAILING else "warning" if one.state in ("ending", "unused") else "label"
        accepts = f"accepts {counted(one.accepts, 'violation')}"
        yield f"  {_end(one)}: {paint(style, one.state)}, {accepts} ({place(one.path, one.line)})"
        yield from (f"    {visible(text)}" for text in one.imports)
        yield f"    {_said(one)}"


def _end(one: Waiver) -> str:
    if one.days is None:
        return "without an end"
    if one.days < 0:
        return f"until {one.until}, {counted(-one.days, 'day')} ago"
    return f"until {one.until}, " + (f"in {counted(one.days, 'day')}" if one.days else "today")


def _said(one: Waiver) -> str:
    reason = f'"{" ".join(one.because.split())}"' if one.because else "no reason given"
    rules = f"for {agreeing(len(one.rules), 'rule', 'rules')} {', '.join(one.rules)}" if one.rules else "for all rules"
    approved = f", approved by {one.approved_by}" if one.approved_by else ""
    return visible(f"{reason} ({rules}{approved})")


def _total(verdict: Verdict) -> str:
    if not verdict.waivers:
        return "There are no waivers."
    failing = sum(one.state in _FAILING for one in verdict.waivers)
    accepted = counted(verdict.summary.waived, "violation")
    fails = f"; {failing:,} {agreeing(failing, 'fails', 'fail')} the check" if failing else ""
    return f"{counted(len(verdict.waivers), 'waiver')}, {accepted} accepted{fails}."
