"""What `archlint baseline` would write: a first baseline, a pruned one, or one with an accepted rule."""

from collections.abc import Sequence

from archlint.settings import Request
from archlint.verdict.baseline import Line, Match, added, text_of
from archlint.verdict.nouns import Baseline, Violation

__all__ = ["frozen"]


def frozen(
    request: Request, path: str, stored: Sequence[Line] | None, match: Match, violations: Sequence[Violation]
) -> Baseline:
    """
    Return the baseline as the request would leave it; for every other command than `baseline`, only the facts.

    `stored` are the lines of the file; None where there is none. Without a subject, a first baseline takes all
    violations, and one that exists only shrinks (`--prune`). With a rule's ID as subject, the new violations of that
    rule are added, each with the reason, and nothing goes.
    """
    exists = stored is not None
    if request.ask != "baseline":
        return Baseline(path if exists else "", exists, "", 0, 0)
    new = [violation for violation in violations if violation.state == "new"]
    if request.subject:
        more = added([v for v in new if v.rule == request.subject], stored or (), request.because)
        return Baseline(path, exists, text_of([*(stored or ()), *more]), len(more), 0)
    more = [] if exists else added(new, match.kept, "")
    return Baseline(path, exists, text_of([*match.kept, *more]), len(more), len(match.gone))
