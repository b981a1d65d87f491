"""A violation for programs, key by key as report-1.schema.json describes it."""

from typing import Any

from archlint.verdict import Violation

__all__ = ["recorded"]


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
