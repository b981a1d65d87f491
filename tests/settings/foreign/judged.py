"""What archlint says of the contracts of a folder, one by one, in the words of the oracle."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from archlint import report, rulebook, settings
from archlint.settings import Request, Settings

__all__ = ["Verdict", "verdicts"]


class Verdict(NamedTuple):
    """What archlint says of one contract."""

    id: str
    name: str
    state: str
    """kept, broken or refused."""
    direct: frozenset[tuple[str, str]]
    why: str = ""
    notes: tuple[str, ...] = ()


def verdicts(folder: Path, config: str) -> list[Verdict]:
    """Return what archlint says of each contract of a file, in the order of the file."""
    read = report.opened(folder / config, settings.Disk())
    found = rulebook.apply(Request(read, cache=False, jobs=1))
    troubles = [*found.problems, *(problem for one in _unjudged(read) for problem in one.problems)]
    notes = tuple(problem.message for problem in found.idle)
    by_name = {}
    for rule in found.rules:
        mine = [one for one in found.findings if one.rule == rule.id]
        direct = frozenset((one.importer, one.imported) for one in mine if len(one.chain) == 2 and not one.members)
        state = "refused" if not rule.judged else "broken" if mine else "kept"
        why = "; ".join(problem.message for problem in troubles) if state == "refused" else ""
        by_name[rule.name] = Verdict(rule.id, rule.name, state, direct, why, notes)
    return list(by_name.values())


def _unjudged(read: Settings) -> tuple:
    return read.foreign.unjudged if read.foreign else ()
