"""Answer `explain` as plain values: about a module, an import, or the components of a rule."""

from collections.abc import Sequence
from typing import Any

from archlint.rulebook.declared import Rule
from archlint.rulebook.explain.links import link
from archlint.rulebook.explain.matrix import matrices
from archlint.rulebook.explain.module import about
from archlint.rulebook.explain.passing import passing
from archlint.rulebook.explain.subjects import near, subject
from archlint.rulebook.judging import Docket
from archlint.rulebook.nouns import Finding
from archlint.settings import Request

__all__ = ["explained"]


def explained(request: Request, docket: Docket, rules: Sequence[Rule], found: Sequence[Finding]) -> dict[str, Any]:
    """
    Return what is known of the request's subject, as plain values; docs/commands.md says what each key means.

    `about` is module, import, rule or why. Where nothing is called that, `known` is False, `unknown` the name in
    question and `near` the nearest one.
    """
    if request.subject.startswith("rule:"):
        return _orders(request.subject, docket, rules, found)
    graph = docket.whole
    ends = [text.strip() for text in request.subject.split("->")]
    if len(ends) > 2:  # a chain as a report shows it: its ends are what was meant
        ends = [ends[0], ends[-1]]
    subjects = [subject(graph, name) for name in ends]
    for name, one in zip(ends, subjects, strict=True):
        if one is None or one.node < 0:
            return {"subject": request.subject, "known": False, "unknown": name, "near": near(graph, name)}
    known = [one for one in subjects if one is not None]
    if request.ask == "why":
        one, other = known
        ways = passing(request, graph, rules, found, one, other)
        return {"about": "why", "subject": f"{one.name} -> {other.name}", "known": True, **ways}
    if len(known) == 1:
        return about(graph, rules, found, known[0])
    return link(request, graph, rules, found, known[0], known[1])


def _orders(text: str, docket: Docket, rules: Sequence[Rule], found: Sequence[Finding]) -> dict[str, Any]:
    """Return the pairs of components of one rule; none where it has no order or does not fit the code."""
    rule = next(rule for rule in rules if f"rule:{rule.id}" == text)
    view = docket.views.get(rule.id)
    orders = matrices(view, rule, found) if view else []
    return {"about": "rule", "subject": rule.id, "known": True, "orders": orders}
