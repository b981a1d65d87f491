"""INI files as configparser reads them, and what is wrong with those that it does not read."""

from __future__ import annotations

from configparser import (
    ConfigParser,
    DuplicateOptionError,
    DuplicateSectionError,
    Error,
    InterpolationError,
    MissingSectionHeaderError,
)

from archlint.settings.ini_places import ini_places
from archlint.settings.place import Place
from archlint.settings.problems import Problem

__all__ = ["mistake", "parsed"]

Value = str | list[str]
"""The text of an option: one line, or several without the blanks around the whole."""


def parsed(text: str, begin: str) -> dict[str, dict[str, Value]]:
    """
    Return the sections of an INI text; of those whose names begin so also the options, with those of [DEFAULT].

    Names of options are in small letters. A value over several lines is a list of them, an empty first line left out.
    Raises ValueError. What stands in the other sections need not make sense: a setup.cfg belongs to many.
    """
    reader = ConfigParser()
    try:
        reader.read_string(text)
        sections = {name: dict(reader[name]) if name.startswith(begin) else {} for name in reader.sections()}
    except Error as error:
        raise ValueError(str(error)) from error
    return {name: {key: _value(value) for key, value in options.items()} for name, options in sections.items()}


def _value(value: str) -> Value:
    return value.strip().split("\n") if "\n" in value else value


def mistake(error: ValueError, text: str) -> Problem:
    """Return what configparser found wrong with a text, in words and with its place."""
    cause = error.__cause__
    if isinstance(cause, InterpolationError):
        message = f"`%` has a meaning in this file: {str(cause).partition(chr(10))[0]}"
        where = ini_places(text).find((cause.section, cause.option))
        return Problem((), message, help="write `%%` for a percent sign", place=where)
    message, advice = _words(cause)
    number = getattr(cause, "lineno", 0) or next((line for line, _ in getattr(cause, "errors", ())), 0)
    return Problem((), message, help=advice, place=_line(text, number) if number else None)


def _words(cause: BaseException | None) -> tuple[str, str]:
    """Return what was seen, and what to do."""
    if isinstance(cause, DuplicateOptionError):
        return f"`{cause.option}` stands twice in `{cause.section}`", "keep one of the two"
    if isinstance(cause, DuplicateSectionError):
        return f"the section `{cause.section}` stands twice", "keep one of the two, or give one another name"
    if isinstance(cause, MissingSectionHeaderError):
        return "there is no section above this line", "begin with [importlinter]"
    advice = "an option is written `name = value`, and each further line of its value is indented"
    return "this is no INI file as configparser reads it", advice


def _line(text: str, number: int) -> Place:
    """Return the place of all that stands on a line."""
    line = text.split("\n")[number - 1].removesuffix("\r")
    start = len(line) - len(line.lstrip())
    return Place(number, start + 1, max(len(line.rstrip()), start + 1) + 1, line)
