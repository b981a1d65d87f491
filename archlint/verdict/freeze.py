"""What `archlint baseline` would write: a first baseline, a pruned one, or one with an accepted rule."""

from archlint.settings import Request
from archlint.verdict.baseline import added, text_of
from archlint.verdict.debts import Debt
from archlint.verdict.nouns import Baseline

__all__ = ["frozen", "untouched"]


def frozen(request: Request, debt: Debt) -> Baseline:
    """
    Return the baseline as the request would leave it; for every other command than `baseline`, only the facts.

    Without a subject, a first baseline takes all violations, and one that exists only shrinks (`--prune`). With a
    rule's ID as subject, the new violations of that rule are added, each with the reason, and nothing goes; a value
    that is accepted replaces the lower one.
    """
    if request.ask != "baseline":
        return untouched(debt)
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
