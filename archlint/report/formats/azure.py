"""
For Azure Pipelines: logging commands that make issues of the run, with their places.

Azure keeps ten errors and ten warnings of a step, the first that come, and has nothing below a warning.
"""

from typing import Final

from archlint.report.annotations import Annotation, annotations
from archlint.report.diagnostics import Diagnostic
from archlint.settings import Request, visible
from archlint.verdict import Verdict

__all__ = ["render"]

_COMMANDS: Final = {"error": "error", "warning": "warning", "info": "warning"}
_DATA: Final = str.maketrans({"%": "%AZP25", "\r": "%0D", "\n": "%0A"})
_VALUE: Final = str.maketrans({"%": "%AZP25", "\r": "%0D", "\n": "%0A", "]": "%5D", ";": "%3B"})


def render(verdict: Verdict, request: Request) -> str:
    """Return a line for each issue, the errors first; "" where there is nothing to say."""
    return "".join(f"{_line(one)}\n" for one in annotations(verdict, request, _COMMANDS))


def _line(one: Annotation) -> str:
    properties = {"type": one.command, **(_place(one.at) if one.at else {})}
    written = "".join(f"{key}={str(value).translate(_VALUE)};" for key, value in properties.items())
    # How the run ends is told by the exit code: `task.complete` would overrule it.
    return f"##vso[task.logissue {written}]{one.message.translate(_DATA)}"


def _place(one: Diagnostic) -> dict[str, str | int]:
    return {"sourcepath": visible(one.path), "linenumber": one.line, "columnnumber": one.column, "code": one.check}
