"""The nouns of the foundation: a request, the settings it carries, and what is wrong with them."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from archlint.settings.place import Place

__all__ = ["Located", "Place", "Problem", "Request", "Settings", "SettingsError", "typed"]


class Problem(NamedTuple):
    """One mistake in the settings, in words."""

    where: tuple[str | int, ...]
    """Keys and list positions that lead to it from the top of the settings, e.g. ("rules", "shop", "layers", 1)."""
    message: str
    """What was seen, e.g. "no module matches `shop.databse`"."""
    label: str = ""
    """What stands beside the caret, e.g. "did you mean `shop.database`?"; empty for none."""
    help: str = ""
    """The one next act, or the words that are allowed here; empty for none."""
    at_key: bool = False
    """True when the key itself is wrong, False when its value is."""
    place: Place | None = None
    """Filled in only where no path leads there (TOML that does not parse)."""


class SettingsError(Exception):
    """The settings cannot be used. Every mistake that could be seen at once is in `problems`."""

    def __init__(self, file: str, problems: tuple["Located", ...]) -> None:
        super().__init__(file, problems)
        self.file = file
        """As a person would type it, relative to the current folder where possible; empty when there is no file."""
        self.problems = problems

    @classmethod
    def located(cls, settings: "Settings", problems: Iterable[Problem]) -> "SettingsError":
        """Return the error of settings that were read, each problem with its place, in the order of the file."""
        found = [Located(one, one.place or settings.place(one.where, one.at_key)) for one in problems]
        found.sort(key=lambda one: (one.place is None, one.place or (), one.problem.message))
        return cls(typed(settings.root / settings.file), tuple(found))


class Located(NamedTuple):
    """A problem and where it stands."""

    problem: Problem
    place: Place | None
    """None when it is about the whole file."""


@dataclass(frozen=True)
class Settings:
    """A settings file that has been read."""

    root: Path
    """The folder of the settings file, absolute; all paths in reports are relative to it."""
    file: str
    """The file's name in that folder: archlint.toml or pyproject.toml (or what --config named)."""
    table: Mapping[str, Any]
    """The settings as plain TOML values, without the [tool.archlint] around them."""
    prefix: tuple[str, ...] = ()
    """("tool", "archlint") inside pyproject.toml, else ()."""
    text: str = ""
    """The file as read; places are found in it on demand."""

    def place(self, where: tuple[str | int, ...], at_key: bool = False) -> Place | None:
        """Return where the value (or key) at the path stands; the nearest parent's place where it stands nowhere."""
        from archlint.settings.places import places

        return places(self.text).find((*self.prefix, *where), at_key)


@dataclass(frozen=True)
class Request:
    """One command's wishes, on their way down the rooms. Each room reads what concerns it and nothing else."""

    settings: Settings
    ask: str = "check"
    """What is wanted: "check", "explain", "baseline", or "config" (the settings alone)."""
    subject: str = ""
    """What `explain` is about: a module, or "a -> b". The rule whose violations `baseline --accept` takes."""
    because: str = ""
    """Why `baseline --accept` takes them."""
    tree: str = ""
    """Where files are read: "" the working tree, ":index" what git has staged, else a git revision."""
    paths: tuple[str, ...] = ()
    """Only findings whose importer lies under one of these are wanted; relative to the settings' root, with "/"."""
    outputs: tuple[tuple[str, str], ...] = (("text", ""),)
    """(format, file) pairs; an empty file is stdout."""
    strict: bool = False
    """Notes (an ignore that does nothing) count as errors; a baseline line that is fixed never does."""
    cross_check: bool = False
    """Let grimp judge layers and independence a second time."""
    limit: int = 50
    """How many findings a report spells out; 0 is all."""
    statistics: bool = False
    color: bool = False
    """Whether text on stdout may carry ANSI colours."""
    timings: dict[str, float] = field(default_factory=dict)
    """CPU seconds by room, without the rooms that it asked, filled in on the way up; never part of a report."""
    rooms: list[str] = field(default_factory=list)
    """The rooms at work, the innermost last; for whoever shows progress."""


def typed(path: Path) -> str:
    """Return the path as a person would type it: relative to the current folder, or absolute if that is shorter."""
    try:
        relative = os.path.relpath(path)
    except (OSError, ValueError):
        # The current folder was deleted, or the file is on another drive.
        return path.as_posix()
    return min(Path(relative).as_posix(), path.as_posix(), key=len)
