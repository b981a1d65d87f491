"""Answer `explain`: what is known of a module or an import, and what the rules say of it."""

from collections.abc import Sequence
from typing import Any

from archlint.graph import Graph
from archlint.rulebook import card
from archlint.rulebook.declared import Rule
from archlint.rulebook.naming import meant
from archlint.rulebook.nouns import Finding
from archlint.settings import Request

__all__ = ["explained"]


def explained(request: Request, graph: Graph, rules: Sequence[Rule], found: Sequence[Finding]) -> dict[str, Any]:
    """
    Return what is known of the request's subject, as plain values.

    Keys: `subject` and `known`; where nothing is called that, `known` is False, and `near` is the nearest name. For a
    module `path`, `imports`, `imported_by` (counts), `rules` (ID, type and the names that put it there), `violations`;
    for a folder without a module of its own also `modules`, how many lie below it.
    For an import `statements`, `below` (where there are none: the imports inside the two), `rules`, `violations`.
    """
    ends = [text.strip() for text in request.subject.split("->")]
    unknown = [name for name in ends if name not in graph.names.node]
    if len(ends) == 1 and unknown and any(name.startswith(f"{ends[0]}.") for name in graph.names.modules):
        return _folder(graph, rules, found, ends[0])
    if unknown:
        return {
            "subject": request.subject,
            "known": False,
            "unknown": unknown[0],
            "near": graph.names.nearest(unknown[0]),
        }
    if len(ends) == 1:
        return _module(graph, rules, found, ends[0])
    return _import(graph, rules, found, ends[0], ends[1])


def _module(graph: Graph, rules: Sequence[Rule], found: Sequence[Finding], name: str) -> dict[str, Any]:
    node = graph.names.node[name]
    own = node < graph.size
    return {
        "subject": name,
        "known": True,
        "path": graph.path(node) if own else "",
        "imports": len(graph.succ[node]),
        "imported_by": len(graph.pred[node]),
        "rules": [row for rule in rules if (row := _membership(graph, rule, node))],
        "violations": [_violation(f) for f in found if name in _modules(f)],
    }


def _folder(graph: Graph, rules: Sequence[Rule], found: Sequence[Finding], name: str) -> dict[str, Any]:
    """A folder without an `__init__.py` is no module, but rules name it and modules lie below it."""
    below = [node for node, module in enumerate(graph.names.modules) if module.startswith(f"{name}.")]
    inside = {graph.name(node) for node in below}
    heads = {head for node in below for head in graph.succ[node]}.difference(below)
    tails = {tail for node in below for tail in graph.pred[node]}.difference(below)
    return {
        "subject": name,
        "known": True,
        "path": graph.path(below[0]).rpartition("/")[0],
        "modules": len(below),
        "imports": len(heads),
        "imported_by": len(tails),
        "rules": [row for rule in rules if (row := _membership(graph, rule, below[0]))],
        "violations": [_violation(f) for f in found if not inside.isdisjoint(_modules(f))],
    }


def _import(graph: Graph, rules: Sequence[Rule], found: Sequence[Finding], tail: str, head: str) -> dict[str, Any]:
    a, b = graph.names.node[tail], graph.names.node[head]
    statements = [o._asdict() for o in graph.occurrences(a, b)] if b in graph.succ[a] else []
    both = [(_membership(graph, rule, a), _membership(graph, rule, b)) for rule in rules]
    return {
        "subject": f"{tail} -> {head}",
        "known": True,
        "statements": statements,
        "below": [] if statements else _below(graph, tail, head),
        "rules": [{**one, "names": [*one["names"], *other["names"]]} for one, other in both if one and other],
        "violations": [_violation(f) for f in found if _concerns(f, tail, head)],
    }


def _below(graph: Graph, tail: str, head: str) -> list[str]:
    pairs = ((f"{graph.name(a)}.", f"{graph.name(b)}.") for a, b in graph.edges())
    return [f"{a[:-1]} -> {b[:-1]}" for a, b in pairs if a.startswith(f"{tail}.") and b.startswith(f"{head}.")]


def _modules(finding: Finding) -> set[str]:
    return {finding.importer, finding.imported, *finding.members, *(end for pair in _imports(finding) for end in pair)}


def _concerns(finding: Finding, tail: str, head: str) -> bool:
    """Return whether a finding is about an import; one between two members of a cycle is a part of it."""
    knotted = finding.kind == "cycle" and {tail, head} <= set(finding.members)
    return knotted or (tail, head) in _imports(finding)


def _imports(finding: Finding) -> set[tuple[str, str]]:
    """Return the imports that a finding is about: where it stands, those of its chain, those that would mend it."""
    steps = {(step.importer, step.imported) for step in finding.steps}
    return {(finding.importer, finding.imported), *steps, *(finding.cut or ())}


def _violation(finding: Finding) -> dict[str, Any]:
    place = {"path": finding.path, "line": finding.line}
    return {"rule": finding.rule, "kind": finding.kind, **place, "message": finding.message, "help": finding.help}


def _membership(graph: Graph, rule: Rule, node: int) -> dict[str, Any]:
    """Return the rule and the names of it that mean the module; {} where none does."""
    names = [entry.text for entry in card.entries(rule.options) if node in meant(graph, entry)]
    return {"rule": rule.id, "type": rule.type, "names": list(dict.fromkeys(names))} if names else {}
