"""Bring the log up to date, and tell what it holds."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from itertools import islice, takewhile
from pathlib import Path
from typing import Any, Final

from archlint import git
from archlint.git import Change, Moment
from archlint.rulebook import Findings, State, Timeline
from archlint.settings import Cache, Course, Journal, Request
from archlint.verdict.history.events import Replay, happened
from archlint.verdict.history.log import Record, decoded, encoded, header, name
from archlint.verdict.history.told import told
from archlint.verdict.history.walk import beginning, chosen
from archlint.verdict.renames import UNMOVED, Renames, renamed

__all__ = ["history", "remembered"]

_SETTLED: Final = 100
"""So many commits are judged before they are written down: who is killed loses no more."""
_AHEAD: Final = 10_000
"""The contents of so many commits are read before these are judged: many at once can be read by several processes."""
_FILE: Final = ".py"


def history(request: Request) -> Findings:
    """
    Judge all commits that the log does not know yet, and return what it tells: see `told`.

    Raises git.GitError where there is no history, settings.Taken while another run judges it, SettingsError where the
    settings can never work.
    """
    top = git.top(request.settings.root)
    line = git.timeline(top, "HEAD")
    cache = Cache(request.settings.root) if request.cache else None
    kept = cache.place(name(request)) if cache else None
    file, place = kept or (None, b"")
    with Journal(file) as journal:
        work = _Work(request._replace(role="base", ask="check", subject=""), top, line, journal)
        work.settle(header(request, place))
        try:
            work.go_on()
        finally:
            work.write()
        records = decoded(journal.lines[1:])
    answer = told(request, records, work.notes)
    return Findings(rules=(), answer={**answer, "judged": work.judged, "read": work.read})


def remembered(request: Request) -> dict[str, Any] | None:
    """Return what the log tells that an earlier `history` has left, and judge nothing; None where there is none."""
    for every in ("commit", "week", "tag"):
        asked = request._replace(every=every)
        kept = Cache(request.settings.root).place(name(asked)) if request.cache else None
        lines = Journal.seen(kept[0]) if kept else []
        if kept and lines and lines[0] == header(asked, kept[1]) and (records := decoded(lines[1:])):
            return told(asked, records, [])
    return None


class _Work:
    """One run over a line of commits."""

    def __init__(self, request: Request, top: Path, line: Sequence[Moment], journal: Journal) -> None:
        self._request, self._top, self._line, self._journal = request, top, line, journal
        self._course = request.course or Course()
        self._replay = Replay()
        self._pending: list[bytes] = []
        self._way: tuple[Moment, ...] = ()
        self._done = self._begin = 0
        self.notes: list[str] = []
        self.judged = self.read = 0

    def settle(self, head: bytes) -> None:
        """Keep of the log what still holds, and say what does not."""
        journal, place = self._journal, {one.commit: at for at, one in enumerate(self._line)}
        if journal.lines and journal.lines[0] != head:
            self.notes.append("the settings, or archlint, are others than those of the log: all is judged anew")
            journal.keep(0)
        if not journal.lines:
            journal.add([head])
        records = decoded(journal.lines[1:])
        begin = beginning(self._line, self._request.since)
        known = place.get(records[0].commit, len(self._line)) if records else len(self._line)
        # A log that goes back further than anybody asks for is good; one that begins later is not.
        begin, records = (known, records) if known <= begin else (begin, [])
        tags = git.tagged(self._top) if self._request.every == "tag" else frozenset[str]()
        self._begin, self._way = begin, chosen(self._line[begin:], self._request.every, tags)
        pairs = zip(records, self._way, strict=False)
        self._done = sum(1 for _ in takewhile(_same, pairs))
        if lost := [one for one in records[self._done :] if one.commit not in place]:
            self.notes.append(_rewritten(lost, records[: self._done]))
        journal.keep(1 + self._done)
        for record in records[: self._done]:
            self._replay.take(record)

    def go_on(self) -> None:
        """Judge what the log does not hold yet."""
        if self._done == len(self._way):
            return
        rest = self._way[max(self._done - 1, 0) :]
        code = Timeline(self._request, git.listing(self._top, rest[0].commit))
        steps = zip(rest, rest[1:], git.changes(self._top, [one.commit for one in rest]), strict=False)
        last: State | None = None
        while (block := list(islice(steps, _AHEAD))) or last is None:
            code.learn((one for *_, changes in block for one in changes), partial(self._course.count, "Reading files"))
            self.read = code.read
            if last is None:
                last = code.state()
                if not self._done:
                    self._note(rest[0], last, _unmoved, earlier=self._earlier(rest[0]))
            with closing(code.states([changes for *_, changes in block])) as states:
                for (before, moment, changes), now in zip(block, states, strict=True):
                    self._note(moment, now, partial(self._moves, before, moment, changes, (last, now or last)))
                    last = now if now and not now.unjudged else last

    def write(self) -> None:
        """Write down what has been judged."""
        self._journal.add(self._pending)
        self._pending = []
        gc.collect(1)  # graphs hold circles, and a run that is short never looks for any

    def _note(self, moment: Moment, now: State | None, moves: Callable[[], Renames], *, earlier: bool = False) -> None:
        """Take note of a commit; without a state nothing has changed."""
        told = now if now and not now.unjudged else None
        events = tuple(happened(self._replay, told, moves)) if told else ()
        record = Record(
            moment.commit,
            moment.day,
            subject=moment.subject if events else "",
            numbers=told.numbers if told and told.numbers != self._replay.numbers else {},
            events=events,
            unjudged=now.unjudged if now else "",
            earlier=earlier,
        )
        self._replay.take(record)
        self._pending.append(encoded(record))
        self.judged += 1
        self._course.count("Judging commits", self.judged, len(self._way) - self._done)
        if len(self._pending) == _SETTLED:
            self.write()

    def _earlier(self, moment: Moment) -> bool:
        """Return whether there were commits before the first."""
        return self._begin > 0 or git.cut_off(self._top, moment.commit)

    def _moves(self, before: Moment, moment: Moment, changes: Sequence[Change], states: tuple[State, State]) -> Renames:
        """Return which modules a commit has moved."""
        code = [one.entry for one in changes if one.path.endswith(_FILE)]
        if not (None in code and any(code)):
            return UNMOVED
        drift = git.drift(self._top, before.commit, moment.commit)
        files = [dict(zip(state.paths, state.modules, strict=True)) for state in states]
        return renamed(drift, git.lead(self._request.settings.root), *files)


def _unmoved() -> Renames:
    return UNMOVED


def _same(pair: tuple[Record, Moment]) -> bool:
    return pair[0].commit == pair[1].commit


def _rewritten(lost: Sequence[Record], left: Sequence[Record]) -> str:
    """Say that the history is another than that of the log."""
    count = "1 commit" if len(lost) == 1 else f"{len(lost):,} commits"
    since = f"from {left[-1].commit[:10]} on" if left else "from its beginning"
    return (
        f"{count} of the log, the last one {lost[-1].commit[:10]}, {'is' if len(lost) == 1 else 'are'} in the history "
        f"of HEAD no more (it was rewritten, or another branch is checked out): it is judged anew {since}"
    )
