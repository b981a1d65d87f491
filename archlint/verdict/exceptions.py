"""All waivers of a run, weighed where there are any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from archlint.rulebook import Findings
from archlint.rulebook import Waiver as Found
from archlint.settings import Request, Where
from archlint.startup import NamedTuple
from archlint.verdict.nouns import JudgedRule, Note, Violation, Waiver
from archlint.verdict.paths import under
from archlint.verdict.policy import policy_of

if TYPE_CHECKING:
    from archlint.verdict.waivers import Fault

__all__ = ["Exceptions", "exceptions"]


class Exceptions(NamedTuple):
    """How the waivers of a run stand."""

    waivers: tuple[Waiver, ...] = ()
    """By owner, last day and place; those that never end last."""
    faults: tuple[Violation, ...] = ()
    """Waivers that are violations themselves."""
    rules: tuple[JudgedRule, ...] = ()
    """What those violations break."""
    idle: tuple[Note, ...] = ()
    prunable: tuple[Where, ...] = ()
    """What leads in the settings to waivers, and imports of theirs, that do nothing (any more)."""
    notices: tuple[Note, ...] = ()


def exceptions(request: Request, found: Findings) -> Exceptions:
    """Return how the waivers stand that the request asks about. Raises GitError where git is needed and cannot say."""
    wanted = [one for one in found.waivers if _wanted(request, one)]
    if not wanted:
        return Exceptions()
    # Most have none.
    from archlint.verdict.waivers import demanded, stand

    accepts = Counter(number for finding in found.findings for number in finding.waivers)
    lacking = _lacking(request, wanted)
    all_ = [stand(request, found, one, accepts, lacking(one)) for one in wanted]
    faults = tuple(fault for one in all_ for fault in one.faults)
    return Exceptions(
        waivers=tuple(sorted((one.waiver for one in all_), key=_order)),
        faults=faults,
        rules=(demanded(),) if faults else (),
        idle=tuple(note for one in all_ for note in one.idle),
        prunable=tuple(where for one in all_ for where in one.prunable),
        notices=tuple(note for one in all_ for note in one.notices),
    )


def _lacking(request: Request, wanted: Iterable[Found]) -> Callable[[Found], tuple[Fault, ...]]:
    """Return what says of a waiver why nobody has approved it; git is asked only where two persons are wanted."""
    if not any(policy_of(request, lead).two_person for lead in {one.lead for one in wanted}):
        return lambda _: ()
    from archlint.verdict.approvals import Approvals

    return Approvals(request).lack


def _order(one: Waiver) -> tuple[object, ...]:
    return one.owner, one.until or "9999", one.path, one.line, one.imports


def _wanted(request: Request, one: Found) -> bool:
    """Return whether a waiver is asked about: inside a member its own, with paths what is written or meant there."""
    if request.settings.inside and one.lead != f"{request.settings.inside}:":
        return False
    return any(under(path, request.paths) for path in _paths(one))


def _paths(one: Found) -> Sequence[str]:
    return [one.path, *(each.path for covered in one.covers for each in covered)]
