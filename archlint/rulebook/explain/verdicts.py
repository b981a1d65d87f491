"""What each rule says of one import, be it written or not: the rule itself is asked, and its findings are read."""

from collections.abc import Sequence
from typing import Any

from archlint import graph
from archlint.graph import Entry, Graph, Misdeclared
from archlint.rulebook.declared import Rule, general_ignores
from archlint.rulebook.explain.concern import concerns
from archlint.rulebook.explain.reasons import reason
from archlint.rulebook.findings import ordered
from archlint.rulebook.judging import judged
from archlint.rulebook.nouns import Finding
from archlint.rulebook.roles import Cast
from archlint.settings import Request

__all__ = ["Trial"]


class Trial:
    """
    One import before all rules. One that does not exist is judged as if it were written, as a runtime import.

    A rule forbids it if a finding is about it, or if there is a finding with it that there is not without it.
    """

    def __init__(
        self, request: Request, whole: Graph, rules: Sequence[Rule], found: Sequence[Finding], pair: tuple[int, int]
    ) -> None:
        self.request = request
        self.rules = rules
        self.pair = pair
        self.written = pair[1] in whole.succ[pair[0]]
        self.graph = whole if self.written else whole.supposing(*pair)
        without = frozenset({pair}) if self.written else frozenset[tuple[int, int]]()
        self.docket, _ = judged(request, self.graph, rules, without)
        self.found = found if self.written else ordered(self.docket.pending)
        self._casts: dict[str, Cast] = {}
        self.before = frozenset(one.fingerprint for one in (self.docket.pending if self.written else found))

    def cast(self, rule: Rule) -> Cast:
        """Return what a rule names."""
        return self._casts.setdefault(rule.id, Cast(self.graph, rule))

    def row(self, rule: Rule) -> dict[str, Any]:
        """
        Return what a rule says: `verdict` (forbids, allows, unseen), `kind`, `reason` and `help`, else "".

        `decisive` tells whether one of its violations is there because of this import alone, `count` how many it is
        part of.
        """
        blind = self._blind(rule)
        if blind:
            return _row("unseen", blind)
        broken = self.violations(rule)
        if broken:
            said = {"kind": broken[0].kind, "reason": _told(broken[0]), "help": broken[0].help}
            return {"verdict": "forbids", **said, "decisive": any(map(self._fresh, broken)), "count": len(broken)}
        return _row(*reason(self.cast(rule), *self.pair))

    def violations(self, rule: Rule) -> list[Finding]:
        """Return the findings of a rule that are about the import: those that stand there, then those due to it."""
        if self._blind(rule):
            return []
        cast, (tail, head) = self.cast(rule), self.pair
        ends = self.graph.name(tail), self.graph.name(head)
        mine = [finding for finding in self.found if finding.rule == rule.id]
        about = [one for one in mine if self._fresh(one) or concerns(one, cast, tail, head)]
        return sorted(about, key=lambda one: ((one.importer, one.imported) != ends, not self._fresh(one)))

    def _fresh(self, finding: Finding) -> bool:
        return finding.fingerprint not in self.before and finding.rule not in self.docket.misfits

    def _blind(self, rule: Rule) -> str:
        """Return why the rule does not look at the import; "" where it does."""
        if rule.severity == "off":
            return "it is switched off"
        if rule.id in self.docket.misfits:
            return "its declaration does not fit the code, so it was not judged"
        entry = self._ignored(general_ignores(self.request)[rule.lead], self.graph)
        if entry:
            return f"ignored for all rules by `{entry}`"
        kinds = {occurrence.kind for occurrence in self.graph.occurrences(*self.pair)}
        if not kinds.intersection(rule.kinds):
            return f"not of its kinds: {', '.join(sorted(kinds))}"
        entry = self._ignored(rule.ignore, self.graph.seen(rule.kinds))
        return f"ignored by `{entry}`" if entry else ""

    def _ignored(self, entries: Sequence[Entry], seen: Graph) -> str:
        """Return the first entry that takes the import out."""
        for entry in entries:
            try:
                if self.pair in graph.ignored(seen, [entry]).imports:
                    return entry.text
            except Misdeclared:
                continue
        return ""


def _row(verdict: str, words: str) -> dict[str, Any]:
    return {"verdict": verdict, "kind": "", "reason": words, "help": "", "decisive": False, "count": 0}


def _told(finding: Finding) -> str:
    """Return the finding in words; of a chain also the modules."""
    chain = f" ({' -> '.join(finding.chain)})" if finding.steps else ""
    return finding.message + chain
