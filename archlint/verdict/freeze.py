"""What `archlint baseline` would write: a first baseline, a pruned one, or one with an accepted rule."""

from collections.abc import Sequence

from archlint.settings import Request
from archlint.verdict.baseline import added, text_of
from archlint.verdict.debts import Debt
from archlint.verdict.nouns import Baseline

__all__ = ["frozen", "untouched"]


def frozen(request: Request, debts: Sequence[Debt]) -> tuple[Baseline, ...]:
    """Return the baselines as the request would leave them; for every other command than `baseline`, only the facts."""
    ours = [debt for debt in debts if debt.ours]
    if request.ask != "baseline":
        return tuple(map(untouched, ours))
    if request.founded is not None:
        from archlint.verdict.founding import founded  # only who begins needs it

        return founded(request.founded, ours)
    return tuple(_frozen(request, debt) for debt in ours)


def _frozen(request: Request, debt: Debt) -> Baseline:
    """
    Return one baseline as the request would leave it.

    Without a subject, a first baseline takes all violations, and one that exists only shrinks (`--prune`). With a
    rule's ID as subject, the new violations of that rule are added, each with the reason, and nothing goes; a value
    that is accepted replaces the lower one.
    """
    home, match, new = debt.home, debt.match, debt.new
    if request.subject:
        more = added([v for v in new if v.rule == request.subject], home.lines, request.because)
        raised = {line[:3] for line in more if line.value is not None}
        left = [line for line in home.lines if line.value is None or line[:3] not in raised]
        text = text_of([*left, *more])
        return Baseline(home.path, home.exists, text, len(more), 0, len(new), debt.followed)
    more = [] if home.exists else added(new, match.kept, "")
    return Baseline(
        home.path, home.exists, text_of([*match.kept, *more]), len(more), len(match.gone), len(new), debt.followed
    )


def untouched(debt: Debt) -> Baseline:
    """Return the baseline as it is: what could not be judged must not be written down as fixed."""
    return Baseline(
        debt.home.path if debt.home.exists else "", debt.home.exists, "", 0, 0, len(debt.new), debt.followed
    )
