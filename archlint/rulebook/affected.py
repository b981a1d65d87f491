"""Read code to follow a change through it. No rule has a say in that."""

from collections.abc import Collection, Iterable, Mapping
from functools import partial

from archlint import graph
from archlint.graph import Graph
from archlint.rulebook.nouns import Findings, Gap
from archlint.rulebook.trail import Reached, Trail
from archlint.settings import Reach, Request, SettingsError

__all__ = ["trailed"]


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
