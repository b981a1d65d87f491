"""What one file says by itself: what its names are bound to, and the calls that packs know. All of it can be kept."""

from __future__ import annotations

from collections.abc import Mapping

from archlint.source.wiring.terms import Term
from archlint.startup import NamedTuple

__all__ = ["Call", "Class", "Facts", "Found", "Function", "Literal", "Place"]

Place = tuple[int, int, int, int]
"""Line, column, end line and end column; all 1-based, in code points."""
Literal = tuple[str, Place]
"""A string that stands in the file, and where."""


class Function(NamedTuple):
    """A function or method; its qualified name is the way to it in the file, "Bus.fire"."""

    positional: tuple[str, ...]
    named: tuple[str, ...]
    """Parameters that are given by keyword alone."""
    defaults: Mapping[str, Term]
    annotations: Mapping[str, Term]
    """Of parameters and variables; of what it returns under "return"."""
    returns: tuple[Term, ...]
    """What it returns; None where it may come to its end is not among it."""
    decorators: tuple[Term, ...]


class Class(NamedTuple):
    """A class, where its statement begins."""

    bases: tuple[Term, ...]
    place: Place
    decorators: tuple[Term, ...] = ()


class Facts(NamedTuple):
    """What names mean in a file. Scopes are qualified names of functions and classes; "" is the module."""

    bindings: Mapping[str, Mapping[str, tuple[Term, ...]]]
    """For each scope what each name is bound to, each value once, in the order of the text."""
    fields: Mapping[str, Mapping[str, tuple[tuple[Term, str], ...]]]
    """For each class the values that methods give to attributes of `self`, each with the method."""
    functions: Mapping[str, Function]
    """Of several with one qualified name the last."""
    classes: Mapping[str, Class]
    stars: tuple[tuple[int, str], ...]
    """Level and module of each `from module import *` at the top."""


class Call(NamedTuple):
    """A call, a decorator, or an assignment, whose name a pack knows."""

    scope: str
    """Where it stands."""
    callee: Term
    """What is called; ("=", name) where something is assigned."""
    arguments: tuple[Term, ...]
    keywords: Mapping[str, Term]
    place: Place
    decorated: str
    """Qualified name of the function or class that it decorates; else ""."""
    written: Mapping[int | str, str]
    """The text of each argument, cut to one line, by its position or keyword; "" has the whole call."""
    literals: tuple[Literal, ...]
    """All strings inside of it."""


class Found(NamedTuple):
    """What a file has of some names."""

    calls: tuple[Call, ...] = ()
    literals: tuple[Literal, ...] = ()
    """Strings that look like names of modules, wherever they stand."""
