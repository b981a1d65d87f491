"""What `archlint baseline` would write: a first baseline, a pruned one, or one with an accepted rule."""

from collections.abc import Sequence

from archlint.settings import Request
from archlint.verdict.baseline import Line, Match, lines_of, text_of
from archlint.verdict.nouns import Baseline, Violation

__all__ = ["frozen"]


def frozen(request: Request, path: str, exists: bool, match: Match, violations: Sequence[Violation]) -> Baseline:
    """
    Return the baseline as the request would leave it; for every other command than `baseline`, only the facts.

    Without a subject, a first baseline takes all violations, and one that exists only shrinks (`--prune`).
    With a rule's ID as subject, the new violations of that rule are added, each with the reason.
    """
    if request.ask != "baseline":
        return Baseline(path if exists else "", exists, "", 0, 0)
    wanted = [
        v for v in violations if v.state == "new" and (v.rule == request.subject if request.subject else not exists)
    ]
    added = _added(wanted, match.kept, request.because)
    gone = () if request.subject else match.gone
    lines = [*match.kept, *added] if not request.subject else [*match.kept, *match.gone, *added]
    return Baseline(path, exists, text_of(lines), len(added), len(gone))


def _added(violations: Sequence[Violation], kept: Sequence[Line], because: str) -> list[Line]:
    taken = {(line.rule, line.kind, line.group) for line in kept if line.group}
    added: list[Line] = []
    for violation in violations:
        names = frozenset(group for rule, kind, group in taken if (rule, kind) == (violation.rule, violation.kind))
        lines = lines_of(violation, because, names)
        taken |= {(line.rule, line.kind, line.group) for line in lines if line.group}
        added += lines
    return added
