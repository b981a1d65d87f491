"""What couples two modules without an import, in words that show both ends."""

from collections import Counter
from collections.abc import Collection

from archlint.graph import (
    HIDDEN_KINDS,
    IMPORT_KINDS,
    Breach,
    Graph,
    Meeting,
    Occurrence,
    Reference,
    Site,
    Wiring,
    dynamic_sites,
    spelled,
)
from archlint.rulebook.nouns import Blind, End

__all__ = ["blind", "end_of", "far_end", "hidden", "occurrence", "parts", "told"]

_HIDDEN = ((1 << len(HIDDEN_KINDS)) - 1) << len(IMPORT_KINDS)


def hidden(graph: Graph) -> bool:
    """Return whether a graph may hold dependencies that are no imports."""
    return bool(graph.kinds & _HIDDEN)


def parts(graph: Graph, breach: Breach) -> list[Breach]:
    """
    Return a breach about one dependency as what it is: by imports, by strings, by channels, each a breach of its own.

    Who has mended the one has not mended the other, and to know of the one is not to know of the other.
    """
    if not hidden(graph) or len(breach.chain) != 2 or breach.members or breach.measured or breach.at:
        return [breach]
    found = graph.occurrences(*breach.chain)
    kinds = {one.kind for one in found if not breach.names or one.name in breach.names}
    imported = [breach] if kinds - {*HIDDEN_KINDS} else []
    return [*imported, *(breach._replace(by=kind) for kind in HIDDEN_KINDS if kind in kinds)]


def blind(wiring: Wiring, kinds: Collection[str]) -> tuple[Blind, ...]:
    """Return the channels of which some topic could be any, and what takes strings that cannot be told, by name."""
    dynamic, every = Counter[str](), Counter[str]()
    if "channel" in kinds:
        dynamic.update(site.channel for site in dynamic_sites(wiring))
        every.update(site.channel for site in (*wiring.sites, *wiring.unknown))
    if "string" in kinds:
        lost = [site.channel for site in wiring.unknown_references]
        dynamic.update(lost)
        every.update([*(one.via for one in wiring.references), *lost])
    return tuple(Blind(channel, count, every[channel]) for channel, count in sorted(dynamic.items()))


def occurrence(breach: Breach) -> Occurrence:
    """Return what a breach is about that says itself at which site it stands, or between which two."""
    assert breach.at
    if isinstance(breach.at, Site):
        site, wire, confidence = breach.at, None, "exact"
    else:
        ends = breach.at[:2]
        site, wire, confidence = ends[ends[0].node != breach.chain[0]], breach.at, breach.at.confidence
    return Occurrence("", site.path, *site[3:7], "channel", (), site.channel, confidence, wire)


def end_of(one: Occurrence) -> End | None:
    """Return the end that the importer is not, of what is no import: the other site, or what the string names."""
    if isinstance(one.wire, Meeting):
        there = _far(one, one.wire)
        return End(there.path, there.line, there.column, spelled(one.wire.topic))
    return End(one.wire.target_path, 1, 1, one.wire.written) if one.wire else None


def far_end(one: Occurrence) -> Occurrence | None:
    """Return a dependency over a channel as it stands at the end that the importer is not; None for all others."""
    if not isinstance(one.wire, Meeting):
        return None
    path, line, column, end_line, end_column = _far(one, one.wire)[2:7]
    return one._replace(path=path, line=line, column=column, end_line=end_line, end_column=end_column)


def told(one: Occurrence) -> str:
    """Return how two modules are coupled, with the places of both; "" for an import."""
    if isinstance(one.wire, Meeting):
        return _met(one.wire)
    return _named(one.wire) if one.wire else ""


def _met(one: Meeting) -> str:
    topic, (publisher, subscriber) = f"`{spelled(one.topic)}`", one[:2]
    published = f"{_at(publisher)} publishes {topic}{' by being defined' if publisher.implied else ''}"
    subscribed = f"{_at(subscriber)} subscribes to it"
    # Of a site that may be about several topics, what is known of it may be about another one.
    hows = [site.how if len(site.topics) == 1 else "" for site in (publisher, subscriber)]
    if hows[0] and hows[0] != hows[1] and not publisher.implied:
        published += f" (by {hows[0]})"
    doubt = ["a part of it is known at run time only"] if one.confidence != "exact" else []
    facts = [one.via, *([f"by {hows[1]}"] if hows[1] else []), *doubt]
    return f"{published}, {subscribed} ({', '.join(facts)})"


def _named(one: Reference) -> str:
    there = f"{one.target_module}.{one.name}" if one.name else one.target_module
    doubt = {"exact": "", "pattern": ", a part of it is known at run time only", "possible": ", or looks as if it did"}
    written = " ".join(one.written.split())
    return f"{one.path}:{one.line} names {there} in the string `{written}` ({one.via}{doubt[one.confidence]})"


def _at(site: Site) -> str:
    return f"{site.path}:{site.line}"


def _far(one: Occurrence, met: Meeting) -> Site:
    ends = met.publisher, met.subscriber
    return ends[_place(ends[0]) == (one.path, one.line, one.column)]


def _place(site: Site) -> tuple[str, int, int]:
    return site.path, site.line, site.column
