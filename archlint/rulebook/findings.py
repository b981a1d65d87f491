"""From a breach, which speaks of nodes, to a finding, which speaks of files and lines, once somebody looks at it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, repeat
from typing import Any, Final

from archlint.graph import Breach, Graph
from archlint.rulebook import coupling
from archlint.rulebook.declared import Rule
from archlint.rulebook.nouns import End, Finding
from archlint.rulebook.table import Fields, Table
from archlint.rulebook.written import Imports, Written
from archlint.settings import Settings
from archlint.startup import NamedTuple

__all__ = ["CUTS", "Hearing", "Pending", "findings", "fingerprint", "hearing_of", "ordered", "written_out"]

CUTS = 200
"""So many findings over chains get their minimum cut; it costs a flow each, and nobody reads further."""

_PLAIN: Final = "", "", "exact", None
"""What findings about imports say of something else: the end of the message, via, confidence and other."""


@dataclass(frozen=True, eq=False, slots=True)
class Hearing:
    """One rule before one graph: what makes findings of its breaches."""

    rule: Rule
    graph: Graph
    imports: Imports
    settings: Settings

    def pending(self, breaches: Mapping[str, Breach]) -> list[Pending]:
        """Return breaches, by their fingerprints, as findings that are not written out."""
        rule, settings, place, names = self.rule.id, self.settings, self.imports.place, self.imports.names
        found = []
        for print_, breach in breaches.items():
            nodes = breach.chain
            importer, imported = names[nodes[0]] if nodes else "", names[nodes[-1]] if len(nodes) > 1 else ""
            at = place(breach, settings)
            found.append(Pending(at, rule, breach.kind, importer, imported, print_, breach, self))
        return found

    def whole(self, breach: Breach) -> Finding:
        """Return a breach as a finding with its cut, which may take a search."""
        pending = self.pending({fingerprint(self.rule, self.graph, breach): breach})
        return written_out(pending, searched=[True])[0]


class Pending(NamedTuple):
    """
    A finding that is not written out: all that is asked of those that nobody is told of.

    They are in report order where they are in their own; no two of one run have the same fingerprint.
    """

    place: tuple[str, int, int]
    """Path, line and column."""
    rule: str
    kind: str
    importer: str
    imported: str
    fingerprint: str
    breach: Breach
    hearing: Hearing

    @property
    def finding(self) -> Finding:
        """Written out anew for each who asks; see `written_out` for many."""
        return written_out([self])[0]

    @property
    def chained(self) -> bool:
        """Whether it is about a chain of two imports at least."""
        return len(self.breach.chain) > 2 and not self.breach.members

    @property
    def searched(self) -> bool:
        """Whether it takes a search to know what to cut."""
        breach = self.breach
        return breach.cut is not None and (len(breach.chain) > 2 or bool(breach.members))

    def cut(self) -> tuple[tuple[str, str], ...]:
        """Return what to cut, ascending; () where there is no import to cut."""
        breach, name = self.breach, self.hearing.graph.name
        return tuple((name(tail), name(head)) for tail, head in breach.cut()) if breach.cut else ()

    @property
    def home(self) -> str:
        """The file of the importer."""
        nodes, graph = self.breach.chain, self.hearing.graph
        return graph.ledger.paths[nodes[0]] if nodes and nodes[0] < graph.size else self.place[0]

    @property
    def target(self) -> str:
        """The file of the imported module; "" where there is none, or it is a third party's."""
        nodes, graph = self.breach.chain, self.hearing.graph
        return graph.ledger.paths[nodes[-1]] if len(nodes) > 1 and nodes[-1] < graph.size else ""

    @property
    def swayed(self) -> bool:
        """Whether it is about one import or chain, and others decide whether that breaks the rule."""
        breach = self.breach
        return breach.account is not None and not breach.members and breach.measured is None


def hearing_of(rule: Rule, graph: Graph, settings: Settings) -> Hearing:
    """Return what makes findings of the breaches of a rule."""
    return Hearing(rule, graph, Imports(graph), settings)


def findings(rule: Rule, graph: Graph, breaches: Iterable[Breach], settings: Settings) -> list[Pending]:
    """Return each breach once, as a finding that is not written out."""
    hearing = hearing_of(rule, graph, settings)
    if hearing.imports.hidden:
        breaches = (part for whole in breaches for part in coupling.parts(graph, whole))
    first: dict[str, Breach] = {}
    for breach in breaches:
        first.setdefault(fingerprint(rule, graph, breach), breach)
    return hearing.pending(first)


def ordered(pending: Iterable[Pending]) -> Table[Finding]:
    """Return the findings in report order; written out they have their cuts, of those over chains the first CUTS."""
    all_ = sorted(pending)
    bare = next(islice((place for place, one in enumerate(all_) if one.chained), CUTS, None), len(all_))

    def write(places: Sequence[int]) -> Fields:
        asked = [all_[place] for place in places]
        return _fields(asked, [place < bare or not one.chained for place, one in zip(places, asked, strict=True)])

    columns: dict[str, Callable[[], Sequence[Any]]] = {
        "fingerprint": lambda: [one.fingerprint for one in all_],
        "rule": lambda: [one.rule for one in all_],
        "severity": lambda: [one.hearing.rule.severity for one in all_],
        "kind": lambda: [one.kind for one in all_],
        "path": lambda: [one.place[0] for one in all_],
        "home": lambda: [one.home for one in all_],
        "waivers": lambda: [()] * len(all_),
    }
    return Table(Finding, len(all_), columns, write)


def written_out(pending: Sequence[Pending], searched: Iterable[bool] = repeat(False)) -> list[Finding]:
    """Write findings out; `searched` says which are to have their cut also where that takes a search."""
    return list(map(Finding._make, zip(*_fields(pending, searched), strict=True))) if pending else []


def _fields(pending: Sequence[Pending], searched: Iterable[bool]) -> Fields:
    """Return the fields of findings, of which there is one at least: in columns that takes half the time."""
    _, ids, kinds, importers, imported, prints, breaches, hearings = zip(*pending, strict=True)
    _, messages, helps, tails, heads, nodes, members, _, _, _, measured, *_ = zip(*breaches, strict=True)
    rules = [one.rule for one in hearings]
    written = [one.imports.broken(breach, one.settings) for one, breach in zip(hearings, breaches, strict=True)]
    chains, steps = zip(*[one.imports.way(chain) for one, chain in zip(hearings, nodes, strict=True)], strict=True)
    ends, vias, confidences, others = zip(*map(_coupling, pending, written), strict=True)
    return [
        *(ids, [one.type for one in rules], kinds, [one.severity for one in rules], importers, imported, tails, heads),
        *zip(*[one.told for one in written], strict=True),
        [one or chain for one, chain in zip(members, chains, strict=True)],
        *(steps, members),
        [one.cut() if wanted or not one.searched else None for one, wanted in zip(pending, searched, strict=False)],
        [message + end for message, end in zip(messages, ends, strict=True)],
        [one.because for one in rules],
        [rule.help or help_ for rule, help_ in zip(rules, helps, strict=True)],
        *(prints, measured, [one.home for one in pending], [one.target for one in pending]),
        *([one.swayed for one in pending], [()] * len(pending), vias, confidences, others),
    ]


def _coupling(one: Pending, written: Written) -> tuple[str, str, str, End | None]:
    """Return what a finding says of the first dependency that is no import, of those it leads over, if any."""
    breach, imports = one.breach, one.hearing.imports
    if not imports.hidden:
        return _PLAIN
    steps = [written.first, *(imports.of(*edge).first for edge in pairwise(breach.chain[1:]))]
    first = next((step for step in steps if step.via), None)
    if first is None:
        return _PLAIN
    ends = "" if breach.measured else coupling.told(first)
    return f"; {ends}" if ends else "", first.via, first.confidence, coupling.end_of(first)


def fingerprint(rule: Rule, graph: Graph, breach: Breach) -> str:
    """Name the breach by what stays when lines move and routes change."""
    kind, _, _, tail, head, nodes, members, _, _, entry, measured, _, by, _, about = breach
    if measured:
        return f"{rule.id} {kind} {measured[0]} of {tail}"
    if members:
        ends = " -> ".join(label for label in (tail, head) if label) if kind != "cycle" else ""
        return " ".join(filter(None, [rule.id, kind, ends, "{" + ", ".join(members) + "}"]))
    if len(nodes) > 2 or entry:
        return f"{rule.id} {kind} [{tail} -> {head}]"
    # An import that is known, or waits in a baseline, says nothing of what couples the two besides.
    more = f" ({by})" if by else f" {_plain(about)}" if about else ""
    return f"{rule.id} {kind} {' -> '.join(map(graph.name, nodes))}{more}"


def _plain(text: str) -> str:
    """Return a text as a line of a baseline can hold it: there `#` begins a reason."""
    return " ".join(text.replace("#", "%23").split())
