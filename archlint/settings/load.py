"""Find the settings file and read it."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import Final, NoReturn

from archlint.settings.document import PREFIX, SHARED, decoded, parsed, refuse, table_of
from archlint.settings.extends import Layer, extended
from archlint.settings.files import Disk, Files
from archlint.settings.nouns import Located, Origin, Problem, Settings, SettingsError, typed
from archlint.settings.projects import projects

__all__ = ["find", "load", "settings_in"]

_OWN: Final = "archlint.toml"
_DISK: Final = Disk()


def find(start: Path) -> Path:
    """
    Return the nearest settings file, from this folder up: an archlint.toml, or a pyproject.toml with [tool.archlint].

    Raises SettingsError where one folder has both, where a pyproject.toml that speaks of tool.archlint cannot be read,
    and where there is none.
    """
    # Not resolve(): a person who works behind a link wants to read the paths that they know.
    start = Path(os.path.abspath(start))
    for folder in (start, *start.parents):
        if found := settings_in(folder, _DISK):
            return found
    raise SettingsError("", (Located(_first_rule(start), None),))


def settings_in(folder: Path, files: Files) -> Path | None:
    """Return the settings file of one folder, None where it has none; raises SettingsError as `find` does."""
    own, shared = folder / _OWN, folder / SHARED
    has_table = _has_table(shared, files)
    if _exists(own, files):
        if has_table:
            _refuse_both(own, shared, files)
        return own
    return shared if has_table else None


def load(file: Path, files: Files = _DISK) -> Settings:
    """
    Read a settings file and what it extends, from the disk or another tree.

    In a pyproject.toml only [tool.archlint] counts; any other file is settings as a whole. Raises SettingsError where
    a file cannot be read, is not TOML, or extends what it cannot. What the settings say is not judged here.
    """
    file = Path(os.path.abspath(file))
    text = _text(file, files)
    table, prefix = table_of(file, text)
    layer = extended(Layer.of(file, text, table, prefix), partial(_layer, files))
    origins = {
        where: Origin(Path(os.path.relpath(source, file.parent)).as_posix(), said, there)
        for where, (source, said, there) in layer.origins.items()
        if where
    }
    return Settings(file.parent, file.name, layer.table, prefix, text, origins)


def _layer(files: Files, file: Path) -> Layer:
    """Return what one file says, whatever it extends."""
    text = _text(file, files)
    return Layer.of(file, text, *table_of(file, text))


def _exists(file: Path, files: Files) -> bool:
    try:
        return files.read(file) is not None
    except OSError:
        return True  # whoever loads it says what is wrong with it


def _text(file: Path, files: Files) -> str:
    try:
        data = files.read(file)
    except OSError as error:
        if file.is_dir():
            folder = Problem((), f"{typed(file)} is a folder, not a settings file", help=f"name a file, such as {_OWN}")
            raise SettingsError("", (Located(folder, None),)) from None
        missing = isinstance(error, FileNotFoundError)
        refuse(file, Problem((), "there is no such file" if missing else f"the file cannot be read: {error.strerror}"))
    if data is None:
        refuse(file, Problem((), "there is no such file"))
    return decoded(file, data)


def _has_table(shared: Path, files: Files) -> bool:
    """Return whether a pyproject.toml holds settings of ours; one that is no TOML is trouble only if it mentions us."""
    # Most never heard of us, and need not be decoded or parsed.
    if not _mentions(shared, files):
        return False
    try:
        tool = parsed(shared, _text(shared, files)).get(PREFIX[0])
    except SettingsError:
        if ".".join(PREFIX).encode() in (files.read(shared) or b""):
            raise
        return False
    return isinstance(tool, dict) and PREFIX[1] in tool


def _mentions(shared: Path, files: Files) -> bool:
    try:
        return PREFIX[1].encode() in (files.read(shared) or b"")
    except OSError:
        if shared.is_dir():
            return False
        _text(shared, files)  # says what is wrong with it
        raise


def _refuse_both(own: Path, shared: Path, files: Files) -> NoReturn:
    from archlint.settings.places import places

    place = places(_text(shared, files)).find(PREFIX, at_key=True)
    message = f"settings stand in two files of one folder: {own.name} and [tool.archlint] in {shared.name}"
    refuse(shared, Problem((), message, help="keep one of the two", place=place))


def _first_rule(start: Path) -> Problem:
    shared = (start / SHARED).is_file()
    name, prefix = (SHARED, ".".join((*PREFIX, ""))) if shared else (_OWN, "")
    folder = start.as_posix()
    members = [typed(found) for member in projects(start, _DISK) if (found := settings_in(start / member, _DISK))]
    shown = f"{', '.join(members[:2])}{', ...' if members[2:] else ''}"
    below = f"members have settings of their own ({shown}): run archlint there, or write some for all of them here\n"
    return Problem(
        (),
        f"no settings found: no {_OWN}, and no {SHARED} with [tool.archlint], in {folder} or a folder above it",
        help=(
            f"{below if members else ''}"
            f"three lines in {name} make a first rule:\n"
            "# top first; each may import only the next one\n"
            f"[{prefix}rules.linked-list]\n"
            'layers = ["shop.web", "shop.orders", "shop.db"]'
        ),
    )
