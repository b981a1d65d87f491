"""Requirements as people and tools write them: one by one (PEP 508), and in files for pip."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from archlint.source.text import lines
from archlint.startup import NamedTuple

__all__ = ["Listed", "listed", "normalised", "required", "wanted"]

_NAME: Final = re.compile(r"\s*([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:$|[\[(;@<>=!~,#])")
_EGG: Final = re.compile(r"[#&]egg=([A-Za-z0-9][A-Za-z0-9._-]*)")
_WHEEL: Final = re.compile(r"(?:^|/)([A-Za-z0-9][A-Za-z0-9._]*)-[^/]*\.whl\b")
_INCLUDED: Final = re.compile(r"\s*(?:-r|--requirement)(?:\s*=\s*|\s*)(\S+)")
_FOLDER: Final = re.compile(r"\s*(?:-e\s*|--editable[\s=]+)?(?:file:)?(\.{1,2}(?:/[^\s;\[#]*)?)(?=$|[\s;\[#])")
_COMMENT: Final = re.compile(r"(?:^|\s)#(.*)")
_VIA: Final = re.compile(r"\s*via\b(.*)")
_ASKED: Final = re.compile(r"-r\b|.*\((?:pyproject\.toml|setup\.(?:py|cfg))\)")
"""How pip-compile and uv say that a file, and no other distribution, asked for it."""


class Listed(NamedTuple):
    """What files for pip list. Names are normalised."""

    wanted: frozenset[str]
    """
    What a person asked for; all of it, where no tool says what came by itself. A folder, as in `-e ../water`, is among
    them as `./packages/water`, from where the paths of the files start.
    """
    locked: dict[str, set[str]]
    """Which distribution depends on which, as far as a tool has written it down."""


def normalised(name: str) -> str:
    """Return the name of a distribution as PEP 503 compares them."""
    return re.sub(r"[-_.]+", "-", name).lower()


def required(text: object) -> str:
    """Return the normalised name that a requirement asks for; "" where it has none: a path, an option, an address."""
    if not isinstance(text, str):
        return ""
    for pattern in (_NAME, _EGG, _WHEEL):
        found = pattern.match(text) if pattern is _NAME else pattern.search(text)
        if found:
            return normalised(found.group(1))
    return ""


def wanted(found: object) -> Iterator[str]:
    """Yield the names that a list of requirements asks for, whatever else stands in it."""
    if isinstance(found, Iterable) and not isinstance(found, str):
        yield from filter(None, map(required, found))


def listed(paths: Iterable[str], text: Callable[[str], str]) -> Listed:
    """Return what the files list, with the files that they include; `text` gives what stands in a file, or ""."""
    found = Listed(frozenset(), {})
    seen: set[str] = set()
    waiting = sorted(paths, reverse=True)
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        content, home = text(path), posixpath.dirname(path)
        own, included = _read(content)
        folders = (match.group(1) for match in map(_FOLDER.match, lines(content)) if match)
        local = {f"./{posixpath.normpath(posixpath.join(home, folder))}".removesuffix("/.") for folder in folders}
        found = Listed(found.wanted | own.wanted | local, found.locked | own.locked)
        waiting += (posixpath.normpath(posixpath.join(home, name)) for name in included)
    return found


def _read(text: str) -> tuple[Listed, list[str]]:
    """Return what one file lists, and the files that it includes."""
    via: dict[str, list[str]] = {}
    included: list[str] = []
    name, open_ = "", False
    for line in lines(re.sub(r"\\\r?\n", " ", text)):
        comment = _COMMENT.search(line)
        words = line[: comment.start()] if comment else line
        if words.strip():
            include = _INCLUDED.match(words)
            included += include.groups() if include else ()
            name, open_ = required(words.strip().removeprefix("-e").strip()), False
            if name:
                via.setdefault(name, [])
        if comment and name:
            said = _VIA.match(comment.group(1))
            open_ = open_ or bool(said)
            if open_:
                via[name] += (word.strip() for word in (said or comment).group(1).split(",") if word.strip())
    return _told(via), included


def _told(via: dict[str, list[str]]) -> Listed:
    locked: dict[str, set[str]] = defaultdict(set)
    for name, words in via.items():
        for word in words:
            if not _ASKED.match(word) and required(word):
                locked[required(word)].add(name)
    asked = (name for name, words in via.items() if not words or any(map(_ASKED.match, words)))
    return Listed(frozenset(asked), dict(locked))
