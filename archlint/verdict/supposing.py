"""The verdict as it would be: what modules that move and imports that go would bring, mend and leave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from archlint import rulebook
from archlint.rulebook import Finding, Findings
from archlint.settings import Problem, Request, SettingsError
from archlint.verdict.nouns import Violation
from archlint.verdict.paths import wanted_of
from archlint.verdict.precedent import mended
from archlint.verdict.renames import UNMOVED, Renames
from archlint.verdict.sameness import among
from archlint.verdict.violations import violation_of

__all__ = ["Supposition"]


class Supposition:
    """What somebody supposes, beside the code as it is."""

    def __init__(self, request: Request) -> None:
        """Judge the code as it is, and find out what is meant."""
        self.before = rulebook.apply(request)
        self.meant = self.before.answer
        moved, packages = self.meant.get("moved", {}), self.meant.get("packages", {})
        self._renames = Renames(moved, packages, frozenset(), frozenset()) if moved else UNMOVED
        self.request = request._replace(
            supposing=(),
            moves=MappingProxyType(dict(moved)),
            cuts=frozenset((importer, imported) for importer, imported in self.meant.get("pairs", ())),
        )

    def apply(self) -> Findings:
        """Return what would be found. Settings that fit no more say so, as what was moved has to move in them, too."""
        try:
            found = rulebook.apply(self.request)
        except SettingsError as error:
            problems = [one.problem for one in error.problems]
            raise SettingsError.located(self.request.settings, map(self._as_supposed, problems)) from None
        today = set(self.before.problems)
        return found._replace(
            problems=tuple(one if one in today else self._as_supposed(one) for one in found.problems),
        )

    def answer(self, found: Findings, violations: Sequence[Violation]) -> Mapping[str, Any]:
        """
        Return what is meant, and of the violations as they would be which are `new` and which `still` there.

        Both are fingerprints; `fixed` are the violations of today that would be gone. What rules that are `unjudged`
        then have found is in neither. `failed` is whether something new is an error.
        """
        if not self.meant["known"]:
            return self.meant
        judged = {rule.id for rule in found.rules if rule.judged}
        unjudged = sorted(rule.id for rule in self.before.rules if rule.judged and rule.id not in judged)
        today = [one for one in self.before.findings if one.rule in judged and self._wanted(one)]
        before = list(map(self._renames.finding, today))
        there = among(before, violations)
        new = [one for one in violations if one.fingerprint not in there]
        gone = {one.fingerprint for one in mended(before, violations)}
        return {
            **self.meant,
            "new": [one.fingerprint for one in new],
            "still": [one.fingerprint for one in violations if one.fingerprint in there],
            "fixed": [violation_of(old) for old, one in zip(today, before, strict=True) if one.fingerprint in gone],
            "unjudged": unjudged,
            "failed": any(one.severity == "error" and one.state == "new" for one in new),
        }

    def _wanted(self, one: Finding) -> bool:
        return wanted_of(self.request, one.rule, one.home)

    def _as_supposed(self, problem: Problem) -> Problem:
        new = self._renames.names.get(problem.absent, "")
        help_ = "what moves has to be called otherwise here as well; what goes may leave nothing to judge"
        return problem._replace(
            message=f"as supposed, {problem.message}",
            label=f"`{new}` then" if new else problem.label,
            help=problem.help or help_,
        )
