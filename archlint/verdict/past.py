"""What is known of the time before the change that is judged, where there is a base to compare with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from archlint.rulebook import Findings
from archlint.settings import Problem, Request
from archlint.startup import NamedTuple
from archlint.verdict.nouns import JudgedRule, Violation

if TYPE_CHECKING:
    from archlint.verdict.nouns import Comparison

__all__ = ["PLACE", "Past", "past_of"]

PLACE: Final = attrgetter("path", "line", "column", "rule", "kind")
"""By what violations of one state stand in order."""


class Past(NamedTuple):
    """What that is."""

    violations: Sequence[Violation]
    """Those that were given and those of imports that lost their end, what the change brings in first."""
    brought: int = 0
    """How many of them it brings in."""
    earlier: int = 0
    """How many are new to the baseline and stood there before all the same."""
    rules: tuple[JudgedRule, ...] = ()
    """What the imports without an end break."""
    problems: tuple[Problem, ...] = ()
    """What does not fit of the settings, with what is known of it by now."""
    compared: Callable[[Sequence[Violation]], Comparison] | None = None
    """Gives all that has changed, of all violations; None where nobody asked."""


def past_of(request: Request, found: Findings, violations: Sequence[Violation]) -> Past:
    """Hold violations up to the base of a request."""
    from archlint.verdict.against import compared, marked  # most have no base
    from archlint.verdict.lost import called, dangling, demanded, links, stood
    from archlint.verdict.paths import under
    from archlint.verdict.precedent import Precedent

    precedent = Precedent(request, found)
    lost = [one for one in dangling(precedent, found) if under(one.path, request.paths)]
    new = [one for one in violations if one.state == "new" and not stood(precedent, one, lost)]
    told = marked(request, found, precedent, sorted([*lost, *new], key=PLACE))
    earlier = sorted([*told.earlier, *told.shifted, *told.alike], key=PLACE)
    known = [one for one in violations if one.state != "new"]
    asked = None
    if request.against:
        known = sorted([*known, *(one._replace(state="known") for one in earlier)], key=PLACE)
        earlier, asked = [], partial(compared, request, found, precedent, told=told, lost=links(precedent, lost))
    rules = (demanded(),) if lost else ()
    problems = called(precedent, found.problems)
    return Past([*told.brought, *earlier, *known], len(told.brought), len(earlier), rules, problems, asked)
