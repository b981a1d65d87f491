"""When a violation of today is one of another time: as a baseline tells, and in a guise that no baseline knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from archlint.rulebook import Finding
from archlint.startup import NamedTuple
from archlint.verdict.baseline import added, matched
from archlint.verdict.nouns import Violation
from archlint.verdict.renames import Renames
from archlint.verdict.violations import violation_of

__all__ = ["Guises", "among", "came", "guises"]


class Guises(NamedTuple):
    """Violations that have another fingerprint than they had, and are the same."""

    came: frozenset[str] = frozenset()
    """Their fingerprints of today."""
    gone: frozenset[str] = frozenset()
    """Those of then."""


def among(findings: Iterable[Finding], asked: Iterable[Violation]) -> frozenset[str]:
    """Return the fingerprints of those violations that some findings of before list, as a baseline would."""
    there, all_ = list(findings), list(asked)
    plain = {one.fingerprint for one in there if not _grows(one)}
    lines = added(map(violation_of, filter(_grows, there)), (), "")
    match = matched(lines, [one for one in all_ if _grows(one)], frozenset())
    return match.known | plain.intersection(one.fingerprint for one in all_)


def came(before: Sequence[Violation], after: Sequence[Violation]) -> tuple[Violation, ...]:
    """Return those of later violations that earlier ones do not list, as a baseline would; what has shrunk is known."""
    plain = {one.fingerprint for one in before}
    lines = added(filter(_grows, before), (), "")
    known = matched(lines, [one for one in after if _grows(one)], frozenset()).known | plain
    return tuple(one for one in after if one.fingerprint not in known)


def _grows(one: Finding | Violation) -> bool:
    """Return whether something can become more or less and stay the same violation."""
    return bool(one.members) or one.measured is not None


def guises(gone: Sequence[Finding], came: Sequence[Finding], shims: Callable[[], Renames]) -> Guises:
    """
    Return which findings of today are some of those that are gone since.

    That is so where another module of the same library is imported, and where a module that is imported has moved and
    left a shim behind, which `shims` tells. One of either side is needed: what is there still explains nothing.
    """
    libraries = _libraries(gone, came)
    left = [one for one in came if one.fingerprint not in libraries.came]
    if not gone or not left or not (copies := shims()).moved:
        return libraries
    renamed = {now.fingerprint: one for one in gone if (now := copies.finding(one)) != one}
    moved = [copies.finding(one) for one in renamed.values()]
    known = among(moved, map(violation_of, left))
    sets = {(one.rule, one.kind): set(one.members) for one in left if one.fingerprint in known}
    there = {one.fingerprint for one in left}
    explained = {
        old.fingerprint
        for old, now in zip(renamed.values(), moved, strict=True)
        if now.fingerprint in there or not sets.get((now.rule, now.kind), set()).isdisjoint(now.members)
    }
    return Guises(libraries.came | known, libraries.gone | explained)


def _libraries(gone: Iterable[Finding], came: Iterable[Finding]) -> Guises:
    """Return those that import another module of a library that a rule means by the same name."""
    then, now = ({one.fingerprint: key for one in each if (key := _library(one))} for each in (gone, came))
    both = {*then.values()} & {*now.values()}
    return Guises(*(frozenset(print_ for print_, key in each.items() if key in both) for each in (now, then)))


def _library(one: Finding) -> tuple[str, ...]:
    """Return what a direct import of a library is to a rule, whichever module of the library it is; () for others."""
    if len(one.chain) != 2 or one.members or one.target:
        return ()
    return one.rule, one.kind, one.importer, one.head, one.imported.partition(".")[0]
