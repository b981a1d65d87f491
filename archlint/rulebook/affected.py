"""Read code to follow a change through it. No rule has a say in that."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import partial

from archlint import graph
from archlint.graph import Needs
from archlint.rulebook.memo import memo
from archlint.rulebook.nouns import Findings, Gap
from archlint.rulebook.trail import Reached, Trail
from archlint.settings import Request, SettingsError
from archlint.startup import NamedTuple

__all__ = ["trailed"]


class _Code(NamedTuple):
    """What is kept of code, for whoever comes back to it with another change."""

    needs: Needs
    imports: int
    unread: tuple[Gap, ...]
    dynamic: tuple[Gap, ...]


def trailed(request: Request, code: graph.Draft) -> Findings:
    """Return what was read, without a finding. Raises SettingsError where what is declared does not fit the code."""
    kept, read, reach = memo(request, code), partial(_read, request, code), request.reach
    name = "trail-typing" if "typing" in reach.kinds else "trail"  # both are asked for in turns
    found = kept.beside(name, _Code, read, (reach.suite, reach.kinds)) if kept else read()
    return Findings(
        rules=(),
        modules=len(found.needs.modules),
        paths=found.needs.paths,
        imports=found.imports,
        unread=found.unread,
        dynamic=found.dynamic,
        trail=_trail(found.needs),
    )


def _read(request: Request, code: graph.Draft) -> _Code:
    whole = code.graph()
    if whole.ledger.problems:
        raise SettingsError.located(request.settings, dict.fromkeys(whole.ledger.problems))
    unread, dynamic = (tuple(Gap(*gap) for gap in gaps) for gaps in (whole.reading.unread, whole.reading.dynamic))
    return _Code(graph.needs(whole, request.reach), whole.internal, unread, dynamic)


def _trail(needs: Needs) -> Trail:
    names = dict(zip(needs.paths, needs.modules, strict=True))
    return Trail(names, partial(_reached, needs), partial(graph.dependants, needs))


def _reached(needs: Needs, changed: Iterable[str], lost: Mapping[str, Collection[str]]) -> tuple[Reached, ...]:
    return tuple(Reached(*one) for one in graph.reached(needs, changed, lost))
