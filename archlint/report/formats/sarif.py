"""
For code scanning: SARIF 2.1.0 (OASIS), with the chain of imports as a code flow.

GitHub takes the 5,000 gravest results of a run and refuses a run of more than 25,000; so many are never written.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote

from archlint import __version__
from archlint.report.caps import encodable, showing
from archlint.report.diagnostics import Diagnostic, diagnostics
from archlint.settings import Request, visible
from archlint.verdict import JudgedRule, Verdict

__all__ = ["render"]

_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_MOST: Final = 5_000
_STEPS: Final = 100
"""So many locations of a chain, as GitHub keeps no more of a result."""
_LINKS: Final = 5
"""So many of them are linked from the message; a longer chain is read step by step."""
_LONGEST: Final = 1_024
"""Characters of a rule's descriptions."""
_ROOT: Final = "%SRCROOT%"
_LEVELS: Final = {"error": "error", "warning": "warning", "info": "note", "off": "none"}
_GRAVEST: Final = ("error", "warning", "info")
_BRACES: Final = str.maketrans({"{": "{{", "}": "}}"})
"""A single brace would begin the placeholder of an argument."""


def render(verdict: Verdict, request: Request) -> str:
    """Return one run, with every rule: what is not in it any more is closed by whoever compares."""
    found = diagnostics(verdict, request)
    violations = sorted((one for one in found if one.rule), key=lambda one: _GRAVEST.index(one.severity))
    numbers = {rule.id: number for number, rule in enumerate(verdict.rules)}
    left = showing(_MOST, len(violations), "results, the gravest first") if len(violations) > _MOST else ""
    rules = [_rule(rule) for rule in verdict.rules]
    run = {
        "tool": {"driver": {"name": "archlint", "version": __version__, "rules": rules}},
        "automationDetails": {"id": f"archlint/{quote(_bytes(request.within))}/".replace("//", "/")},
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The top folder of the repository."}}},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(verdict, [one for one in found if not one.rule], left)],
        "results": [
            {**_result(one, numbers[one.rule]), **(_state(one) if request.show_known else {})}
            for one in violations[:_MOST]
        ],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


def _rule(rule: JudgedRule) -> Mapping[str, Any]:
    because = " ".join(rule.because.split())
    more = [f"`archlint explain {rule.id}` tells more."] if rule.path else []  # a demand of the policy has no page
    words = [rule.sentence, *([because] if because else []), *more]
    return {
        "id": rule.id,
        **({"name": visible(rule.name)} if rule.name != rule.id else {}),  # the standard: never the same twice
        "shortDescription": _text(rule.sentence),
        "fullDescription": _text(because or rule.sentence),
        "help": _text("\n".join(words)),
        "defaultConfiguration": {"enabled": rule.severity != "off", "level": _LEVELS[rule.severity]},
        "properties": {
            "tags": ["architecture", rule.type],
            "precision": "very-high",
            "problem.severity": "recommendation" if rule.severity == "off" else rule.severity,
        },
    }


def _invocation(verdict: Verdict, others: Sequence[Diagnostic], left: str) -> Mapping[str, Any]:
    """Return how the run went: what could not be judged, what is noted, and how many results were left out."""
    notes: list[Mapping[str, Any]] = [_notification(one) for one in others]
    if left:
        notes.append({"level": "warning", "message": {"text": left}})
    return {"executionSuccessful": verdict.summary.complete, "toolExecutionNotifications": notes}


def _notification(one: Diagnostic) -> Mapping[str, Any]:
    located = [_location(one.path, {"startLine": one.line})] if one.path else []
    return {
        "descriptor": {"id": one.check},
        "level": _LEVELS[one.severity],
        "message": _text(one.text),
        **({"locations": located} if located else {}),
    }


def _result(one: Diagnostic, number: int) -> Mapping[str, Any]:
    region = {"startLine": one.line, "startColumn": one.column, "endLine": one.end_line, "endColumn": one.end_column}
    result: dict[str, Any] = {
        "ruleId": one.rule,
        "ruleIndex": number,
        "level": _LEVELS[one.severity],
        "message": {"text": encodable(_message(one))},
        "locations": [_location(one.path, region)],
        "partialFingerprints": {"archlintEdge/v1": one.fingerprint},
        "properties": {"check": one.check},
    }
    if one.chain:
        steps = [_step(step) for step in one.chain[:_STEPS]]
        result["relatedLocations"] = [{"id": number, **step} for number, step in enumerate(steps, 1)]
        result["codeFlows"] = [{"threadFlows": [{"locations": [{"location": step} for step in steps]}]}]
    return result


def _state(one: Diagnostic) -> Mapping[str, Any]:
    """Return what readers go by that know of a past; of GitHub's they all are alerts."""
    if one.state == "new":
        return {"baselineState": "new", "suppressions": []}
    said = "known in the baseline" if one.state == "known" else "accepted by a waiver"
    return {"baselineState": "unchanged", "suppressions": [{"kind": "external", "justification": said}]}


def _message(one: Diagnostic) -> str:
    """Return the message, with links to the imports of its chain; brackets of its own must not look like a link."""
    lines = [_plain(one.message)]
    if one.chain:
        names = [_link(imported, number) for number, (_, imported, _, _) in enumerate(one.chain[:_LINKS], 1)]
        more = [f"{len(one.chain) - _LINKS:,} more"] if len(one.chain) > _LINKS else []
        lines.append("chain: " + " -> ".join([_plain(one.chain[0][0]), *names, *more]))
    lines += [_plain(line) for line in one.text.split("\n")[1:]]
    return "\n".join(lines)


def _plain(text: str) -> str:
    return text.translate(_BRACES).replace("](", "\\](")


def _link(name: str, number: int) -> str:
    escaped = visible(name).replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    return f"[{escaped.translate(_BRACES)}]({number})"


def _step(step: tuple[str, str, str, int]) -> Mapping[str, Any]:
    importer, imported, path, line = step
    return {**_location(path, {"startLine": line}), "message": _text(visible(f"{importer} imports {imported}"))}


def _location(path: str, region: Mapping[str, int]) -> Mapping[str, Any]:
    artifact = {"uri": quote(_bytes(path)), "uriBaseId": _ROOT}
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}


def _bytes(path: str) -> bytes:
    return path.encode("utf-8", "surrogateescape")


def _text(text: str) -> Mapping[str, str]:
    return {"text": encodable(text)[:_LONGEST].translate(_BRACES)}
