"""Which findings the waivers accept. docs/decisions/0011-what-a-waiver-accepts.md says why it is so."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from archlint.graph import Graph
from archlint.rulebook.declared import Rule
from archlint.rulebook.findings import written_out
from archlint.rulebook.judging import judged
from archlint.rulebook.nouns import Finding
from archlint.rulebook.waiver import Waiver
from archlint.rulebook.waivers import reads
from archlint.settings import Request

__all__ = ["accepted"]

Import = tuple[str, str]


class _Accepted:
    """What the waivers of one rule accept."""

    def __init__(self, waivers: Sequence[Waiver], rule: str, seen: Graph) -> None:
        self.by_import: dict[Import, list[int]] = {}
        """For each import that the rule looks at and some waiver means: those waivers."""
        for number, waiver in enumerate(waivers):
            for one in {one[:2] for covered in waiver.covers for one in covered} if reads(waiver, rule) else ():
                if _looked_at(seen, one):
                    self.by_import.setdefault(one, []).append(number)

    def all(self) -> tuple[int, ...]:
        return tuple(sorted({number for numbers in self.by_import.values() for number in numbers}))

    def on(self, ways: Iterable[Import]) -> tuple[int, ...]:
        return tuple(sorted({number for way in ways for number in self.by_import.get(way, ())}))


def accepted(
    request: Request,
    whole: Graph,
    rules: Sequence[Rule],
    views: dict[str, Graph],
    found: Sequence[Finding],
    waivers: Sequence[Waiver],
) -> tuple[Sequence[Finding], tuple[Waiver, ...]]:
    """
    Return the findings, each with the waivers that accept it, and the waivers, each with whether it does nothing.

    A finding about one import is accepted where that import is waived. One about a chain, a set or a measure stands on
    many imports: it is accepted where the rule, asked again without the waived ones, finds nothing of it any more.
    """
    if not waivers:
        return found, ()
    by_rule: dict[str, list[Finding]] = {}
    for finding in found:
        by_rule.setdefault(finding.rule, []).append(finding)
    answers: dict[str, tuple[int, ...]] = {}
    used: set[int] = set()
    for rule in (rule for rule in rules if rule.id in by_rule and rule.id in views):
        meant = _Accepted(waivers, rule.id, views[rule.id])
        findings = by_rule[rule.id] if meant.by_import else []
        many = [finding for finding in findings if _on_many(finding)]
        answers.update((one.fingerprint, meant.on([one[4:6]])) for one in findings if _on_one(one))
        if many:
            # Which of the waived imports matter to the others is not known: none is said to do nothing.
            used.update(meant.all())
            answers.update(_undone(request, whole, rule, meant, many))
    used.update(number for numbers in answers.values() for number in numbers)
    unheard = [rule.id for rule in rules if rule.id not in views]
    used.update(number for number, waiver in enumerate(waivers) if any(reads(waiver, id_) for id_ in unheard))
    judged_ = [waiver._replace(idle=number not in used) for number, waiver in enumerate(waivers)]
    return tuple(one._replace(waivers=answers.get(one.fingerprint, ())) for one in found), tuple(judged_)


def _undone(
    request: Request, whole: Graph, rule: Rule, meant: _Accepted, many: Iterable[Finding]
) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield the findings of which nothing is left without the waived imports, each with its waivers."""
    node = whole.names.node
    without = frozenset((node[tail], node[head]) for tail, head in meant.by_import)
    docket, fits = judged(request, whole, [rule], without)
    if not fits or rule.id in docket.misfits:
        return  # without these imports the rule has nothing to look at; it cannot say that they are all
    left = written_out(docket.pending)
    for finding in many:
        if not any(_remains(finding, one) for one in left):
            yield finding.fingerprint, meant.on(_ways(finding)) or meant.all()


def _remains(before: Finding, after: Finding) -> bool:
    """Return whether a finding is left of another: the same, or of a set a part."""
    if not before.members:
        return before.fingerprint == after.fingerprint
    ends = (before.kind, before.tail, before.head) == (after.kind, after.tail, after.head)
    cycle = before.kind == after.kind == "cycle"
    return (ends or cycle) and bool(after.members) and set(after.members) <= set(before.members)


def _ways(finding: Finding) -> list[Import]:
    """Return the imports that a finding names."""
    return [*(step[:2] for step in finding.steps), *(finding.cut or ()), *pairwise(finding.chain)]


def _on_one(finding: Finding) -> bool:
    """Return whether a finding is about one import and nothing else."""
    return bool(finding.imported) and not (finding.steps or finding.members or finding.measured)


def _on_many(finding: Finding) -> bool:
    return bool(finding.steps or finding.members or finding.measured)


def _looked_at(seen: Graph, one: Import) -> bool:
    tail, head = (seen.names.node[name] for name in one)
    return head in seen.succ[tail]
