"""For GitLab: a Code Quality report, which a merge request compares with the one of its target branch."""

import json
from collections.abc import Mapping
from typing import Any, Final

from archlint.report.caps import encodable
from archlint.report.diagnostics import INCOMPLETE, Diagnostic, diagnostics
from archlint.settings import Request
from archlint.verdict import Verdict

__all__ = ["render"]

_SEVERITIES: Final = {"error": "major", "warning": "minor", "info": "info"}


def render(verdict: Verdict, request: Request) -> str:
    """Return the report; an empty list where there is nothing to say, as nothing is compared with a missing one."""
    return json.dumps([_issue(one) for one in diagnostics(verdict, request)], indent=2) + "\n"


def _issue(one: Diagnostic) -> Mapping[str, Any]:
    grave = one.check == INCOMPLETE and one.severity == "error"
    return {
        "description": encodable(f"{one.check}: {one.message}"),
        "check_name": one.check,
        "fingerprint": one.fingerprint,
        "severity": "critical" if grave else _SEVERITIES[one.severity],
        "location": {"path": encodable(one.path), "lines": {"begin": one.line, "end": one.end_line}},
    }
