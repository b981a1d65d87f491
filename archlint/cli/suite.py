"""Which files pytest takes for tests, as the project's settings of pytest say."""

import os
import shlex
import tomllib
from collections.abc import Mapping
from configparser import ConfigParser, Error
from contextlib import suppress
from glob import glob
from itertools import chain
from pathlib import Path
from typing import Any, Final

from archlint import git
from archlint.settings import Suite, subtable

__all__ = ["suite"]

_SECTION: Final = {"pytest.ini": "pytest", ".pytest.ini": "pytest", "tox.ini": "pytest", "setup.cfg": "tool:pytest"}
_ORDER: Final = ("pytest.toml", ".pytest.toml", "pytest.ini", ".pytest.ini", "pyproject.toml", "tox.ini", "setup.cfg")
"""The first that speaks of pytest counts alone, as with pytest itself."""
_OWN: Final = frozenset(_ORDER[:4])
"""They are for pytest alone, so one counts even where it says nothing."""


def suite(root: Path) -> Suite:
    """
    Return what pytest would take for tests, started in a folder without a word.

    Its settings are those in the folder, or in the nearest one above in the same repository. As with pytest,
    `testpaths` counts only where it stands in the folder itself, and where none of it exists, all is looked in.
    """
    real = root.resolve()
    folder, table = _settings(real)
    found = Suite(lead="" if folder == real else f"{real.relative_to(folder).as_posix()}/")
    if names := _words(table, "python_files"):
        found = found._replace(names=names)
    if "norecursedirs" in table:
        found = found._replace(passed=_words(table, "norecursedirs"))
    if folder != real:
        return found
    words = _words(table, "testpaths")
    ways = (glob(one, root_dir=real, recursive=True) for one in words)  # noqa: PTH207 - pytest finds them with it
    places = {Path(os.path.relpath(real / way, real)).as_posix() for way in chain.from_iterable(ways)}
    return found._replace(places=tuple(sorted(places)))


def _settings(root: Path) -> tuple[Path, Mapping[str, Any]]:
    """Return what pytest's settings say, and the folder that they stand in; nothing, and the root, without any."""
    top = git.top(root)
    for folder in (root, *root.parents):
        for name in _ORDER:
            raw = git.read_file(folder, "", name)
            table = None if raw is None else _table(name, raw.decode("utf-8", "replace"))
            if table is not None:
                return folder, table
        if folder == top:
            break
    return root, {}


def _table(name: str, text: str) -> Mapping[str, Any] | None:
    """Return what a file tells pytest; None where it does not speak of pytest, or cannot be read."""
    try:
        if name.endswith(".toml"):
            table = tomllib.loads(text)
            found = subtable(table, "pytest") if name in _OWN else _project(subtable(table, "tool", "pytest"))
        else:
            parser = ConfigParser(interpolation=None, strict=False)
            parser.read_string(text)
            found = parser[_SECTION[name]] if parser.has_section(_SECTION[name]) else None
    except (tomllib.TOMLDecodeError, Error, ValueError):
        return None
    return {} if found is None and name in _OWN else found


def _project(table: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return what `[tool.pytest]` says, in the one form or in the other."""
    plain = {key: value for key, value in table.items() if key != "ini_options"}
    return plain or (subtable(table, "ini_options") if "ini_options" in table else None)


def _words(table: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = table.get(key)
    if isinstance(value, str):
        with suppress(ValueError):  # a quote without its end; pytest will say so
            return tuple(shlex.split(value))
    return tuple(map(str, value)) if isinstance(value, list) else ()
