"""The form of the log: a line of JSON that says what it is about, and one for each commit that was judged."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Any, Final
from zlib import crc32

from archlint import git, rulebook
from archlint.settings import Request, Settings, edition
from archlint.startup import NamedTuple

__all__ = ["Record", "decoded", "encoded", "header", "name"]

FORMAT: Final = 1
_DIGITS: Final = 32

Event = Mapping[str, Any]


class Record(NamedTuple):
    """One commit of the log."""

    commit: str
    day: str
    subject: str
    """"" where nothing has happened."""
    numbers: Mapping[str, int]
    """Empty where they are those of the commit before."""
    events: tuple[Event, ...] = ()
    """What has happened: docs/history.md lists the fields of each kind."""
    unjudged: str = ""
    """Why nothing could be judged, in words; then all is as it was before."""
    earlier: bool = False
    """The history begins before this commit, so nobody knows who brought in what stands there."""


def name(request: Request) -> str:
    """Return what the log is called in the folder of the cache: one for each settings file, and way of going."""
    told = request.settings.file, request.settings.inside
    return f"history-{request.every}-{crc32(repr(told).encode('utf-8', 'surrogatepass')):08x}.jsonl"


def header(request: Request, place: bytes) -> bytes:
    """
    Return the first line of the log. A log that begins otherwise was made for other settings or by another archlint.

    `place` is what only the folder that it lies in is called, so that nobody can hand in a log of his own making.
    """
    told = (
        place,
        edition(),
        request.full_parse,
        request.plugins,
        request.settings.inside,
        [(part.where, part.folder, part.settings.table, part.settings.foreign) for part in request.settings.parts],
        [(member.folder, member.label, member.roots) for member in request.settings.members],
        [_own_rules(part.settings) for part in request.settings.parts],
    )
    said = repr(told).encode("utf-8", "surrogatepass") + rulebook.packs_told(request)
    digest = blake2b(said, digest_size=_DIGITS // 2).hexdigest()
    return _line({"archlint history": FORMAT, "every": request.every, "settings": request.settings.file, "key": digest})


def _own_rules(settings: Settings) -> list[tuple[str, bytes | None]]:
    """Return the code of rules of the team's own."""
    found = []
    for folder in settings.table.get("rule-folders", ()):
        for file in git.list_folder(settings.root, "", folder) or ():
            path = f"{folder}/{file}"
            found.append((path, git.read_file(settings.root, "", path)))
    return found


def encoded(record: Record) -> bytes:
    """Return a record as a line, without what says nothing."""
    return _line({key: value for key, value in record._asdict().items() if value})


def decoded(lines: Iterable[bytes]) -> list[Record]:
    """Return the records of some lines, up to the first that is none."""
    found = []
    for line in lines:
        try:
            told = json.loads(line)
            plain = told["commit"], told["day"], told.get("subject", ""), told.get("numbers", {})
            events = tuple(told.get("events", ()))
        except (ValueError, KeyError, TypeError):
            break
        found.append(Record(*plain, events, told.get("unjudged", ""), told.get("earlier", False)))
    return found


def _line(value: Mapping[str, Any] | Sequence[Any]) -> bytes:
    # ASCII, and so without a line feed; what git names by bytes that are no UTF-8 comes back as it was.
    return json.dumps(value, separators=(",", ":")).encode("ascii")
