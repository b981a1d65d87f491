"""Which modules depend on which for being coupled without an import."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from archlint.graph.wiring.nouns import CONFIDENCES, Record, Site, Wanted, Wiring

__all__ = ["records"]


def records(wiring: Wiring, wanted: Wanted) -> list[Record]:
    """
    Return what makes one module depend on another, as far as somebody counts it, by both modules and place.

    Of all that one site has to do with another module, it has the most certain, and the first by place of equal ones.
    """
    found: dict[tuple[object, ...], Record] = {}
    for one in sorted(_records(wiring, wanted), key=lambda one: (*_same(one), _rank(one))):
        found.setdefault(_same(one), one)
    return list(found.values())


def _same(one: Record) -> tuple[object, ...]:
    return one.tail, one.head, one.path, one.place, one.kind, one.wire.via, one.name


def _records(wiring: Wiring, wanted: Wanted) -> Iterator[Record]:
    counted = CONFIDENCES[: CONFIDENCES.index(wanted.confidence) + 1]
    for link in wiring.links if "channel" in wanted.kinds else ():
        ends = wiring.sites[link.subscriber], wiring.sites[link.publisher]
        if link.confidence in counted and ends[0].node != ends[1].node:
            for (tail, head), direction in zip(permutations(ends), ("subscriber", "publisher"), strict=True):
                if direction in wanted.directions:
                    place = _place(tail)
                    yield Record(tail.node, head.node, "", tail.path, place, "channel", wiring.meeting(link))
    for one in wiring.references if "string" in wanted.kinds else ():
        if one.confidence in counted and one.node not in (-1, one.target):
            place = one.line, one.column, one.end_line, one.end_column
            yield Record(one.node, one.target, one.name, one.path, place, "string", one)


def _place(site: Site) -> tuple[int, int, int, int]:
    return site.line, site.column, site.end_line, site.end_column


def _rank(one: Record) -> tuple[object, ...]:
    return CONFIDENCES.index(one.wire.confidence), one.wire
