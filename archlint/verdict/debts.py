"""Hold the violations against what each part of the workspace has written down."""

from collections.abc import Iterable, Sequence
from functools import cache, partial
from typing import NamedTuple

from archlint.rulebook import JudgedRule
from archlint.settings import Request
from archlint.verdict.baseline import Match, matched
from archlint.verdict.homes import Home, home_of
from archlint.verdict.nouns import Violation

__all__ = ["Debt", "weighed"]


class Debt(NamedTuple):
    """What one part of the workspace owes."""

    home: Home
    match: Match
    new: tuple[Violation, ...]
    """Those of its violations that are not written down, in the order in which they came."""
    ours: bool
    """False for the other members, inside of one: their baselines are theirs."""
    followed: int = 0
    """How many of its lines go by other names than they say, as the modules have moved since they were written."""


def weighed(
    request: Request, rules: Iterable[JudgedRule], homes: Sequence[Home], found: Iterable[tuple[Violation, str]]
) -> tuple[Debt, ...]:
    """Return what each part owes of the violations, given with the files of their importers, in their order."""
    by_home: dict[str, list[Violation]] = {home.part.lead: [] for home in homes}
    lead = cache(lambda path: home_of(path, homes).part.lead)  # many violations stand in one file
    for violation, path in found:
        by_home[lead(path)].append(violation)
    unjudged = _unjudged(request, rules)
    inside = request.settings.inside
    debts = []
    for home in homes:
        ours = not inside or home.part.lead == f"{inside}:"
        weigh = partial(_debt, mine=by_home[home.part.lead], unjudged=unjudged, ours=ours)
        debt = weigh(home)
        # Lines that fit nothing any more and violations that are new: each may be the other. Only then is git asked.
        again, followed = _followed(request, home) if debt.match.gone and debt.new else (home, 0)
        debts.append(weigh(again)._replace(followed=followed) if followed else debt)
    return tuple(debts)


def _debt(home: Home, mine: Sequence[Violation], unjudged: frozenset[str], *, ours: bool) -> Debt:
    match = matched(home.lines, mine, unjudged)
    new = tuple(violation for violation in mine if violation.fingerprint not in match.known)
    return Debt(home, match, new, ours)


def _followed(request: Request, home: Home) -> tuple[Home, int]:
    """Return a baseline with its lines under the names that modules have now, and how many of them that changes."""
    from archlint.verdict.renames import since_written  # hardly ever does anything move

    lines = tuple(map(since_written(request, home.path).line, home.lines))
    return home._replace(lines=lines), sum(one != other for one, other in zip(lines, home.lines, strict=True))


def _unjudged(request: Request, rules: Iterable[JudgedRule]) -> frozenset[str]:
    """Return the IDs of the rules of which nothing is known: what is written down of them stays as it is."""
    declared = {f"{p.lead}{id_}" for p in request.settings.parts for id_ in p.settings.table.get("rules", {})}
    unheard = declared - set(request.settings.rules)
    return frozenset(unheard.union(rule.id for rule in rules if not rule.judged))
