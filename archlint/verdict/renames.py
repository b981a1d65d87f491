"""What modules are called now that were called otherwise at another commit, as far as git sees that they have moved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from archlint import git, rulebook
from archlint.settings import Request
from archlint.verdict.baseline import Line

__all__ = ["Renames", "renamed", "renames"]

_NAME: Final = re.compile(r"[^\s\[\]{},]+")
_CODE: Final = ".py"


class Renames(NamedTuple):
    """How the modules of a commit stand to those of the code."""

    moves: Mapping[str, str]
    """New names by old ones, of packages without a file of their own, too; only of those that have another name now."""
    gone: frozenset[str]
    """Names that modules had at the commit and none has now."""
    files: Mapping[str, str]
    """Where files lie now, from the top of the repository, by where they lay."""


_NONE: Final = Renames({}, frozenset(), {})


def renames(request: Request, commit: str, at: Request) -> Renames:
    """
    Return what became of the modules of a commit, to be read by the request `at`, in the code of another request.

    Where no Python file is gone, nothing is listed for it.
    """
    drift = git.drift(git.top(request.settings.root), commit, request.tree)
    lead = f"{request.within}/" if request.within else ""
    if not any(path.startswith(lead) and path.endswith(_CODE) for path in drift.gone):
        return _NONE
    before, now = (_modules(one) for one in (at, request))
    moved = {
        before[old.removeprefix(lead)]: now[new.removeprefix(lead)]
        for old, new in drift.moved.items()
        if old.startswith(lead) and old.removeprefix(lead) in before and new.removeprefix(lead) in now
    }
    there = frozenset(now.values())
    moves = {old: new for old, new in moved.items() if old != new and old not in there}
    return Renames({**_above(moves, there), **moves}, frozenset(before.values()) - there, drift.moved)


def _modules(request: Request) -> Mapping[str, str]:
    """Return the names of modules by their files."""
    found = rulebook.apply(request._replace(ask="modules", cross_check=False)).answer["modules"]
    return dict(found)


def _above(moves: Mapping[str, str], there: Iterable[str]) -> dict[str, str]:
    """Return the new names of the packages around what has moved, where nothing is left under the old ones."""
    taken = {name[:end] for name in there for end in _ends(name)}
    found: dict[str, str] = {}
    for old, new in sorted(moves.items()):
        (above, _, last), (now, _, same) = old.rpartition("."), new.rpartition(".")
        while above and last == same and above != now and above not in taken:
            found.setdefault(above, now)
            (above, _, last), (now, _, same) = above.rpartition("."), now.rpartition(".")
    return found


def _ends(name: str) -> Iterable[int]:
    return [*(at for at, character in enumerate(name) if character == "."), len(name)]


def renamed(line: Line, moves: Mapping[str, str]) -> Line:
    """Return a line of a baseline with the names of today."""

    def now(text: str) -> str:
        return _NAME.sub(lambda found: moves.get(found[0], found[0]), text)

    return line._replace(what=now(line.what), group=now(line.group), member=now(line.member))
