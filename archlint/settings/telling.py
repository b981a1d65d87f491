"""Put the mistakes in the settings before a person: the line, a caret under it, and what to do."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.settings.excerpt import underlined, visible
from archlint.settings.problems import Located, SettingsError

__all__ = ["words"]


def words(error: SettingsError, ending: str = "Nothing was checked.") -> str:
    """
    Return the error as text for a terminal, without a line end at the end.

    The frame is ASCII; characters that would move the cursor are escaped. `ending` says what became of the run.
    """
    blocks = ["\n".join(_block(one.file or error.file, one)) for one in error.problems]
    count = len(error.problems)
    files = sorted({one.file or error.file for one in error.problems} - {""})
    where = f" in {visible(', '.join(files))}" if files else ""
    total = f"{count} error{'' if count == 1 else 's'}{where}. {ending}".rstrip()
    return "\n\n".join([*blocks, total])


def _block(file: str, located: Located) -> Iterator[str]:
    problem, place = located.problem, located.place
    gutter = " " * len(str(place.line if place else 0))
    yield f"error: {visible(problem.message)}"
    if file:
        at = f":{place.line}:{place.column}" if place else ""
        yield f"{gutter}--> {visible(file)}{at}"
    if place:
        line, carets = underlined(place.text, place.column - 1, place.end_column - 1)
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
