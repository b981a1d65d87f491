"""For programs: the contract that report-1.schema.json describes, key by key."""

import json
from collections.abc import Mapping
from typing import Any

from archlint import __version__
from archlint.settings import Request
from archlint.verdict import Comparison, Dependency, Place, Verdict, Violation

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
        "against": _against(verdict.against) if verdict.against else None,
        "errors": _places(verdict.errors),
        "rules": [rule._asdict() for rule in verdict.rules],
        "notes": [one._asdict() for one in verdict.notes],
        "notices": [one._asdict() for one in (*verdict.notices, *verdict.owner_notes())],
        "waivers": [one._asdict() for one in verdict.waivers],
        "unresolved": _places(verdict.unresolved),
        "dynamic": _places(verdict.dynamic),
        "outside": verdict.outside,
    }


def _against(one: Comparison) -> dict[str, Any]:
    return {
        "revision": one.revision,
        "base": one.base,
        "new": one.brought,
        "remained": one.remained,
        "fixed": [_violation(violation) | {"state": "fixed"} for violation in one.fixed],
        "shifted": [_violation(violation) for violation in one.shifted],
        "components": {"added": one.components_added, "removed": one.components_removed},
        "dependencies": {
            "added": [_dependency(each) for each in one.dependencies_added],
            "removed": [_dependency(each) for each in one.dependencies_removed],
        },
        "metrics": {each.name: {"before": each.before, "after": each.after} for each in one.metrics},
        "policy": [shift.words for shift in one.policy],
        "loosened": any(shift.loosens for shift in one.policy),
    }


def _dependency(one: Dependency) -> dict[str, Any]:
    return {"from": one.tail, "to": one.head, "imports": one.imports}


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
        "brought": one.brought,
        "measured": dict(zip(("measure", "value"), one.measured, strict=True)) if one.measured else None,
    }
