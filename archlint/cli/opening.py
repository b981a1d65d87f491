"""Find the settings, read them from the tree that is judged, and hold them up to the schema."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from archlint import git, settings
from archlint.settings import Problem, Settings, SettingsError

__all__ = ["config_option", "document", "opened", "settings_file", "settings_in"]

config_option = click.option(
    "--config", metavar="FILE", type=click.Path(), help="Settings file; the nearest one from here upward otherwise."
)


def settings_file(config: str | None) -> Path:
    """Return the settings file to use: the one named, else the nearest on disk. Raises SettingsError."""
    return Path(os.path.abspath(config)) if config else settings.find(Path.cwd())


def opened(file: Path, tree: str = "") -> Settings:
    """Return the settings as the tree has them ("" is the disk). Raises SettingsError with all their mistakes."""
    read = settings.load(file, settings_in(file, tree)) if tree else settings.load(file)
    settings.check(read, document(read.table))
    return read


def settings_in(file: Path, tree: str) -> bytes:
    """Return what a git tree has under the name of a settings file; raises SettingsError where it has nothing."""
    found = git.read_file(file.parent, tree, file.name)
    if found is None:
        where, act = f"in the revision `{tree}`", "judge a revision that has it"
        if tree == git.INDEX:
            where, act = "in git's index, which is what a hook judges", f"`git add {file.name}`"
        missing = Problem((), f"the settings are not {where}", help=act)
        raise SettingsError.located(Settings(file.parent, file.name, {}), [missing])
    return found


def document(table: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return the JSON Schema of the settings; with settings given, only of the rule types that they name."""
    from archlint import report

    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "archlint settings",
        "type": "object",
        "properties": report.schema(table),
        "required": ["rules"],
        "additionalProperties": False,
    }
