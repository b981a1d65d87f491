"""What could be done next, and what each of it buys, as far as that can be told without judging anew."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property

from archlint.graph import holding, splitting_edges
from archlint.rulebook.findings import CUTS
from archlint.rulebook.nouns import Finding, Step
from archlint.rulebook.planning.situation import Import, Situation
from archlint.startup import NamedTuple

__all__ = ["Candidate", "Candidates"]

_TYPES = "typing"


class Candidate(NamedTuple):
    """Imports that could go together."""

    kind: str
    """cycle, dependency, chain or import: what they are to each other."""
    what: str
    """What they are a part of, as `a -> b`."""
    imports: frozenset[Import]
    ends: bool
    """Whether that dependency ends with them, as far as a rule looks at it."""


class Candidates:
    """All candidates of a situation."""

    def __init__(self, situation: Situation, waived: Collection[str]) -> None:
        """Take the fingerprints of what somebody accepts besides: nothing has to be done about it."""
        self._situation = situation
        self._kinds = {rule.id: rule.kinds for rule in situation.setting.rules}
        self._debts = list(_debts(situation, waived))
        self._alone: dict[Import, list[Finding]] = defaultdict(list)
        self._together: dict[frozenset[Import], list[Finding]] = defaultdict(list)
        for finding, cut in self._debts:
            if len(cut) == 1:
                self._alone[next(iter(cut))].append(finding)
            else:
                self._together[cut].append(finding)
        self._likely = self._unsearched(waived)

    def ranked(self) -> list[Candidate]:
        """Return those that buy something, by how much for what they take, ties by how few they are and by names."""
        name = self._situation.graph.name
        # Of those with the same imports the last one has the most telling kind.
        all_ = {one.imports: (one, worth) for one in self._all() if (worth := self.worth(one))}

        def rank(row: tuple[Candidate, int]) -> tuple[object, ...]:
            one, worth = row
            named = sorted((name(tail), name(head)) for tail, head in one.imports)
            return -worth / self.price(one), len(one.imports), named

        return [one for one, _ in sorted(all_.values(), key=rank)]

    def price(self, one: Candidate) -> int:
        """Return how many modules have to change, each for one import: the importers, and whoever goes by them."""
        return sum(1 + self._situation.handed_on.takers(*edge) for edge in one.imports)

    def worth(self, one: Candidate, *, for_types: bool = False) -> int:
        """
        Return what goes with the imports of a candidate, each thing counting one, whether they go or are `for_types`.

        Those are violations, modules that leave the largest cycle of modules, groups that leave cycles, and one for a
        dependency that ends. Of chains that nobody has searched for a cut those count that go through the imports.
        """
        seen = [each for edge in one.imports for each in self._alone.get(edge, ())]
        if len(one.imports) > 1:
            seen += [each for cut, found in self._together.items() if cut <= one.imports for each in found]
        blind = for_types and _TYPES in self._situation.field.kinds
        gone = sum(not (for_types and _TYPES in self._kinds[each.rule]) for each in seen)
        freed = 0 if blind else self._freed.get(one.imports, 0)
        left = 0 if blind or len(one.imports) > 1 else self._leaving.get(next(iter(one.imports)), 0)
        likely = 0 if for_types else sum(self._likely.get(edge, 0) for edge in one.imports)
        return gone + likely + freed + left + (one.ends and not blind)

    def _unsearched(self, waived: Collection[str]) -> dict[Import, int]:
        """Return how many of the chains that are not searched for a cut go through each import."""
        known = {finding.fingerprint for finding, _ in self._debts} | set(waived)
        left = (one for one in self._situation.findings.values() if one.steps and one.fingerprint not in known)
        node = self._situation.graph.names.node
        return {(node[tail], node[head]): count for (tail, head), count in _often(left).items()}

    def _all(self) -> Iterator[Candidate]:
        name = self._situation.graph.name
        for tail, head in self._alone.keys() | self._leaving.keys():
            yield Candidate("import", f"{name(tail)} -> {name(head)}", frozenset({(tail, head)}), ends=False)
        for cut, found in self._together.items():
            yield Candidate("chain", _dependency(found[0]), cut, ends=False)
        yield from self._dependencies()
        for number, pair in self._situation.cut.pairs:
            labels, arc = self._situation.groupings[number].labels, self._situation.groupings[number].arcs[pair]
            yield Candidate("cycle", f"{labels[pair[0]]} -> {labels[pair[1]]}", frozenset(arc.cut()), ends=True)

    def _dependencies(self) -> Iterator[Candidate]:
        """Yield for each pair of components that a rule keeps apart all that joins them."""
        pairs: dict[tuple[str, str, str], list[tuple[Finding, frozenset[Import]]]] = defaultdict(list)
        for finding, cut in self._debts:
            if finding.tail and finding.head and not finding.members:
                pairs[finding.rule, finding.tail, finding.head].append((finding, cut))
        for (_, tail, head), debts in sorted(pairs.items()):
            kind = "chain" if all(finding.steps for finding, _ in debts) else "dependency"
            yield Candidate(kind, f"{tail} -> {head}", frozenset().union(*(cut for _, cut in debts)), ends=True)

    @cached_property
    def _leaving(self) -> dict[Import, int]:
        """How many modules leave the largest cycle with each import that holds it together."""
        knot = self._situation.knot
        bridges = splitting_edges(self._situation.graph.succ, knot)
        return {bridge.edge: len(knot) - (bridge.largest if bridge.largest > 1 else 0) for bridge in bridges}

    @cached_property
    def _freed(self) -> dict[frozenset[Import], int]:
        """How many groups leave cycles with each dependency that has to go."""
        groupings = self._situation.groupings
        left = [holding(one.arcs, len(one.labels)) for one in groupings]
        pairs = self._situation.cut.pairs
        return {frozenset(groupings[number].arcs[pair].cut()): left[number].get(pair, 0) for number, pair in pairs}


def _dependency(finding: Finding) -> str:
    ends = (finding.tail, finding.head) if finding.tail and finding.head else (finding.importer, finding.imported)
    return " -> ".join(ends)


def _debts(situation: Situation, waived: Collection[str]) -> Iterator[tuple[Finding, frozenset[Import]]]:
    """Yield what cutting imports mends, with the fewest that do; of chains some, since each takes a flow."""
    node = situation.graph.names.node
    # What the plan cuts cycle by cycle is no single step.
    open_ = [
        (situation.findings[one.fingerprint], one)
        for one in sorted(situation.docket.pending, key=lambda one: one.fingerprint)
        if one.fingerprint not in waived and not (one.breach.members and one.hearing.rule.id == situation.field.rule)
    ]
    told = _telling([finding for finding, one in open_ if one.searched and finding.steps])
    for finding, one in open_:
        if one.searched and finding.steps and finding.fingerprint not in told:
            continue
        if cut := one.cut():
            yield finding, frozenset((node[tail], node[head]) for tail, head in cut)


def _telling(chains: Sequence[Finding]) -> frozenset[str]:
    """
    Return which of the chains to cut: CUTS at most, spread over the imports that most of them go through.

    Ten thousand pairs of components may be joined by one and the same import; a few of them show where it can be cut.
    """
    often = _often(chains)
    groups: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for one in chains:
        groups[max(map(_ends, one.steps), key=lambda ends: (often[ends], ends))].append(one)
    turns = [(turn, -often[ends], one.fingerprint) for ends, group in groups.items() for turn, one in enumerate(group)]
    return frozenset(fingerprint for _, _, fingerprint in sorted(turns)[:CUTS])


def _often(chains: Iterable[Finding]) -> Counter[tuple[str, str]]:
    """Return how many chains go through each import."""
    return Counter(_ends(step) for one in chains for step in one.steps)


def _ends(step: Step) -> tuple[str, str]:
    return step.importer, step.imported
