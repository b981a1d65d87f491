"""The baselines of a workspace, one part of which has just got its first rules."""

from collections.abc import Sequence

from archlint.verdict.baseline import Line, added, text_of
from archlint.verdict.debts import Debt
from archlint.verdict.nouns import Baseline

__all__ = ["founded"]


def founded(lead: str, debts: Sequence[Debt]) -> tuple[Baseline, ...]:
    """
    Return the baselines with all that breaks the rules of a part, and with the part's own debts beside it.

    What its modules import was weighed against a baseline further out until now: such lines move as they are, with
    their reasons. What is new of other rules is in none of them, before and after.
    """
    own = next(debt for debt in debts if debt.home.part.lead == lead)
    owed = {key for violation in own.new for key in map(_key, added([violation], (), ""))}
    moved = {line for debt in debts if debt is not own for line in debt.match.gone if _key(line) in owed}
    return tuple(_founded(lead, debt, moved, own=debt is own) for debt in debts)


def _founded(lead: str, debt: Debt, moved: set[Line], *, own: bool) -> Baseline:
    home = debt.home
    broken = [violation for violation in debt.new if violation.rule.rpartition(":")[0] == lead.removesuffix(":")]
    stayed = [line for line in home.lines if line not in moved]
    come = [*(sorted(moved, key=Line.text) if own else ()), *added(broken, home.lines, "")]
    there = {_key(line) for line in (*stayed, *come)}
    left = sum(not there.issuperset(map(_key, added([violation], (), ""))) for violation in debt.new)
    gone = len(home.lines) - len(stayed)
    return Baseline(home.path, home.exists, text_of([*stayed, *come]), len(come), gone, left, debt.followed)


def _key(line: Line) -> tuple[str, str, str, str]:
    """Return what a line says, without the name of its set, its value and its reason."""
    return line.rule, line.kind, line.what, line.member
