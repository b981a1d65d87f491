"""From a breach, which speaks of nodes, to a finding, which speaks of files and lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import pairwise, starmap
from operator import itemgetter
from typing import Any, Final, Self

from archlint.graph import HIDDEN_KINDS, Breach, Entry, Graph, Occurrence
from archlint.rulebook import coupling
from archlint.rulebook.declared import Rule
from archlint.rulebook.nouns import Finding, Step
from archlint.settings import Settings
from archlint.startup import NamedTuple

__all__ = ["CUTS", "Hearing", "Pending", "findings", "fingerprint", "hearing_of", "ordered"]

CUTS = 200
"""So many findings over chains get their minimum cut; it costs a flow each, and nobody reads further."""

_PLAIN: Final = (), "", "exact", None
"""The last fields of a finding about imports that no waiver accepts: waivers, via, confidence and other."""
_ORDERED: Final = "path", "line", "column", "rule", "kind", "importer", "imported", "fingerprint"
_ORDER: Final = itemgetter(*map(Finding._fields.index, _ORDERED))


class _Written(NamedTuple):
    """What is written down of one import from module to module."""

    first: Occurrence
    names: tuple[str, ...]
    """Sorted; without the module itself."""
    lines: tuple[int, ...]
    """Those in the first file, ascending: a declared dependency stands in another, behind those that are written."""
    told: tuple[Any, ...]
    """All of it as a finding has it, from `dependency` to `lines`."""

    @classmethod
    def of(cls, found: Sequence[Occurrence]) -> Self:
        """Return what these say, of which there is one at least, by place."""
        first = found[0]
        names = tuple(sorted({one.name for one in found if one.name}))
        lines = tuple(sorted({one.line for one in found if one.path == first.path}))
        return cls(first, names, lines, (first.kind, first.marks, names, *first[1:6], lines))


class _Onward(NamedTuple):
    """How chains go on from a module that many come by."""

    names: tuple[str, ...]
    steps: tuple[Step, ...]


class _Imports:
    """The imports that findings lead over, each looked up once: thousands of chains go by the same few steps."""

    def __init__(self, graph: Graph) -> None:
        self.written = cache(lambda tail, head: _Written.of(graph.occurrences(tail, head)))
        self.step = cache(partial(self._step, graph))
        self.onward = cache(partial(self._onward, graph))
        self.hidden = coupling.hidden(graph)
        """Whether some of them may be none."""

    def _step(self, graph: Graph, tail: int, head: int) -> Step:
        first, _, lines, _ = self.written(tail, head)
        end = coupling.end_of(first)
        via = f"{first.via} `{end.topic}`" if end else ""
        return Step(graph.name(tail), graph.name(head), first.path, first.line, len(lines), via)

    def _onward(self, graph: Graph, nodes: tuple[int, ...]) -> _Onward:
        return _Onward(tuple(map(graph.name, nodes)), tuple(starmap(self.step, pairwise(nodes))))


class Hearing(NamedTuple):
    """One rule before one graph: what makes findings of its breaches."""

    rule: Rule
    graph: Graph
    imports: _Imports
    settings: Settings

    def finding(self, breach: Breach) -> Finding:
        """Return a breach as a finding that is whole but for the cut of a chain or a set."""
        return _finding(self.rule, self.graph, self.imports, self.settings, breach)

    def whole(self, breach: Breach) -> Finding:
        """Return a breach as a finding with its cut, which may take a search."""
        found = self.finding(breach)
        return found._replace(cut=_cut(self.graph, breach)) if found.cut is None else found


class Pending(NamedTuple):
    """A finding, and what it was made of."""

    finding: Finding
    breach: Breach
    hearing: Hearing

    @property
    def search(self) -> Callable[[], tuple[tuple[str, str], ...]] | None:
        """Gives what to cut, where that takes a search; None where the finding says it."""
        return partial(_cut, self.hearing.graph, self.breach) if self.finding.cut is None else None


def hearing_of(rule: Rule, graph: Graph, settings: Settings) -> Hearing:
    """Return what makes findings of the breaches of a rule."""
    return Hearing(rule, graph, _Imports(graph), settings)


def findings(rule: Rule, graph: Graph, breaches: Iterable[Breach], settings: Settings) -> Iterator[Pending]:
    """Yield each breach once, as a finding that is whole but for the cut of a chain or a set."""
    seen: set[str] = set()
    hearing = hearing_of(rule, graph, settings)
    if hearing.imports.hidden:
        breaches = (part for whole in breaches for part in coupling.parts(graph, whole))
    made = partial(_finding, rule, graph, hearing.imports, settings)
    for breach in breaches:
        finding = made(breach)
        if finding.fingerprint not in seen:
            seen.add(finding.fingerprint)
            yield Pending(finding, breach, hearing)


def ordered(pending: Iterable[Pending]) -> tuple[Finding, ...]:
    """Return the findings in report order with their cuts, of those over chains the first CUTS alone."""
    done, left = [], CUTS
    for found, breach, hearing in sorted(pending, key=lambda one: _ORDER(one[0])):
        over_chain = bool(found.steps) and not found.members
        wanted = found.cut is None and (not over_chain or left > 0)
        left -= over_chain
        done.append(found._replace(cut=_cut(hearing.graph, breach)) if wanted else found)
    return tuple(done)


def _cut(graph: Graph, breach: Breach) -> tuple[tuple[str, str], ...]:
    return tuple((graph.name(tail), graph.name(head)) for tail, head in breach.cut()) if breach.cut else ()


def _finding(rule: Rule, graph: Graph, imports: _Imports, settings: Settings, breach: Breach) -> Finding:
    kind, message, help_, tail, head, nodes, members, cut, _, _, measured, account, _, _, _ = breach
    chain, steps = _way(graph, nodes, imports)
    written = _written(graph, breach, imports) or _Written.of([_own_place(graph, breach, settings)])
    searched = cut is not None and (bool(steps) or bool(members))
    paths, several = graph.ledger.paths, len(nodes) > 1
    ends = chain[0] if chain else "", chain[-1] if several else ""
    # By position, as there may be tens of thousands: it takes half the time.
    about = (rule.id, rule.type, kind, rule.severity, *ends, tail, head)
    told = (
        members or chain,
        steps,
        members,
        None if searched else _cut(graph, breach),
        message,
        rule.because,
        rule.help or help_,
        fingerprint(rule, graph, breach),
        measured,
        paths[nodes[0]] if nodes and nodes[0] < graph.size else written.first.path,
        paths[nodes[-1]] if several and nodes[-1] < graph.size else "",
        account is not None and not members and measured is None,
    )
    found = Finding._make(about + written.told + told + _PLAIN)
    return _with_ends(found, breach, imports, written.first) if imports.hidden else found


def _way(graph: Graph, nodes: tuple[int, ...], imports: _Imports) -> tuple[tuple[str, ...], tuple[Step, ...]]:
    """Return the modules of a chain; and its steps, where there are two at least."""
    if len(nodes) < 3:
        return tuple(map(graph.name, nodes)), ()
    first, onward = imports.step(nodes[0], nodes[1]), imports.onward(nodes[1:])
    return (first.importer, *onward.names), (first, *onward.steps)


def _with_ends(finding: Finding, breach: Breach, imports: _Imports, first: Occurrence) -> Finding:
    """Return a finding with both ends of the first dependency that is no import, of those that its chain goes over."""
    steps = [first, *(imports.written(*edge).first for edge in pairwise(breach.chain[1:]))]
    one = next((step for step in steps if step.via), None)
    if one is None:
        return finding
    ends = "" if breach.measured else coupling.told(one)
    message = f"{finding.message}; {ends}" if ends else finding.message
    return finding._replace(message=message, via=one.via, confidence=one.confidence, other=coupling.end_of(one))


def _written(graph: Graph, breach: Breach, imports: _Imports) -> _Written | None:
    """Return the imports that the breach is about, if any: those of the first link, or of the names it speaks of."""
    if breach.at:
        return _Written.of([coupling.occurrence(breach)])
    if len(breach.chain) < 2:
        return None
    tail, head = breach.chain[:2]
    if breach.names or (imports.hidden and len(breach.chain) == 2):
        found = (one for one in graph.occurrences(tail, head) if not breach.names or one.name in breach.names)
        return _Written.of(_of_kind(list(found), breach.by))
    return imports.written(tail, head)


def _of_kind(found: Sequence[Occurrence], kind: str) -> Sequence[Occurrence]:
    """Return those of one kind that is no import, or the imports among them; all where that is none."""
    wanted = [one for one in found if (one.kind == kind if kind else one.kind not in HIDDEN_KINDS)]
    return wanted or found


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


def fingerprint(rule: Rule, graph: Graph, breach: Breach) -> str:
    """Name the breach by what stays when lines move and routes change."""
    start = f"{rule.id} {breach.kind}"
    if breach.measured:
        return f"{start} {breach.measured[0]} of {breach.tail}"
    if breach.members:
        ends = " -> ".join(label for label in (breach.tail, breach.head) if label) if breach.kind != "cycle" else ""
        return " ".join(filter(None, [start, ends, "{" + ", ".join(breach.members) + "}"]))
    if len(breach.chain) > 2 or breach.entry:
        return f"{start} [{breach.tail} -> {breach.head}]"
    # An import that is known, or waits in a baseline, says nothing of what couples the two besides.
    kind = f" ({breach.by})" if breach.by else f" {_plain(breach.about)}" if breach.about else ""
    return f"{start} {' -> '.join(map(graph.name, breach.chain))}{kind}"


def _plain(text: str) -> str:
    """Return a text as a line of a baseline can hold it: there `#` begins a reason."""
    return " ".join(text.replace("#", "%23").split())
