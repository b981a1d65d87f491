"""A verdict for programs, key by key as report-1.schema.json describes it."""

from typing import Any

from archlint import __version__
from archlint.verdict import Comparison, Dependency, Place, Verdict, Violation

__all__ = ["differences", "document", "recorded"]


def document(verdict: Verdict) -> dict[str, Any]:
    """Return all that there is to tell as plain values: all violations, of every state."""
    return {
        "schema": 1,
        "archlint": __version__,
        "root": ".",
        "revision": verdict.revision or None,
        "summary": verdict.summary._asdict(),
        "violations": [recorded(one) for one in verdict.violations],
        "against": _against(verdict.against) if verdict.against else None,
        "errors": _places(verdict.errors),
        "rules": [rule._asdict() for rule in verdict.rules],
        "notes": [one._asdict() for one in verdict.notes],
        "notices": [one._asdict() for one in (*verdict.notices, *verdict.owner_notes())],
        "waivers": [one._asdict() for one in verdict.waivers],
        "unresolved": _places(verdict.unresolved),
        "dynamic": _places(verdict.dynamic),
        "outside": verdict.outside,
        **({} if verdict.blind is None else {"dynamic_topics": [one._asdict() for one in verdict.blind]}),
    }


def recorded(one: Violation) -> dict[str, Any]:
    """Return all that is known of it as plain values."""
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
        "via": one.via,
        "confidence": one.confidence,
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
        "steps": [{k: v for k, v in step._asdict().items() if k != "via" or v} for step in one.steps],
        "brought": one.brought,
        "measured": dict(zip(("measure", "value"), one.measured, strict=True)) if one.measured else None,
        **({"other_end": one.other._asdict()} if one.other else {}),
    }


def _against(one: Comparison) -> dict[str, Any]:
    return {
        "revision": one.revision,
        "base": one.base,
        "new": one.brought,
        **differences(one, "metrics"),
        "policy": [shift.words for shift in one.policy],
        "loosened": any(shift.loosens for shift in one.policy),
    }


def differences(one: Comparison, numbers: str) -> dict[str, Any]:
    """Return what is other on both sides as plain values; what was counted stands under a key that is given."""
    return {
        "remained": one.remained,
        "fixed": [recorded(violation) | {"state": "fixed"} for violation in one.fixed],
        "shifted": [recorded(violation) for violation in one.shifted],
        "components": {"added": one.components_added, "removed": one.components_removed},
        "dependencies": {
            "added": [_dependency(each) for each in one.dependencies_added],
            "removed": [_dependency(each) for each in one.dependencies_removed],
        },
        numbers: {each.name: {"before": each.before, "after": each.after} for each in one.metrics},
    }


def _dependency(one: Dependency) -> dict[str, Any]:
    return {"from": one.tail, "to": one.head, "imports": one.imports}


def _places(places: tuple[Place, ...]) -> list[dict[str, Any]]:
    return [one._asdict() for one in places]
