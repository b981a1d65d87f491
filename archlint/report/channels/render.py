"""Choose how an answer about channels is told."""

import json
import shlex
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from archlint.report.channels.ends import ends
from archlint.report.channels.leftover import blind, forwarders, unknown
from archlint.report.channels.rows import Row
from archlint.report.channels.topics import topics
from archlint.report.terminal import Paint
from archlint.settings import Request, visible
from archlint.verdict import Verdict

__all__ = ["render"]

_TELL: Final[Mapping[str, Callable[[Row, Paint], Iterator[str]]]] = {
    "channels": topics,
    "forwarders": forwarders,
    "publishers": ends,
    "subscribers": ends,
    "unknown-topics": unknown,
}
_LISTS: Final = {
    "channels": "archlint channels",
    "forwarders": "archlint channels --forwarders",
    "unknown-topics": "archlint channels --unknown",
}
_OF_TOPICS: Final = ("channels", "publishers", "subscribers")
"""What is not whole without the places whose topic is not known."""


def render(verdict: Verdict, request: Request, format_: str) -> str:
    """Return the answer as text, or as json by channels-1.schema.json; with a line end at the end."""
    answer = verdict.answer
    if format_ == "json":
        return json.dumps({"schema": 1, **answer}, indent=2) + "\n"
    lines = _lines(answer, Paint(request.color)) if answer["known"] else _unknown(answer)
    return "".join(f"{line}\n" for line in lines)


def _lines(answer: Row, paint: Paint) -> Iterator[str]:
    yield from _TELL[answer["about"]](answer, paint)
    if answer["after"]:
        yield ""
        yield f"More with --after {shlex.quote(visible(answer['after']))}"
    told = answer.get("topics") or answer.get("hits")
    if answer["about"] in _OF_TOPICS and (told or answer["blind"]):
        yield ""
        yield blind(answer)


def _unknown(answer: Row) -> Iterator[str]:
    if "refused" in answer:
        yield f"error: {visible(answer['refused'])}"
        yield "  = help: a list that stops early ends with the KEY that the next part begins behind"
        return
    name, near = visible(answer["unknown"]), visible(answer["near"])
    if answer["about"] in ("publishers", "subscribers"):
        yield from _no_topic(name, near, constant=answer["constant"])
        return
    guess = f"; did you mean `{near}`?" if near else ""
    yield f"error: nothing that is listed here has `{name}` in it{guess}"
    yield f"  = help: `{_LISTS[answer['about']]}` without a filter lists all"


def _no_topic(name: str, near: str, *, constant: bool) -> Iterator[str]:
    if constant:
        yield f"error: `{name}` is a constant, not a topic; its topic is `{near}`"
        return
    yield f"error: no topic is called `{name}`" + (f"; did you mean `{near}`?" if near else "")
    yield "  = help: `archlint channels` lists the topics that are known; --unknown the places where it could be any"
