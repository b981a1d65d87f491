"""Rules as tests: the settings file is collected as one file more, and each rule is an item of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from archlint.pytest_plugin.judgement import Judgement, Unjudged, judgement

if TYPE_CHECKING:
    from _pytest._code.code import TerminalRepr

__all__ = ["guard"]

_NAME: Final = "archlint"
_SECTION: Final = f"Captured {_NAME} call"
"""What pytest calls the report of a test that passes; it carries it to whoever prints, from another process as well."""


def guard(config: pytest.Config) -> None:
    """
    Have the rules collected, whatever else is: tests that are named on the command line are no reason to leave them.

    Raises UsageError where there are no settings.
    """
    try:
        found = judgement(config)
    except Unjudged as error:
        raise pytest.UsageError(str(error).removeprefix("error: ")) from None
    if not any(_leads(config, argument, found.file) for argument in config.args):
        config.args.append(str(found.file))
    config.pluginmanager.register(Guard(found), "archlint-rules")


def _leads(config: pytest.Config, argument: str, file: Path) -> bool:
    """
    Return whether an argument leads to the file: it, one test of it (`archlint.toml::shop`), or a folder around it.

    Before 9.0, pytest collects of a folder and a file in it only the file: nobody's tests may go for ours.
    """
    named = Path(os.path.abspath(config.invocation_params.dir / argument.partition("::")[0]))
    return named in (file, *file.parents)


class Broken(Exception):
    """A case fails. Its one argument is the report."""


class Guard:
    """What pytest asks once the rules are wanted."""

    def __init__(self, found: Judgement) -> None:
        self._judgement = found
        self._met = False
        """Whether pytest has come by the settings file."""

    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
        """Collect the settings file."""
        if file_path != self._judgement.file:
            return None
        self._met = True
        # Of a file above its rootdir pytest would make no name.
        name = Path(os.path.relpath(file_path, parent.config.rootpath)).as_posix()
        return Rules.from_parent(parent, path=file_path, nodeid=name)

    def pytest_collection_modifyitems(self) -> None:
        """Raise UsageError where no rule was collected although they are wanted: green must not be hollow."""
        if not self._met:
            file = self._judgement.file
            raise pytest.UsageError(f"pytest leaves out the folder of {file}, so no rule was collected; name the file")

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Tell what tests that pass have to say: warnings and notes, which fail nothing and want to be seen."""
        passed = terminalreporter.getreports("passed")
        told = [(report.nodeid, text) for report in passed for name, text in report.sections if name == _SECTION]
        if told and not terminalreporter.hasopt("P"):
            terminalreporter.section("archlint: told, and no failure")
            terminalreporter.line("\n\n".join(f"{nodeid}\n{text}" for nodeid, text in told))


class Rules(pytest.File):
    """The settings file: a test for each rule that is not off, and two for the rest."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield them in the order of the file. The code is judged when the first of them runs."""
        found = judgement(self.config)
        try:
            names = found.names
        except Unjudged as error:
            raise self.CollectError(str(error)) from None
        for name in names:
            yield Rule.from_parent(self, name=name)


class Rule(pytest.Item):
    """One case of the judgement, most often a rule."""

    def __init__(self, **wiring: Any) -> None:
        super().__init__(**wiring)
        self.add_marker("archlint")

    def runtest(self) -> None:
        """Fail with the report on the rule; where it holds, what else there is to say goes into a section."""
        case = judgement(self.config).case(self.name)
        if case.failed:
            raise Broken(case.text)
        if case.text:
            self.add_report_section("call", _NAME, case.text)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str | TerminalRepr:
        """Return the report alone: where it was raised is of no interest, unless it is a bug of ours."""
        if isinstance(excinfo.value, Broken | Unjudged):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Return the place of the rule, 0-based, and what stands above its report."""
        return self.path, judgement(self.config).line(self.name), f"archlint: {self.name}"
