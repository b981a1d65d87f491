"""Hold the code up to what it was at another commit: what is new, what was there, what has changed besides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from archlint.rulebook import Findings, Unresolved
from archlint.settings import Request
from archlint.verdict.anchors import anchored
from archlint.verdict.components import (
    Dependency,
    Metric,
)
from archlint.verdict.loosening import shifts
from archlint.verdict.nouns import (
    Comparison,
    JudgedRule,
    Place,
    Violation,
)
from archlint.verdict.paths import wanted_of
from archlint.verdict.precedent import Precedent, mended
from archlint.verdict.violations import of_no_rule

__all__ = ["compared", "dangling", "demanded", "marked", "stood"]

_DANGLING: Final = "imports"
"""What stands in the place of a rule's ID and type where an import has lost its end."""


def demanded() -> JudgedRule:
    """Return what stands for a rule where an import has lost its end."""
    return JudgedRule(_DANGLING, _DANGLING, _DANGLING, "error", "an import leads to something.", "", "", 0, judged=True)


def dangling(precedent: Precedent, found: Findings) -> tuple[Violation, ...]:
    """Return the imports of modules that were there at the base, and are there no more under any name or this one."""
    gone = precedent.renames.gone
    if not gone:
        return ()
    lost = [one for one in found.unresolved if one.target in gone]
    lost += found.orphaned(gone)
    return tuple(_violation(one, precedent.renames.moved.get(one.target, "")) for one in dict.fromkeys(lost))


def _violation(one: Unresolved, now: str) -> Violation:
    what = f"is called `{now}` now" if now else "is gone"
    place = Place(one.path, one.line, one.column, f"{one.importer} imports `{one.target}`, which {what}")
    help_ = f"import `{now}`" if now else "take the import out, or bring the module back"
    link = one.importer, one.target
    return of_no_rule(_DANGLING, "unresolved", place, one.column, help_, " -> ".join(link), link)


def stood(precedent: Precedent, one: Violation, lost: Iterable[Violation]) -> bool:
    """
    Return whether a violation is one of the base in the guise of an import that has lost its end.

    What is not there is taken for the package around it, so the same line breaks the same rule by another import.
    """
    targets = [each.imported for each in lost if each.importer == one.importer and one.imported]
    before = [f"{one.rule} {one.kind} {one.importer} -> {t}" for t in targets if t.startswith(f"{one.imported}.")]
    return bool(before) and any(finding.fingerprint in before for finding in precedent.findings.findings)


def marked(
    request: Request, found: Findings, precedent: Precedent, new: Sequence[Violation]
) -> tuple[tuple[Violation, ...], tuple[Violation, ...]]:
    """
    Return the new violations that the change brings in, marked and at the lines it has written, and those of before.

    They come in the order in which they are to be told.
    """
    known = precedent.knows(new)
    brought = [one._replace(brought=True) for one in new if one.fingerprint not in known]
    earlier = tuple(one for one in new if one.fingerprint in known)
    return anchored(request, found, precedent.renames, brought), earlier


def compared(
    request: Request, found: Findings, precedent: Precedent, all_: Sequence[Violation], brought: int
) -> Comparison:
    """Return what has changed; `all_` are the violations of today, of any state, `brought` says how many are new."""
    before = precedent.findings
    outline, now = before.outline(), found.outline()
    then, today = ({(one.tail, one.head): Dependency(*one) for one in each.dependencies} for each in (outline, now))
    wanted = [one for one in before.findings if wanted_of(request, one.rule, one.home)]
    fixed = mended(wanted, all_)
    return Comparison(
        revision=request.against,
        base=request.base,
        brought=brought,
        remained=len(wanted) - len(fixed),
        fixed=fixed,
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
