"""What today's rules find at one commit after the other. A rule that would see what it saw is not asked again."""

from __future__ import annotations

import marshal
import os
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from typing import Any, Final

from archlint import graph
from archlint.git import Change, Entry
from archlint.graph import Graph
from archlint.rulebook.applied import mentioned
from archlint.rulebook.coupling import parts
from archlint.rulebook.declared import Rule, declared
from archlint.rulebook.findings import Pending, fingerprint, hearing_of, written_out
from archlint.rulebook.judging import judged
from archlint.rulebook.nouns import Finding
from archlint.rulebook.packs import equipped
from archlint.rulebook.picture import labelled
from archlint.settings import Request, Settings, SettingsError
from archlint.startup import NamedTuple

__all__ = ["Sighting", "State", "Timeline"]


class Sighting(NamedTuple):
    """A finding, as it was when it came."""

    rule: str
    kind: str
    severity: str
    message: str
    members: tuple[str, ...]
    path: str
    line: int


class State(NamedTuple):
    """What is so at one commit."""

    findings: Mapping[str, Sighting]
    """By fingerprint, sorted; one that was there before may stand on the lines of then."""
    numbers: Mapping[str, int]
    """How many modules, imports and violations there are, these by kind too, and members of the largest cycle."""
    components: tuple[str, ...]
    """Their labels, sorted."""
    modules: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    """The file of each module."""
    unjudged: str = ""
    """Why nothing could be judged, in words; all else is empty then."""


_PART: Final = 64
"""Commits that a process judges in a row. At the first of them all is looked at, which pays for itself by then."""
_WORTH: Final = 4
"""So many parts are worth a process."""


class _View(NamedTuple):
    """All that a rule sees that looks at rows, names and exports alone."""

    names: object
    offsets: bytes
    targets: bytes
    told: object


class Timeline:
    """
    What the rules of the settings find, at one commit after the other.

    First `learn` is told all that is to come; `state` gives where it begins, and `states` what comes of each commit.
    """

    def __init__(self, request: Request, entries: Mapping[str, Entry]) -> None:
        """Start with what the first commit holds, by path from git's top. Raises SettingsError as `apply` does."""
        self._request, self._rules = equipped(request), declared(request)
        self._code = graph.Timeline(self._request, entries, mentioned(request, self._rules))
        # Code of a team's own may look at anything, and what couples modules without an import stands anywhere.
        self._whimsical = any(rule.page.folder or rule.hears for rule in self._rules)
        self._known: dict[str, tuple[_View | None, dict[str, Sighting]]] = {}
        """By rule what it saw last, None where it has seen more than that, and what it found then."""
        self._at = 0
        """How many of the commits that are being judged have been taken on."""
        self._named: tuple[object, tuple[str, ...]] | None = None

    @property
    def read(self) -> int:
        """How many contents were read so far that no earlier run had read."""
        return self._code.read

    def learn(self, changes: Iterable[Change], tell: Callable[[int, int], None]) -> None:
        """Read what nobody has read yet of all that is there and will come with some changes; `tell` how far it is."""
        self._code.learn(changes, tell)

    def states(self, steps: Sequence[Sequence[Change]]) -> Generator[State | None]:
        """
        Yield for each commit, given what each has changed, the state; None where that is the one before.

        Several processes share the work where that is long: one judges one part, one the next. What a process did not
        live to tell is judged in this one. No process outlives the iterator, so close it.
        """
        parts = [range(start, min(start + _PART, len(steps))) for start in range(0, len(steps), _PART)]
        done, told = 0, dict[int, list[Any]]()
        count = min(self._code.processes if hasattr(os, "fork") else 1, len(parts) // _WORTH)
        works = [partial(self._spoken, steps, parts, first, count) for first in range(count)] if count > 1 else []
        with closing(graph.apart(works)) as messages:
            for message in messages:
                number, rows = marshal.loads(message)  # noqa: S302 - written by ourselves, just now
                told[number] = rows
                while done in told:
                    yield from heard(told.pop(done))
                    done += 1
        for part in parts[done:]:
            yield from self._judged(steps, part)
        for changes in steps[self._at :]:
            self._code.skip(changes)
        self._at = 0

    def _spoken(
        self, steps: Sequence[Sequence[Change]], parts: Sequence[range], first: int, of: int
    ) -> Iterator[bytes]:
        """Yield for each of some parts what stands at its commits."""
        for number in range(first, len(parts), of):
            yield marshal.dumps((number, list(spoken(self._judged(steps, parts[number])))))

    def _judged(self, steps: Sequence[Sequence[Change]], part: range) -> Iterator[State | None]:
        """Yield the state at each commit of a part; at the first one in any case where those before were skipped."""
        skipped = range(self._at, part.start)
        for at in skipped:
            self._code.skip(steps[at])
        if skipped:
            # What has come and gone meanwhile may be there again, on another line.
            self._known = {}
        for at in part:
            moved = self._code.advance(steps[at]) or (self._whimsical and bool(steps[at]))
            yield self.state() if moved or (skipped and at == part.start) else None
        self._at = part.stop

    def state(self) -> State:
        """Return what is so at this commit."""
        found: dict[str, Sighting] = {}
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
        self, every: dict[str, Sighting], told: object, rule: Rule, seen: Graph, settings: Settings
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
            whole = (part for breach in reversed(breaches) for part in parts(seen, breach))
            prints = {fingerprint(rule, seen, breach): breach for breach in whole}
            fresh = hearing.pending({name: breach for name, breach in prints.items() if name not in known})
            sighted = {one.fingerprint: _sighting(one) for one in written_out(fresh)}
            known = {name: known.get(name) or sighted[name] for name in prints}
            self._known[rule.id] = view if plain and not rule.page.folder else None, known
        every.update(known)
        return []

    def _labels(self, whole: Graph) -> tuple[str, ...]:
        if self._named is None or self._named[0] is not whole.names:
            usable = [rule for rule in self._rules if rule.module and rule.severity != "off"]
            self._named = whole.names, labelled(whole, usable)
        return self._named[1]


def _sighting(one: Finding) -> Sighting:
    return Sighting(one.rule, one.kind, one.severity, one.message, one.members, one.path, one.line)


def spoken(states: Iterable[State | None]) -> Iterator[tuple[object, ...]]:
    """Yield states as builtins, without the modules where they are those of the state before."""
    last: tuple[str, ...] = ()
    for one in states:
        if one is None:
            yield ()
            continue
        modules = () if one.modules is last else (one.modules, one.paths)
        last = one.modules
        findings = {name: tuple(sighting) for name, sighting in one.findings.items()}
        yield findings, dict(one.numbers), one.components, modules, one.unjudged


def heard(rows: Iterable[Any]) -> Iterator[State | None]:
    """Yield the states that `spoken` has made plain."""
    known: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    for row in rows:
        if not row:
            yield None
            continue
        findings, numbers, components, modules, unjudged = row
        known = modules or known
        told = {name: Sighting(*sighting) for name, sighting in findings.items()}
        modules, paths = known
        yield State(told, numbers, components, modules, paths, unjudged)


def _told(whole: Graph) -> object:
    """Return what rules may see besides the rows."""
    return tuple(whole.exports.items()), tuple((gap.path, gap.message) for gap in whole.reading.dynamic)


def _numbers(whole: Graph, findings: Iterable[Sighting]) -> dict[str, int]:
    """Return what can be counted, sorted but for what is counted always."""
    kinds: dict[str, int] = {}
    cycle = 0
    for one in findings:
        kinds[one.kind] = kinds.get(one.kind, 0) + 1
        cycle = max(cycle, len(one.members) if one.kind == "cycle" else 0)
    plain = {"modules": whole.size, "imports": whole.internal, "violations": sum(kinds.values())}
    return plain | {"largest cycle": cycle} | {f"kind {kind}": count for kind, count in sorted(kinds.items())}
