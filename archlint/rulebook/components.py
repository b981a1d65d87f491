"""The components of the code, as pictures and comparisons need them, and what lies beneath."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from archlint.startup import NamedTuple

__all__ = ["Arrow", "Box", "Dependency", "Links", "Module", "Outline", "Picture", "Wire"]


class Box(NamedTuple):
    """One component as a picture shows it."""

    label: str
    modules: int
    level: int | None
    """0 on top, by the rule that orders the picture; None where that rule says nothing of it."""
    foundation: bool


class Arrow(NamedTuple):
    """What one component imports of another."""

    tail: int
    """Position of the importing box."""
    head: int
    imports: int
    """Direct imports, each pair of modules counted once; at least one."""


class Picture(NamedTuple):
    """The components of the code, and what they import of one another."""

    boxes: tuple[Box, ...] = ()
    """Top first, where no rule orders them; else as the settings name them."""
    arrows: tuple[Arrow, ...] = ()
    """Ascending."""
    order: str = ""
    """ID of the rule whose levels the boxes stand on; "" where none orders them."""
    home: Mapping[str, int] = MappingProxyType({})
    """The box of each module that is in one."""
    outside: int = 0
    """First-party modules that are in no box."""
    wired: Mapping[tuple[int, int], int] = MappingProxyType({})
    """How many pairs of modules strings and channels couple from box to box, as far as some rule counts them."""


class Dependency(NamedTuple):
    """What one component imports of another, by name."""

    tail: str
    head: str
    imports: int
    """Direct imports, each pair of modules counted once; at least one."""


class Outline(NamedTuple):
    """The components of the code and what they import of one another, by name, to be held up to another outline."""

    components: tuple[str, ...] = ()
    dependencies: tuple[Dependency, ...] = ()


class Module(NamedTuple):
    """One first-party module."""

    name: str
    path: str
    component: str
    """Label of the box of the picture that it is in; "" for none."""


class Wire(NamedTuple):
    """What couples two modules without an import: a channel that both are on, or a string that names one of them."""

    tail: int
    """Position of the module that depends on the other."""
    head: int
    path: str
    """Where the depending end stands."""
    line: int
    kind: str
    """"string" or "channel"."""
    via: str
    """The pack that knows of it."""
    confidence: str
    """exact, pattern or possible."""
    on: str
    """The topic that both ends meet on, or the string as it is written."""
    other_path: str = ""
    """Where the other end of a channel stands; "" for a string."""
    other_line: int = 0


def _no_place(_: int, __: int) -> tuple[str, int]:
    return "", 0


def _no_statements(_: int, __: int) -> Mapping[str, int]:
    return {}


class Links(NamedTuple):
    """Every import from one first-party module to another."""

    modules: tuple[Module, ...] = ()
    """By name."""
    pairs: tuple[tuple[int, int], ...] = ()
    """Positions of the importing and the imported module, ascending."""
    place: Callable[[int, int], tuple[str, int]] = _no_place
    """Gives path and line of the first statement of a pair."""
    statements: Callable[[int, int], Mapping[str, int]] = _no_statements
    """Gives how many statements of each kind of imports a pair has; all kinds are there."""
    wires: tuple[Wire, ...] = ()
    """What couples modules without an import, as far as some rule counts it, by both modules and place."""
