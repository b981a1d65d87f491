"""For grep and editors: `path:line:column: rule/kind: message`, a line for each new violation, and one to sum up."""

from collections.abc import Iterator

from archlint.report.closing import closing
from archlint.report.place import note, one_line, place
from archlint.settings import Request, visible
from archlint.verdict import Verdict

__all__ = ["render"]


def render(verdict: Verdict, request: Request) -> str:
    """Return the report; never in colour, never limited."""
    return "".join(f"{line}\n" for line in _lines(verdict, request))


def _lines(verdict: Verdict, request: Request) -> Iterator[str]:
    for violation in verdict.violations:
        if violation.state == "new":
            yield one_line(violation)
    for error in verdict.errors:
        yield f"{place(error.path, error.line, error.column)}: error: {visible(error.message)}"
    for one in (*verdict.notes, *verdict.notices):
        yield f"{place(one.path, one.line)}: {note(one)}"
    yield " ".join(closing(verdict, request))
