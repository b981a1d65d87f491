"""Imports that have lost their end: what they lead to was there at the base and is there no more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from archlint.rulebook import Findings, Unresolved
from archlint.settings import Problem
from archlint.startup import NamedTuple
from archlint.verdict.nouns import JudgedRule, Place, Violation
from archlint.verdict.precedent import Precedent
from archlint.verdict.violations import of_no_rule

__all__ = ["called", "dangling", "demanded", "links", "stood"]

_DANGLING: Final = "imports"
"""What stands in the place of a rule's ID and type where an import has lost its end."""


_WHY: Final = "an import of what is not there fails when it is run"


class _Word(NamedTuple):
    """Where a name stands in a file, 1-based; the end is one past it."""

    line: int
    column: int
    end_column: int


def demanded() -> JudgedRule:
    """Return what stands for a rule where an import has lost its end."""
    return JudgedRule(_DANGLING, _DANGLING, _DANGLING, "error", _WHY, "", "", 0, judged=True)


def dangling(precedent: Precedent, found: Findings) -> tuple[Violation, ...]:
    """Return the imports of modules that were there at the base, and are there no more under any name or this one."""
    gone = precedent.renames.gone
    if not gone:
        return ()
    lost = [one for one in found.unresolved if one.target in gone]
    lost += found.orphaned(gone)
    moved = precedent.renames.moved
    return tuple(_violation(one, moved.get(one.target, ""), found.lines(one.path)) for one in dict.fromkeys(lost))


def _violation(one: Unresolved, now: str, lines: Sequence[str]) -> Violation:
    what = f"is called `{now}` now" if now else "is gone"
    word = _word(one, lines)
    place = Place(one.path, word.line, word.column, f"{one.importer} imports `{one.target}`, which {what}")
    help_ = f"import `{now}`" if now else "take the import out, or bring the module back"
    link = one.importer, one.target
    return of_no_rule(_DANGLING, "unresolved", place, word.end_column, help_, " -> ".join(link), link)


def _word(one: Unresolved, lines: Sequence[str]) -> _Word:
    """Return where a statement names what it imports: in full, or by the last name of it; else where it begins."""
    last = one.target.rpartition(".")[2]
    for name in dict.fromkeys([one.target, last]):
        for number, start, text in _statement(one, lines):
            if found := re.compile(rf"(?<!\w){re.escape(name)}(?!\w)").search(text, start):
                return _Word(number, found.start() + 1, found.end() + 1)
    return _Word(one.line, one.column, one.column)


def _statement(one: Unresolved, lines: Sequence[str]) -> Iterable[tuple[int, int, str]]:
    """Yield the lines of a statement, each with its number and the position from which on it is this statement's."""
    start, depth = one.column - 1, 0
    for number, line in enumerate(lines[one.line - 1 :], one.line):
        text = line.partition("#")[0].rstrip()
        yield number, start, text
        depth += text.count("(", start) - text.count(")", start)
        start = 0
        if depth <= 0 and not text.endswith("\\"):
            return


def stood(precedent: Precedent, one: Violation, lost: Iterable[Violation]) -> bool:
    """
    Return whether a violation is one of the base in the guise of an import that has lost its end.

    What is not there is taken for the package around it, so the same line breaks the same rule by another import.
    """
    targets = [each.imported for each in lost if each.importer == one.importer and one.imported]
    names = [_now(precedent, target) for target in targets if target.startswith(f"{one.imported}.")]
    before = {f"{one.rule} {one.kind} {one.importer} -> {name}" for name in names}
    return bool(before) and any(finding.fingerprint in before for finding in precedent.findings.findings)


def called(precedent: Precedent, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return what does not fit of the settings; of names of the base that have moved, with what they are called now."""
    return tuple(_called(precedent, one) if one.absent else one for one in problems)


def _called(precedent: Precedent, one: Problem) -> Problem:
    now = precedent.renames.today(one.absent)
    return one if now == one.absent else one._replace(label=f"it is called `{now}` now")


def links(precedent: Precedent, lost: Iterable[Violation]) -> frozenset[tuple[str, str]]:
    """Return importer and imported of imports that have lost their end, as findings of the base name them."""
    return frozenset((one.importer, _now(precedent, one.imported)) for one in lost)


def _now(precedent: Precedent, name: str) -> str:
    """Return what is called so no more by the name that it has; what is gone keeps its own."""
    return precedent.renames.moved.get(name, name)
