"""Where reports go: what `--format`, `--output` and the settings want, and getting it there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from archlint import report
from archlint.cli.console import complain, say
from archlint.cli.files import write_whole
from archlint.cli.refusals import Misused, Refused
from archlint.settings import Problem, Request, Settings, SettingsError, words

if TYPE_CHECKING:
    from archlint.report import Report

__all__ = ["Outputs", "deliver", "unread", "unspoken", "wanted"]

_PEOPLE: Final = ("text", "concise")
"""Formats that --quiet may leave out; a program waits for its own in any case."""

_SEVERAL: Final = "The rules that they stand in were not judged."

_PRECIOUS: Final = ("archlint.toml", "pyproject.toml", ".importlinter", "setup.cfg")

Outputs = tuple[tuple[str, str], ...]
"""(format, file) pairs; an empty file is stdout."""


def wanted(read: Settings, format_: str | None, outputs: Sequence[str]) -> Outputs:
    """
    Return what the command line wants, else what the settings want, else text on stdout.

    A file is relative to the current folder on the command line, and to the settings' folder in the settings.
    """
    given = [*outputs, *([format_] if format_ else [])]
    if given:
        pairs = tuple(_parsed(text) for text in given)
        if mistake := _mistake(pairs):
            raise Misused(mistake)
        return pairs
    pairs = tuple(_split(text) for text in read.table.get("report", {}).get("output", ("text",)))
    pairs = tuple((name, str(read.root / file) if file else "") for name, file in pairs)
    if mistake := _mistake(pairs):
        raise SettingsError.located(read, [Problem(("report", "output"), mistake)])
    return pairs


def deliver(written: Report, read: Settings, request: Request, *, quiet: bool = False) -> bool:
    """
    Print the report, write its files, and say on stderr which declarations do not fit the code.

    Returns whether all of it could be written; what could not is told, and the rest is written all the same.
    """
    whole = True
    for (name, _), (file, text) in zip(request.outputs, written.texts, strict=True):
        try:
            if file:
                write_whole(Path(file), text)
            elif not (quiet and unspoken(written, name)):
                say(text)
        except Refused as error:
            complain(error.words())
            whole = False
    if written.problems:
        misfits = SettingsError.located(read, written.problems)
        complain(words(misfits, _became(written.problems)))
    return whole


def unspoken(written: Report, name: str) -> bool:
    """Return whether a report of this format may be left out where only news are wanted."""
    return name in _PEOPLE and written.complete and not (written.failed or written.new or written.notes)


def unread(written: Report) -> str:
    """Return in words what could not be read; declarations that do not fit the code are told by `deliver`."""
    rows = written.errors[len(written.problems) :]
    return "\n\n".join(f"error: {message}\n --> {path}:{line}".removesuffix(":0") for path, line, message in rows)


def _became(problems: Sequence[Problem]) -> str:
    """Return what became of the run although these declarations do not fit the code."""
    if all("waivers" in problem.where[:3] for problem in problems):
        return "All rules were judged, without what they stand in."
    return "The rule that it stands in was not judged." if len(problems) == 1 else _SEVERAL


def _split(text: str) -> tuple[str, str]:
    name, _, file = text.partition("=")
    return name, file


def _parsed(text: str) -> tuple[str, str]:
    name, file = _split(text)
    if name not in report.format_names():
        near = report.nearest_format(name)
        guess = f"did you mean `{near}`?" if near else f"there are {', '.join(report.format_names())}"
        raise Misused(f"there is no format `{name}`; {guess}")
    if text.endswith("=") and not file:
        raise Misused(f"`{text}` names no file; without `=` the report goes to stdout")
    return name, file


def _mistake(pairs: Outputs) -> str:
    """Return what is wrong with the pairs as a whole, in words; "" where nothing is."""
    files = [file for _, file in pairs]
    if files.count("") > 1:
        return "stdout carries one format; give the others a file: `--output json=report.json`"
    for file in filter(None, files):
        if files.count(file) > 1:
            return f"two reports cannot share one file: {file}"
        if not Path(file).parent.is_dir():
            return f"there is no folder {Path(file).parent} to write {Path(file).name} into"
        if Path(file).is_dir():
            return f"{file} is a folder; name a file in it"
        if Path(file).suffix == ".py" or Path(file).name in _PRECIOUS:
            return f"{file} is code or settings, and a report would replace it; name another file"
    return ""
