"""Hold the code up to what it was at another commit: what is new, what was there, what has changed besides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from archlint.rulebook import Findings
from archlint.settings import Request
from archlint.startup import NamedTuple
from archlint.verdict.anchors import anchored
from archlint.verdict.components import Dependency, Metric
from archlint.verdict.loosening import shifts
from archlint.verdict.nouns import Comparison, Violation
from archlint.verdict.paths import wanted_of
from archlint.verdict.precedent import Precedent

__all__ = ["Marked", "compared", "marked"]


class Marked(NamedTuple):
    """New violations, by what a change has to do with them, in the order in which they are to be told."""

    brought: tuple[Violation, ...]
    """What the change brings in, marked and at the lines that it has written."""
    earlier: tuple[Violation, ...]
    """What was there at the base."""
    shifted: tuple[Violation, ...]
    """Imports of the base that break a rule only because others are gone."""
    alike: tuple[Violation, ...]
    """Imports of the base that the change makes break a rule just as another one does, which is told for all."""


def marked(request: Request, found: Findings, precedent: Precedent, new: Sequence[Violation]) -> Marked:
    """Say of new violations what the change has to do with them."""
    known = precedent.knows(new)
    brought = [one._replace(brought=True) for one in new if one.fingerprint not in known]
    shifted = _shifted(found, precedent, {one.fingerprint for one in brought})
    written = [one for one in brought if one.fingerprint not in shifted]
    told, alike = _told_once(brought, anchored(request, found, precedent.paths, written))
    return Marked(
        brought=told,
        earlier=tuple(one for one in new if one.fingerprint in known),
        shifted=tuple(one for one in new if one.fingerprint in shifted),
        alike=tuple(one for one in new if one.fingerprint in alike),
    )


def _told_once(
    brought: Sequence[Violation], shown: Sequence[Violation]
) -> tuple[tuple[Violation, ...], frozenset[str]]:
    """Return the violations with one for all imports that one addition made break a rule, and the others of them."""
    plain = {one.fingerprint: one.message for one in brought}
    groups: dict[tuple[str, str], list[Violation]] = {}
    for one in shown:
        if one.message != plain[one.fingerprint] and not one.members and not one.measured:
            groups.setdefault((one.rule, one.message), []).append(one)
    several = {group[0].fingerprint: len(group) for group in groups.values() if len(group) > 1}
    alike = frozenset(one.fingerprint for group in groups.values() for one in group[1:])
    told = (
        one._replace(message=f"{one.message}; it does so by {several[one.fingerprint]} imports")
        if one.fingerprint in several
        else one
        for one in shown
        if one.fingerprint not in alike
    )
    return tuple(told), alike


def _shifted(found: Findings, precedent: Precedent, brought: set[str]) -> frozenset[str]:
    """Return the fingerprints of those that come of nothing but what was there, between modules that were there."""
    swayed = [one.fingerprint for one in found.findings if one.swayed and one.fingerprint in brought]
    grounds = found.grounds(swayed) if swayed else {}
    return frozenset(
        print_
        for print_, imports in grounds.items()
        if precedent.strayed.isdisjoint(end for one in imports for end in one[:2]) and precedent.findings.holds(imports)
    )


def compared(
    request: Request,
    found: Findings,
    precedent: Precedent,
    all_: Sequence[Violation],
    told: Marked,
    lost: Collection[tuple[str, str]],
) -> Comparison:
    """
    Return what has changed; `all_` are the violations of today, of any state, `told` those that are new.

    `lost` are imports without an end, in names of today: nothing is fixed by that.
    """
    before = precedent.findings
    outline, now = before.outline(), found.outline()
    then, today = ({(one.tail, one.head): Dependency(*one) for one in each.dependencies} for each in (outline, now))
    wanted = [one for one in before.findings if wanted_of(request, one.rule, one.home)]
    fixed = precedent.mended([one for one in wanted if (one.importer, one.imported) not in lost], all_)
    return Comparison(
        revision=request.against,
        base=request.base,
        brought=len(told.brought),
        remained=len(wanted) - len(fixed),
        fixed=fixed,
        shifted=told.shifted,
        components_added=tuple(sorted({*now.components} - {*outline.components})),
        components_removed=tuple(sorted({*outline.components} - {*now.components})),
        dependencies_added=tuple(today[pair] for pair in sorted(today.keys() - then.keys())),
        dependencies_removed=tuple(then[pair] for pair in sorted(then.keys() - today.keys())),
        metrics=tuple(_metrics(before, found)),
        policy=shifts(request, found, precedent),
    )


def _metrics(before: Findings, now: Findings) -> Iterator[Metric]:
    """Yield what is another number than it was, by today's rules on both sides."""
    then, today = _measured(before), _measured(now)
    for name in dict.fromkeys([*today, *then]):
        if then[name] != today[name]:
            yield Metric(name, then[name], today[name])


def _measured(found: Findings) -> Counter[str]:
    counts = Counter({"modules": found.modules, "imports": found.imports})
    counts["modules in no component"] = len(found.outside)
    counts["imports that could not be resolved"] = len(found.unresolved)
    counts["violations"] = len(found.findings)
    counts.update(_by_kind(found))
    cycles = (len(one.members) for one in found.findings if one.kind == "cycle")
    counts["members of the largest cycle"] = max(cycles, default=0)
    return counts


def _by_kind(found: Findings) -> Iterable[str]:
    return (f"violations of kind {one.kind}" for one in found.findings)
