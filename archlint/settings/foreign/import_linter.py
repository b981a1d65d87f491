"""import-linter's settings: `.importlinter`, `setup.cfg` and `[tool.importlinter]` of a pyproject.toml."""

from __future__ import annotations

from pathlib import Path

from archlint.settings.files import Files
from archlint.settings.foreign.written import has_contracts
from archlint.settings.nouns import Settings

__all__ = ["has_contracts", "translated"]


def translated(file: Path, text: str, files: Files) -> Settings:
    """Return what the contracts come to as rules. Raises SettingsError where the file, or the root package, is none."""
    from archlint.settings.foreign.translating import translation  # what was kept needs none of it

    return translation(file, text, files)
