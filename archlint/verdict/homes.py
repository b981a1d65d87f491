"""Where known violations are written down: beside the settings of the part of the workspace that owes them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from archlint import git
from archlint.settings import Part, Problem, Request, SettingsError
from archlint.startup import NamedTuple
from archlint.verdict.baseline import Line, parse
from archlint.verdict.nouns import Place

__all__ = ["DEFAULT", "Home", "home_of", "homes"]

DEFAULT = "archlint-baseline.txt"


class Home(NamedTuple):
    """One part of the settings, and the baseline beside it."""

    part: Part
    path: str
    """Of the baseline, relative to the settings' root."""
    exists: bool
    lines: tuple[Line, ...]
    errors: tuple[Place, ...]
    """Lines that cannot be read."""


def homes(request: Request) -> tuple[Home, ...]:
    """
    Return the baselines of all parts of the settings as the tree that is judged has them, the top's first.

    There is none where no rule is judged. Raises SettingsError where one is named and is not there, unless it is about
    to be written.
    """
    if request.ask in ("affected", "history", "metrics"):
        return ()
    found, problems = [], []
    for part in request.settings.parts:
        named = "baseline" in part.settings.table
        name = part.settings.table.get("baseline", DEFAULT)
        # Whoever holds two states up to each other wants all that differs, whoever knows it.
        raw = None if request.ask == "compare" else _read(request, part.settings.root, name)
        if raw is None and named and request.ask not in ("baseline", "compare"):
            words = f"the baseline `{name}` is not there"
            help_ = "`archlint baseline` writes it; or delete the key"
            problems.append(Problem((*part.where, "baseline"), words, help=help_))
        found.append(_home(part, name, raw, request.settings.table.get("rules", {})))
    if problems:
        raise SettingsError.located(request.settings, problems)
    return tuple(found)


def _read(request: Request, folder: Path, name: str) -> bytes | None:
    if request.looks:
        request.looks.content(str(folder / name), request.tree)
    return git.read_file(folder, request.tree, name)


def _home(part: Part, name: str, raw: bytes | None, top: Collection[str]) -> Home:
    path = f"{part.folder}/{name}" if part.folder else name
    lines, errors = parse("" if raw is None else raw.decode("utf-8", errors="replace"), path)
    if part.lead:
        # Written while the member stood for itself: an ID without its name is one of its own, if the top has none such.
        own = part.settings.table.get("rules", {}).keys() - set(top)
        lines = tuple(one._replace(rule=f"{part.lead}{one.rule}") if one.rule in own else one for one in lines)
    return Home(part, path, raw is not None, lines, errors)


def home_of(path: str, all_: Sequence[Home]) -> Home:
    """Return the home of what a file imports: that of the innermost part of the settings around it."""
    return max((home for home in all_ if home.part.holds(path)), key=lambda home: len(home.part.folder))
