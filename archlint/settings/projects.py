"""
Which folders of a repository are projects of their own: the members of a workspace.

uv, rye and hatch list them, poetry and uv's sources name them as path dependencies, pants finds them by patterns for
source roots. Where nothing of that is said and the top is no project itself, every outermost folder with a project file
is one.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Final

from archlint.settings.document import SHARED, decoded, parsed, subtable
from archlint.settings.files import Files
from archlint.settings.problems import SettingsError

__all__ = ["project_name", "projects"]

_PROJECT: Final = frozenset({SHARED, "setup.py", "setup.cfg"})
"""A folder with one of these is a project."""
_PACKAGE: Final = "__init__.py"
_FOREIGN: Final = frozenset({"__pycache__", "build", "dist", "node_modules", "site-packages", "venv"})
_TRIALS: Final = frozenset({"doc", "docs", "example", "examples", "fixtures", "test", "testdata", "testing", "tests"})
"""Projects below these are there to be looked at or tried out, unless the workspace lists them."""
_DEEPEST: Final = 5
"""So many folders below the top a project may lie that a pattern or nobody names."""
_PANTS: Final = ("src", "src/python", "src/py")
"""What pants takes for a source root unless it is told otherwise; its `/` is the top, which is no member."""

Roots = tuple[str, ...]


def projects(top: Path, files: Files) -> dict[str, Roots]:
    """
    Return the folders of the members, relative to the top and sorted, each with its source roots where those are said.

    Empty where the top is no workspace. The top itself is never a member.
    """
    if "pants.toml" in files.names(top).files:
        return dict(sorted(_of_pants(top, _table(top / "pants.toml", files), files).items()))
    table = _table(top / SHARED, files)
    wanted, unwanted = _listed(table, _table(top / "hatch.toml", files))
    if wanted:
        left_out = {folder for pattern in unwanted for folder in _matching(top, pattern, files)}
        found = {folder for pattern in wanted for folder in _matching(top, pattern, files)} - left_out - {""}
        return {folder: () for folder in sorted(found) if _is_project(files.names(top / folder).files)}
    lonely = _named(table) or {"setup.py", "setup.cfg"} & files.names(top).files
    return {} if lonely else dict.fromkeys(sorted(_outermost(top, files)), ())


def project_name(file: Path, files: Files) -> str:
    """Return the name of the project that a pyproject.toml is about; "" where it is about none."""
    return _named(_table(file, files))


def _named(table: Mapping[str, Any]) -> str:
    name = subtable(table, "project").get("name") or subtable(table, "tool", "poetry").get("name")
    return name if isinstance(name, str) else ""


def _table(file: Path, files: Files) -> Mapping[str, Any]:
    """Return what a TOML file says; nothing where it is missing or broken, which others will tell."""
    try:
        data = files.read(file)
        return {} if data is None else parsed(file, decoded(file, data))
    except (OSError, SettingsError):
        return {}


def _listed(table: Mapping[str, Any], hatch: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """Return the patterns of folders that the top names as members, and of those that it leaves out."""
    lists = [subtable(table, "tool", "uv", "workspace"), subtable(table, "tool", "rye", "workspace")]
    environments = (*subtable(table, "tool", "hatch", "envs").values(), *subtable(hatch, "envs").values())
    lists += [subtable(one, "workspace") for one in environments if isinstance(one, dict)]
    wanted = [path for one in lists for path in _paths(one.get("members"))]
    return [*wanted, *_dependencies(table)], [path for one in lists for path in _paths(one.get("exclude"))]


def _paths(found: object) -> Iterator[str]:
    """Yield the folders in a list of paths, or of tables with a path."""
    for one in found if isinstance(found, list) else ():
        path = one.get("path") if isinstance(one, dict) else one
        if isinstance(path, str):
            yield path


def _dependencies(table: Mapping[str, Any]) -> Iterator[str]:
    """Yield the folders that poetry and uv take dependencies from."""
    poetry = subtable(table, "tool", "poetry")
    groups = [group for group in subtable(poetry, "group").values() if isinstance(group, dict)]
    for one in (poetry, *groups, {"dependencies": subtable(poetry, "dev-dependencies")}):
        yield from _paths(list(subtable(one, "dependencies").values()))
    yield from _paths(list(subtable(table, "tool", "uv", "sources").values()))


def _matching(top: Path, pattern: str, files: Files) -> Iterator[str]:
    """Yield the folders that a pattern of paths means: `*` within a segment, `**` for any number of them."""
    path = posixpath.normpath(pattern)
    if not path.startswith(("..", "/", ".")):
        yield from _walked(top, "", path.split("/"), files)


def _walked(top: Path, folder: str, segments: Sequence[str], files: Files) -> Iterator[str]:
    if not segments:
        yield folder
        return
    if segments[0] == "**":
        yield from _walked(top, folder, segments[1:], files)
        if folder.count("/") < _DEEPEST:
            for child in _children(top, folder, files):
                yield from _walked(top, child, segments, files)
        return
    for child in _children(top, folder, files):
        if fnmatchcase(posixpath.basename(child), segments[0]):
            yield from _walked(top, child, segments[1:], files)


def _is_project(names: frozenset[str]) -> bool:
    """Return whether a folder of these files is a project; a package is read as one from above."""
    return bool(_PROJECT & names) and _PACKAGE not in names


def _children(top: Path, folder: str, files: Files) -> Iterator[str]:
    for name in files.names(top / folder).folders:
        if name not in _FOREIGN:
            yield posixpath.join(folder, name)


def _outermost(top: Path, files: Files, folder: str = "") -> Iterator[str]:
    """Yield the outermost folders with a project file; a package holds none."""
    for child in _children(top, folder, files):
        names = files.names(top / child).files
        if _is_project(names):
            yield child
        elif _PACKAGE not in names and posixpath.basename(child) not in _TRIALS and child.count("/") < _DEEPEST:
            yield from _outermost(top, files, child)


def _of_pants(top: Path, table: Mapping[str, Any], files: Files) -> dict[str, Roots]:
    """Return the projects in which the source roots of pants lie; a root outside of any stands for itself."""
    source = subtable(table, "source")
    patterns = list(_paths(source.get("root_patterns", list(_PANTS))))
    markers = frozenset(_paths(source.get("marker_filenames")))
    found: dict[str, Roots] = {}
    for root in _source_roots(top, patterns, markers, files):
        home = next((folder for folder in _upward(root) if _is_project(files.names(top / folder).files)), root)
        found[home] = (*found.get(home, ()), root)
    return found


def _source_roots(
    top: Path, patterns: Sequence[str], markers: frozenset[str], files: Files, folder: str = ""
) -> Iterator[str]:
    for child in _children(top, folder, files):
        names = files.names(top / child).files
        if markers & names or any(_is_root(child, pattern) for pattern in patterns):
            yield child
        if _PACKAGE not in names and child.count("/") < _DEEPEST:
            yield from _source_roots(top, patterns, markers, files, child)


def _is_root(folder: str, pattern: str) -> bool:
    """Return whether a folder ends as the pattern says; with a slash in front it is all of the way from the top."""
    wanted, parts = pattern.strip("/").split("/"), folder.split("/")
    fits = len(parts) == len(wanted) if pattern.startswith("/") else len(parts) >= len(wanted)
    return fits and all(map(fnmatchcase, parts[-len(wanted) :], wanted))


def _upward(folder: str) -> Iterator[str]:
    while folder:
        yield folder
        folder = posixpath.dirname(folder)
