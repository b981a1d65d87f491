"""Judge, rewrite, judge again: only what mends a violation and brings no other is handed out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from archlint import verdict
from archlint.report.repair.rewriting import changes
from archlint.report.repair.text import Change, Text, Unwritable
from archlint.settings import Request
from archlint.startup import NamedTuple
from archlint.verdict import Verdict, Violation

__all__ = ["File", "Outcome", "mended"]

Edit = Mapping[str, Any]
_Place = tuple[str, int, int, str]


class File(NamedTuple):
    """One file as it would be."""

    text: Text
    """As it was judged."""
    changes: tuple[Change, ...]
    before: bytes
    after: bytes


class _Refused(NamedTuple):
    """Why a violation is left; as the rulebook says it, or as it has turned out."""

    reason: str
    module: str = ""
    name: str = ""


class Outcome(NamedTuple):
    """What would be rewritten, and what would not."""

    verdict: Verdict
    """On the code as it is."""
    wanted: tuple[Violation, ...]
    """The violations that were to be mended, in report order."""
    mended: Mapping[str, tuple[Edit, ...]]
    """The edits of those that are, by fingerprint."""
    refused: Mapping[str, _Refused]
    files: Mapping[str, File]
    """By path from the settings' root."""
    rounds: int
    """How often the code was judged as it would be."""


def mended(request: Request) -> Outcome:
    """
    Return what is to be written so that violations are gone, of those whose importers lie under the request's paths.

    Waived ones are left: somebody has accepted them. Raises SettingsError where nothing can be judged.
    """
    plain = request._replace(ask="check", paths=(), limit=0, outputs=())
    first = verdict.judge(plain, excerpts=("new", "known"))
    wanted = tuple(one for one in first.violations if one.state != "waived" and verdict.under(one.path, request.paths))
    if not (wanted and first.summary.complete):
        return Outcome(first, wanted, {}, {}, {}, 0)
    work = _Work(first, first.repairs({one.fingerprint for one in wanted}))
    rounds = 0
    while work.edits:
        work.rewrite()
        rounds += 1
        overlay = MappingProxyType({path: file.after for path, file in work.files.items()})
        second = verdict.judge(plain._replace(overlay=overlay), excerpts=())
        if not work.drop(second):
            break
    return Outcome(first, wanted, work.edits, work.refused, work.files, rounds)


class _Work:
    """Edits that are still to be made; each is dropped with all of its violation."""

    def __init__(self, first: Verdict, rows: Iterable[Mapping[str, Any]]) -> None:
        self._first = first
        self.edits: dict[str, tuple[Edit, ...]] = {}
        self.refused: dict[str, _Refused] = {}
        self.files: dict[str, File] = {}
        self._texts: dict[str, tuple[bytes, Text] | _Refused] = {}
        self._made: dict[str, tuple[frozenset[tuple[object, ...]], File]] = {}
        taken: dict[_Place, Edit] = {}
        for row in rows:
            name, edits = row["fingerprint"], tuple(row["edits"])
            if row["reason"]:
                self.refused[name] = _Refused(row["reason"], row["module"], row["name"])
            elif any(taken.get(_place(one), one) != one for one in edits):
                self.refused[name] = _Refused("conflict")
            else:
                self.edits[name] = edits
                taken.update((_place(one), one) for one in edits)

    def rewrite(self) -> None:
        """Work out what the files would hold; violations with edits that cannot be made are refused."""
        while self._cannot_be_made():
            continue

    def _cannot_be_made(self) -> bool:
        """Rewrite all files, and return whether violations had to be refused for that."""
        refused = False
        files = {}
        for path, names in self._by_path().items():
            try:
                files[path] = self._rewritten(path, [one for name in names for one in self.edits[name]])
            except Unwritable:
                refused = True
                self._refuse_each(path, names)
        self.files = files
        return refused

    def _refuse_each(self, path: str, names: Sequence[str]) -> None:
        """Refuse those of the violations whose edits cannot be made, tried one by one."""
        alone = []
        for name in names:
            try:
                self._rewritten(path, [one for one in self.edits[name] if one["path"] == path])
            except Unwritable as error:
                alone.append((name, str(error)))
        for name, reason in alone or [(names[-1], "conflict")]:
            self.refused[name] = _Refused(reason, path)
            del self.edits[name]

    def _by_path(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for name, edits in self.edits.items():
            for path in sorted({one["path"] for one in edits}):
                found[path].append(name)
        return found

    def _rewritten(self, path: str, edits: Iterable[Edit]) -> File:
        """Return a file after the edits that are about it."""
        own = {_place(one): one for one in edits if one["path"] == path}
        key = frozenset((*place, one["do"], one["to"]) for place, one in own.items())
        known = self._made.get(path)
        if known and known[0] == key:
            return known[1]
        before, text = self._text(path)
        found = changes(text, own.values())
        file = File(text, found, before, text.changed(found))
        self._made[path] = key, file
        return file

    def _text(self, path: str) -> tuple[bytes, Text]:
        if path not in self._texts:
            try:
                content = self._first.content(path)
                if content is None:
                    raise Unwritable("unread")
                self._texts[path] = content, Text(content)
            except Unwritable as error:
                self._texts[path] = _Refused(str(error), path)
        found = self._texts[path]
        if isinstance(found, _Refused):
            raise Unwritable(found.reason)
        return found

    def drop(self, second: Verdict) -> bool:
        """Refuse what has not come true in a second verdict, and return whether there was any of that."""
        there = {one.fingerprint for one in second.violations}
        dropped = {name: _Refused("remains") for name in self.edits if name in there}
        unread = {place.path for place in second.errors} - {place.path for place in self._first.errors}
        for new in verdict.came(self._first.violations, second.violations):
            blamed = self._blamed(new)
            dropped.update((name, _Refused("breaks", new.rule)) for name in blamed or self.edits)
        dropped.update((name, _Refused("syntax", path)) for path in unread for name in self._about({path}, set()))
        if (unread and not dropped) or len(second.problems) > len(self._first.problems):
            dropped.update((name, _Refused("breaks", "")) for name in self.edits)
        for name, refused in dropped.items():
            self.refused[name] = refused
            self.edits.pop(name, None)
        if not self.edits:
            self.files = {}
        return bool(dropped)

    def _blamed(self, new: Violation) -> list[str]:
        """Return the violations whose edits may have brought a new one: those of that very import, else near it."""
        ends = {(new.importer, new.imported)}
        exact = [name for name, edits in self.edits.items() if ends & {(one["importer"], one["to"]) for one in edits}]
        about = {new.path, *(step.path for step in new.steps)}
        return exact or self._about(about, {new.importer, *new.chain, *new.members})

    def _about(self, paths: set[str], modules: set[str]) -> list[str]:
        """Return the violations with an edit in some files, or of an import of or by some modules."""
        return [
            name
            for name, edits in self.edits.items()
            if any(one["path"] in paths or {one["importer"], one["imported"], one["to"]} & modules for one in edits)
        ]


def _place(one: Edit) -> _Place:
    return one["path"], one["line"], one["column"], f"{one['imported']}:{one['name']}"
