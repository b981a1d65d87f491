"""What is known of an import, written or not, and of the ways from one end to the other."""

from collections.abc import Iterator, Sequence
from typing import Any

from archlint.graph import Graph
from archlint.rulebook.declared import Rule
from archlint.rulebook.explain.module import membership, violation
from archlint.rulebook.explain.passing import passing
from archlint.rulebook.explain.subjects import Subject
from archlint.rulebook.explain.verdicts import Trial
from archlint.rulebook.explain.ways import ways
from archlint.rulebook.nouns import Finding
from archlint.settings import Request

__all__ = ["link"]


def link(
    request: Request, graph: Graph, rules: Sequence[Rule], found: Sequence[Finding], tail: Subject, head: Subject
) -> dict[str, Any]:
    """
    Return what there is between two subjects, and what each rule says of an import of one by the other.

    Where it is not written, but imports between what lies in the two are, the first of those is judged. Nothing is
    judged where the importer is not read, or would import itself.
    """
    below = list(_below(graph, tail, head))
    direct = head.node in graph.succ[tail.node] and _exact(tail) and _exact(head)
    pair = (tail.node, head.node) if direct or not below else below[0]
    judgeable = (pair[0] < graph.size or direct) and pair[0] != pair[1]
    trial = Trial(request, graph, rules, found, pair) if judgeable else None
    one, other = graph.name(pair[0]), graph.name(pair[1])
    return {
        "about": "import",
        "subject": f"{tail.name} -> {head.name}",
        "known": True,
        "written": direct,
        "statements": [o._asdict() for o in graph.occurrences(*pair)] if direct else [],
        "below": [] if direct else [f"{graph.name(a)} -> {graph.name(b)}" for a, b in below],
        "judged": f"{one} -> {other}" if trial else "",
        "rules": [_row(trial, rule) for rule in rules] if trial else [],
        "violations": [violation(f) for rule in rules for f in trial.violations(rule)] if trial else [],
        "chains": [] if direct or below else ways(graph, rules, tail, head),
        **passing(request, graph, rules, found, tail, head),
    }


def _exact(one: Subject) -> bool:
    return one.what in ("module", "outside")


def _below(graph: Graph, tail: Subject, head: Subject) -> Iterator[tuple[int, int]]:
    """Yield the imports from what lies in one to what lies in the other, ascending; what lies in both is in neither."""
    tails, heads = set(tail.nodes) - set(head.nodes), set(head.nodes) - set(tail.nodes)
    for node in sorted(tails):
        for other in graph.succ[node]:
            if other in heads:
                yield node, other


def _row(trial: Trial, rule: Rule) -> dict[str, Any]:
    ends = [membership(trial.cast(rule), node) for node in trial.pair]
    names = list(dict.fromkeys(name for end in ends for name in end.get("names", ())))
    importer, imported = (end.get("roles", []) for end in ends)
    said = trial.row(rule)
    return {"rule": rule.id, "type": rule.type, **said, "names": names, "importer": importer, "imported": imported}
