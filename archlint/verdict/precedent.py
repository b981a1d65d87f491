"""What was there already at the base: the code of that commit, judged by the rules of today."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, Final

from archlint import rulebook
from archlint.rulebook import Finding, Findings
from archlint.settings import Member, Request, Settings
from archlint.verdict.nouns import Violation
from archlint.verdict.renames import UNMOVED, Renames, renames, shims
from archlint.verdict.sameness import Guises, among, guises
from archlint.verdict.violations import violation_of

__all__ = ["Precedent", "mended", "read_like"]

_NAME: Final = re.compile(r"\w[\w.]*")
_READING: Final = ("roots", "packages", "exclude")
"""Keys that say which files are read."""


class Precedent:
    """The base of a comparison. What nobody asks of it is not found out."""

    def __init__(self, request: Request, found: Findings) -> None:
        """Take a request that names a base, and what is found in the code of today."""
        self.request = request
        self._now = found
        settings = read_like(request.settings, request.former or request.settings)
        self._at = request._replace(
            settings=settings,
            tree=request.base,
            role="base",
            rules_from=request.tree,
            ask="check",
            subject="",
            paths=(),
            cross_check=False,
            former=None,
        )

    @cached_property
    def paths(self) -> frozenset[str]:
        """The files of the base that are read."""
        return frozenset(rulebook.apply(self._at._replace(ask="paths")).paths)

    @cached_property
    def renames(self) -> Renames:
        """What became of the modules of the base; where all their files are there still, git need not compare."""
        if self.paths <= {*self._now.paths}:
            return UNMOVED
        return renames(self.request, self.request.base, self._at)

    @cached_property
    def findings(self) -> Findings:
        """What today's rules find in the base, in the names of today."""
        return rulebook.apply(self._at._replace(moves=self.renames.names))

    def knows(self, violations: Iterable[Violation]) -> frozenset[str]:
        """
        Return the fingerprints of those violations that were there at the base.

        As in a baseline: a set counts while it is a part of one that was there, a measure while it is not above what it
        was.
        """
        asked = list(violations)
        if not asked:
            return frozenset()
        known = among(self.findings.findings, asked)
        if any(one.fingerprint not in known for one in asked):
            known |= self._guises.came
        doubtful = [one for one in asked if one.fingerprint in known and self.strayed.intersection(_modules(one))]
        return known - frozenset(one.fingerprint for one in doubtful) | self._stood(doubtful)

    @cached_property
    def _guises(self) -> Guises:
        """What is there still, but for its fingerprint."""
        now = {one.fingerprint: one for one in self._now.findings}
        before = {one.fingerprint: one for one in self.findings.findings}
        gone = [one for print_, one in before.items() if print_ not in now]
        came = [one for print_, one in now.items() if print_ not in before]
        return guises(gone, came, lambda: shims(self.request, self.request.base, self._at))

    @cached_property
    def strayed(self) -> frozenset[str]:
        """
        Today's names of modules that have moved by themselves.

        What has moved with a package that the settings name is where it was: the rules have gone along.
        """
        words = repr([part.settings.table for part in (self.request.former or self.request.settings).parts])
        named = frozenset(_NAME.findall(words))
        moved = self.renames.moved.items()
        return frozenset(new for old, new in moved if not named.intersection(self.renames.packages_of(old)))

    def _stood(self, doubtful: Sequence[Violation]) -> frozenset[str]:
        """
        Return the fingerprints of those that were there at the base under the names of then, too.

        A module that has moved into another layer was in order where it was, though its imports were the same. By the
        rules of then or by those of today, as one of them may have gone along with something else.
        """
        if not doubtful:
            return frozenset()
        asked = [self._at._replace(role="unmoved")]
        if self.request.former:
            asked.append(self._at._replace(role="then", settings=self.request.former, rules_from=self.request.base))
        found = (one for each in asked for one in rulebook.apply(each).findings)
        return among([self.renames.finding(one) for one in found], doubtful)

    def mended(self, before: Iterable[Finding], violations: Sequence[Violation]) -> tuple[Violation, ...]:
        """Return what of the findings of the base is not, in any form or guise, among all violations of today."""
        found = mended(before, violations)
        return tuple(one for one in found if one.fingerprint not in self._guises.gone) if found else ()


def mended(before: Iterable[Finding], violations: Sequence[Violation]) -> tuple[Violation, ...]:
    """Return what of the findings of before is not, in any form, among all violations of today."""
    there = {one.fingerprint for one in violations}
    sets: dict[tuple[str, str], set[str]] = {}
    for one in violations:
        sets.setdefault((one.rule, one.kind), set()).update(one.members)
    gone = (one for one in before if one.fingerprint not in there)
    return tuple(violation_of(one) for one in gone if sets.get((one.rule, one.kind), set()).isdisjoint(one.members))


def _modules(one: Violation) -> list[str]:
    return [one.importer, one.imported, *one.chain, *one.members]


def read_like(settings: Settings, other: Settings) -> Settings:
    """Return settings by which the same files are read as by others: their rules for those files."""
    if settings is other:
        return settings
    known = {member.label: member for member in other.members}
    mine = tuple(_member(member, known.pop(member.label, None)) for member in settings.members)
    more = tuple(member._replace(settings=None) for member in known.values())
    return settings._replace(table=_reading(settings.table, other.table), members=(*mine, *more))


def _member(member: Member, other: Member | None) -> Member:
    if other is None:
        return member
    own = member.settings
    if own is not None:
        own = own._replace(table=_reading(own.table, other.settings.table if other.settings else {}))
    return member._replace(folder=other.folder, roots=other.roots, settings=own)


def _reading(table: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in table.items() if key not in _READING}
    return kept | {key: other[key] for key in _READING if key in other}
