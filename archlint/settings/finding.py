"""Find the settings file, and read what is there of files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final, NoReturn

from archlint.settings.document import PREFIX, SHARED, decoded, parsed, refuse
from archlint.settings.files import Disk, Files
from archlint.settings.problems import Located, Problem, SettingsError
from archlint.settings.spelt_path import typed

__all__ = ["DISK", "OWN", "find", "has_table", "settings_in", "text_of"]

OWN: Final = "archlint.toml"
DISK: Final = Disk()


def find(start: Path, files: Files = DISK) -> Path:
    """
    Return the nearest settings file, from this folder up: an archlint.toml, or a pyproject.toml with [tool.archlint].

    Where there is none, the nearest file with contracts of another tool counts. Raises SettingsError where one folder
    has both, where a pyproject.toml that speaks of tool.archlint cannot be read, and where there is none at all.
    """
    # Not resolve(): a person who works behind a link wants to read the paths that they know.
    start = Path(os.path.abspath(start))
    for folder in (start, *start.parents):
        if found := settings_in(folder, files):
            return found
    from archlint.settings.foreign import foreign_in  # most have settings

    for folder in (start, *start.parents):
        if found := foreign_in(folder, DISK):
            return found
    raise SettingsError("", (Located(_first_rule(start), None),))


def settings_in(folder: Path, files: Files) -> Path | None:
    """Return the settings file of one folder, None where it has none; raises SettingsError as `find` does."""
    own, shared = folder / OWN, folder / SHARED
    shares = has_table(shared, files)
    if _exists(own, files):
        if shares:
            _refuse_both(own, shared, files)
        return own
    return shared if shares else None


def text_of(file: Path, files: Files) -> str:
    """Return the text of a settings file; raises SettingsError where there is none, or no text."""
    try:
        data = files.read(file)
    except OSError as error:
        if file.is_dir():
            folder = Problem((), f"{typed(file)} is a folder, not a settings file", help=f"name a file, such as {OWN}")
            raise SettingsError("", (Located(folder, None),)) from None
        missing = isinstance(error, FileNotFoundError)
        refuse(file, Problem((), "there is no such file" if missing else f"the file cannot be read: {error.strerror}"))
    if data is None:
        refuse(file, Problem((), "there is no such file"))
    return decoded(file, data)


def _exists(file: Path, files: Files) -> bool:
    try:
        return files.read(file) is not None
    except OSError:
        return True  # whoever loads it says what is wrong with it


def has_table(shared: Path, files: Files) -> bool:
    """Return whether a pyproject.toml holds settings of ours; one that is no TOML is trouble only if it mentions us."""
    # Most never heard of us, and need not be decoded or parsed.
    if not _mentions(shared, files):
        return False
    try:
        tool = parsed(shared, text_of(shared, files)).get(PREFIX[0])
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
        text_of(shared, files)  # says what is wrong with it
        raise


def _refuse_both(own: Path, shared: Path, files: Files) -> NoReturn:
    from archlint.settings.places import places

    place = places(text_of(shared, files)).find(PREFIX, at_key=True)
    message = f"settings stand in two files of one folder: {own.name} and [tool.archlint] in {shared.name}"
    refuse(shared, Problem((), message, help="keep one of the two", place=place))


def _first_rule(start: Path) -> Problem:
    from archlint.settings.projects import projects  # the same

    shared = (start / SHARED).is_file()
    name, prefix = (SHARED, ".".join((*PREFIX, ""))) if shared else (OWN, "")
    folder = start.as_posix()
    members = [typed(found) for member in projects(start, DISK) if (found := settings_in(start / member, DISK))]
    shown = f"{', '.join(members[:2])}{', ...' if members[2:] else ''}"
    below = f"members have settings of their own ({shown}): run archlint there, or write some for all of them here\n"
    return Problem(
        (),
        f"no settings found: no {OWN}, and no {SHARED} with [tool.archlint], in {folder} or a folder above it",
        help=(
            f"{below if members else ''}"
            f"`archlint init` proposes a first rule, or three lines in {name} make one:\n"
            "# top first; each may import only the next one\n"
            f"[{prefix}rules.linked-list]\n"
            'layers = ["shop.web", "shop.orders", "shop.db"]'
        ),
    )
