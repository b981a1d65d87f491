"""Put the mistakes in the settings before a person: the line, a caret under it, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from archlint.settings.nouns import Located, Place, SettingsError

__all__ = ["visible", "words"]

_WIDEST: Final = 200
"""A line with more columns is shown in part, around the caret."""


def words(error: SettingsError, ending: str = "Nothing was checked.") -> str:
    """
    Return the error as text for a terminal, without a line end at the end.

    The frame is ASCII; characters that would move the cursor are escaped. `ending` says what became of the run.
    """
    blocks = ["\n".join(_block(error.file, one)) for one in error.problems]
    count = len(error.problems)
    where = f" in {visible(error.file)}" if error.file else ""
    total = f"{count} error{'' if count == 1 else 's'}{where}. {ending}".rstrip()
    return "\n\n".join([*blocks, total])


def visible(text: str) -> str:
    """Return the text with every character that a terminal would act upon, or not show, as an escape."""
    return text if text.isprintable() else "".join(map(_visible, text))


def _visible(character: str) -> str:
    return character if character.isprintable() else character.encode("unicode_escape").decode("ascii")


def _block(file: str, located: Located) -> Iterator[str]:
    problem, place = located
    gutter = " " * len(str(place.line if place else 0))
    yield f"error: {visible(problem.message)}"
    if file:
        at = f":{place.line}:{place.column}" if place else ""
        yield f"{gutter}--> {visible(file)}{at}"
    if place:
        line, carets = _underlined(_around_caret(place))
        yield f"{gutter} |"
        yield f"{place.line} | {line}".rstrip()
        yield f"{gutter} | {carets} {visible(problem.label)}".rstrip()
    elif problem.label:
        yield f"{gutter} = {visible(problem.label)}"
    # The help of a first rule is several lines of TOML.
    lead = f"{gutter} = help: "
    for line in problem.help.split("\n") if problem.help else ():
        yield f"{lead}{visible(line)}"
        lead = " " * len(lead)


def _underlined(place: Place) -> tuple[str, str]:
    """Return the line as shown, and the carets under the place, in the same columns."""
    before, within = place.text[: place.column - 1], place.text[place.column - 1 : place.end_column - 1]
    line = "".join(character if character == "\t" else _visible(character) for character in place.text)
    indent = "".join("\t" if character == "\t" else " " * _width(character) for character in before)
    return line, indent + "^" * max(1, sum(map(_width, within)))


def _width(character: str) -> int:
    """Return how many columns a terminal gives to the character."""
    from unicodedata import combining, east_asian_width

    if not character.isprintable():
        return len(_visible(character)) if character != "\t" else 1
    if combining(character) or "\ufe00" <= character <= "\ufe0f":
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def _around_caret(place: Place) -> Place:
    """Return the place in a shorter line if the line is too long to read."""
    if len(place.text) <= _WIDEST:
        return place
    first = max(0, place.column - 1 - _WIDEST // 4)
    shown = place.text[first : first + _WIDEST]
    start = "... " if first else ""
    column = place.column - first + len(start)
    end_column = min(place.end_column - first, len(shown) + 1) + len(start)
    rest = " ..." if first + _WIDEST < len(place.text) else ""
    return Place(place.line, column, end_column, f"{start}{shown}{rest}")
