"""The components of the code, as pictures and comparisons show them."""

from __future__ import annotations

from collections.abc import Mapping

from archlint.startup import NamedTuple

__all__ = ["Arrow", "Box", "Dependency", "Edge", "Marks", "Metric", "Network", "Node", "Picture", "States", "Wire"]


class Marks(NamedTuple):
    """How many violations stand somewhere in a picture."""

    new: int = 0
    known: int = 0


class Box(NamedTuple):
    """One component as a picture shows it."""

    label: str
    modules: int
    level: int | None
    """0 on top, by the rule that orders the picture; None where that rule says nothing of it."""
    foundation: bool
    marks: Marks
    """Violations by its modules that lead to no other box."""


class Arrow(NamedTuple):
    """What one component imports of another."""

    tail: int
    """Position of the importing box."""
    head: int
    imports: int
    """Direct imports, each pair of modules counted once; 0 where there is none."""
    marks: Marks
    wires: int = 0
    """Pairs of modules that strings or channels couple, as far as some rule counts them."""


class Picture(NamedTuple):
    """The components of the code and what they import of one another. Each violation is counted in one place of it."""

    boxes: tuple[Box, ...] = ()
    """Top first, where no rule orders them; else as the settings name them."""
    arrows: tuple[Arrow, ...] = ()
    """Ascending."""
    order: str = ""
    """ID of the rule whose levels the boxes stand on; "" where none orders them."""
    outside: int = 0
    """First-party modules that are in no box."""
    elsewhere: Marks = Marks()
    """Violations by modules that are in no box."""


class Dependency(NamedTuple):
    """What one component imports of another."""

    tail: str
    head: str
    imports: int
    """Direct imports, each pair of modules counted once; at least one."""


class Metric(NamedTuple):
    """A number that has changed."""

    name: str
    before: int
    after: int


class States(NamedTuple):
    """How many violations stand somewhere, by their states."""

    new: int = 0
    known: int = 0
    waived: int = 0


class Node(NamedTuple):
    """One first-party module."""

    name: str
    path: str
    component: str
    """Label of the box of the picture that it is in; "" for none."""
    states: States
    """Violations by it that stand at no edge: it imports nothing of ours by them."""


class Edge(NamedTuple):
    """What one module imports of another."""

    tail: int
    """Position of the importing node."""
    head: int
    path: str
    line: int
    """1-based, of the first statement."""
    statements: Mapping[str, int]
    """How many there are of each kind of imports; all kinds are there."""
    states: States


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
    other_path: str
    """Where the other end of a channel stands; "" for a string."""
    other_line: int


class Network(NamedTuple):
    """The modules of the code and the imports between them. Each violation is counted in one place of it."""

    nodes: tuple[Node, ...] = ()
    """By name."""
    edges: tuple[Edge, ...] = ()
    """Ascending."""
    wires: tuple[Wire, ...] = ()
    """What couples modules without an import, as far as some rule counts it, by both modules and place."""
