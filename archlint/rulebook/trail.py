"""The way of a change through the code. No rule has a say in it."""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from typing import NamedTuple

from archlint import graph
from archlint.graph import Graph
from archlint.rulebook.nouns import Findings, Gap
from archlint.settings import Reach, Request, SettingsError

__all__ = ["Reached", "Trail", "trailed"]


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


def trailed(request: Request, code: graph.Draft) -> Findings:
    """Return what was read, without a finding. Raises SettingsError where what is declared does not fit the code."""
    whole = code.graph()
    if whole.ledger.problems:
        raise SettingsError.located(request.settings, dict.fromkeys(whole.ledger.problems))
    return Findings(
        rules=(),
        modules=whole.size,
        paths=whole.ledger.paths,
        imports=whole.internal,
        unread=tuple(Gap(*gap) for gap in whole.reading.unread),
        dynamic=tuple(Gap(*gap) for gap in whole.reading.dynamic),
        trail=_trail(whole, request.reach),
    )


def _trail(whole: Graph, reach: Reach) -> Trail:
    names = dict(zip(whole.ledger.paths, whole.names.modules, strict=False))
    return Trail(names, partial(_reached, whole, reach), partial(graph.dependants, whole, reach))


def _reached(
    whole: Graph, reach: Reach, changed: Iterable[str], lost: Mapping[str, Collection[str]]
) -> tuple[Reached, ...]:
    return tuple(Reached(*one) for one in graph.reached(whole, reach, changed, lost))
