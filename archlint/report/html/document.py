"""All that the page knows, as plain values: the JSON report, and the graph that it speaks of."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final

from archlint.report.history import trend
from archlint.report.html import columns, network
from archlint.report.metrics.words import label, sentence
from archlint.report.record import document
from archlint.settings import Request
from archlint.verdict import Network, Picture, Verdict, Violation

__all__ = ["told"]

_OF_THEN: Final = ("fixed", "shifted")
_EVENTS: Final = 200
_LINES: Final = 4
_CHARACTERS: Final = 300
"""Of a statement so much source is shown; whoever wants more opens the file."""


def told(verdict: Verdict, request: Request) -> dict[str, Any]:
    """
    Return what the page shows. docs/page.md says what the keys mean; columns and steps are told in `columns`.

    `report` is the JSON report with its lists of violations in columns, and its list of modules front-coded.
    """
    links, picture = verdict.network(), verdict.picture()
    id_, day = verdict.commit()
    return {
        "page": 1,
        "project": _project(links),
        "commit": {"id": id_, "day": day, "tree": verdict.revision or request.tree},
        "sourceUrl": request.settings.table.get("report", {}).get("source-url", ""),
        "only": request.paths,
        "report": _report(verdict, links),
        "sources": columns.column(_source(one) for one in verdict.violations),
        "modules": network.modules(links, picture),
        "components": network.components(picture),
        "order": _order(verdict, picture),
        "edges": network.edges(links),
        "wires": network.wires(links),
        "metrics": _metrics(verdict.metrics()),
        "history": _history(request),
    }


def _history(request: Request) -> dict[str, Any] | None:
    """Return what an earlier run of `archlint history` has found, its last events; None where nobody ran it."""
    found = trend(request)
    return found and {"points": found["points"], "events": found["events"][-_EVENTS:]}


def _project(found: Network) -> list[str]:
    """Return the top-level packages, those with the most modules first."""
    tops = Counter(node.name.partition(".")[0] for node in found.nodes)
    return sorted(tops, key=lambda top: (-tops[top], top))


def _report(verdict: Verdict, found: Network) -> dict[str, Any]:
    names = [node.name for node in found.nodes]
    known = columns.Known(
        {name: number for number, name in enumerate(names)},
        {(names[edge.tail], names[edge.head]): (edge.path, edge.line) for edge in found.edges},
    )
    report = document(verdict)
    report["violations"] = columns.violations(report["violations"], known)
    report["outside"] = list(network.front_coded(report["outside"]))
    if report["against"]:
        # Of these modules and places are those of then.
        parts = {part: columns.violations(report["against"][part], columns.Known({}, {})) for part in _OF_THEN}
        report["against"] = report["against"] | parts
    return report


def _source(violation: Violation) -> str:
    """Return the first lines of the statement, without the indentation that they share."""
    lines = [line.expandtabs()[:_CHARACTERS] for line in violation.excerpt[:_LINES]]
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    more = ["..."] if len(violation.excerpt) > _LINES else []
    return "\n".join([line[margin:].rstrip() for line in lines] + more)


def _order(verdict: Verdict, picture: Picture) -> dict[str, str]:
    """Return the rule that orders the components, with its type; both are "" where none does."""
    types = {rule.id: rule.type for rule in verdict.rules}
    return {"rule": picture.order, "type": types.get(picture.order, "")}


def _metrics(answer: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the numbers of the whole code, each with what it says; None where nothing could be counted."""
    if not answer:
        return None
    ordered = bool(answer["of"]["order"])
    numbers: Iterable[Mapping[str, Any]] = answer["metrics"]
    return {
        "of": answer["of"],
        "numbers": [{**one, "says": sentence(one, about="codebase", ordered=ordered)} for one in numbers],
        "decomposition": [
            {"label": name, "says": label(name, ordered=ordered), "imports": imports}
            for name, imports in answer["decomposition"].items()
        ],
        "componentCycle": answer["component_cycle"],
        "cut": answer["cut"],
    }
