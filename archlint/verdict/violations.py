"""Violations, made of what rules have found, or of what breaks a demand that is no rule of the settings."""

from __future__ import annotations

from typing import Final

from archlint.rulebook import Finding
from archlint.verdict.hidden import End
from archlint.verdict.nouns import Place, Step, Violation
from archlint.verdict.teams import Owners

__all__ = ["of_no_rule", "violation_of"]

_NOBODY: Final = Owners()
_STEPS: Final = Finding._fields.index("steps")
_ALIKE: Final = Finding._fields.index("fingerprint") + 1


def violation_of(finding: Finding) -> Violation:
    """The fields are alike up to the fingerprint, but for the steps; by position, as there may be tens of thousands."""
    steps = tuple(map(Step._make, finding.steps))
    alike = (*finding[:_STEPS], steps, *finding[_STEPS + 1 : _ALIKE])
    state = "waived" if finding.waivers else "new"
    other = End._make(finding.other) if finding.other else None
    told = finding.measured, False, _NOBODY, finding.via, finding.confidence, other
    return Violation._make((*alike, state, (), *told))


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
