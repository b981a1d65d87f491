"""What would come of moving modules and cutting imports: what is new, what is fixed, and what is still there."""

import json
from collections.abc import Iterator, Sequence

from archlint.report.phrases import UNSEEN, agreeing, counted, listed
from archlint.report.place import one_line, place
from archlint.report.record import recorded
from archlint.report.terminal import Paint
from archlint.settings import Request, visible
from archlint.verdict import Verdict, Violation

__all__ = ["render"]

_PLACES = 5


def render(verdict: Verdict, request: Request, format_: str) -> str:
    """Return it as text for people, each list no longer than the limit, or as json; with a line end at the end."""
    answer = verdict.answer
    if format_ == "json":
        return json.dumps({"schema": 1, **_document(verdict)}, indent=2) + "\n"
    if not answer["known"]:
        return f"error: {visible(answer['refused'])}\n  = help: {visible(answer['help'])}\n"
    paint, by_name = Paint(request.color), {one.fingerprint: one for one in verdict.violations}
    new, still = ([by_name[name] for name in answer[key] if name in by_name] for key in ("new", "still"))
    lists = [
        _list(paint("error", "New"), new, request.limit),
        _list(paint("headline", "Fixed"), answer["fixed"], request.limit),
        _list("Still there", still, request.limit),
    ]
    paragraphs = ["\n".join(_supposed(verdict)), *("\n".join(lines) for lines in lists), "\n".join(_ending(verdict))]
    return "\n\n".join(paragraphs) + "\n"


def _document(verdict: Verdict) -> dict[str, object]:
    answer = verdict.answer
    if not answer["known"]:
        return dict(answer)
    by_name = {one.fingerprint: one for one in verdict.violations}
    told = {key: [recorded(by_name[name]) for name in answer[key] if name in by_name] for key in ("new", "still")}
    return {
        "known": True,
        "moves": answer["moves"],
        "cuts": answer["cuts"],
        **told,
        "fixed": [recorded(one) | {"state": "fixed"} for one in answer["fixed"]],
        "unjudged": answer["unjudged"],
        "summary": verdict.summary._asdict(),
        "errors": [one._asdict() for one in verdict.errors],
    }


def _supposed(verdict: Verdict) -> Iterator[str]:
    """Yield what was taken for done, a line for each thing."""
    for one in verdict.answer["moves"]:
        old, new = visible(one["from"]), visible(one["to"])
        modules = f", with the {counted(len(one['modules']) - 1, 'module')} below it" if len(one["modules"]) > 1 else ""
        follow = f"{counted(one['imports'], 'import')} in {counted(len(one['importers']), 'module')}"
        follows = f"{follow} {agreeing(one['imports'], 'says', 'say')} so" if one["imports"] else "nobody imports it"
        yield f"As if {old} were called {new}{modules}: {follows}."
        if one["becomes_package"]:
            yield f"  {visible(one['becomes_package'])} becomes a package, whose file is the `__init__.py` of a folder."
    for one in verdict.answer["cuts"]:
        tail, head, places = visible(one["from"]), visible(one["to"]), one["places"]
        shown = listed([place(each["path"], each["line"]) for each in places], most=_PLACES)
        many = f", {counted(len(places), 'import')} between modules" if len(places) > 1 else ""
        unseen = [each["kind"] for each in places if each["kind"] in UNSEEN]
        did = "did not import" if len(unseen) < len(places) else f"did not depend by a {unseen[0]} on"
        yield f"As if {tail} {did} {head}{many} ({shown})."


def _list(title: str, violations: Sequence[Violation], limit: int) -> Iterator[str]:
    known = sum(one.state == "known" for one in violations)
    waived = sum(one.state == "waived" for one in violations)
    states = [f"{known:,} known"] * bool(known) + [f"{waived:,} waived"] * bool(waived)
    count = counted(len(violations), "violation") if violations else "nothing"
    yield f"{title}: {count}" + (f" ({', '.join(states)})" if states else "")
    shown = violations[: limit or None]
    yield from (f"  {one_line(one)}" for one in shown)
    if len(violations) > len(shown):
        yield f"  ... and {len(violations) - len(shown):,} more: --limit 0 shows all"


def _ending(verdict: Verdict) -> Iterator[str]:
    if verdict.answer["unjudged"]:
        rules = listed([visible(name) for name in verdict.answer["unjudged"]])
        yield f"Not judged: {rules}, which would not fit the code any more; see below."
    yield "Nothing on disk was touched."
