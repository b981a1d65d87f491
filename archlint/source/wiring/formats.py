"""The old ways of formatting a text, taken apart into what is put together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from archlint.source.wiring.terms import UNKNOWN, Term

__all__ = ["by_braces", "by_percent"]

_PERCENT: Final = re.compile(r"%(?:\((\w+)\))?[-+ #0]*[\d*]*(?:\.[\d*]+)?([a-zA-Z%])")
_BRACES: Final = re.compile(r"\{\{|\}\}|\{([^{}]*)\}")


def by_percent(written: str, values: Term) -> list[Term]:
    """Return the parts of `written % values`."""
    waiting = iter(values[1] if values[0] == "t" else [values])
    by_name = _by_name(values)
    parts: list[Term] = []
    end = 0
    for found in _PERCENT.finditer(written):
        parts.append(("s", written[end : found.start()]))
        end = found.end()
        if found[2] == "%":
            parts.append(("s", "%"))
        elif found[1]:
            parts.append(by_name.get(found[1], UNKNOWN))
        else:
            value = next(waiting, UNKNOWN)
            parts.append(value if found[0] in ("%s", "%d") else UNKNOWN)
    return [*parts, ("s", written[end:])]


def _by_name(values: Term) -> dict[str, Term]:
    if values[0] != "d":
        return {}
    return {key[1]: value for key, value in zip(values[1], values[2], strict=True) if key[0] == "s"}


def by_braces(written: str, arguments: Sequence[Term], keywords: Mapping[str, Term]) -> list[Term]:
    """Return the parts of `written.format(...)`."""
    return list(_braced(written, arguments, keywords))


def _braced(written: str, arguments: Sequence[Term], keywords: Mapping[str, Term]) -> Iterator[Term]:
    end, position = 0, 0
    for found in _BRACES.finditer(written):
        yield "s", written[end : found.start()]
        end = found.end()
        field = found[1]
        if field is None:
            yield "s", found[0][0]
        elif not field:
            yield arguments[position] if position < len(arguments) else UNKNOWN
            position += 1
        elif field.isdigit():
            yield arguments[int(field)] if int(field) < len(arguments) else UNKNOWN
        else:
            yield keywords.get(field, UNKNOWN)
    yield "s", written[end:]
