"""What would be rewritten, and what would not: a patch, words for people, or values for programs."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from archlint.report.phrases import agreeing, counted, listed
from archlint.report.place import one_line
from archlint.report.record import recorded
from archlint.report.repair.mending import File, Outcome
from archlint.report.repair.patch import patch
from archlint.report.repair.text import Change
from archlint.report.repair.words import reason
from archlint.report.terminal import Paint
from archlint.settings import Request, visible

__all__ = ["render", "summary"]

_DONE = {"reroute": "takes {what} from {to}", "remove": "no longer imports {what}: nobody uses it"}
_MORE = " `archlint fix --format text` says why."
_UNOFFERED = {"unbound", "lazy", "unlisted", "incidental"}
"""Reasons that a line in the package would take away."""
_REASONS = 4
"""So many reasons a summary names."""


def render(outcome: Outcome, request: Request, format_: str) -> str:
    """Return it in one of the formats; bytes of a patch that are no UTF-8 come as surrogates."""
    if format_ == "patch":
        parts = (patch(_from_top(path, request), one.text, one.changes) for path, one in sorted(outcome.files.items()))
        return b"".join(parts).decode("utf-8", "surrogateescape")
    if format_ == "json":
        return json.dumps(_document(outcome, request), indent=2) + "\n"
    if format_ == "rdjson":
        from archlint.report.formats import rdjson  # the one format that can carry suggestions

        wished = {one.fingerprint for one in outcome.wanted}
        found = outcome.verdict._replace(
            violations=tuple(one for one in outcome.verdict.violations if one.fingerprint in wished)
        )
        return rdjson.render(found, request._replace(show_known=True), _suggestions(outcome))
    return "\n".join(_lines(outcome, request)) + "\n"


def summary(outcome: Outcome, *, written: bool) -> str:
    """Return in a line or two what is mended and why the rest is not."""
    all_, done = len(outcome.wanted), len(outcome.mended)
    if not all_:
        return "Nothing to mend: no violation is found here."
    files = counted(len(outcome.files), "file")
    of = counted(all_, "violation")
    becomes = agreeing(done, "is mended", "are mended") if written else "can be mended"
    first = f"{done:,} of {of} {becomes}" + (f", in {files}." if done else ".")
    if done == all_:
        return first
    reasons = Counter(one.reason for one in outcome.refused.values()).most_common()
    told = [f"{count:,} {word}" for word, count in reasons[:_REASONS]]
    more = sum(count for _, count in reasons[_REASONS:])
    told += [f"{more:,} for other reasons"] * bool(more)
    left = all_ - done
    why = "" if written else _MORE
    return f"{first} {left:,} {agreeing(left, 'is', 'are')} left alone: {', '.join(told)}.{why}"


def _lines(outcome: Outcome, request: Request) -> Iterator[str]:
    """Yield what people read: first what is mended, then what is left and why, each list no longer than the limit."""
    paint = Paint(request.color)
    mended = [one for one in outcome.wanted if one.fingerprint in outcome.mended]
    yield paint("headline", f"Mended: {counted(len(mended), 'violation')}")
    for one in mended[: request.limit or None]:
        yield f"  {one_line(one)}"
        yield from (f"    {line}" for line in _told(outcome.mended[one.fingerprint]))
    yield from _more(len(mended), request.limit)
    left = [one for one in outcome.wanted if one.fingerprint in outcome.refused]
    yield ""
    yield paint("headline", f"Left alone: {counted(len(left), 'violation')}")
    for one in left[: request.limit or None]:
        refused = outcome.refused[one.fingerprint]
        yield f"  {one_line(one)}"
        yield f"    = {refused.reason}: {reason(*refused)}"
    yield from _more(len(left), request.limit)
    yield ""
    yield summary(outcome, written=False).removesuffix(_MORE)
    if _UNOFFERED & {one.reason for one in outcome.refused.values()}:
        yield "What packages would have to offer for more, `archlint suggest-api` says."


def _more(count: int, limit: int) -> Iterator[str]:
    if limit and count > limit:
        yield f"  ... and {count - limit:,} more: --limit 0 shows all"


def _told(edits: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield what is done, a line for each file and deed."""
    rows: dict[tuple[str, str, str, str], list[str]] = {}
    for one in edits:
        key = one["path"], one["importer"], one["do"], one["to"]
        rows.setdefault(key, []).append(one["name"] or one["imported"])
    for (_, importer, do, to), names in rows.items():
        what = listed([visible(name) for name in dict.fromkeys(names)])
        if do == "type-checking":
            yield f"= {visible(importer)} imports {what} under `if TYPE_CHECKING:`: only annotations need it"
        else:
            yield f"= {visible(importer)} {_DONE[do].format(what=what, to=visible(to))}"


def _document(outcome: Outcome, request: Request) -> dict[str, Any]:
    """Return all that there is to tell as plain values."""
    mended = [one for one in outcome.wanted if one.fingerprint in outcome.mended]
    left = [one for one in outcome.wanted if one.fingerprint in outcome.refused]
    return {
        "schema": 1,
        "mended": [
            recorded(one) | {"edits": [dict(edit) for edit in outcome.mended[one.fingerprint]]} for one in mended
        ],
        "refused": [recorded(one) | {"refused": _refusal(outcome, one.fingerprint)} for one in left],
        "files": [_file(path, one, request) for path, one in sorted(outcome.files.items())],
        "reasons": dict(sorted(Counter(one.reason for one in outcome.refused.values()).items())),
        "summary": outcome.verdict.summary._asdict(),
        "errors": [one._asdict() for one in outcome.verdict.errors],
    }


def _refusal(outcome: Outcome, fingerprint: str) -> dict[str, str]:
    refused = outcome.refused[fingerprint]
    return {**refused._asdict(), "because": reason(*refused)}


def _file(path: str, file: File, request: Request) -> dict[str, Any]:
    told = patch(_from_top(path, request), file.text, file.changes).decode("utf-8", "replace")
    return {"path": path, "changes": len(file.changes), "patch": told}


def _from_top(path: str, request: Request) -> str:
    return f"{request.within}/{path}" if request.within else path


def _suggestions(outcome: Outcome) -> dict[str, list[dict[str, Any]]]:
    """Return what mends each violation in the file that it is shown in, by fingerprint."""
    where = {one.fingerprint: one.path for one in outcome.wanted}
    found = {}
    for name, edits in outcome.mended.items():
        path = where[name]
        lines = {one["line"] - 1 for one in edits if one["path"] == path}
        guards = any(one["do"] == "type-checking" for one in edits)
        file = outcome.files.get(path)
        chosen = [
            one
            for one in (file.changes if file else ())
            if lines & set(range(one.start, one.end)) or (guards and one.start == one.end)
        ]
        if file and chosen:
            found[name] = [_suggestion(file, one) for one in chosen]
    return found


def _suggestion(file: File, change: Change) -> dict[str, Any]:
    """Return a change as a range, whose columns count bytes, and the text that comes in its place."""
    start = {"line": change.start + 1, "column": 1}
    if not change.text or change.start == change.end:
        return {"range": {"start": start, "end": {"line": change.end + 1, "column": 1}}, "text": change.text}
    last = file.text.lines[change.end - 1]
    end = {"line": change.end, "column": len(last.removesuffix("\r").encode("utf-8", "surrogatepass")) + 1}
    return {"range": {"start": start, "end": end}, "text": change.text.removesuffix("\n").removesuffix("\r")}
