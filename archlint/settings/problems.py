"""What is wrong with settings, and where."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from archlint.settings.place import Place
from archlint.settings.spelt_path import typed
from archlint.startup import NamedTuple

if TYPE_CHECKING:
    from archlint.settings.nouns import Settings

__all__ = ["Located", "Problem", "SettingsError", "Where"]

Where = tuple[str | int, ...]
"""Keys and list positions that lead to a value from the top of the settings."""


class Problem(NamedTuple):
    """One mistake in the settings, in words."""

    where: Where
    """What leads to it: ("rules", "shop", "layers", 1), or ("members", "billing", "rules", ...) in a member's file."""
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
    absent: str = ""
    """The name or pattern that no module has; empty where that is not the mistake."""


class SettingsError(Exception):
    """The settings cannot be used. Every mistake that could be seen at once is in `problems`."""

    def __init__(self, file: str, problems: tuple[Located, ...]) -> None:
        super().__init__(file, problems)
        self.file = file
        """As a person would type it, relative to the current folder where possible; empty when there is no file."""
        self.problems = problems

    @classmethod
    def located(cls, settings: Settings, problems: Iterable[Problem]) -> SettingsError:
        """Return the error of settings that were read, each problem with its place, file by file in their order."""
        found = [_located(settings, problem) for problem in problems]
        found.sort(key=lambda one: (one.file, one.place is None, one.place or (), one.problem.message))
        own = typed(settings.root / settings.file)
        return cls(own, tuple(one._replace(file="") if one.file == own else one for one in found))


class Located(NamedTuple):
    """A problem and where it stands."""

    problem: Problem
    place: Place | None
    """None when it is about the whole file."""
    file: str = ""
    """As a person would type it; empty for the file that the error names."""


def _located(settings: Settings, problem: Problem) -> Located:
    if problem.place:
        return Located(problem, problem.place, typed(settings.root / settings.file))
    file, place = settings.stands(problem.where, problem.at_key)
    return Located(problem, place, typed(settings.root / file))
