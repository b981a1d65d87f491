"""Who publishes or subscribes to a topic, one a line, where editors and grep find the place."""

from collections.abc import Iterator
from typing import Final

from archlint.report.channels.rows import VERBS, Row, at, known_by, who
from archlint.report.terminal import Paint
from archlint.settings import visible

__all__ = ["ends"]

_NOBODY: Final = {"publishers": "publishes to", "subscribers": "subscribes to"}
_OTHERS: Final = {
    "publishers": ("archlint find-subscribers", "subscribes"),
    "subscribers": ("archlint find-publishers", "publishes"),
}


def ends(answer: Row, paint: Paint) -> Iterator[str]:
    """Yield a line for each hit; what is not certain says so behind its place."""
    for row in answer["hits"]:
        sure = "" if row["match"] == "exact" else f"{paint('warning', row['match'])}: "
        said = f"{who(row)} {VERBS[row['role']]} {visible(row['topic'])}"
        yield f"{paint('label', at(row))}: {sure}{said} ({known_by(row)})"
    if not answer["hits"]:
        yield from _nobody(answer)
    if answer["near"]:
        topic, near = visible(answer["subject"]), visible(answer["near"])
        yield ""
        yield f"Nothing is called {topic} to the letter; " + (
            f"it is a constant, and its topic is {near}." if answer["constant"] else f"did you mean {near}?"
        )


def _nobody(answer: Row) -> Iterator[str]:
    topic = visible(answer["subject"])
    yield f"Nobody {_NOBODY[answer['about']]} {topic}, as far as can be seen."
    if answer["others"]:
        command, does = _OTHERS[answer["about"]]
        yield f"Who {does}: {command} {topic}"
