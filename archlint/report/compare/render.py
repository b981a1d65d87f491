"""Two revisions side by side, for people and for programs."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from archlint.report.compare.drawing import drawn
from archlint.report.compare.neighbourhood import Neighbourhood, neighbourhood
from archlint.report.comparison import changes
from archlint.report.markdown import prose
from archlint.report.phrases import agreeing, counted
from archlint.report.place import one_line
from archlint.report.record import differences, recorded
from archlint.report.terminal import Paint
from archlint.settings import Request, visible
from archlint.verdict import Comparison, Verdict, Violation

__all__ = ["render"]

Part = tuple[str, list[str]]
_SHORT: Final = 10
_ITEMS: Final = 20
"""Of each part, in Markdown: nobody reads a thousand."""


def render(verdict: Verdict, request: Request, format_: str) -> str:
    """Return it as text, as json by compare-1.schema.json, or as Markdown; with a line end at the end."""
    found = verdict.against
    assert found, "who compares has something to compare with"
    new = [one for one in verdict.violations if one.brought]
    if format_ == "json":
        return json.dumps(_document(verdict, found, request, new), indent=2) + "\n"
    parts = [("new", [one_line(one) for one in new]), *changes(found), ("metrics", list(_metrics(verdict.answer)))]
    told = [(title, items) for title, items in parts if items]
    headline = _headline(found, request, new)
    if format_ == "markdown":
        lines = _markdown(headline, told, neighbourhood(found, verdict.picture()))
    else:
        lines = _text(headline, told, request)
    return "\n".join(lines) + "\n"


def _headline(found: Comparison, request: Request, new: Sequence[Violation]) -> str:
    """Say what is compared, and how it ends."""
    other = f"{request.tree[:_SHORT]}" if request.tree else "the files on disk"
    there = f"{counted(found.remained, 'violation')} {agreeing(found.remained, 'was', 'were')} there before and after"
    came = counted(len(new), "violation") if new else "no violation"
    ends = f"{came} came, {len(found.fixed):,} went; {there}."
    return f"{visible(found.revision)} ({found.base[:_SHORT]}) and {other}: {ends}"


def _text(headline: str, parts: Sequence[Part], request: Request) -> Iterator[str]:
    paint = Paint(request.color)
    yield headline
    for title, items in parts:
        yield ""
        yield paint("headline", f"{title} ({len(items):,})")
        shown = items[: request.limit or None]
        yield from (f"  {item}" for item in shown)
        if len(items) > len(shown):
            yield f"  ... and {len(items) - len(shown):,} more: --limit 0 shows all"


def _markdown(headline: str, parts: Sequence[Part], found: Neighbourhood) -> Iterator[str]:
    yield f"## archlint: {prose(headline)}"
    if found.nodes:
        yield from ("", "```mermaid", *drawn(found), "```")
    for title, items in parts:
        yield from ("", f"**{title}** ({len(items):,})", "")
        yield from (f"- {prose(item)}" for item in items[:_ITEMS])
        if len(items) > _ITEMS:
            yield f"- and {len(items) - _ITEMS:,} more"


def _metrics(answer: Mapping[str, Any]) -> Iterator[str]:
    for one in answer["metrics"]:
        yield f"{one['metric']} {_number(one['before'])} -> {_number(one['after'])}"


def _number(one: Mapping[str, Any]) -> str:
    return f"{one['value']:,} of {one['of']:,}" + ("" if one["share"] is None else f" ({100 * one['share']:.1f} %)")


def _document(verdict: Verdict, found: Comparison, request: Request, new: Sequence[Violation]) -> dict[str, Any]:
    drawing = neighbourhood(found, verdict.picture())
    return {
        "schema": 1,
        "from": {"revision": found.revision, "commit": found.base},
        "to": {"commit": request.tree or None},
        "new": [recorded(one) for one in new],
        **differences(found, "numbers"),
        "metrics": verdict.answer["metrics"],
        "neighbourhood": {
            "components": [{"label": label, "state": state} for label, state in drawing.nodes],
            "dependencies": [
                {"from": one.tail, "to": one.head, "imports": one.imports, "state": one.state, "new": one.new}
                for one in drawing.edges
            ],
            "left_out": drawing.left_out,
        },
    }
