"""Hold the violations against what each part of the workspace has written down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, partial

from archlint.rulebook import JudgedRule, at, column
from archlint.settings import Request
from archlint.startup import NamedTuple
from archlint.verdict.baseline import Match, matched
from archlint.verdict.homes import Home, home_of
from archlint.verdict.nouns import Note, Violation

__all__ = ["Debt", "unseen", "weighed"]


class Debt(NamedTuple):
    """What one part of the workspace owes."""

    home: Home
    match: Match
    new: Sequence[Violation]
    """Those of its violations that are not written down, in the order in which they came."""
    ours: bool
    """False for the other members, inside of one: their baselines are theirs."""
    followed: int = 0
    """How many of its lines go by other names than they say, as the modules have moved since they were written."""
    blind: bool = False
    """There are lines that fit nothing and violations that are new, and what has moved in between is not all known."""


def weighed(
    request: Request,
    rules: Iterable[JudgedRule],
    homes: Sequence[Home],
    found: Sequence[Violation],
    paths: Sequence[str],
) -> tuple[Debt, ...]:
    """Return what each part owes of those violations that are new; `paths` are the files of the importers of all."""
    lead = cache(lambda path: home_of(path, homes).part.lead)  # many violations stand in one file
    by_home: dict[str, list[int]] = {home.part.lead: [] for home in homes}
    for place, (state, owing) in enumerate(zip(column(found, "state"), map(lead, paths), strict=True)):
        if state == "new":
            by_home[owing].append(place)
    unjudged = _unjudged(request, rules)
    inside = request.settings.inside
    debts = []
    for home in homes:
        ours = not inside or home.part.lead == f"{inside}:"
        weigh = partial(_debt, mine=at(found, by_home[home.part.lead]), unjudged=unjudged, ours=ours)
        debt = weigh(home)
        # Lines that fit nothing any more and violations that are new: each may be the other. Only then is git asked.
        if debt.match.gone and debt.new:
            again, followed, all_known = _followed(request, home)
            debt = weigh(again)._replace(followed=followed) if followed else debt
            debt = debt._replace(blind=not all_known and bool(debt.match.gone and debt.new))
        debts.append(debt)
    return tuple(debts)


def _debt(home: Home, mine: Sequence[Violation], unjudged: frozenset[str], *, ours: bool) -> Debt:
    match = matched(home.lines, mine, unjudged)
    prints = column(mine, "fingerprint") if match.known else ()
    new = [place for place, print_ in enumerate(prints) if print_ not in match.known]
    return Debt(home, match, at(mine, new) if match.known else mine, ours)


def _followed(request: Request, home: Home) -> tuple[Home, int, bool]:
    """
    Return a baseline with its lines under the names that modules have now.

    With it comes how many of them that changes, and whether git knows all that has moved since they were written.
    """
    from archlint.verdict.renames import since_written  # hardly ever does anything move

    renamed, all_known = since_written(request, home.path)
    lines = tuple(map(renamed.line, home.lines))
    changed = sum(one != other for one, other in zip(lines, home.lines, strict=True))
    return home._replace(lines=lines), changed, all_known


def unseen(debt: Debt) -> Note:
    """Return what is told of a baseline whose modules may have moved before the history begins that is here."""
    gone, new = len(debt.match.gone), len(debt.new)
    lines = f"{gone:,} {'line fits' if gone == 1 else 'lines fit'} no violation any more"
    found = f"{new:,} {'violation is' if new == 1 else 'violations are'} in no line"
    words = f"{lines} and {found}: this shallow clone may not reach back to what has moved since the file was written"
    help_ = "`git fetch --unshallow` brings the rest (in GitHub Actions: `fetch-depth: 0` at actions/checkout)"
    return Note(words, help_, debt.home.path, 0)


def _unjudged(request: Request, rules: Iterable[JudgedRule]) -> frozenset[str]:
    """Return the IDs of the rules of which nothing is known: what is written down of them stays as it is."""
    declared = {f"{p.lead}{id_}" for p in request.settings.parts for id_ in p.settings.table.get("rules", {})}
    unheard = declared - set(request.settings.rules)
    return frozenset(unheard.union(rule.id for rule in rules if not rule.judged))
