"""What is known of a module, a folder of modules or a component."""

from collections.abc import Iterable, Sequence
from typing import Any

from archlint.graph import Graph, parse
from archlint.rulebook.declared import Rule
from archlint.rulebook.explain.concern import modules
from archlint.rulebook.explain.subjects import Subject
from archlint.rulebook.nouns import Finding
from archlint.rulebook.roles import Cast, Role

__all__ = ["about", "membership", "violation"]


def about(graph: Graph, rules: Sequence[Rule], found: Sequence[Finding], one: Subject) -> dict[str, Any]:
    """Return what is known of a subject; its rules and components are those of its first module."""
    alone = one.what in ("module", "outside")
    nodes = [one.node] if alone else one.nodes
    package = one.what == "module" and len(one.nodes) > 1
    return {
        "about": "module",
        "subject": one.name,
        "known": True,
        "what": one.what,
        "first": graph.name(one.node),
        "path": _path(graph, one),
        "components": _components(graph, one.node),
        **_neighbours(graph, nodes),
        "package": _package(graph, found, one) if package else None,
        "rules": [row for rule in rules if (row := membership(Cast(graph, rule), one.node))],
        "violations": [violation(finding) for finding in _about(graph, found, nodes)],
    }


def membership(cast: Cast, node: int) -> dict[str, Any]:
    """Return a rule and the parts that a module plays in it; {} where it plays none, though the rule names some."""
    roles = cast.roles(node)
    if not roles and (not cast.silent or node >= cast.graph.size):
        return {}
    names = list(dict.fromkeys(role.by for role in roles))
    return {"rule": cast.rule.id, "type": cast.rule.type, "names": names, "roles": [_role(role) for role in roles]}


def violation(finding: Finding) -> dict[str, Any]:
    """Return what is told of a finding."""
    place = {"path": finding.path, "line": finding.line}
    return {"rule": finding.rule, "kind": finding.kind, **place, "message": finding.message, "help": finding.help}


def _role(role: Role) -> dict[str, Any]:
    place = {"level": role.level, "levels": role.levels}
    return {"option": role.option, "row": role.row, "component": role.component, "by": role.by, **place}


def _path(graph: Graph, one: Subject) -> str:
    """Return a module's file; of a folder without a module of its own the folder."""
    if one.what == "folder":
        first = graph.path(one.node)
        depth = graph.name(one.node).count(".") - one.name.count(".")
        below = depth + first.endswith("__init__.py")
        return first.rsplit("/", below)[0] if below else first
    return graph.path(one.node) if one.what == "module" else ""


def _package(graph: Graph, found: Sequence[Finding], one: Subject) -> dict[str, Any]:
    """Return what is known of a package as a whole: its own module and all below."""
    below = [node for node in one.nodes if node != one.node]
    return {**_neighbours(graph, one.nodes), "violations": len(_about(graph, found, below))}


def _about(graph: Graph, found: Sequence[Finding], nodes: Iterable[int]) -> list[Finding]:
    names = {graph.name(node) for node in nodes}
    return [finding for finding in found if not names.isdisjoint(modules(finding))]


def _neighbours(graph: Graph, nodes: Iterable[int]) -> dict[str, Any]:
    """Return how many modules there are, and which ones outside of them they import and are imported by."""
    own = set(nodes)
    heads = {head for node in own for head in graph.succ[node]} - own
    tails = {tail for node in own for tail in graph.pred[node]} - own
    imported, importers = ([graph.name(node) for node in sorted(ends)] for ends in (heads, tails))
    counts = {"modules": len(own), "imports": len(imported), "imported_by": len(importers)}
    return {**counts, "imported": sorted(imported), "importers": sorted(importers)}


def _components(graph: Graph, node: int) -> list[dict[str, str]]:
    """Return the component of the settings that a module belongs to, and the pattern that put it there."""
    return [
        {"component": part.label, "by": _by(graph, name, node)}
        for name, parts in graph.vocabulary.components.items()
        for part in parts
        if node in part.exactness
    ]


def _by(graph: Graph, component: str, node: int) -> str:
    """Return the pattern of a component that names a module most exactly."""
    patterns = [parse(text) for text in graph.vocabulary.table[component] if not text.startswith("!")]
    mine = [one for one in patterns if any(match.node == node for match in graph.names.matches(one))]
    return max(mine, key=lambda one: one.literal).text
