"""What today's rules find at one commit after the other. A rule that would see what it saw is not asked again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from archlint import graph
from archlint.git import Change, Entry
from archlint.graph import Graph
from archlint.rulebook.applied import mentioned
from archlint.rulebook.declared import Rule, declared
from archlint.rulebook.findings import Pending, fingerprint, hearing_of
from archlint.rulebook.judging import judged
from archlint.rulebook.nouns import Finding
from archlint.rulebook.picture import labelled
from archlint.settings import Request, Settings, SettingsError

__all__ = ["State", "Timeline"]


class State(NamedTuple):
    """What is so at one commit."""

    findings: Mapping[str, Finding]
    """By fingerprint, sorted; a finding may stand on the lines of an earlier commit."""
    numbers: Mapping[str, int]
    """How many modules, imports and violations there are, these by kind too, and members of the largest cycle."""
    components: tuple[str, ...]
    """Their labels, sorted."""
    modules: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    """The file of each module."""
    unjudged: str = ""
    """Why nothing could be judged, in words; all else is empty then."""


class _View(NamedTuple):
    """All that a rule sees that looks at rows, names and exports alone."""

    names: object
    offsets: bytes
    targets: bytes
    told: object


class Timeline:
    """
    What the rules of the settings find, at one commit after the other.

    First `learn` is told all that is to come; then for each commit `advance`, and where that says that something may be
    another, `state`.
    """

    def __init__(self, request: Request, entries: Mapping[str, Entry]) -> None:
        """Start with what the first commit holds, by path from git's top. Raises SettingsError as `apply` does."""
        self._request, self._rules = request, declared(request)
        self._code = graph.Timeline(request, entries, mentioned(request, self._rules))
        # Code of a team's own may look at anything.
        self._whimsical = any(rule.page.folder for rule in self._rules)
        self._known: dict[str, tuple[_View | None, dict[str, Finding]]] = {}
        """By rule what it saw last, None where it has seen more than that, and what it found then."""
        self._named: tuple[object, tuple[str, ...]] | None = None

    @property
    def read(self) -> int:
        """How many contents were read so far that no earlier run had read."""
        return self._code.read

    def learn(self, changes: Iterable[Change], tell: Callable[[int, int], None]) -> None:
        """Read what nobody has read yet of all that is there and will come with some changes; `tell` how far it is."""
        self._code.learn(changes, tell)

    def advance(self, changes: Sequence[Change]) -> bool:
        """Take on what a commit has changed, and return whether the state may be another."""
        return self._code.advance(changes) or (self._whimsical and bool(changes))

    def state(self) -> State:
        """Return what is so at this commit."""
        found: dict[str, Finding] = {}
        try:
            whole = self._code.graph()
            docket, meant_so = judged(self._request, whole, self._rules, find=partial(self._found, found, _told(whole)))
            if not meant_so:
                raise SettingsError.located(self._request.settings, dict.fromkeys(docket.problems))
        except SettingsError as error:
            return State({}, {}, (), unjudged=error.problems[0].problem.message)
        told = dict(sorted(found.items())), _numbers(whole, found.values()), self._labels(whole)
        return State(*told, modules=whole.names.modules, paths=whole.ledger.paths)

    def _found(
        self, every: dict[str, Finding], told: object, rule: Rule, seen: Graph, settings: Settings
    ) -> list[Pending]:
        """
        Add what a rule finds to `every`, and remember it if the rows alone say it, with what was `told` besides.

        What it found last time is not made into a finding again.
        """
        view = _View(seen.names, seen.succ.offsets.tobytes(), seen.succ.targets.tobytes(), told)
        last, known = self._known.get(rule.id, (None, {}))
        if last != view:
            module, hearing = rule.module, hearing_of(rule, seen, settings)
            breaches, plain = self._code.unseen(lambda: list(module.check(seen, rule.options)) if module else [])
            prints = {fingerprint(rule, seen, breach): breach for breach in reversed(breaches)}
            known = {name: known.get(name) or hearing.finding(breach) for name, breach in prints.items()}
            self._known[rule.id] = view if plain and not rule.page.folder else None, known
        every.update(known)
        return []

    def _labels(self, whole: Graph) -> tuple[str, ...]:
        if self._named is None or self._named[0] is not whole.names:
            usable = [rule for rule in self._rules if rule.module and rule.severity != "off"]
            self._named = whole.names, labelled(whole, usable)
        return self._named[1]


def _told(whole: Graph) -> object:
    """Return what rules may see besides the rows."""
    return tuple(whole.exports.items()), tuple((gap.path, gap.message) for gap in whole.reading.dynamic)


def _numbers(whole: Graph, findings: Iterable[Finding]) -> dict[str, int]:
    """Return what can be counted, sorted but for what is counted always."""
    kinds: dict[str, int] = {}
    cycle = 0
    for one in findings:
        kinds[one.kind] = kinds.get(one.kind, 0) + 1
        cycle = max(cycle, len(one.members) if one.kind == "cycle" else 0)
    plain = {"modules": whole.size, "imports": whole.internal, "violations": sum(kinds.values())}
    return plain | {"largest cycle": cycle} | {f"kind {kind}": count for kind, count in sorted(kinds.items())}
