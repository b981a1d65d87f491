"""What somebody has to do with a finding who has written some lines: which import of theirs it comes of."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import pairwise

from archlint.graph import Breach, ChainCut, Graph, Occurrence, Use
from archlint.rulebook.coupling import far_end
from archlint.rulebook.findings import Pending
from archlint.rulebook.nouns import Finding, Ground, Spans
from archlint.startup import NamedTuple

__all__ = ["grounds", "held", "retold"]


class _Added(NamedTuple):
    """Something that a breach comes of, and the statement of it that stands on lines that somebody has written."""

    use: Use
    at: Occurrence


def retold(pending: Iterable[Pending], prints: Collection[str], lines: Mapping[str, Spans]) -> dict[str, Finding]:
    """
    Return findings as they are to be told to who has written some lines, by fingerprint, at an import on one of them.

    That is an import of the chain, or of what the rule says besides that the finding comes of. Those that come of
    nothing on these lines are left out.
    """
    asked = (one for one in pending if one.fingerprint in prints)
    found = ((one.fingerprint, _retold(one, lines)) for one in asked)
    return {print_: finding for print_, finding in found if finding}


def grounds(pending: Iterable[Pending], prints: Collection[str]) -> dict[str, frozenset[Ground]]:
    """Return all imports that findings come of which are swayed by others than their own, by fingerprint."""
    found = {}
    for one in pending:
        breach, print_ = one.breach, one.fingerprint
        if one.swayed and print_ in prints and breach.account:
            own = [Use(edge, print_) for edge in pairwise(breach.chain)]
            found[print_] = frozenset(_ways(one.hearing.graph, [*own, *breach.account.uses()]))
    return found


def _ways(graph: Graph, uses: Iterable[Use]) -> Iterator[Ground]:
    for use in uses:
        for tail, head in pairwise(use.chain):
            names = graph.name(tail), graph.name(head)
            yield from (Ground(*names, one.kind, use.by) for one in graph.occurrences(tail, head))


def held(whole: Graph, grounds: Iterable[Ground]) -> bool:
    """Return whether of all that makes one thing some import is there, in its kind."""
    there: dict[str, bool] = {}
    for one in grounds:
        there[one.part] = there.get(one.part, False) or _there(whole, one)
    return all(there.values())


def _there(whole: Graph, one: Ground) -> bool:
    tail, head = (whole.names.node.get(name, -1) for name in one[:2])
    exists = tail >= 0 and head in whole.succ[tail]
    return exists and any(at.kind == one.dependency for at in whole.occurrences(tail, head))


def _retold(one: Pending, lines: Mapping[str, Spans]) -> Finding | None:
    breach, hearing = one.breach, one.hearing
    own = [] if breach.account and not one.swayed else _added(hearing.graph, _uses(hearing.graph, breach), lines)
    if own:
        finding = one.finding
        return _placed(finding._replace(cut=_own_cut(hearing.graph, breach, own) or finding.cut), own[0].at)
    added = sorted(_added(hearing.graph, breach.account.uses(), lines), key=_place) if breach.account else []
    if not breach.account or not added:
        return None
    told, shown = breach.account.told(breach, [each.use for each in added])
    return _placed(hearing.whole(told), next(each.at for each in added if each.use is shown))


def _own_cut(graph: Graph, breach: Breach, own: Iterable[_Added]) -> tuple[tuple[str, str], ...]:
    """Return the import that mends a breach of a chain alone, of those that somebody has written; () without one."""
    if not isinstance(breach.cut, ChainCut):
        return ()
    edges = (edge for each in own for edge in pairwise(each.use.chain))
    found = next(filter(breach.cut.takes_only, edges), None)
    return ((graph.name(found[0]), graph.name(found[1])),) if found else ()


def _uses(graph: Graph, breach: Breach) -> Iterable[Use]:
    """Return the imports of a chain one by one; of a set of which the rule says no more, those between its members."""
    if not breach.members:
        return [Use(edge) for edge in pairwise(breach.chain)]
    groups = {}
    for node, name in enumerate(graph.names.modules):
        groups[node] = next((one for one in breach.members if f"{name}.".startswith(f"{one}.")), "")
    inside = [node for node, group in groups.items() if group]
    return [Use((a, b)) for a in inside for b in graph.succ[a] if groups.get(b) and groups[a] != groups[b]]


def _added(graph: Graph, uses: Iterable[Use], lines: Mapping[str, Spans]) -> list[_Added]:
    """Return what of some uses stands on these lines, each with its first statement there."""
    found = ((use, next((at for at in _statements(graph, use) if _on(lines, at)), None)) for use in uses)
    return [_Added(use, at) for use, at in found if at]


def _statements(graph: Graph, use: Use) -> Iterator[Occurrence]:
    if len(use.chain) == 1:
        line, column = use.place or (1, 1)
        path = graph.path(use.chain[0])
        yield Occurrence("", path, line, column, end_line=line, end_column=column, kind="", marks=())
    for tail, head in pairwise(use.chain):
        found = [one for one in graph.occurrences(tail, head) if use.name is None or one.name == use.name]
        yield from found
        # Whoever has added a publisher is shown that, and not the subscriber that was there.
        yield from (there for one in found if (there := far_end(one)))


def _on(lines: Mapping[str, Spans], at: Occurrence) -> bool:
    return any(first <= at.end_line and at.line <= last for first, last in lines.get(at.path, ()))


def _place(one: _Added) -> tuple[object, ...]:
    return one.at.path, one.at.line, one.at.column, one.use.chain


def _placed(finding: Finding, at: Occurrence) -> Finding:
    return finding._replace(
        path=at.path, line=at.line, column=at.column, end_line=at.end_line, end_column=at.end_column
    )
