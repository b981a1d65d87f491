"""Find the settings, and read them from the tree that is judged."""

import os
from pathlib import Path

from archlint import git, settings
from archlint.settings import Cache, Looks, Noted, Problem, Settings, SettingsError

__all__ = ["Absent", "asked_of", "borrowed", "opened", "settings_file", "settings_in"]


class Absent(SettingsError):
    """A tree of git has no such settings file."""


def settings_file(config: str | None) -> Path:
    """Return the settings file to use: the one named, else the nearest on disk. Raises SettingsError."""
    return Path(os.path.abspath(config)) if config else settings.find(Path.cwd())


def opened(file: Path, tree: str = "", *, cache: bool = False, looks: Looks | None = None) -> Settings:
    """
    Return the settings of the workspace that a file belongs to, as the tree has them ("" is the disk).

    With `cache`, settings that an earlier run has found right are not read and checked again. What is looked at on the
    disk is noted among the `looks`. Raises SettingsError with all their mistakes.
    """
    from archlint import report  # a hook may have nothing to do, and looks for the settings only

    if not tree:
        return report.opened(file, Noted(looks) if looks else settings.Disk(), cache=cache)
    from archlint.cli.tracked import Tracked  # most ask for the disk

    files = Tracked(git.top(file.parent), tree, Cache(file.parent) if cache else None, looks)
    if files.read(file) is None:
        raise _absent(file, tree)
    read = report.opened(file, files, tree, cache=cache)
    files.keep()
    return read


def asked_of(config: str | None) -> Settings:
    """Return the settings, for a question about the code: they need no rules, and where there are none, are empty."""
    try:
        file = settings_file(config)
    except SettingsError as error:
        if error.file:
            raise
        return Settings(Path.cwd(), "archlint.toml", {})
    from archlint import report  # as above

    return report.opened(file, settings.Disk(), rules_needed=False)


def borrowed(read: Settings) -> str:
    """Say by whose settings a run judges, where they were written for another tool, and whose are not looked at."""
    tool = read.foreign.tool if read.foreign else "archlint"
    lines = [
        (
            f"note: there are no archlint settings here, so {read.file} is judged, as {tool} means it; "
            f"`archlint init --from {tool}` writes it down as archlint's own"
        )
    ]
    for other, file in settings.passed_over(read.root, settings.Disk(), tool):
        act = (
            f"--config {file.name}` judges by them"
            if file.name != read.file
            else f"init --from {other}` takes them over"
        )
        lines.append(f"note: contracts of {other} stand in {file.name}, too, and are not judged; `archlint {act}")
    return "\n".join(lines)


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
