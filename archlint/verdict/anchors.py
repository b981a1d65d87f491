"""Where a change is shown: a violation at the import that was added, and first what stands on lines that are new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archlint import git
from archlint.rulebook import Findings, Written
from archlint.settings import Request
from archlint.verdict.nouns import Violation
from archlint.verdict.renames import Renames

__all__ = ["anchored"]

Spans = Sequence[tuple[int, int]]


def anchored(
    request: Request, found: Findings, renamed: Renames, brought: Sequence[Violation]
) -> tuple[Violation, ...]:
    """
    Return the violations that a change brings in, each at an import that the change has written, where there is one.

    What stands on new lines comes first, else they keep their order. A violation of many imports is shown at the first
    of its chain that is new, a cycle at the first new import between two of its members.
    """
    if not brought:
        return ()
    new = _new_lines(request, renamed, brought)
    elsewhere = {one.fingerprint for one in brought if new and not _on(new, one.path, one.line, one.end_line)}
    written = found.standing(new) if elsewhere else ()
    firsts = {each[:2]: each for each in reversed(written)}
    shown = [_shown(one, firsts) if one.fingerprint in elsewhere else one for one in brought]
    return tuple(sorted(shown, key=lambda one: not _on(new, one.path, one.line, one.end_line)))


def _new_lines(request: Request, renamed: Renames, brought: Sequence[Violation]) -> dict[str, Spans]:
    """Return the lines that the change has written, by file as reports name it; where a set is in question all."""
    root = request.settings.root
    lead = git.lead(root)
    asked = {step.path for one in brought for step in one.steps} | {one.path for one in brought if one.path}
    from_top = {f"{lead}{path}" for path in asked if not path.startswith("../")}
    before = {old for old, new in renamed.files.items() if new in from_top}
    paths = () if any(one.members for one in brought) else from_top | before
    found = git.changed_lines(git.top(root), request.base, request.tree, paths)
    return {path.removeprefix(lead): spans for path, spans in found.items() if path.startswith(lead)}


def _shown(one: Violation, firsts: Mapping[tuple[str, str], Written]) -> Violation:
    """Return a violation at one of its imports that are on new lines: by importer and imported the first of each."""
    if one.members:
        first = next((each for each in firsts.values() if _inside(each, one)), None)
    else:
        ways = [(step.importer, step.imported) for step in one.steps] or [(one.importer, one.imported)]
        first = next((firsts[way] for way in ways if way in firsts), None)
    if first is None:
        return one
    _, _, path, line, column, end_line, end_column = first
    return one._replace(path=path, line=line, column=column, end_line=end_line, end_column=end_column)


def _inside(each: Written, one: Violation) -> bool:
    """Return whether an import leads from one member of a set to another."""
    ends = [next((m for m in one.members if f"{end}.".startswith(f"{m}.")), "") for end in each[:2]]
    return all(ends) and ends[0] != ends[1]


def _on(new: Mapping[str, Spans], path: str, line: int, end: int) -> bool:
    return any(first <= end and line <= last for first, last in new.get(path, ()))
