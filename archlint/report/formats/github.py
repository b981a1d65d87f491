"""
For GitHub Actions: workflow commands that make annotations beside the changed lines of a pull request.

GitHub shows ten errors, ten warnings and ten notices of a step, the first that come, and drops the rest in silence.
"""

from typing import Final

from archlint.report.annotations import Annotation, annotations
from archlint.report.diagnostics import Diagnostic
from archlint.settings import Request, visible
from archlint.verdict import Verdict

__all__ = ["render"]

_COMMANDS: Final = {"error": "error", "warning": "warning", "info": "notice"}
_TITLE: Final = 255
_DATA: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_VALUE: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render(verdict: Verdict, request: Request) -> str:
    """Return a line for each annotation, the errors first; "" where there is nothing to say."""
    return "".join(f"{_line(one)}\n" for one in annotations(verdict, request, _COMMANDS))


def _line(one: Annotation) -> str:
    place = _place(one.at) if one.at else {}
    title = f"archlint {one.at.check}"[:_TITLE] if one.at else "archlint"
    written = ",".join(f"{key}={str(value).translate(_VALUE)}" for key, value in (*place.items(), ("title", title)))
    return f"::{one.command} {written}::{one.message.translate(_DATA)}"


def _place(one: Diagnostic) -> dict[str, str | int]:
    # A name that would rule the terminal is no file that anybody looks for.
    place: dict[str, str | int] = {"file": visible(one.path), "line": one.line, "endLine": one.end_line}
    if one.line == one.end_line and one.column < one.end_column:  # over several lines GitHub takes no columns
        place |= {"col": one.column, "endColumn": one.end_column}
    return place
