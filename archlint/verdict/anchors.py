"""Where a change is shown: a violation at the import that was added, and first what stands on lines that are new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archlint import git
from archlint.rulebook import Finding, Findings
from archlint.settings import Request
from archlint.verdict.nouns import Violation
from archlint.verdict.violations import violation_of

__all__ = ["anchored"]

Lines = Mapping[str, Sequence[tuple[int, int]]]
"""First and last lines, by file as reports name it."""


def anchored(request: Request, found: Findings, brought: Sequence[Violation]) -> tuple[Violation, ...]:
    """
    Return the violations that a change brings in, each at what the change has written, where it has written any of it.

    What stands on new lines comes first, else they keep their order. What comes of many imports is shown at one that is
    new, and told by it: a chain at the first, a cycle at what closes it, a measure at what has raised it.
    """
    if not brought:
        return ()
    new = _new_lines(request)
    asked = [one.fingerprint for one in brought if new and (_many(one) or not _on(new, one))]
    told = found.retold(asked, new) if asked else {}
    shown = [_shown(one, told[one.fingerprint]) if one.fingerprint in told else one for one in brought]
    return tuple(sorted(shown, key=lambda one: not _on(new, one)))


def _shown(one: Violation, told: Finding) -> Violation:
    """Return a violation as it is told; what to cut of a chain is known already, where it was looked for."""
    cut = one.cut if told.cut is None else told.cut
    return violation_of(told)._replace(state=one.state, brought=one.brought, cut=cut)


def _new_lines(request: Request) -> Lines:
    """Return the lines that the change has written."""
    root = request.settings.root
    lead = git.lead(root)
    found = git.changed_lines(git.top(root), request.base, request.tree)
    return {path.removeprefix(lead): spans for path, spans in found.items() if path.startswith(lead)}


def _many(one: Violation) -> bool:
    """Return whether the import of a violation is only one example of what it comes of."""
    return bool(one.members) or one.measured is not None


def _on(new: Lines, one: Violation) -> bool:
    return any(first <= one.end_line and one.line <= last for first, last in new.get(one.path, ()))
