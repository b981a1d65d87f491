"""Find the settings file and read it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NoReturn

from archlint.settings.nouns import Located, Place, Problem, Settings, SettingsError, typed

__all__ = ["find", "load"]

_OWN: Final = "archlint.toml"
_SHARED: Final = "pyproject.toml"
_PREFIX: Final = ("tool", "archlint")
_DEEPEST: Final = 100
"""Tables in tables beyond this are no settings; whoever walks the settings may recurse."""


def find(start: Path) -> Path:
    """
    Return the nearest settings file, from this folder up: an archlint.toml, or a pyproject.toml with [tool.archlint].

    Raises SettingsError where one folder has both, where a pyproject.toml that speaks of tool.archlint cannot be read,
    and where there is none.
    """
    # Not resolve(): a person who works behind a link wants to read the paths that they know.
    start = Path(os.path.abspath(start))
    for folder in (start, *start.parents):
        own, shared = folder / _OWN, folder / _SHARED
        has_table = _stands(shared) and _has_table(shared)
        # lexists: a link that leads nowhere is told by load, not passed over.
        if os.path.lexists(own):
            if has_table:
                _refuse_both(own, shared)
            return own
        if has_table:
            return shared
    raise SettingsError("", (Located(_first_rule(start), None),))


def load(file: Path, text: str | bytes | None = None) -> Settings:
    """
    Read a settings file; with `text`, as text or bytes, take that for what it holds and do not touch the disk.

    In a pyproject.toml only [tool.archlint] counts; any other file is settings as a whole. Raises SettingsError where
    the file cannot be read or is not TOML. What the settings say is not judged here.
    """
    file = Path(os.path.abspath(file))
    if text is None:
        text = _bytes(file)
    text = _decode(file, text) if isinstance(text, bytes) else text.removeprefix("\ufeff")
    document = _parse(file, text)
    prefix = _PREFIX if file.name == _SHARED else ()
    table: Any = document
    for depth, key in enumerate(prefix, 1):
        table = table.get(key)
        if not isinstance(table, dict):
            _refuse_shared(file, text, table, prefix[:depth])
    return Settings(file.parent, file.name, table, prefix, text)


def _stands(file: Path) -> bool:
    """Return whether there is such a file; in a folder that may not be entered there is none for us."""
    return os.path.isfile(file)  # noqa: PTH113 - is_file raises there


def _refuse(file: Path, problem: Problem) -> NoReturn:
    raise SettingsError(typed(file), (Located(problem, problem.place),))


def _read(file: Path) -> str:
    """Return the file as text, without a byte order mark; line ends stay as they are."""
    return _decode(file, _bytes(file))


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        if file.is_dir():
            folder = Problem((), f"{typed(file)} is a folder, not a settings file", help=f"name a file, such as {_OWN}")
            raise SettingsError("", (Located(folder, None),)) from None
        missing = isinstance(error, FileNotFoundError)
        _refuse(file, Problem((), "there is no such file" if missing else f"the file cannot be read: {error.strerror}"))


def _decode(file: Path, data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        _refuse(file, Problem((), "the file is UTF-16, not UTF-8", help="save it as UTF-8"))
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        _refuse(file, _no_utf8(data, error.start))


def _no_utf8(data: bytes, at: int) -> Problem:
    start = data.rfind(b"\n", 0, at) + 1
    line = data[start:].split(b"\n", 1)[0].removesuffix(b"\r").decode("utf-8", "replace")
    column = len(data[start:at].decode("utf-8")) + 1
    place = Place(data.count(b"\n", 0, at) + 1, column, column + 1, line.removeprefix("\ufeff"))
    return Problem((), f"byte 0x{data[at]:02x} is not UTF-8", help="save the file as UTF-8", place=place)


def _parse(file: Path, text: str) -> Mapping[str, Any]:
    try:
        return _document(text)
    except RecursionError:
        _refuse(file, Problem((), f"lists or tables are nested more than {_DEEPEST} levels deep"))
    except ValueError as error:
        # Not only TOMLDecodeError: a number of 5,000 digits is a plain ValueError.
        from archlint.settings.syntax import mistake

        _refuse(file, mistake(error, text))


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


def _has_table(shared: Path) -> bool:
    """Return whether a pyproject.toml holds settings of ours; one that is no TOML is trouble only if it mentions us."""
    data = _bytes(shared)
    # Most never heard of us, and need not be parsed.
    if _PREFIX[1].encode() not in data:
        return False
    try:
        tool = _parse(shared, _decode(shared, data)).get(_PREFIX[0])
    except SettingsError:
        if ".".join(_PREFIX).encode() in data:
            raise
        return False
    return isinstance(tool, dict) and _PREFIX[1] in tool


def _refuse_both(own: Path, shared: Path) -> NoReturn:
    from archlint.settings.places import places

    place = places(_read(shared)).find(_PREFIX, at_key=True)
    message = f"settings stand in two files of one folder: {own.name} and [tool.archlint] in {shared.name}"
    _refuse(shared, Problem((), message, help="keep one of the two", place=place))


def _refuse_shared(file: Path, text: str, found: object, path: tuple[str, ...]) -> NoReturn:
    """Say that [tool.archlint] is missing from a pyproject.toml, or is something else."""
    from archlint.settings.places import places

    if found is None:
        _refuse(file, Problem((), "there is no table [tool.archlint]", help="begin with [tool.archlint.rules.acyclic]"))
    place = places(text).find(path, at_key=True)
    _refuse(file, Problem((), f"`{'.'.join(path)}` must be a table: [tool.archlint]", at_key=True, place=place))


def _first_rule(start: Path) -> Problem:
    shared = _stands(start / _SHARED)
    name, prefix = (_SHARED, ".".join((*_PREFIX, ""))) if shared else (_OWN, "")
    folder = start.as_posix()
    return Problem(
        (),
        f"no settings found: no {_OWN}, and no {_SHARED} with [tool.archlint], in {folder} or a folder above it",
        help=(
            f"three lines in {name} make a first rule:\n"
            "# top first; each may import only the next one\n"
            f"[{prefix}rules.linked-list]\n"
            'layers = ["shop.web", "shop.orders", "shop.db"]'
        ),
    )
