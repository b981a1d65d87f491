"""Violations, made of what rules have found, or of what breaks a demand that is no rule of the settings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from archlint.rulebook import Finding
from archlint.verdict.hidden import End
from archlint.verdict.nouns import Place, Step, Violation
from archlint.verdict.teams import Owners

__all__ = ["of_no_rule", "violation_of", "violations_of"]

_NOBODY: Final = Owners()
_STEPS: Final = Finding._fields.index("steps")
_ALIKE: Final = Finding._fields.index("fingerprint") + 1


def violations_of(findings: Iterable[Finding]) -> Iterator[Violation]:
    """Yield each finding as a violation; of tens of thousands most share the steps of their chains."""
    steps: dict[int, Step] = {}
    """By the identity of what they are made of, which the findings hold on to."""
    return (_violation(finding, steps) for finding in findings)


def violation_of(finding: Finding) -> Violation:
    """Return a finding as a violation."""
    return _violation(finding, {})


def _violation(finding: Finding, known: dict[int, Step]) -> Violation:
    """The fields are alike up to the fingerprint, but for the steps; by position, as there may be tens of thousands."""
    steps = []
    for step in finding.steps:
        if (own := known.get(id(step))) is None:
            own = known[id(step)] = Step._make(step)
        steps.append(own)
    before, between = finding[:_STEPS], finding[_STEPS + 1 : _ALIKE]
    own_steps = (tuple(steps),)
    told = (
        "waived" if finding.waivers else "new",
        (),
        finding.measured,
        False,
        _NOBODY,
        finding.via,
        finding.confidence,
        End._make(finding.other) if finding.other else None,
    )
    return Violation._make(before + own_steps + between + told)


def of_no_rule(
    demand: str, kind: str, place: Place, end_column: int, help_: str, subject: str, link: tuple[str, ...] = ()
) -> Violation:
    """
    Return a new violation of a demand, in whose name it is reported, at a place that says what is wrong.

    `subject` is what the fingerprint adds to both; `link` are importer and imported, where it is about an import.
    """
    importer, imported = link or ("", "")
    return Violation(
        rule=demand,
        type=demand,
        kind=kind,
        severity="error",
        importer=importer,
        imported=imported,
        tail="",
        head="",
        dependency="",
        marks=(),
        names=(),
        path=place.path,
        line=place.line,
        column=place.column,
        end_line=place.line,
        end_column=end_column,
        lines=(place.line,),
        chain=link,
        steps=(),
        members=(),
        cut=((importer, imported),) if link else (),
        message=place.message,
        because="",
        help=help_,
        fingerprint=f"{demand} {kind} {subject}",
        state="new",
    )
