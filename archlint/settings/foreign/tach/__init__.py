"""Tach's settings: `tach.toml` with the `tach.domain.toml` below it, and [tool.tach] of a pyproject.toml."""

from __future__ import annotations

from pathlib import Path

from archlint.settings.document import SHARED, parsed, subtable
from archlint.settings.files import Files
from archlint.settings.foreign.tach.nouns import TABLE
from archlint.settings.nouns import Settings
from archlint.settings.problems import SettingsError

__all__ = ["has_contracts", "translated"]


def has_contracts(file: Path, text: str) -> bool:
    """Return whether a file is tach's; a pyproject.toml that cannot be parsed is if it speaks of tach's table."""
    if file.name != SHARED:
        return True
    if "tach" not in text:
        return False
    try:
        return bool(subtable(parsed(file, text), *TABLE))
    except SettingsError:
        return ".".join(TABLE) in text


def translated(file: Path, text: str, files: Files) -> Settings:
    """Return the settings of ours. Raises SettingsError with all that is wrong with tach's."""
    from archlint.settings.foreign.tach.translating import translation  # what was kept needs none of it

    return translation(file, text, files)
