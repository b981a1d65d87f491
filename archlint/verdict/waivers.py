"""
Weigh the waivers themselves: what they lack, when they end, and what they still do.

What a waiver accepts stays accepted while the waiver itself is at fault: then the waiver is the violation, at its own
place. docs/decisions/0011-what-a-waiver-accepts.md says why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from archlint import rulebook
from archlint.rulebook import Finding, Findings
from archlint.settings import Request, Where
from archlint.startup import NamedTuple
from archlint.verdict.nouns import JudgedRule, Note, Place, Violation, Waiver
from archlint.verdict.policy import Policy, policy_of
from archlint.verdict.violations import of_no_rule

__all__ = ["POLICY", "Fault", "Stand", "demanded", "stand", "subject"]

POLICY: Final = "policy"
"""What stands in the place of a rule's ID and type where a waiver itself is at fault."""
_NOTICE: Final = 14
"""So many days before its last one a waiver that ends is told."""
_LACKS: Final = {
    "because": ("gives no reason", "say why it is accepted: `because`"),
    "owner": ("has no owner", "say who will mend it: `owner`"),
    "until": ("never ends", "say until which day it holds: `until`"),
    "approved-by": ("names nobody who approved it", "say who accepted it: `approved-by`"),
    "rules": ("names no rule", "say which rules it waives: `rules`"),
}


class Fault(NamedTuple):
    """Why a waiver fails, or will."""

    state: str
    """One of the states of `Waiver`."""
    message: str
    help: str
    fails: bool = True
    """False where it is only told."""


class Stand(NamedTuple):
    """How one waiver stands on a day."""

    waiver: Waiver
    faults: tuple[Violation, ...]
    idle: tuple[Note, ...]
    """What of it does nothing (any more)."""
    prunable: tuple[Where, ...]
    """What leads to that in the settings; nothing of a comment."""
    notices: tuple[Note, ...]
    """That it will end soon, or is not approved yet."""


def demanded() -> JudgedRule:
    """Return what stands for the policy among the rules, where a waiver breaks it."""
    return JudgedRule(POLICY, POLICY, POLICY, "error", "a waiver says why, and ends.", "", "", 0, judged=True)


def stand(
    request: Request, found: Findings, one: rulebook.Waiver, accepts: Counter[int], approval: tuple[Fault, ...]
) -> Stand:
    """Return how a waiver stands; `accepts` counts the violations of each, `approval` says what its approval lacks."""
    policy = policy_of(request, one.lead)
    number = found.waivers.index(one)
    idle = tuple(_idle(request, one, found.findings)) if not found.unread and policy.idle != "off" else ()
    faults = [*_ends(request, one, policy, accepts[number]), *_unexplained(one, policy), *approval]
    faults += (Fault("unused", note.message, note.help) for note in idle if policy.idle == "error")
    failing = [fault for fault in faults if fault.fails]
    unused = ["unused"] if idle and not 0 < len(_gone(one)) < len(one.imports) else []
    states = [*(fault.state for fault in failing), *unused, *(fault.state for fault in faults)]
    return Stand(
        waiver=Waiver(
            rules=one.rules,
            imports=_written(one),
            because=one.because,
            owner=one.owner,
            approved_by=one.approved_by,
            until=one.until,
            path=one.path,
            line=one.line,
            accepts=accepts[number],
            state=(states or ["active"])[0],
            days=_days(request, one.until) if one.until else None,
        ),
        faults=tuple(_violation(one, fault) for fault in failing),
        idle=idle if policy.idle == "warn" else (),
        prunable=tuple(_prunable(one)) if idle and one.where else (),
        notices=tuple(Note(f.message, f.help, one.path, one.line) for f in faults if not f.fails),
    )


def subject(one: rulebook.Waiver) -> str:
    """Return the words for a waiver."""
    imports = _written(one)
    more = f" and {len(imports) - 1:,} more" if len(imports) > 1 else ""
    return f"the waiver of `{imports[0]}`{more}" if imports else "the waiver on this line"


def _ends(request: Request, one: rulebook.Waiver, policy: Policy, accepts: int) -> Iterator[Fault]:
    if not one.until:
        return
    left = _days(request, one.until)
    what = "the violation" if accepts == 1 else f"the {accepts:,} violations"
    mend = f"mend {what} that it accepts, or agree on another day" if accepts else "delete it: it accepts nothing now"
    if left < 0:
        yield Fault("expired", f"{subject(one)} ended on {one.until}", mend)
    elif policy.max_days is not None and left > policy.max_days:
        latest = date.fromisoformat(request.today) + timedelta(policy.max_days)
        words = f"{subject(one)} ends in {left:,} days, and the policy allows {policy.max_days:,}"
        yield Fault("too-long", words, f"let it end by {latest.isoformat()}")
    elif left <= _NOTICE:
        when = "today" if not left else f"in {left} day{'' if left == 1 else 's'}, on {one.until}"
        yield Fault("ending", f"{subject(one)} ends {when}", mend, fails=False)


def _days(request: Request, until: str) -> int:
    """Return how many days are left behind today; negative ones are over."""
    if not request.today:
        raise ValueError("whoever judges a waiver that ends has to say what day it is")
    return (date.fromisoformat(until) - date.fromisoformat(request.today)).days


def _unexplained(one: rulebook.Waiver, policy: Policy) -> Iterator[Fault]:
    says = {
        "because": one.because,
        "owner": one.owner,
        "until": one.until,
        "approved-by": one.approved_by,
        "rules": one.rules,
    }
    for key in policy.needs:
        if not says[key]:
            lacks, help_ = _LACKS[key]
            yield Fault("unexplained", f"{subject(one)} {lacks}", help_)


def _idle(request: Request, one: rulebook.Waiver, findings: Iterable[Finding]) -> Iterator[Note]:
    """Yield what of a waiver does nothing: imports that are gone, or that no rule forbids."""
    if not one.where:
        if not any(one.covers):
            words = "this comment waives nothing: no import stands on its line"
            yield Note(words, "move it to the line of the import, or delete it", one.path, one.line)
        elif one.idle:
            yield Note("no rule forbids what this comment waives", "delete it", one.path, one.line)
        return
    prune = "delete it; `archlint waivers --prune` does"
    gone = _gone(one)
    for position in gone:
        path, place = request.settings.stands((*one.where, "imports", position))
        words = f"`{one.imports[position]}` is waived, but nothing imports like that"
        below = _below(one.imports[position], findings)
        help_ = f"a name is that module alone: write `{below}` for what lies below, or delete it" if below else prune
        yield Note(words, help_, path, place.line if place else one.line)
    if one.idle and not gone and any(one.covers):
        yield Note(f"no rule forbids what {subject(one)} accepts", prune, one.path, one.line)


def _below(entry: str, findings: Iterable[Finding]) -> str:
    """Return how an entry would be written that means what lies below its names; "" where that is not at fault."""
    names = [name.strip() for name in entry.split("->")]
    for finding in findings:
        ends = [finding.importer, finding.imported]
        if all(f"{end}.".startswith(f"{name}.") for name, end in zip(names, ends, strict=True)):
            return " -> ".join(name if name == end else f"{name}.**" for name, end in zip(names, ends, strict=True))
    return ""


def _gone(one: rulebook.Waiver) -> list[int]:
    """Return the positions of imports that nobody writes; what stands in brackets may be absent."""
    return [i for i, covered in enumerate(one.covers) if not covered and "(" not in one.imports[i]]


def _prunable(one: rulebook.Waiver) -> Iterator[Where]:
    gone = _gone(one)
    if not gone or len(gone) == len(one.imports):
        yield one.where
    else:
        yield from ((*one.where, "imports", position) for position in gone)


def _written(one: rulebook.Waiver) -> tuple[str, ...]:
    """Return the imports as the settings write them; of a comment those that stand on its line."""
    if one.where:
        return one.imports
    return tuple(dict.fromkeys(f"{each.importer} -> {each.imported}" for covered in one.covers for each in covered))


def _violation(one: rulebook.Waiver, fault: Fault) -> Violation:
    what = ", ".join([*one.rules, *_written(one)]) or one.path
    place = Place(one.path, one.line, one.column, fault.message)
    return of_no_rule(POLICY, "waiver", place, one.end_column, fault.help, f"{fault.state} {what}")
