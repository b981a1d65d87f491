"""For programs: the contract that report-1.schema.json describes, key by key."""

import json

from archlint.report.record import document
from archlint.settings import Request
from archlint.verdict import Verdict

__all__ = ["render"]


def render(verdict: Verdict, request: Request) -> str:  # noqa: ARG001 - every format is called alike
    """Return the report. All violations, of every state; the same verdict gives the same bytes."""
    return json.dumps(document(verdict), indent=2) + "\n"
