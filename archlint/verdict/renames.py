"""What modules are called now that were called otherwise at another commit, as far as git sees that they have moved."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from archlint import git, rulebook
from archlint.rulebook import Finding
from archlint.settings import Request
from archlint.startup import NamedTuple
from archlint.verdict.baseline import Line

__all__ = ["UNMOVED", "Renames", "renamed", "renames", "shims", "since_written"]

_NAME: Final = re.compile(r"\w[\w.]*")
_CODE: Final = ".py"


class Renames(NamedTuple):
    """How the modules of a commit stand to those of the code."""

    moved: Mapping[str, str]
    """New names by old ones; only of modules that have another name now."""
    packages: Mapping[str, str]
    """The same of packages of which nothing is left under the old name."""
    gone: frozenset[str]
    """Names that modules had at the commit and none has now."""
    left: frozenset[str]
    """Old names of modules that have moved and that name something all the same: another module, or a package."""

    @property
    def names(self) -> dict[str, str]:
        """The new names, and for what is gone out of a package that has moved the name that it would have in there."""
        return {**{name: self._name(name) for name in self.gone}, **self.packages, **self.moved}

    @property
    def lifted(self) -> bool:
        """Whether a package has moved into one around it: then no pattern means the same as before."""
        return any(old.startswith(f"{new}.") for old, new in self.packages.items())

    def today(self, text: str) -> str:
        """Return a text of the settings with the names of today, where nothing is left under the old ones."""
        if not self.moved:
            return text
        return _NAME.sub(lambda found: found[0] if found[0] in self.left else self._name(found[0]), text)

    def line(self, line: Line) -> Line:
        """Return a line of a baseline with the names of today."""
        if not self.moved:
            return line
        what, group, member = map(self._text, (line.what, line.group, line.member))
        return line._replace(what=what, group=group, member=member)

    def finding(self, one: Finding) -> Finding:
        """Return a finding that was made under the names of then, as far as it is compared, with the names of today."""
        if not self.moved:
            return one
        return one._replace(fingerprint=self._text(one.fingerprint), members=tuple(map(self._name, one.members)))

    def fingerprint(self, text: str) -> str:
        """Return the fingerprint of a violation with the names of today."""
        return self._text(text) if self.moved else text

    def packages_of(self, name: str) -> list[str]:
        """Return the old names by which a module has moved: its own, and those of the packages that went with it."""
        return [name, *(lead for lead in _above(name) if lead in self.packages)]

    def _text(self, text: str) -> str:
        return _NAME.sub(lambda found: self._name(found[0]), text)

    def _name(self, name: str) -> str:
        if name in self.moved:
            return self.moved[name]
        above = next((lead for lead in (name, *_above(name)) if lead in self.packages), "")
        return self.packages[above] + name[len(above) :] if above else name


UNMOVED: Final = Renames({}, {}, frozenset(), frozenset())
"""Nothing has moved, and nothing is gone."""


def renames(request: Request, commit: str, at: Request) -> Renames:
    """
    Return what became of the modules of a commit, to be read by the request `at`, in the code of another request.

    Where no Python file is gone, nothing is listed for it.
    """
    root = request.settings.root
    drift, lead = git.drift(git.top(root), commit, request.tree), git.lead(root)
    if not any(path.startswith(lead) and path.endswith(_CODE) for path in drift.gone):
        return UNMOVED
    before, now = (_modules(one) for one in (at, request))
    return renamed(drift, lead, before, now)


def renamed(drift: git.Drift, lead: str, before: Mapping[str, str], now: Mapping[str, str]) -> Renames:
    """Return what became of modules, by what became of files, and by the names of modules on both sides."""
    pairs = ((old.removeprefix(lead), new.removeprefix(lead)) for old, new in drift.moved.items())
    there = frozenset(now.values())
    named = {lead for name in there for lead in (name, *_above(name))}
    both = ((before[old], now[new]) for old, new in pairs if old in before and new in now)
    moved = {old: new for old, new in both if old != new}
    gone = frozenset(before.values()) - there
    return Renames(moved, _packages(moved, named), gone, left=frozenset(moved) & named)


def shims(request: Request, commit: str, at: Request) -> Renames:
    """
    Return the modules of a commit that git sees as copied, although something is left under their old names.

    To those who import it, such a module has moved; what is left hands on what stands in the new place.
    """
    root = request.settings.root
    lead = git.lead(root)
    files = git.copied(git.top(root), commit, request.tree)
    before, now = (_modules(one) for one in (at, request)) if files else ({}, {})
    pairs = ((old.removeprefix(lead), new.removeprefix(lead)) for old, new in files.items())
    names = {before[old]: now[new] for old, new in pairs if old in before and new in now}
    return UNMOVED._replace(moved=names)


def since_written(request: Request, path: str) -> tuple[Renames, bool]:
    """
    Return what became of the modules since a file was committed last, and whether that is all.

    In a shallow clone the oldest commit seems to have written everything. Where git does not know the file, nothing is
    known to have moved.
    """
    root = request.settings.root
    try:
        commit = git.last_change(git.top(root), request.tree, f"{git.lead(root)}{path}")
        if not commit:
            return UNMOVED, True
        at = request._replace(tree=commit, role="base", rules_from=request.tree, moves={})
        return renames(request, commit, at), not git.cut_off(git.top(root), commit)
    except git.GitError:
        return UNMOVED, True


def _modules(request: Request) -> Mapping[str, str]:
    """Return the names of modules by their files."""
    return dict(rulebook.apply(request._replace(ask="modules", cross_check=False)).answer["modules"])


def _packages(moved: Mapping[str, str], left: Collection[str]) -> dict[str, str]:
    """Return the new names of packages by which modules have moved, where nothing is left under the old ones."""
    found: dict[str, str] = {}
    for old, new in sorted(moved.items()):
        (above, _, last), (now, _, same) = old.rpartition("."), new.rpartition(".")
        while above and last == same and above != now and above not in left:
            found.setdefault(above, now)
            (above, _, last), (now, _, same) = above.rpartition("."), now.rpartition(".")
    return found


def _above(name: str) -> Iterator[str]:
    """Yield the packages above a module, the innermost first."""
    while "." in name:
        name = name.rpartition(".")[0]
        yield name
