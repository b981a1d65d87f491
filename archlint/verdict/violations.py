"""From a finding to a violation: the same facts at the door of another room."""

from __future__ import annotations

from typing import Final

from archlint.rulebook import Finding
from archlint.verdict.nouns import Step, Violation
from archlint.verdict.teams import Owners

__all__ = ["violation_of"]

_NOBODY: Final = Owners()
_STEPS: Final = Finding._fields.index("steps")
_ALIKE: Final = Finding._fields.index("fingerprint") + 1


def violation_of(finding: Finding) -> Violation:
    """The fields are alike up to the fingerprint, but for the steps; by position, as there may be tens of thousands."""
    steps = tuple(map(Step._make, finding.steps))
    alike = (*finding[:_STEPS], steps, *finding[_STEPS + 1 : _ALIKE])
    return Violation._make((*alike, "waived" if finding.waivers else "new", (), finding.measured, False, _NOBODY))
