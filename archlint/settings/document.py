"""From the bytes of a settings file to its table: UTF-8, TOML, and [tool.archlint] in a pyproject.toml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NoReturn

from archlint.settings.place import Place
from archlint.settings.problems import Located, Problem, SettingsError
from archlint.settings.spelt_path import typed

__all__ = ["PREFIX", "SHARED", "decoded", "parsed", "refuse", "subtable", "table_of"]

SHARED: Final = "pyproject.toml"
"""The file in which settings share their place with others, in a table of their own."""
PREFIX: Final = ("tool", "archlint")
"""The way to that table."""
_DEEPEST: Final = 100
"""Tables in tables beyond this are no settings; whoever walks the settings may recurse."""


def refuse(file: Path, problem: Problem) -> NoReturn:
    """Raise the problem as the error of a file that cannot be used."""
    raise SettingsError(typed(file), (Located(problem, problem.place),))


def table_of(file: Path, text: str) -> tuple[Mapping[str, Any], tuple[str, ...]]:
    """Return the settings in a text as plain values, and what leads to them. Raises SettingsError."""
    table: Any = parsed(file, text)
    prefix = PREFIX if file.name == SHARED else ()
    for depth, key in enumerate(prefix, 1):
        table = table.get(key)
        if not isinstance(table, dict):
            _refuse_shared(file, text, table, prefix[:depth])
    return table, prefix


def subtable(table: Mapping[str, Any], *keys: str) -> Mapping[str, Any]:
    """Return the table at the keys of another; empty where there is none."""
    for key in keys:
        inner = table.get(key)
        if not isinstance(inner, dict):
            return {}
        table = inner
    return table


def decoded(file: Path, data: bytes) -> str:
    """Return the bytes of a file as text, without a byte order mark; line ends stay as they are."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        refuse(file, Problem((), "the file is UTF-16, not UTF-8", help="save it as UTF-8"))
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        refuse(file, _no_utf8(data, error.start))


def _no_utf8(data: bytes, at: int) -> Problem:
    start = data.rfind(b"\n", 0, at) + 1
    line = data[start:].split(b"\n", 1)[0].removesuffix(b"\r").decode("utf-8", "replace")
    column = len(data[start:at].decode("utf-8")) + 1
    place = Place(data.count(b"\n", 0, at) + 1, column, column + 1, line.removeprefix("\ufeff"))
    return Problem((), f"byte 0x{data[at]:02x} is not UTF-8", help="save the file as UTF-8", place=place)


def parsed(file: Path, text: str) -> Mapping[str, Any]:
    """Return a TOML text as plain values, whatever it is about."""
    try:
        return _document(text)
    except RecursionError:
        refuse(file, Problem((), f"lists or tables are nested more than {_DEEPEST} levels deep"))
    except ValueError as error:
        # Not only TOMLDecodeError: a number of 5,000 digits is a plain ValueError.
        from archlint.settings.syntax import mistake

        refuse(file, mistake(error, text))


@lru_cache(maxsize=4)
def _document(text: str) -> Mapping[str, Any]:
    """Parse TOML; kept, since `find` and `load` both want a pyproject.toml."""
    import tomllib

    document = tomllib.loads(text)
    level: list[Any] = [document]
    for _ in range(_DEEPEST):
        level = [child for each in level for child in (each.values() if isinstance(each, dict) else each)]
        level = [child for child in level if isinstance(child, (dict, list))]
    if level:
        raise RecursionError
    return document


def _refuse_shared(file: Path, text: str, found: object, path: tuple[str, ...]) -> NoReturn:
    """Say that [tool.archlint] is missing from a pyproject.toml, or is something else."""
    from archlint.settings.places import places

    if found is None:
        refuse(file, Problem((), "there is no table [tool.archlint]", help="begin with [tool.archlint.rules.acyclic]"))
    place = places(text).find(path, at_key=True)
    refuse(file, Problem((), f"`{'.'.join(path)}` must be a table: [tool.archlint]", at_key=True, place=place))
