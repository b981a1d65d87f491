"""Settings that build upon others: what `extends` names is read first, and what stands here goes on top of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from archlint.settings.policy import loosened
from archlint.settings.problems import Located, Problem, SettingsError, Where
from archlint.settings.spelt_path import typed
from archlint.startup import NamedTuple

__all__ = ["Layer", "extended", "keys"]

_ADDED: Final = ("declared", "waivers")
"""Lists at the top that add up; all others are replaced."""

Read = Callable[[Path], "Layer"]
Origin = tuple[Path, str, Where]
"""(file, its text, what leads to the value there)"""


def keys() -> dict[str, Any]:
    """Return the keys that say where other settings stand, as JSON Schema properties."""
    return {
        "extends": {
            "type": "array",
            "items": {"type": "string", "minLength": 1},
            "default": [],
            "description": "Settings files to build upon, relative to this one, read left to right before it. Tables "
            "merge by key, lists are replaced, `declared` and `waivers` add up, [policy] may only be tightened.",
        }
    }


class Layer(NamedTuple):
    """The settings of one file, or of several laid upon each other."""

    file: Path
    """The uppermost file."""
    table: Mapping[str, Any]
    origins: Mapping[Where, Origin]
    """For parts of the table: the file, its text, and what leads to the part there. () stands for all the rest."""

    @classmethod
    def of(cls, file: Path, text: str, table: Mapping[str, Any], prefix: tuple[str, ...]) -> Layer:
        """Return the settings of one file."""
        return cls(file, table, {(): (file, text, prefix)})

    def origin(self, where: Where) -> Origin:
        """Return the file, its text, and what leads there to a part of the table."""
        lead = next(where[:end] for end in range(len(where), -1, -1) if where[:end] in self.origins)
        file, text, start = self.origins[lead]
        return file, text, (*start, *where[len(lead) :])

    def error(self, where: Where, message: str, help_: str = "") -> SettingsError:
        """Return a mistake at a part of the table."""
        from archlint.settings.places import places

        file, text, there = self.origin(where)
        place = places(text).find(there)
        return SettingsError(typed(file), (Located(Problem(where, message, help=help_), place),))


def extended(own: Layer, read: Read) -> Layer:
    """
    Return settings laid upon those that they extend.

    Files are relative to the folder of the file that names them, and come left to right. Tables merge by key, lists are
    replaced; `declared` and `waivers` add up. Raises SettingsError where a file cannot be read or leads back to itself,
    and where [policy] is loosened.
    """
    return _whole(own, read, (own.file,))


def _whole(own: Layer, read: Read, above: tuple[Path, ...]) -> Layer:
    base: Layer | None = None
    for position, file in enumerate(_files(own)):
        where = "extends", position
        if file in above:
            raise own.error(where, f"{typed(file)} extends itself", "take it out of one of the two files")
        next_ = _whole(_readable(own, where, file, read), read, (*above, file))
        base = next_ if base is None else _laid(base, next_)
    return own if base is None else _laid(base, own)


def _files(own: Layer) -> tuple[Path, ...]:
    """Return the files that a layer extends; what is no list of paths is left to whoever checks the settings."""
    named = own.table.get("extends", [])
    if not isinstance(named, list) or not all(isinstance(text, str) for text in named):
        return ()
    return tuple(Path(os.path.normpath(own.file.parent / text)) for text in named)


def _readable(own: Layer, where: Where, file: Path, read: Read) -> Layer:
    try:
        return read(file)
    except SettingsError as error:
        if error.problems[0].place:
            raise
        # About the file as a whole: a person looks for the mistake where it is named.
        message = f"`{own.table['extends'][where[1]]}`: {error.problems[0].problem.message}"
        raise own.error(where, message, "paths are relative to the file that they stand in") from None


def _laid(below: Layer, above: Layer) -> Layer:
    """Return one layer on top of another."""
    _refuse_loosened(below, above)
    origins: dict[Where, Origin] = {(): above.origins[()]}
    table = _merged(below, above, below.table, above.table, (), origins)
    return Layer(above.file, table, origins)


def _merged(
    below: Layer,
    above: Layer,
    under: Mapping[str, Any],
    over: Mapping[str, Any],
    where: Where,
    origins: dict[Where, Origin],
) -> dict[str, Any]:
    """Return two tables as one, the keys of the lower first; note where each value that is no table was written."""
    merged: dict[str, Any] = {}
    for key in [*under, *(key for key in over if key not in under)]:
        here, low, high = (*where, key), under.get(key), over.get(key)
        if isinstance(low, dict) and (isinstance(high, dict) or key not in over):
            origins[here] = (above if key in over else below).origin(here)
            merged[key] = _merged(below, above, low, high or {}, here, origins)
        elif not where and key in _ADDED and isinstance(low, list) and isinstance(high, list):
            origins[here] = above.origin(here)
            origins.update(_both(below, above, here, len(low), len(high)))
            merged[key] = [*low, *high]
        else:
            origins.update(_parts(above if key in over else below, here))
            merged[key] = high if key in over else low
    return merged


def _parts(layer: Layer, where: Where) -> Iterator[tuple[Where, Origin]]:
    """Yield where a value was written, and where those parts of it that came from elsewhere."""
    yield where, layer.origin(where)
    yield from ((part, origin) for part, origin in layer.origins.items() if part[: len(where)] == where)


def _both(below: Layer, above: Layer, where: Where, low: int, high: int) -> Iterator[tuple[Where, Origin]]:
    """Yield where each entry of two lists was written, the upper one behind the lower."""
    yield from (((*where, i), below.origin((*where, i))) for i in range(low))
    yield from (((*where, low + i), above.origin((*where, i))) for i in range(high))


def _refuse_loosened(below: Layer, above: Layer) -> None:
    for key, demand in loosened(below.table.get("policy"), above.table.get("policy")):
        file = typed(below.origin(("policy", key))[0])
        message = f"`{key}` may only be tightened: {file} says {demand}"
        raise above.error(("policy", key), message, "delete the line, or ask for a change there")
