"""The door's verb: graph -> findings."""

from archlint import graph
from archlint.rulebook.memo import memo
from archlint.rulebook.nouns import Findings, Gap
from archlint.rulebook.packs import equipped
from archlint.settings import Request, timed

__all__ = ["apply"]

_OF_CHANNELS = ("channels", "forwarders", "publishers", "subscribers", "unknown-topics")


@timed("rulebook")
def apply(request: Request) -> Findings:
    """
    Return what every rule of the settings finds in the code.

    A rule that does not fit the code becomes problems, and the others are judged all the same.
    Raises SettingsError where nothing can be judged at all.
    """
    # Only who judges waits for the rules and all that they ask of the graph.
    if request.ask == "config":
        from archlint.rulebook.applied import proofread

        return proofread(request)
    code = graph.draft(request)
    if request.ask in ("paths", "modules", "affected", "proposal", *_OF_CHANNELS):
        return _without_rules(request, code)
    if request.ask in ("chain", "metrics"):
        from archlint.rulebook.applied import chained, gauged

        return chained(*_ready(request, code)) if request.ask == "chain" else gauged(*_ready(request, code))
    kept = memo(request, code)
    found = kept.recall(lambda: _judged(*_ready(request, code))) if kept else None
    if found is None:
        request, code = _ready(request, code)
        found = _judged(request, code)
        if kept:
            found = kept.keep(found, code)
    return found


def _ready(request: Request, code: graph.Draft) -> tuple[Request, graph.Draft]:
    """Return the same with the packs, where somebody asks for more than imports; who was here before needs none."""
    ready = equipped(request)
    return ready, code if ready is request else graph.draft(ready)


def _without_rules(request: Request, code: graph.Draft) -> Findings:
    """Return what the code alone can tell."""
    if request.ask == "paths":
        return Findings(rules=(), paths=tuple(code.paths()))
    if request.ask == "modules":
        return Findings(rules=(), answer={"modules": code.modules()})
    if request.ask == "affected":
        from archlint.rulebook.affected import trailed

        return trailed(request, code)
    if request.ask != "proposal":
        return _of_channels(*_ready(request, code))
    from archlint.rulebook.proposal import proposed

    return Findings(rules=(), answer=proposed(request, code.graph()))


def _of_channels(request: Request, code: graph.Draft) -> Findings:
    from archlint.rulebook.channels import answered

    whole = code.graph()
    unread = tuple(Gap(*gap) for gap in whole.reading.unread)
    return Findings(rules=(), unread=unread, answer=answered(request, whole.wiring))


def _judged(request: Request, code: graph.Draft) -> Findings:
    from archlint.rulebook.applied import applied

    return applied(request, code)
