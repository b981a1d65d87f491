"""The steps of a plan, each the one that buys most for an import, with what is left after it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal, NamedTuple

from archlint.graph import Graph, HandedOn, for_types, self_contained
from archlint.rulebook.declared import Rule
from archlint.rulebook.judging import Docket
from archlint.rulebook.nouns import Finding
from archlint.rulebook.planning.candidates import Candidate, Candidates
from archlint.rulebook.planning.extraction import extracted
from archlint.rulebook.planning.field import field_of
from archlint.rulebook.planning.situation import Import, Situation
from archlint.settings import Request

__all__ = ["planned"]

_LOOKED_AT = 10
"""So many of the best are looked at for imports that are needed for types alone: each costs a look at a whole file."""
_FOR_TYPES = 0.5
"""What moving an import costs, where cutting one costs 1: nothing else has to change."""


class Step(NamedTuple):
    """What to do, and how."""

    candidate: Candidate
    how: Literal["cut", "type-checking"]


def planned(request: Request, docket: Docket, rules: Sequence[Rule], found: Sequence[Finding]) -> dict[str, Any]:
    """
    Return the plan as plain values; docs/commands.md says what each key means.

    With a subject, what has to be done before that can leave.
    """
    field = field_of(docket, rules)
    if request.subject:
        return extracted(request, docket, field)
    now = Situation(request, docket.whole, rules, field, docket)
    cut = now.cut
    edges = [[now.graph.name(tail), now.graph.name(head)] for tail, head in cut.imports]
    waived = frozenset(one.fingerprint for one in found if one.waivers)
    steps = list(_steps(request, now, rules, waived))
    return {
        "known": True,
        "of": field.rule or None,
        "scope": field.scope,
        "depth": field.depth,
        "kinds": list(field.kinds),
        "cut": {"imports": len(edges), "bound": cut.bound, "proven": len(edges) == cut.bound, "edges": edges},
        "state": now.state._asdict(),
        "steps": steps,
    }


def _steps(request: Request, now: Situation, rules: Iterable[Rule], waived: frozenset[str]) -> Iterator[dict[str, Any]]:
    """Yield so many steps as the request has room for; all until nothing is left to cut, where that is 0."""
    kinds = {rule.id: rule.kinds for rule in rules}
    needs: dict[Import, str] = {}
    handed_on = HandedOn(now.docket.whole)
    number = 0
    while not request.limit or number < request.limit:
        step = _best(now.docket.whole, Candidates(now, kinds, waived, handed_on), needs)
        if step is None:
            return
        number += 1
        gone, moved = (step.candidate.imports, ()) if step.how == "cut" else ((), step.candidate.imports)
        then = now.after(gone, moved)
        yield {"step": number, **_told(now.docket.whole, step, handed_on), **_difference(now, then)}
        now = then


def _best(graph: Graph, all_: Candidates, needs: dict[Import, str]) -> Step | None:
    """Return the step that buys most for what it takes; imports that can move count half."""
    best, most = None, 0.0
    for one in all_.ranked()[:_LOOKED_AT]:
        price, how = float(all_.price(one)), "cut"
        worth = all_.worth(one)
        if all_.worth(one, for_types=True) == worth and all(_for_types(graph, edge, needs) for edge in one.imports):
            price, how = price * _FOR_TYPES, "type-checking"
        if worth / price > most:
            best, most = Step(one, "cut" if how == "cut" else "type-checking"), worth / price
    return best


def _for_types(graph: Graph, edge: Import, needs: dict[Import, str]) -> bool:
    if edge not in needs:
        needs[edge] = for_types(graph, *edge) if max(edge) < graph.size else "run"
    return needs[edge] != "run"


def _told(graph: Graph, step: Step, handed_on: HandedOn) -> dict[str, Any]:
    """Return what to do: the imports with their places, and the names that could be imported from elsewhere."""
    return {
        "kind": step.candidate.kind,
        "what": step.candidate.what,
        "how": step.how,
        "imports": [
            {**_import(graph, step, *edge), "handed_on": handed_on.takers(*edge)}
            for edge in sorted(step.candidate.imports)
        ],
    }


def _import(graph: Graph, step: Step, tail: int, head: int) -> dict[str, Any]:
    first = graph.occurrences(tail, head)[0]
    names = frozenset(graph.taken(tail, head)) - {"", "*"}
    own = head < graph.size and step.how == "cut" and names
    return {
        "importer": graph.name(tail),
        "imported": graph.name(head),
        "path": first.path,
        "line": first.line,
        "kind": first.kind,
        "names": sorted(names),
        "movable": sorted(self_contained(graph, head, names)) if own else [],
        "quoted": step.how == "type-checking" and for_types(graph, tail, head) == "quoted",
    }


def _difference(before: Situation, after: Situation) -> dict[str, Any]:
    """Return what a step mends and what it breaks, and what a check would count then. A smaller cycle is neither."""
    old, new = before.findings, after.findings
    mended = [name for name, one in old.items() if name not in new and not _goes_on(one, new.values())]
    broken = [name for name, one in new.items() if name not in old and not _goes_on(one, old.values())]
    return {"fixes": sorted(mended), "brings": sorted(broken), "after": after.state._asdict()}


def _goes_on(one: Finding, others: Iterable[Finding]) -> bool:
    """Return whether a set has become another one, rather than come or gone."""
    members = set(one.members)
    return bool(members) and any(
        (one.rule, one.kind) == (other.rule, other.kind) and not members.isdisjoint(other.members) for other in others
    )
