"""Answer which rule a codebase nearly keeps already; how it is written down is decided above."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from archlint import graph
from archlint.graph import Aside, Graph
from archlint.rulebook.proposal.choosing import best
from archlint.rulebook.proposal.pins import Pins, pins
from archlint.rulebook.proposal.sketch import Code, Sketch
from archlint.rulebook.proposal.slices import alike
from archlint.rulebook.proposal.told import told
from archlint.settings import Request

__all__ = ["proposed"]


def proposed(request: Request, whole: Graph) -> dict[str, Any]:
    """
    Return the rule that is proposed for the code, as plain values.

    `type` is linked-list, layers, independent or acyclic, and "" where there is nothing to propose. Where what is
    pinned names no component, or contradicts itself, `unknown` or `contradiction` say so.
    """
    folder = _folder(request)
    own = frozenset(node for node in whole.own if whole.path(node).startswith(folder))
    aside = [one._replace(nodes=one.nodes & own) for one in graph.set_aside(whole) if one.nodes & own]
    # What other members of a workspace import is beside the matter as well.
    beside = frozenset(whole.own) - own.difference(*(one.nodes for one in aside))
    first = graph.candidates(whole, beside)
    said = pins(request, sorted([*(part.label for part in first.parts), *first.left]))
    facts = {
        "modules": len(own),
        "imports": sum(head in own for node in own for head in whole.succ[node]),
        "unread": [gap.path for gap in whole.reading.unread if gap.path.startswith(folder)],
    }
    if said.unknown:
        names = [part.label for part in first.parts]
        return {**facts, "type": "", "unknown": said.unknown, "near": said.near, "names": names, "known": False}
    found = best(Code(whole, beside, said))
    if found is None:
        return {**facts, "type": "", "contradiction": _said(said), "known": False}
    answer = told(found, pinned=bool(said.named))
    return {
        **facts,
        **answer,
        "known": bool(answer["type"]),
        "aside": [_row(whole, one, found, beside) for one in aside],
        "inside": alike(found.seen, beside),
        "layout": "src" if all(whole.path(node).startswith(f"{folder}src/") for node in own) else "",
    }


def _folder(request: Request) -> str:
    """Return where the code lies of which a rule is proposed: "", or a member of a workspace with "/" behind it."""
    lead = f"{request.settings.inside}:"
    return next((f"{part.folder}/" for part in request.settings.parts if part.lead == lead), "")


def _said(said: Pins) -> Sequence[str]:
    return [*(f"--top {name}" for name in said.tops), *(f"--keep '{a} -> {b}'" for a, b in said.keeps)]


def _row(whole: Graph, one: Aside, found: Sketch, beside: frozenset[int]) -> dict[str, Any]:
    """Return what stands aside, and whether a rule has to be told so: where its imports lead between components."""
    owner = {node: part.label for part in found.found.parts for node in whole.names.below(part.label)}

    def counts(node: int) -> bool:
        heads = [head for head in whole.succ[node] if head < whole.size and head not in beside]
        if node in owner:
            return any(owner.get(head) != owner[node] for head in heads)
        return bool(heads) and any(tail not in beside for tail in whole.pred[node])

    ignored = any(map(counts, one.nodes))
    return {"what": one.what, "pattern": one.pattern, "modules": len(one.nodes), "ignored": ignored}
