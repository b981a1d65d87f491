"""The nouns of following a change through the code."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from archlint.startup import NamedTuple

__all__ = ["Reached", "Trail"]


class Reached(NamedTuple):
    """A module that a change can reach."""

    module: str
    path: str
    chain: tuple[str, ...]
    """From the module to one that has changed, each needing the next; as short as can be."""


class Trail(NamedTuple):
    """What can be asked of code about a change. Modules go by their names."""

    modules: Mapping[str, str]
    """The name of each module by its file."""
    reached: Callable[[Iterable[str], Mapping[str, Collection[str]]], tuple[Reached, ...]]
    """Gives all that need some modules, those among them, by path: of ones that are here, and of ones that are none any
    more, each with those who needed it."""
    dependants: Callable[[Iterable[str]], Mapping[str, Collection[str]]]
    """Gives for each of some modules who needs it directly."""
