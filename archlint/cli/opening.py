"""Find the settings, read them from the tree that is judged, and hold them up to the schema."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from archlint import git, report, settings
from archlint.settings import Settings

__all__ = ["document", "opened"]


def opened(config: str | None, tree: str = "") -> Settings:
    """Return the settings that a command is to use, checked. Raises SettingsError with all their mistakes."""
    file = Path(config) if config else settings.find(Path.cwd())
    raw = git.read_file(Path(os.path.abspath(file)).parent, tree, file.name) if tree else None
    # Settings that git does not know yet are read from the disk, also by the hook.
    read = settings.load(file) if raw is None else settings.load(file, raw.decode("utf-8", errors="replace"))
    settings.check(read, document(read.table))
    return read


def document(table: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return the JSON Schema of the settings; with settings given, only of the rule types that they name."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "archlint settings",
        "type": "object",
        "properties": report.schema(table),
        "required": ["rules"],
        "additionalProperties": False,
    }
