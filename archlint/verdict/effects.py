"""
What rules allow and forbid otherwise than they did, seen rather than read out of their options.

The code of today is judged by the rules of before as well: what these find and those of today do not has become legal.
So is what nobody has written yet, by an import from each kind of module to each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from archlint import rulebook
from archlint.rulebook import Finding, Findings
from archlint.settings import Request, Settings
from archlint.verdict.precedent import read_like
from archlint.verdict.shift import Shift

__all__ = ["effects"]


def effects(request: Request, former: Settings, found: Findings) -> dict[str, list[Shift]]:
    """Return for each rule between which components it forbids less of today's code than it did, or more."""
    plain = request._replace(ask="check", paths=(), cross_check=False, former=None)
    at_base = plain._replace(settings=read_like(former, request.settings), role="former", rules_from=request.base)
    then = {_forbidden(one): one for one in rulebook.apply(at_base).findings}
    now = {_forbidden(one): one for one in found.findings}
    legal = _groups(one for what, one in then.items() if what not in now)
    illegal = _groups(one for what, one in now.items() if what not in then)
    unwritten = {*rulebook.legalised(plain, at_base)} - legal.keys()
    told: dict[str, list[Shift]] = {}
    for (rule, what), count in legal.items():
        told.setdefault(rule, []).append(Shift(f"rule {rule}: {what} became legal, {_imports(count)}", loosens=True))
    for rule, what in sorted(unwritten):
        told.setdefault(rule, []).append(Shift(f"rule {rule}: {what} became legal, no import yet", loosens=True))
    for (rule, what), count in illegal.items():
        told.setdefault(rule, []).append(Shift(f"rule {rule}: {what} became illegal, {_imports(count)}", loosens=False))
    return told


def _forbidden(one: Finding) -> tuple[str, str]:
    """Return what a rule forbids, whatever it calls that: what pointed back and is a skip now is as illegal as ever."""
    return one.rule, one.fingerprint.removeprefix(f"{one.rule} {one.kind} ")


def _groups(findings: Iterable[Finding]) -> dict[tuple[str, str], int]:
    """Return how many findings there are of each rule and subject, sorted."""
    return dict(sorted(Counter((one.rule, _subject(one)) for one in findings).items()))


def _subject(one: Finding) -> str:
    if one.members:
        return f"{one.kind} of {', '.join(one.members[:3])}{', ...' if len(one.members) > 3 else ''}"
    if one.measured:
        return f"{one.measured[0]} of {one.tail} = {one.measured[1]}"
    return f"{one.tail} -> {one.head}" if one.tail and one.head else (one.importer or one.tail)


def _imports(count: int) -> str:
    return f"{count:,} {'import' if count == 1 else 'imports'}"
