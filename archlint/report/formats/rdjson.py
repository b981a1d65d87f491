"""For reviewdog: its diagnostic format, whose columns count bytes of UTF-8."""

import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from archlint.report.caps import encodable
from archlint.report.diagnostics import Diagnostic, diagnostics
from archlint.settings import Request
from archlint.verdict import Verdict

__all__ = ["render"]

_SEVERITIES: Final = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


Suggestions = Mapping[str, Sequence[Mapping[str, Any]]]


def render(verdict: Verdict, request: Request, suggestions: Suggestions = MappingProxyType({})) -> str:
    """
    Return the report; a range has columns where the source of its lines is known, as code points are no bytes.

    `suggestions` are what mends violations, by their fingerprints; a check knows of none, as they take a while.
    """
    found = [{**_diagnostic(one), **_suggested(suggestions.get(one.of, ()))} for one in diagnostics(verdict, request)]
    return json.dumps({"source": {"name": "archlint"}, "diagnostics": found}, indent=2) + "\n"


def _diagnostic(one: Diagnostic) -> Mapping[str, Any]:
    diagnostic: dict[str, Any] = {
        "message": encodable(one.text),
        "location": {"path": encodable(one.path), "range": _range(one)},
        "severity": _SEVERITIES[one.severity],
        "code": {"value": one.check},
    }
    if one.chain:
        diagnostic["related_locations"] = [
            {
                "message": encodable(f"{importer} imports {imported}"),
                "location": {"path": encodable(path), "range": {"start": {"line": line}}},
            }
            for importer, imported, path, line in one.chain
        ]
    return diagnostic


def _suggested(ranges: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {"suggestions": [{**one, "text": encodable(one["text"])} for one in ranges]} if ranges else {}


def _range(one: Diagnostic) -> Mapping[str, Any]:
    start, end = {"line": one.line}, {"line": one.end_line}
    stretch = (one.line, one.column) < (one.end_line, one.end_column)
    if one.lines and stretch:
        start["column"] = _in_bytes(one.lines[0], one.column)
        end["column"] = _in_bytes(one.lines[-1], one.end_column)
    # Without columns a range is whole lines, and one line needs no end.
    return {"start": start, "end": end} if end != start else {"start": start}


def _in_bytes(line: str, column: int) -> int:
    return len(line[: column - 1].encode("utf-8", "surrogatepass")) + 1
