"""Which files pytest takes for tests, as the project's settings of pytest say."""

import shlex
import tomllib
from collections.abc import Iterator, Mapping
from configparser import ConfigParser, Error
from pathlib import Path
from typing import Any, Final

from archlint import git
from archlint.settings import subtable

__all__ = ["test_files"]

_INI: Final = {"pytest.ini": "pytest", ".pytest.ini": "pytest", "tox.ini": "pytest", "setup.cfg": "tool:pytest"}
_TOML: Final = {
    "pytest.toml": (("pytest",),),
    ".pytest.toml": (("pytest",),),
    "pyproject.toml": (("tool", "pytest"), ("tool", "pytest", "ini_options")),
}
_ORDER: Final = ("pytest.toml", ".pytest.toml", "pytest.ini", ".pytest.ini", "pyproject.toml", "tox.ini", "setup.cfg")
"""The first that speaks of pytest counts alone, as with pytest itself."""


def test_files(root: Path) -> tuple[str, ...]:
    """Return the patterns that `python_files` names in the settings of pytest in a folder; () where nothing does."""
    for name in _ORDER:
        raw = git.read_file(root, "", name)
        text = "" if raw is None else raw.decode("utf-8", "replace")
        for table in _tables(name, text):
            value = table.get("python_files", ())
            return tuple(shlex.split(value)) if isinstance(value, str) else tuple(map(str, value))
    return ()


def _tables(name: str, text: str) -> Iterator[Mapping[str, Any]]:
    """Yield what a file tells pytest; of a file that cannot be read nothing, pytest itself will say so."""
    try:
        if name in _TOML:
            tables = (subtable(tomllib.loads(text), *way) for way in reversed(_TOML[name]))
            yield from filter(None, tables)
            return
        parser = ConfigParser(interpolation=None, strict=False)
        parser.read_string(text)
        if parser.has_section(_INI[name]):
            yield parser[_INI[name]]
    except (tomllib.TOMLDecodeError, Error, ValueError):
        return
