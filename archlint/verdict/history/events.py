"""What has happened from one state to the next, and what stands after all that has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from archlint.rulebook import Sighting, State
from archlint.startup import NamedTuple
from archlint.verdict.history.log import Record
from archlint.verdict.renames import Renames

__all__ = ["Replay", "Standing", "happened", "plain"]

Event = dict[str, Any]
_SAID: Final = ("rule", "kind", "severity", "message", "path", "line")
"""What is said of each violation; of a set, its members besides."""


class Standing(NamedTuple):
    """A violation that stands at a commit."""

    seen: Sighting
    """As it was when it came, or came to be called as it is."""
    commit: str
    """The one that brought it in."""
    day: str
    subject: str
    known: bool
    """Whether it is known that this one did: it did not, where the history begins earlier."""


class Replay:
    """The state that a log comes to, record by record."""

    def __init__(self) -> None:
        """Begin before the first record."""
        self.violations: dict[str, Standing] = {}
        """By fingerprint."""
        self.components: set[str] = set()
        self.numbers: Mapping[str, int] = {}
        self.commit = ""

    def take(self, record: Record) -> None:
        """Go on by one record."""
        self.commit = record.commit
        self.numbers = record.numbers or self.numbers
        for event in record.events:
            self._take(event, record)

    def _take(self, event: Mapping[str, Any], record: Record) -> None:
        what = event["event"]
        if what == "born":
            self.components.add(event["component"])
        elif what == "gone":
            self.components.discard(event["component"])
        elif what == "fixed":
            del self.violations[event["violation"]]
        elif what == "appeared":
            origin = record.commit, record.day, record.subject, not record.earlier
            self.violations[event["violation"]] = _standing(event, origin)
        else:
            before = self.violations.pop(event["violation"])
            self.violations[event["to"]] = _standing(event, before[1:])


def _standing(event: Mapping[str, Any], origin: tuple[str, str, str, bool]) -> Standing:
    said = {key: event[key] for key in _SAID}
    return Standing(Sighting(**said, members=tuple(event.get("members", ()))), *origin)


def plain(one: Sighting) -> Event:
    """Return what an event says of a violation in any case."""
    return {key: getattr(one, key) for key in _SAID}


def happened(before: Replay, now: State, moves: Callable[[], Renames]) -> Iterator[Event]:
    """
    Yield what has happened from one state to another: to components, then what is gone, then what came.

    A violation whose modules have other names has moved; `moves` is asked for these only where that may be. A set, such
    as a cycle, that has lost or won members and kept some is changed.
    """
    components = {*now.components}
    yield from ({"event": "born", "component": one} for one in sorted(components - before.components))
    yield from ({"event": "gone", "component": one} for one in sorted(before.components - components))
    gone = sorted(before.violations.keys() - now.findings.keys())
    came = sorted(now.findings.keys() - before.violations.keys())
    moved = _moved(gone, came, moves()) if gone and came else {}
    rest = [one for one in gone if one not in moved], [one for one in came if one not in {*moved.values()}]
    changed = dict(_changed(before.violations, now.findings, *rest))
    for old in gone:
        new = moved.get(old) or changed.get(old)
        if new:
            what = "moved" if old in moved else "changed"
            yield {"event": what, "violation": old, "to": new, **_told(now.findings[new])}
        else:
            yield {"event": "fixed", "violation": old}
    known = {*moved.values(), *changed.values()}
    yield from ({"event": "appeared", "violation": one, **_told(now.findings[one])} for one in came if one not in known)


def _moved(gone: Iterable[str], came: Iterable[str], renames: Renames) -> dict[str, str]:
    """Return which of the violations that came are those that are gone, by the names that modules have now."""
    there = {*came}
    found: dict[str, str] = {}
    for old in gone:
        new = renames.fingerprint(old)
        if new in there:
            there.remove(new)
            found[old] = new
    return found


def _changed(
    before: Mapping[str, Standing], now: Mapping[str, Sighting], gone: Sequence[str], came: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """Yield pairs of sets of one rule and kind that have members in common, those that have most of them first."""
    shared = [
        (-len(common), old, new)
        for old in gone
        for new in came
        if before[old].seen[:2] == now[new][:2]
        and (common := {*before[old].seen.members}.intersection(now[new].members))
    ]
    done: set[str] = set()
    for _, old, new in sorted(shared):
        if done.isdisjoint((old, new)):
            done |= {old, new}
            yield old, new


def _told(one: Sighting) -> Event:
    """Return what an event says of a violation."""
    return plain(one) | ({"members": list(one.members)} if one.members else {})
