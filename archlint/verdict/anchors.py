"""Where a change is shown: a violation at the import that was added, and first what stands on lines that are new."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Mapping, Sequence

from archlint import git
from archlint.rulebook import Finding, Findings
from archlint.settings import Request
from archlint.verdict.nouns import Violation
from archlint.verdict.violations import violation_of

__all__ = ["anchored"]

Lines = Mapping[str, Sequence[tuple[int, int]]]
"""First and last lines, by file as reports name it."""


def anchored(
    request: Request, found: Findings, before: Collection[str], brought: Sequence[Violation]
) -> tuple[Violation, ...]:
    """
    Return the violations that a change brings in, each at what the change has written, where it has written any of it.

    `before` are the files of the base.

    What stands on new lines comes first, else they keep their order. What comes of many imports is shown at one that is
    new, and told by it: a chain at the first, a cycle at what closes it, a measure at what has raised it.
    """
    if not brought:
        return ()
    new = _new_lines(request, (path for path in found.paths if path not in before))
    asked = [one.fingerprint for one in brought if new and (_many(one) or not _on(new, one))]
    told = found.retold(asked, new) if asked else {}
    shown = [_shown(one, told[one.fingerprint]) if one.fingerprint in told else one for one in brought]
    return tuple(sorted(shown, key=lambda one: not _on(new, one)))


def _shown(one: Violation, told: Finding) -> Violation:
    """Return a violation as it is told; what to cut of a chain is known already, where it was looked for."""
    cut = one.cut if told.cut is None else told.cut
    return violation_of(told)._replace(state=one.state, brought=one.brought, cut=cut)


def _new_lines(request: Request, came: Iterable[str]) -> Lines:
    """Return the lines that the change has written; of files that came and that nobody has added yet all are."""
    root = request.settings.root
    top, lead = git.top(root), git.lead(root)
    found = git.changed_lines(top, request.base, request.tree)
    lines: dict[str, Sequence[tuple[int, int]]] = {
        path.removeprefix(lead): spans for path, spans in found.items() if path.startswith(lead)
    }
    # git looks at every folder for what it does not track, so it is asked only where something is.
    left = {path for path in came if path not in lines} if not request.tree else set()
    added = {path.removeprefix(lead) for path in git.untracked(top) if path.startswith(lead)} if left else set()
    return lines | {path: [(1, sys.maxsize)] for path in left & added}


def _many(one: Violation) -> bool:
    """Return whether the import of a violation is only one example of what it comes of."""
    return bool(one.members) or one.measured is not None


def _on(new: Lines, one: Violation) -> bool:
    return any(first <= one.end_line and one.line <= last for first, last in new.get(one.path, ()))
