"""Find the settings, read them from the tree that is judged, and hold them up to the schema."""

import os
from pathlib import Path
from typing import Any, Final

from archlint import git, settings
from archlint.cli.tracked import Tracked
from archlint.settings import Cache, Problem, Request, Settings, SettingsError

__all__ = ["Absent", "document", "opened", "require_leave", "settings_file", "settings_in"]

REFUSAL: Final = "ARCHLINT_NO_OWN_RULES"
"""Set, it keeps settings from bringing code: for those who run archlint on what they have not read."""


class Absent(SettingsError):
    """A tree of git has no such settings file."""


def settings_file(config: str | None) -> Path:
    """Return the settings file to use: the one named, else the nearest on disk. Raises SettingsError."""
    return Path(os.path.abspath(config)) if config else settings.find(Path.cwd())


def opened(file: Path, tree: str = "", *, cache: bool = False) -> Settings:
    """
    Return the settings of the workspace that a file belongs to, as the tree has them ("" is the disk).

    With `cache`, settings that an earlier run has found right are not read and checked again. Raises SettingsError with
    all their mistakes.
    """
    if not tree:
        return _opened(file, settings.Disk(), "", cache=cache)
    files = Tracked(git.top(file.parent), tree, Cache(file.parent) if cache else None)
    if files.read(file) is None:
        raise _absent(file, tree)
    read = _opened(file, files, tree, cache=cache)
    files.keep()
    return read


def _opened(file: Path, files: settings.Files, tree: str, *, cache: bool) -> Settings:
    found = settings.recalled(file, files, tree) if cache else None
    if found:
        return found
    witness = settings.Witness(files)
    read = _checked(file, witness, tree)
    # Whether rules of a team's own are what they were is known only to who reads their files.
    if cache and not any(part.settings.table.get("rule-folders") for part in read.parts):
        settings.keep(file, read, witness, tree)
    return read


def _checked(file: Path, files: settings.Files, tree: str) -> Settings:
    """Return the settings of the workspace; raises SettingsError with all their mistakes."""
    read = settings.workspace(file, files)
    # A rule of one member is enough: a workspace need not have rules at its top.
    needed = not any("rules" in part.settings.table for part in read.parts)
    settings.check(read, lambda part: document(Request(part, tree=tree), rules_needed=needed))
    return read


def settings_in(file: Path, tree: str) -> bytes:
    """Return what a git tree has under the name of a settings file; raises SettingsError where it has nothing."""
    found = git.read_file(file.parent, tree, file.name)
    if found is None:
        raise _absent(file, tree)
    return found


def _absent(file: Path, tree: str) -> Absent:
    where, act = f"in the revision `{tree}`", "judge a revision that has it"
    if tree == git.INDEX:
        where, act = "in git's index, which is what a hook judges", f"`git add {file.name}`"
    missing = Problem((), f"the settings are not {where}", help=act)
    found = SettingsError.located(Settings(file.parent, file.name, {}), [missing])
    return Absent(found.file, found.problems)


def require_leave(read: Settings) -> None:
    """Raise SettingsError where the settings bring code, and whoever runs archlint will have none of it."""
    if os.environ.get(REFUSAL) and read.table.get("rule-folders"):
        words = f"these settings bring rules that run as code, and {REFUSAL} is set"
        act = f"unset {REFUSAL} where you trust this code; nothing of it was run"
        raise SettingsError.located(read, [Problem(("rule-folders",), words, help=act, at_key=True)])


def document(request: Request | None = None, *, rules_needed: bool = True) -> dict[str, Any]:
    """Return the JSON Schema of the settings; with a request, only of the rule types that its settings name."""
    from archlint import report

    if request:
        require_leave(request.settings)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "archlint settings",
        "type": "object",
        "properties": report.schema(request),
        "required": ["rules"] if rules_needed else [],
        "additionalProperties": False,
    }
