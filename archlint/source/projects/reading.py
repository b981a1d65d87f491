"""
The projects of a tree: which folders hold one, and what its files say of its dependencies and entry points.

A project is a folder at or above a module, and not inside a package, with a `pyproject.toml` that holds `[project]` or
`[tool.poetry]`, with a `setup.cfg` or `setup.py`, or else with requirement files alone. Nothing else of the tree is
looked at.
"""

from __future__ import annotations

import posixpath
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, reduce
from typing import Final

from archlint.source.nouns import Project, Projects, Unread
from archlint.source.projects.locks import is_lock, locked
from archlint.source.projects.providers import Providers
from archlint.source.projects.pyproject import Said, said
from archlint.source.projects.requirements import Listed, listed
from archlint.source.projects.setup_files import pipfile, setup_cfg, setup_py
from archlint.source.tree import Tree
from archlint.startup import NamedTuple

__all__ = ["projects"]

_PROJECT_FILES: Final = ("pyproject.toml", "setup.cfg", "setup.py", "Pipfile")
"""The first of these that says what the dependencies are is where they are written down."""
_REQUIREMENTS: Final = re.compile(r"(?:.*[-_.])?(?:requirements?|constraints?)(?:[-_.].*)?\.(?:txt|in)")
_PURPOSE: Final = re.compile(r"(?:^|[-_./])(?:ci|dev\w*|docs?|extras?|lint\w*|optional|test\w*|tox|typ\w+)(?![a-z])")
_HERE: Final = "./"
"""Begins what requirement files ask for by its folder."""
_Locked = dict[str, set[str]]


class _Folder(NamedTuple):
    """What lies in one folder."""

    path: str
    file: str
    said: Said
    listed: Listed
    """What files for pip list, as far as it counts as asked for."""
    locked: _Locked
    """Empty where there is no lock file."""


def projects(tree: Tree, paths: Iterable[str], installed: Callable[[], Mapping[str, tuple[str, ...]]]) -> Projects:
    """
    Return the projects that the modules at these paths lie in.

    `installed` gives the modules of what is installed, by distribution.
    """
    reading = _Reading(tree)
    modules = tuple(paths)
    parted = [path.rpartition("/") for path in modules]
    homes = {home for home, _, _ in parted}
    packages = {home for home, _, file in parted if file == "__init__.py"}
    above = {folder for home in homes for folder in _upward(home)}
    # Inside a package lies no project, and a codebase has thousands of such folders.
    folders = sorted({folder for folder in above if not folder or posixpath.dirname(folder) not in packages} | {""})
    found = _named(_inherited([reading.folder(folder) for folder in folders]))
    number = {project.folder: i for i, project in enumerate(found)}
    innermost = {home: next((number[at] for at in _upward(home) if at in number), -1) for home in homes}
    owner = tuple(innermost[home] for home, _, _ in parted)
    providers = Providers(reading.named, cache(installed))
    return Projects(
        all=tuple(
            project._replace(own=own) for project, own in zip(found, _own_names(found, owner, modules), strict=True)
        ),
        owner=owner,
        unread=tuple(sorted(reading.unread)),
        distributions=frozenset(reading.named),
        providers=providers.of,
        provided=providers.modules,
    )


def _own_names(found: Sequence[Project], owner: Sequence[int], paths: Sequence[str]) -> list[frozenset[str]]:
    """Return for each project the names by which its modules can be imported from its folder or its `src`."""
    names: list[set[str]] = [set() for _ in found]
    for number, path in zip(owner, paths, strict=True):
        if number >= 0:
            inner = posixpath.relpath(path, found[number].folder or ".")
            names[number] |= {part.split("/")[0].removesuffix(".py") for part in (inner, inner.removeprefix("src/"))}
    return [frozenset(own) for own in names]


def _upward(folder: str) -> Iterator[str]:
    """Yield the folder and all above it."""
    while folder:
        yield folder
        folder = posixpath.dirname(folder)
    yield ""


def _inherited(folders: list[_Folder]) -> tuple[Project, ...]:
    """
    Return the projects, given the folders from the top down.

    A lock file is that of all projects below it, as far as they have none of their own. The groups of a project around
    another are installed for development in both.
    """
    found: dict[str, Project] = {}
    groups: dict[str, frozenset[str]] = {}
    locks: dict[str, Mapping[str, frozenset[str]]] = {}
    for one in folders:
        if one.locked:
            locks[one.path] = {name: frozenset(needed) for name, needed in sorted(one.locked.items())}
        if one.file:
            around = next((at for at in _upward(posixpath.dirname(one.path)) if one.path and at in found), None)
            groups[one.path] = one.said.groups | (frozenset() if around is None else groups[around])
            lock = next((locks[at] for at in _upward(one.path) if at in locks), {})
            own = _own(one, groups[one.path], lock)
            found[one.path] = own if one.said.declares or around is None else _added(own, found[around])
    return tuple(found.values())


def _named(found: tuple[Project, ...]) -> tuple[Project, ...]:
    """Return the projects with the names of those that requirement files ask for by their folders."""
    names = {_HERE + project.folder: project.name for project in found}

    def known(wanted: frozenset[str]) -> frozenset[str]:
        return frozenset(names.get(name, "") if name.startswith(_HERE) else name for name in wanted) - {""}

    return tuple(one._replace(dependencies=known(one.dependencies), carried=known(one.carried)) for one in found)


def _own(one: _Folder, groups: frozenset[str], lock: Mapping[str, frozenset[str]]) -> Project:
    # What the project's own file leaves to be computed, a lock file has computed.
    computed = frozenset() if one.said.complete else lock.get(one.said.name, frozenset())
    carried = one.said.dependencies | one.listed.wanted | computed
    return Project(
        folder=one.path,
        file=one.file,
        name=one.said.name,
        dependencies=carried | groups,
        carried=carried,
        building=one.said.building,
        entry_points=tuple(sorted(one.said.entry_points)),
        locked=lock,
        complete=one.said.complete or bool(one.listed.wanted) or bool(computed),
    )


def _added(lists: Project, around: Project) -> Project:
    """Return what requirement files alone make of a folder inside a project: a part of it that may import more."""
    return lists._replace(
        name=around.name,
        dependencies=lists.dependencies | around.dependencies,
        carried=around.carried,
        building=around.building,
        complete=around.complete,
    )


class _Reading:
    """Reads folders, and remembers what could not be read and every distribution that was named."""

    def __init__(self, tree: Tree) -> None:
        self.unread: list[Unread] = []
        self.named: set[str] = set()
        self._tree = tree

    def folder(self, path: str) -> _Folder:
        """Return what lies in one folder; `file` is "" where that is no project."""
        names = {posixpath.basename(file): file for file in self._tree.files(path)}
        told = {name: self._said(name, names[name]) for name in _PROJECT_FILES if name in names}
        own = _joined(told.values())
        lists = [file for name, file in names.items() if _REQUIREMENTS.fullmatch(name)]
        inner = self._tree.files(posixpath.join(path, "requirements"))
        lists += (file for file in inner if file.endswith((".txt", ".in")))
        everything = listed(lists, self._text)
        counted = [file for file in lists if _counts(file, path, own)]
        counted += (posixpath.normpath(posixpath.join(path, file)) for file in own.files)
        asked = listed(counted, self._text)
        locks = [self._lock(file) for name, file in names.items() if is_lock(name)]
        lock: _Locked = reduce(_merged, locks, everything.locked)
        self.named |= {own.name, *own.dependencies, *own.groups, *own.building} - {""}
        self.named |= {name for name in everything.wanted | asked.wanted if not name.startswith(_HERE)}
        self.named |= lock.keys() | {name for needed in lock.values() for name in needed}
        where = [names[name] for name, one in told.items() if one.declares]
        best = [names[name] for name, one in told.items() if one.complete]
        file = next(iter([*best, *sorted(counted, key=_foremost), *where]), "")
        return _Folder(path, file if own.declares or asked.wanted else "", own, asked, lock)

    def _said(self, name: str, path: str) -> Said:
        content = self._content(path)
        try:
            if name == "setup.py":
                return setup_py(content)
            text = content.decode("utf-8-sig")
            if name == "setup.cfg":
                return setup_cfg(text)
            if name == "Pipfile":
                return Said(dependencies=pipfile(text), declares=True, complete=True)
            return said(tomllib.loads(text))
        except (ValueError, RecursionError) as error:
            self._broken(path, error)
            return Said()

    def _lock(self, path: str) -> _Locked:
        try:
            return locked(self._content(path).decode("utf-8-sig"))
        except (ValueError, RecursionError) as error:
            self._broken(path, error)
            return {}

    def _broken(self, path: str, error: ValueError | RecursionError) -> None:
        self.unread.append(_unread(path, error, self._text(path)))

    def _text(self, path: str) -> str:
        return self._content(path).decode(errors="replace")

    def _content(self, path: str) -> bytes:
        """Return what stands in a file; nothing where it is not there, or lies above the settings' root."""
        if path.startswith(("../", "/")) or "\0" in path:
            return b""
        for _, content in self._tree.contents((path,)):
            if not isinstance(content, Unread):
                return content
        return b""


def _unread(path: str, error: ValueError | RecursionError, text: str) -> Unread:
    """Return in words, with its place, why a file cannot be read."""
    if isinstance(error, UnicodeDecodeError):
        return Unread(path, 0, 0, "it is not written in UTF-8")
    if isinstance(error, RecursionError):
        return Unread(path, 0, 0, "it is nested too deeply")
    message, _, place = str(error).partition(" (at ")
    found = re.fullmatch(r"line (\d+), column (\d+)\)", place)
    end = text.split("\n")
    line, column = map(int, found.groups()) if found else (len(end), len(end[-1]) + 1) if place else (0, 0)
    return Unread(path, line, column, message[:1].lower() + message[1:])


def _joined(told: Iterable[Said]) -> Said:
    """Return what several files say together: the first name counts, and the first that knows all dependencies."""
    whole = Said()
    for one in told:
        more = one if not whole.complete else one._replace(dependencies=frozenset(), files=())
        whole = Said(
            name=whole.name or more.name,
            dependencies=whole.dependencies | more.dependencies,
            groups=whole.groups | more.groups,
            building=whole.building | more.building,
            entry_points=whole.entry_points | more.entry_points,
            files=(*whole.files, *more.files),
            declares=whole.declares or more.declares,
            complete=whole.complete or more.complete,
        )
    return whole


def _merged(one: _Locked, other: _Locked) -> _Locked:
    return {name: one.get(name, set()) | other.get(name, set()) for name in one.keys() | other.keys()}


def _counts(path: str, folder: str, own: Said) -> bool:
    """
    Return whether a list for pip says what a person asked for.

    Beside a project file that lists the dependencies, only lists for a purpose do, such as `requirements-dev.txt`; the
    plain one is what is installed where it runs.
    """
    inner = posixpath.relpath(path, folder or ".")
    return "constraint" not in inner and (not own.complete or bool(_PURPOSE.search(inner)))


def _foremost(path: str) -> tuple[bool, bool, str]:
    """The list to write in: the one that a person writes, the plain one before those for a purpose."""
    return not path.endswith(".in"), bool(_PURPOSE.search(posixpath.basename(path))), path
