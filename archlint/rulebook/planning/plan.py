"""The steps of a plan, each the one that buys most for an import, with what is left after it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

from archlint.graph import Graph, for_types, self_contained
from archlint.rulebook.declared import Rule
from archlint.rulebook.explain.places import place
from archlint.rulebook.judging import Docket
from archlint.rulebook.nouns import Finding
from archlint.rulebook.planning.candidates import Candidate, Candidates
from archlint.rulebook.planning.extraction import extracted
from archlint.rulebook.planning.field import field_of
from archlint.rulebook.planning.situation import Import, Named, Setting, Situation
from archlint.settings import Request
from archlint.startup import NamedTuple

__all__ = ["planned"]

_LOOKED_AT = 10
"""So many of the best are looked at for imports that are needed for types alone: each costs a look at a whole file."""
_NAMED = 100
"""So many violations that a step mends are named; there may be thousands."""
_FOR_TYPES = 0.5
"""What moving an import costs, where cutting one costs 1: nothing else has to change."""


class Step(NamedTuple):
    """What to do, and how."""

    candidate: Candidate
    how: Literal["cut", "type-checking"]


def planned(
    request: Request,
    docket: Docket,
    rules: Sequence[Rule],
    found: Sequence[Finding],
    draw: Callable[[frozenset[Named]], Graph],
) -> dict[str, Any]:
    """
    Return the plan as plain values; docs/commands.md says what each key means.

    With a subject, what has to be done before that can leave. `draw` gives the graph of the code without some imports.
    """
    field = field_of(docket, rules)
    if request.subject:
        return extracted(request, docket, field)
    now = Situation(Setting(request, rules, field, docket.whole, draw), docket)
    cut = now.cut
    edges = [[now.graph.name(tail), now.graph.name(head)] for tail, head in cut.imports]
    waived = frozenset(one.fingerprint for one in found if one.waivers)
    steps = list(_steps(now, request.limit, waived))
    return {
        "known": True,
        "of": field.rule or None,
        "scope": field.options.scope,
        "depth": field.options.depth,
        "kinds": list(field.kinds),
        "cut": {"imports": len(edges), "bound": cut.bound, "proven": len(edges) == cut.bound, "edges": edges},
        "state": now.state._asdict(),
        "steps": steps,
    }


def _steps(now: Situation, top: int, waived: frozenset[str]) -> Iterator[dict[str, Any]]:
    """Yield so many steps; where that is 0, all until nothing is left to cut."""
    needs: dict[Import, str] = {}
    number = 0
    while not top or number < top:
        step = _best(now, Candidates(now, waived), needs)
        if step is None:
            return
        number += 1
        gone, moved = (step.candidate.imports, ()) if step.how == "cut" else ((), step.candidate.imports)
        then = now.after(gone, moved)
        yield {"step": number, **_told(now, step, needs), **_difference(now, then)}
        now = then


def _best(now: Situation, all_: Candidates, needs: dict[Import, str]) -> Step | None:
    """Return the step that buys most for what it takes; imports that can move count half."""
    best, most = None, 0.0
    for one in all_.ranked()[:_LOOKED_AT]:
        price, how = float(all_.price(one)), "cut"
        worth = all_.worth(one)
        if all_.worth(one, for_types=True) == worth and all(_for_types(now, edge, needs) for edge in one.imports):
            price, how = price * _FOR_TYPES, "type-checking"
        if worth / price > most:
            best, most = Step(one, "cut" if how == "cut" else "type-checking"), worth / price
    return best


def _for_types(now: Situation, edge: Import, needs: dict[Import, str]) -> bool:
    """Return whether an import is needed for types alone, and keep what it is needed for."""
    graph = now.docket.whole
    if edge not in needs:
        own = max(edge) < graph.size and edge[1] in graph.succ[edge[0]]
        needs[edge] = for_types(graph, *edge, now.handed_on) if own else "run"
    return needs[edge] != "run"


def _told(now: Situation, step: Step, needs: Mapping[Import, str]) -> dict[str, Any]:
    """Return what to do: the imports with their places, and the names that could be imported from elsewhere."""
    return {
        "kind": step.candidate.kind,
        "what": step.candidate.what,
        "how": step.how,
        "imports": [
            {
                **_import(now.docket.full, step, *edge),
                "quoted": step.how == "type-checking" and needs[edge] == "quoted",
                "handed_on": now.handed_on.takers(*edge),
            }
            for edge in sorted(step.candidate.imports)
        ],
    }


def _import(graph: Graph, step: Step, tail: int, head: int) -> dict[str, Any]:
    names = frozenset(graph.taken(tail, head)) - {"", "*"}
    own = head < graph.size and step.how == "cut" and names
    return {
        **place(graph, tail, head),
        "names": sorted(names),
        "movable": sorted(self_contained(graph, head, names)) if own else [],
    }


def _difference(before: Situation, after: Situation) -> dict[str, Any]:
    """Return what a step mends and breaks, a smaller cycle apart; which rules fit no more; and the state then."""
    old, new = before.findings, after.findings
    unfit = after.docket.misfits - before.docket.misfits
    gone = ((name, one) for name, one in old.items() if name not in new and one.rule not in unfit)
    mended = [name for name, one in gone if not _goes_on(one, new.values())]
    broken = [name for name, one in new.items() if name not in old and not _goes_on(one, old.values())]
    return {
        "fixed": len(mended),
        "fixes": sorted(mended)[:_NAMED],
        "broken": len(broken),
        "brings": sorted(broken)[:_NAMED],
        "unjudged": sorted(unfit),
        "after": after.state._asdict(),
    }


def _goes_on(one: Finding, others: Iterable[Finding]) -> bool:
    """Return whether a set has become another one, rather than come or gone."""
    members = set(one.members)
    return bool(members) and any(
        (one.rule, one.kind) == (other.rule, other.kind) and not members.isdisjoint(other.members) for other in others
    )
