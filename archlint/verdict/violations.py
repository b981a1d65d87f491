"""Violations, made of what rules have found, or of what breaks a demand that is no rule of the settings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import Final

from archlint.rulebook import Fields, Finding, Table, column, fields
from archlint.verdict.hidden import End
from archlint.verdict.nouns import Place, Step, Violation
from archlint.verdict.teams import Owners

__all__ = ["excerpted", "of_no_rule", "states_of", "violation_of", "violations_of"]

_NOBODY: Final = Owners()
_STEPS: Final = Finding._fields.index("steps")
_ALIKE: Final = Finding._fields.index("fingerprint") + 1
_EXCERPT: Final = Violation._fields.index("excerpt")
_SHOWN: Final = tuple(map(Violation._fields.index, ("excerpt", "path", "line", "end_line")))
_SAME: Final = "fingerprint", "rule", "severity", "kind", "path"
"""Fields that are asked of all violations, and are those of the findings."""
Lines = Callable[[str], tuple[str, ...]]
"""Gives the lines of a file."""


def states_of(findings: Sequence[Finding]) -> list[str]:
    """Return the states of findings before anybody holds them up to anything."""
    return ["waived" if accepting else "new" for accepting in column(findings, "waivers")]


def violations_of(findings: Sequence[Finding], states: Sequence[str]) -> Table[Violation]:
    """Return each finding as a violation in a state; they are written out when somebody looks at them."""

    def write(places: Sequence[int]) -> Fields:
        return _fields(fields(findings, places), [states[place] for place in places])

    same = {field: partial(column, findings, field) for field in _SAME}
    return Table(Violation, len(findings), {**same, "state": lambda: states}, write)


def violation_of(finding: Finding) -> Violation:
    """Return a finding as a violation."""
    return violations_of([finding], states_of([finding]))[0]


def excerpted(violations: Sequence[Violation], wanted: Sequence[bool], lines: Lines) -> Table[Violation]:
    """Return the violations; written out, those wanted have the source that a report will show."""
    lines = lru_cache(lines)  # what stands in one file stands together, and what is of one import

    @lru_cache
    def excerpt(path: str, first: int, last: int) -> tuple[str, ...]:
        return lines(path)[first - 1 : last]

    def write(places: Sequence[int]) -> Fields:
        told = fields(violations, places)
        rows = zip(places, *(told[field] for field in _SHOWN), strict=True)
        told[_EXCERPT] = [excerpt(*shown) if wanted[place] else known for place, known, *shown in rows]
        return told

    same = {field: partial(column, violations, field) for field in (*_SAME, "state")}
    return Table(Violation, len(violations), same, write)


def _fields(findings: Fields, states: Sequence[str]) -> Fields:
    """Return the fields of violations, given those of findings: alike up to the fingerprint, but for the steps."""
    # Most of them share the steps of their chains.
    distinct = {id(step): step for chain in findings[_STEPS] for step in chain}
    steps = {key: Step._make(step) for key, step in distinct.items()}
    own_steps = [tuple([steps[id(step)] for step in chain]) for chain in findings[_STEPS]]
    named, size = dict(zip(Finding._fields, findings, strict=True)), len(states)
    ends = [End._make(other) if other else None for other in named["other"]]
    facts = [states, [()] * size, named["measured"], [False] * size, [_NOBODY] * size]
    alike = [*findings[:_STEPS], own_steps, *findings[_STEPS + 1 : _ALIKE]]
    return [*alike, *facts, named["via"], named["confidence"], ends]


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
