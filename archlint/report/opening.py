"""Read settings, and hold them up to the schema of them all, which nobody below this room knows."""

from pathlib import Path
from typing import Any

from archlint import settings
from archlint.settings import Files, Request, Settings

__all__ = ["opened", "settings_schema"]


def opened(file: Path, files: Files, tree: str = "", *, cache: bool = False, rules_needed: bool = True) -> Settings:
    """
    Return the settings of the workspace that a file belongs to, as the files of a tree have them ("" is the disk).

    With `cache`, settings that an earlier run has found right are not read and checked again. Raises SettingsError with
    all their mistakes; that they have no rule is none where only a question is asked.
    """
    found = settings.recalled(file, files, tree) if cache else None
    if found:
        return found
    witness = settings.Witness(files)
    read = _checked(file, witness, tree, rules_needed=rules_needed)
    # Whether rules of a team's own are what they were is known only to who reads their files.
    if cache and not any(part.settings.table.get("rule-folders") for part in read.parts):
        settings.keep(file, read, witness, tree)
    return read


def _checked(file: Path, files: Files, tree: str, *, rules_needed: bool) -> Settings:
    """Return the settings of the workspace; raises SettingsError with all their mistakes."""
    read = settings.workspace(file, files)
    # A rule of one member is enough: a workspace need not have rules at its top.
    needed = rules_needed and not (read.foreign or any("rules" in part.settings.table for part in read.parts))
    settings.check(read, lambda part: settings_schema(Request(part, tree=tree), rules_needed=needed))
    return read


def settings_schema(request: Request | None = None, *, rules_needed: bool = True) -> dict[str, Any]:
    """Return the JSON Schema of the settings; with a request, only of the rule types that its settings name."""
    from archlint.report.writing import schema  # all rooms; settings that were found right before need none

    if request:
        settings.require_leave(request.settings)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "archlint settings",
        "type": "object",
        "properties": schema(request),
        "required": ["rules"] if rules_needed else [],
        "additionalProperties": False,
    }
