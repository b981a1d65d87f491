"""Take tables and entries out of a settings file, and leave every other character as somebody wrote it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from typing import Any, Final

from archlint.settings.places import places
from archlint.settings.problems import Where

__all__ = ["pruned"]

_REST: Final = re.compile(r"[ \t]*,?[ \t]*(?:#[^\n]*)?(?:\r?\n|\Z)")
"""What may stand behind an entry or a value that is the last of its line."""
_COMMA: Final = re.compile(r"[ \t\r\n]*,[ \t]*")


def pruned(text: str, doomed: Iterable[Where]) -> str | None:
    """
    Return a TOML text without tables of `[[name]]` and without entries of lists, named by what leads to them.

    Comments in lines of their own stay, those behind what goes go along. None where that cannot be done in this way,
    such as for a table that is written in braces: what is left says what it said, or nothing is taken out.
    """
    wanted = tomllib.loads(text)
    left = text
    for where in sorted(set(doomed), reverse=True):
        found = places(left).stretches(where)
        if not found:
            return None
        for start, end in reversed(found):
            taken = _without_lines(left, start, end) if len(found) > 1 else _without_entry(left, start, end)
            if taken is None:
                return None
            left = taken
        _forget(wanted, where)
    try:
        return left if tomllib.loads(left) == wanted else None
    except tomllib.TOMLDecodeError:
        return None


def _without_lines(text: str, start: int, end: int) -> str | None:
    """Return the text without the lines of a header or a pair; None where something else stands on them."""
    first = text.rfind("\n", 0, start) + 1
    rest = _REST.match(text, end)
    if text[first:start].strip() or rest is None:
        return None
    return _joined(text[:first], text[rest.end() :])


def _without_entry(text: str, start: int, end: int) -> str:
    """Return the text without an entry of a list, and without its line where it stands there alone."""
    whole = _without_lines(text, start, end)
    before, after = text[:start], text[end:]
    if whole is not None and before.rstrip(" \t").endswith("\n"):
        return whole
    if comma := _COMMA.match(after):
        return before + after[comma.end() :]
    kept = before.rstrip()
    return (kept[:-1].rstrip() if kept.endswith(",") else before) + after


def _joined(before: str, after: str) -> str:
    """Return two parts without a blank line too many between them."""
    if after.startswith("\n") and (not before or before.endswith("\n\n")):
        return before + after[1:]
    return before[:-1] if not after and before.endswith("\n\n") else before + after


def _forget(document: Any, where: Where) -> None:
    """Take a value out of a document; a list of tables of which none is left goes along."""
    *above, last = where
    for step in above:
        document, holder, key = document[step], document, step
    del document[last]
    if not document and isinstance(last, int):
        del holder[key]
