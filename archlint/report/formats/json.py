"""For programs: the contract that report-1.schema.json describes, key by key."""

import json
from collections.abc import Mapping
from typing import Any

from archlint import __version__
from archlint.settings import Request
from archlint.verdict import Place, Verdict, Violation

__all__ = ["render"]


def render(verdict: Verdict, request: Request) -> str:  # noqa: ARG001 - every format is called alike
    """Return the report. All violations, of every state; the same verdict gives the same bytes."""
    return json.dumps(_document(verdict), indent=2) + "\n"


def _document(verdict: Verdict) -> Mapping[str, Any]:
    return {
        "schema": 1,
        "archlint": __version__,
        "root": ".",
        "revision": verdict.revision or None,
        "summary": verdict.summary._asdict(),
        "violations": [_violation(one) for one in verdict.violations],
        "against": None,
        "errors": _places(verdict.errors),
        "rules": [rule._asdict() for rule in verdict.rules],
        "notes": [one._asdict() for one in verdict.notes],
        "notices": [one._asdict() for one in (*verdict.notices, *verdict.owner_notes())],
        "waivers": [one._asdict() for one in verdict.waivers],
        "unresolved": _places(verdict.unresolved),
        "dynamic": _places(verdict.dynamic),
        "outside": verdict.outside,
    }


def _places(places: tuple[Place, ...]) -> list[dict[str, Any]]:
    return [one._asdict() for one in places]


def _violation(one: Violation) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "type": one.type,
        "kind": one.kind,
        "severity": one.severity,
        "state": one.state,
        "importer": one.importer,
        "imported": one.imported,
        "from": one.tail,
        "to": one.head,
        "dependency": one.dependency,
        "marks": one.marks,
        "via": "",
        "confidence": "exact",
        "names": one.names,
        "path": one.path,
        "line": one.line,
        "column": one.column,
        "end_line": one.end_line,
        "end_column": one.end_column,
        "lines": one.lines,
        "chain": one.chain,
        "cut": one.cut,
        "message": one.message,
        "because": one.because,
        "help": one.help,
        "owners": one.owners._asdict(),
        "fingerprint": one.fingerprint,
        "steps": [step._asdict() for step in one.steps],
        "measured": dict(zip(("measure", "value"), one.measured, strict=True)) if one.measured else None,
    }
