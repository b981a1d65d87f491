"""What archlint says of the code: found once a process, when the first test asks."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import pytest

from archlint import report, settings
from archlint.git import GitError
from archlint.report import Case, Chain
from archlint.settings import Request, Settings, SettingsError

__all__ = ["Judgement", "Unjudged", "judgement"]

T = TypeVar("T")


class Unjudged(Exception):
    """Nothing can be said of the code. Its one argument says why, in words for whoever can mend it."""


class Judgement:
    """The settings, and the code held up to them. What cannot be had raises Unjudged."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._told = False
        """Whether some test has told already why no rule could be judged."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all cases, in order. No code is looked at."""
        return report.case_names(self._request())

    @property
    def off(self) -> tuple[str, ...]:
        """The IDs of the rules that are switched off."""
        return tuple(sorted(set(self._settings.rules) - set(self.names)))

    def line(self, name: str) -> int | None:
        """Return the line of the settings file, 0-based, on which the table of a rule begins; None for no such line."""
        if name not in self._settings.table.get("rules", {}):
            return None
        file, place = self._settings.stands(("rules", name), at_key=True)
        return place.line - 1 if place and file == self.file.name else None

    def case(self, name: str) -> Case:
        """Return what one test says. Why there is nothing to say is told in full once."""
        found = self._cases
        if isinstance(found, Unjudged) and self._told:
            raise Unjudged("No rule was judged; the first test of archlint says why.")
        self._told = True
        return _had(found)[name]

    def chain(self, importer: str, imported: str, kinds: tuple[str, ...]) -> Chain:
        """Return the shortest chain of imports from one to the other, over imports of these kinds; () is all."""
        wish = self._request()._replace(subject=f"{importer} -> {imported}", kinds=kinds)
        return _had(_tried(lambda: report.chain(wish)))

    @cached_property
    def _settings(self) -> Settings:
        return _had(_tried(lambda: report.opened(self.file, settings.Disk(), cache=True)))

    @cached_property
    def _cases(self) -> Mapping[str, Case] | Unjudged:
        request = self._request()
        return _tried(lambda: {case.name: case for case in report.cases(request)})

    def _request(self) -> Request:
        # One process: a test run may have threads, which do not survive a fork.
        return Request(self._settings, today=settings.today(), jobs=1)


_KEY = pytest.StashKey[Judgement]()


def judgement(config: pytest.Config) -> Judgement:
    """Return the judgement that the tests of a run share. Raises Unjudged where there are no settings."""
    if _KEY not in config.stash:
        config.stash[_KEY] = Judgement(_had(_tried(lambda: _file(config))))
    return config.stash[_KEY]


def _file(config: pytest.Config) -> Path:
    """Return the settings file: that of the command line, of pytest's own settings, or the nearest to its rootdir."""
    wanted, named = config.getoption("archlint_config"), config.getini("archlint_config")
    if not (wanted or named):
        return settings.find(config.rootpath)
    base = config.invocation_params.dir if wanted else _beside(config)
    file = Path(os.path.abspath(base / (wanted or named)))
    if not file.is_file():
        raise Unjudged(f"{'--archlint-config' if wanted else 'archlint_config'}: there is no settings file {file}")
    return file


def _beside(config: pytest.Config) -> Path:
    """Return the folder that pytest's own settings speak from."""
    return config.inipath.parent if config.inipath else config.rootpath


def _tried(ask: Callable[[], T]) -> T | Unjudged:
    """Return what is asked for, or in words why it cannot be had."""
    try:
        return ask()
    except SettingsError as error:
        return Unjudged(settings.words(error))
    except GitError as error:
        return Unjudged(f"error: {error}")
    except OSError as error:
        return Unjudged(f"error: {f'{error.filename}: ' if error.filename else ''}{error.strerror or error}")


def _had(found: T | Unjudged) -> T:
    if isinstance(found, Unjudged):
        raise found
    return found
