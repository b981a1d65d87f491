"""What an expression may come to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import product
from typing import Final

from archlint.source.couplings import HOLE
from archlint.startup import NamedTuple

__all__ = ["NOTHING_GIVEN", "UNKNOWN", "Given", "Value", "Where", "distinct", "joined", "nothing", "text"]

_MOST: Final = 32
"""So many texts may come of one expression; of more nobody can be sure."""
_HOLES: Final = re.compile(f"{HOLE}+")


class Value(NamedTuple):
    """One thing that an expression may come to."""

    kind: str
    """
    "text"; "object", something that is known by its name; "parameter" of a function that nobody has called yet;
    "tuple"; "none"; "unknown".
    """
    text: str = ""
    """The text, with a HOLE for each stretch that is not known; the name of the object or the parameter."""
    parts: tuple[tuple[Value, ...], ...] = ()
    """For each item of a tuple what it may be."""
    how: str = ""
    """How that was found out, in words."""
    declared: str = ""
    """Full name of the constant or object that it was given by; "" where it is spelled out."""
    function: str = ""
    """Full name of the function that the parameter is of."""


UNKNOWN: Final = Value("unknown")
Given = Mapping[tuple[str, str], tuple[Value, ...]]
"""What parameters are, by function and name."""
NOTHING_GIVEN: Final[Given] = {}


class Where(NamedTuple):
    """A place at which an expression is looked at."""

    node: int
    scope: str = ""
    """Qualified name of the function or class around it; "" for the module."""
    given: Given = NOTHING_GIVEN
    depth: int = 0

    def at(self, node: int, scope: str) -> Where:
        """Return another place, one step farther."""
        return Where(node, scope, self.given, self.depth + 1)

    @property
    def deeper(self) -> Where:
        """The same place, one step farther."""
        return Where(self.node, self.scope, self.given, self.depth + 1)


def text(said: str, how: str = "a literal") -> Value:
    """Return a text; one that is nothing but a hole is unknown."""
    return Value("text", said, how=how) if said.strip(HOLE) else UNKNOWN


def nothing(said: str) -> bool:
    """Return whether a text says nothing at all."""
    return not said.strip(HOLE)


def distinct(values: Iterable[Value]) -> tuple[Value, ...]:
    """Return each value once, whatever it was found out by."""
    every = tuple(values)
    if len(every) < 2:
        return every
    return tuple({(one.kind, one.text, one.parts, one.function): one for one in reversed(every)}.values())[::-1]


def joined(parts: Iterable[tuple[Value, ...]], how: str) -> tuple[Value, ...]:
    """Return the texts that parts make which are put together; what is no text leaves a hole."""
    pieces = [tuple(dict.fromkeys(one.text if one.kind == "text" else HOLE for one in part)) for part in parts]
    count = 1
    for piece in pieces:
        count *= len(piece)
    if count > _MOST:
        pieces = [piece if len(piece) == 1 else (HOLE,) for piece in pieces]
    texts = dict.fromkeys(_HOLES.sub(HOLE, "".join(one)) for one in product(*pieces))
    return tuple(text(one, how) if one else Value("text", "", how=how) for one in texts)
