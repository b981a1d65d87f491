"""Annotations for a log that shows ten of a kind, the first that come, and drops the rest in silence."""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from archlint.report.caps import encodable, showing
from archlint.report.closing import closing
from archlint.report.diagnostics import Diagnostic, diagnostics
from archlint.settings import Request
from archlint.verdict import Verdict

__all__ = ["Annotation", "annotations"]

_MOST: Final = 10
_LONGEST: Final = 4_000
"""Characters of one message."""


class Annotation(NamedTuple):
    """What one line of the log says."""

    command: str
    message: str
    """In lines; UTF-8 can say it."""
    at: Diagnostic | None
    """What it stands at; None for how many more there are."""


def annotations(verdict: Verdict, request: Request, commands: Mapping[str, str]) -> Iterator[Annotation]:
    """
    Yield at most ten of each command, in the order of the commands, which stand by severity.

    Of more the tenth says how many there are, and how the run ended.
    """
    found = diagnostics(verdict, request)
    for command in dict.fromkeys(commands.values()):
        all_ = [one for one in found if commands[one.severity] == command]
        shown = all_ if len(all_) <= _MOST else all_[: _MOST - 1]
        for one in shown:
            yield Annotation(command, encodable(one.text)[:_LONGEST], one)
        if left := showing(len(shown), len(all_), f"{command}s"):
            sum_up = " ".join(closing(verdict, request))
            yield Annotation(command, encodable(f"{left} here, all are in the log. {sum_up}")[:_LONGEST], None)
