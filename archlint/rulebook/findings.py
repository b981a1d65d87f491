"""From a breach, which speaks of nodes, to a finding, which speaks of files and lines."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from itertools import pairwise

from archlint.graph import Breach, Entry, Graph, Occurrence
from archlint.rulebook.declared import Rule
from archlint.rulebook.nouns import Finding, Step
from archlint.settings import Settings

__all__ = ["CUTS", "findings", "ordered"]

CUTS = 200
"""So many findings over chains get their minimum cut; it costs a flow each, and nobody reads further."""

_Stepper = Callable[[int, int], Step]
"""(importing node, imported node) -> the step of a chain from one to the other."""
Pending = tuple[Finding, Callable[[], tuple[tuple[str, str], ...]] | None]


def findings(rule: Rule, graph: Graph, breaches: Iterable[Breach], settings: Settings) -> Iterator[Pending]:
    """Yield each breach once, as a finding and, where there are imports to cut, a function that names them."""
    seen: set[str] = set()
    # Thousands of chains end in the same few steps.
    step = cache(partial(_step, graph))
    for breach in breaches:
        finding = _finding(rule, graph, breach, step, settings)
        if finding.fingerprint not in seen:
            seen.add(finding.fingerprint)
            yield finding, _cutter(graph, breach)


def ordered(pending: Iterable[Pending]) -> tuple[Finding, ...]:
    """Return the findings in report order with their cuts, of those over chains the first CUTS alone."""
    done, left = [], CUTS
    for found, cut in sorted(pending, key=lambda pair: _order(pair[0])):
        over_chain = bool(found.steps) and not found.members
        wanted = not over_chain or left > 0
        left -= over_chain
        done.append(found._replace(cut=cut()) if cut is not None and wanted else found)
    return tuple(done)


def _order(finding: Finding) -> tuple[object, ...]:
    place = finding.path, finding.line, finding.column
    return (*place, finding.rule, finding.kind, finding.importer, finding.imported, finding.fingerprint)


def _cutter(graph: Graph, breach: Breach) -> Callable[[], tuple[tuple[str, str], ...]] | None:
    cut = breach.cut
    if cut is None:
        return None
    return lambda: tuple((graph.name(tail), graph.name(head)) for tail, head in cut())


def _finding(rule: Rule, graph: Graph, breach: Breach, step: _Stepper, settings: Settings) -> Finding:
    chain = tuple(graph.name(node) for node in breach.chain)
    found = _occurrences(graph, breach)
    first = found[0] if found else _own_place(graph, breach, settings)
    return Finding(
        rule=rule.id,
        type=rule.type,
        kind=breach.kind,
        severity=rule.severity,
        importer=chain[0] if chain else "",
        imported=chain[-1] if len(chain) > 1 else "",
        tail=breach.tail,
        head=breach.head,
        dependency=first.kind,
        marks=first.marks,
        names=tuple(sorted({o.name for o in found if o.name})),
        path=first.path,
        line=first.line,
        column=first.column,
        end_line=first.end_line,
        end_column=first.end_column,
        lines=_lines(found or [first]),
        chain=breach.members or chain,
        steps=() if len(chain) < 3 else tuple(step(tail, head) for tail, head in pairwise(breach.chain)),
        members=breach.members,
        cut=() if breach.cut is None else None,
        message=breach.message,
        because=rule.because,
        help=rule.help or breach.help,
        fingerprint=_fingerprint(rule.id, breach, chain),
        measured=breach.measured,
        home=graph.path(breach.chain[0]) if chain and breach.chain[0] < graph.size else first.path,
    )


def _occurrences(graph: Graph, breach: Breach) -> list[Occurrence]:
    """Return the imports that the breach is about, by place: those of the first link, or of the names it speaks of."""
    if len(breach.chain) < 2:
        return []
    found = graph.occurrences(breach.chain[0], breach.chain[1])
    return [o for o in found if not breach.names or o.name in breach.names]


def _own_place(graph: Graph, breach: Breach, settings: Settings) -> Occurrence:
    """A module that breaks a rule by itself is shown at its first line, a name in the settings where it stands."""
    if breach.entry is None:
        path, line, column, end = graph.path(breach.chain[0]), 1, 1, 1
    else:
        path, (line, column, end) = _in_settings(settings, breach.entry)
    return Occurrence("", path, line, column, end_line=line, end_column=end, kind="", marks=())


def _in_settings(settings: Settings, entry: Entry) -> tuple[str, tuple[int, int, int]]:
    """Return the file of the settings, and line, column and end column of a name in it."""
    file, place = settings.stands(entry.where)
    return file, (place.line, place.column, place.end_column) if place else (1, 1, 1)


def _step(graph: Graph, tail: int, head: int) -> Step:
    found = graph.occurrences(tail, head)
    return Step(graph.name(tail), graph.name(head), found[0].path, found[0].line, len(_lines(found)))


def _lines(found: list[Occurrence]) -> tuple[int, ...]:
    """Return the lines in the first file: a declared dependency stands in another, behind those that are written."""
    return tuple(sorted({o.line for o in found if o.path == found[0].path}))


def _fingerprint(id_: str, breach: Breach, chain: tuple[str, ...]) -> str:
    """Name the breach by what stays when lines move and routes change."""
    start = f"{id_} {breach.kind}"
    if breach.measured:
        return f"{start} {breach.measured[0]} of {breach.tail}"
    if breach.members:
        ends = " -> ".join(label for label in (breach.tail, breach.head) if label) if breach.kind != "cycle" else ""
        return " ".join(filter(None, [start, ends, "{" + ", ".join(breach.members) + "}"]))
    if len(chain) > 2 or breach.entry:
        return f"{start} [{breach.tail} -> {breach.head}]"
    return f"{start} {' -> '.join(chain)}"
