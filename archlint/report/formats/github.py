"""
For GitHub Actions: workflow commands that make annotations beside the changed lines of a pull request.

GitHub shows ten errors, ten warnings and ten notices of a step, the first that come, and drops the rest in silence.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from archlint.report.caps import encodable, showing
from archlint.report.closing import closing
from archlint.report.diagnostics import Diagnostic, diagnostics
from archlint.settings import Request, visible
from archlint.verdict import Verdict

__all__ = ["render"]

_MOST: Final = 10
_COMMANDS: Final = {"error": "error", "warning": "warning", "info": "notice"}
_LONGEST: Final = 4_000
"""Characters of one message."""
_TITLE: Final = 255
_DATA: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_VALUE: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render(verdict: Verdict, request: Request) -> str:
    """Return a line for each annotation, the errors first; "" where there is nothing to say."""
    found = diagnostics(verdict, request)
    sum_up = " ".join(closing(verdict, request))
    lines = [
        line
        for severity in _COMMANDS
        for line in _commands([one for one in found if one.severity == severity], severity, sum_up)
    ]
    return "".join(f"{line}\n" for line in lines)


def _commands(found: Sequence[Diagnostic], severity: str, sum_up: str) -> Iterator[str]:
    shown = found if len(found) <= _MOST else found[: _MOST - 1]
    for one in shown:
        yield _command(_COMMANDS[severity], one.text, **_place(one), title=f"archlint {one.check}"[:_TITLE])
    if left := showing(len(shown), len(found), f"{_COMMANDS[severity]}s"):
        yield _command(_COMMANDS[severity], f"{left} here, all are in the log. {sum_up}", title="archlint")


def _place(one: Diagnostic) -> dict[str, str | int]:
    # A name that would rule the terminal is no file that anybody looks for.
    place: dict[str, str | int] = {"file": visible(one.path), "line": one.line, "endLine": one.end_line}
    if one.line == one.end_line and one.column < one.end_column:  # over several lines GitHub takes no columns
        place |= {"col": one.column, "endColumn": one.end_column}
    return place


def _command(name: str, message: str, **properties: str | int) -> str:
    written = ",".join(f"{key}={str(value).translate(_VALUE)}" for key, value in properties.items())
    return f"::{name} {written}::{encodable(message)[:_LONGEST].translate(_DATA)}"
