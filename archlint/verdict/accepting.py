"""What is accepted of what rules forbid that was not at the base: by waivers, and by baselines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from archlint.rulebook import Findings, Waiver
from archlint.settings import Request, Settings
from archlint.verdict.baseline import Line
from archlint.verdict.homes import homes
from archlint.verdict.precedent import Precedent
from archlint.verdict.shift import Shift

__all__ = ["accepted"]

_NEVER: Final = "9999"
"""The last day of what does not end."""


def accepted(request: Request, former: Settings, found: Findings, precedent: Precedent) -> Iterator[Shift]:
    """Yield what waivers and baselines accept more than at the base, whose settings are `former` in names of today."""
    yield from _waivers(former, found, precedent)
    yield from _baselines(request, former, precedent)


def _waivers(former: Settings, found: Findings, precedent: Precedent) -> Iterator[Shift]:
    """Yield the waivers that accept more than at the base: those that are new, and those that end later."""
    known = _waived_before(former, precedent) if found.waivers else {}
    for one in found.waivers:
        accepted = list(_accepts(one.rules, _imports(one)))
        more = [each for each in accepted if known.get(each, "") < (one.until or _NEVER)]
        if more:
            until = f"until {one.until}" if one.until else "without an end"
            longer = "longer, " if all(each in known for each in more) else ""
            others = f" and {len(_imports(one)) - 1:,} more" if len(_imports(one)) > 1 else ""
            yield Shift(f"{one.path}:{one.line} waives `{more[0][1]}`{others} {longer}{until}", loosens=True)


def _waived_before(former: Settings, precedent: Precedent) -> dict[tuple[str, str], str]:
    """Return the last day for each rule and import that was waived at the base."""
    known: dict[tuple[str, str], str] = {}
    rows = [(row, row["imports"]) for part in former.parts for row in part.settings.table.get("waivers", ())]
    told = [
        (row.get("rules", ()), imports, row["until"].isoformat() if "until" in row else "") for row, imports in rows
    ]
    told += [(one.rules, _imports(one), one.until) for one in precedent.findings.waivers if not one.where]
    for rules, imports, until in told:
        for each in _accepts(rules, imports):
            known[each] = max(known.get(each, ""), until or _NEVER)
    return known


def _accepts(rules: Iterable[str], imports: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield (rule, import), the rule without its member of the workspace; "" is all rules."""
    ids = [id_.rpartition(":")[2] for id_ in rules] or [""]
    yield from ((id_, text) for text in imports for id_ in ids)


def _imports(one: Waiver) -> list[str]:
    """Return the imports that a waiver means: as the settings write them, or those on the line of a comment."""
    if one.where:
        return list(one.imports)
    return sorted({f"{each.importer} -> {each.imported}" for covered in one.covers for each in covered})


def _baselines(request: Request, former: Settings, precedent: Precedent) -> Iterator[Shift]:
    """Yield the baselines that know of more than at the base."""
    written = [home for home in homes(request) if home.lines]
    if not written:
        return
    at_base = request._replace(settings=former, tree=request.base, ask="baseline")
    before = dict[str, tuple[Line, ...]]((home.part.lead, home.lines) for home in homes(at_base))
    for home in written:
        known = _listed(map(precedent.renames.line, before.get(home.part.lead, ())))
        more = [key for key, value in _listed(home.lines).items() if known.get(key, -1) < value]
        if more:
            noun = "violation" if len(more) == 1 else "violations"
            yield Shift(f"{home.path} accepts {len(more):,} {noun} more", loosens=True)


def _listed(lines: Iterable[Line]) -> dict[tuple[str, ...], int]:
    """Return up to which value each line knows a violation, 0 where nothing is measured; names of sets do not count."""
    listed: dict[tuple[str, ...], int] = {}
    for line in lines:
        key = line.rule, line.kind, line.what, line.member
        listed[key] = max(listed.get(key, 0), line.value or 0)
    return listed
