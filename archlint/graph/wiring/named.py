"""What somebody calls a topic, held up to the topics of the code."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from archlint.graph.wiring.topics import ANY, HOLE, dynamic

__all__ = ["MATCHES", "named"]

Topic = tuple[str, ...]
MATCHES: Final = ("exact", "pattern", "possible", "wildcard")
"""
What a topic is to one that somebody names, the most certain first: it itself; one with parts that are known at run time
only, behind a beginning that fits; the same without such a beginning; every topic.
"""
_TELLING: Final = 4
"""So many characters that fit, without a beginning that does, are no chance; fewer fit half of all topics."""


def named(name: str, topics: Iterable[Topic]) -> tuple[str, Topic]:
    """Return what the best of some topics is to a name, one of MATCHES, and that topic; ("", ()) where none fits."""
    found = [(MATCHES.index(how), topic) for topic in topics for how in _matches(name, topic)]
    best = min(found, default=None)
    return (MATCHES[best[0]], best[1]) if best else ("", ())


def _matches(name: str, topic: Topic) -> Iterator[str]:
    for segments in _readings(name, len(topic)):
        if how := _match(segments, topic):
            yield how


@cache
def _readings(name: str, count: int) -> tuple[Topic, ...]:
    """
    Return how a name may be meant for a topic of so many segments: as the only one, or parted by "/" or ".".

    The last ones of several may be left out: a signal is meant whoever sends it.
    """
    if count == 1:
        return ((name,),)
    parted = [tuple(name.split(sign)) for sign in ("/", ".")]
    whole = [one for one in parted if len(one) == count]
    return (*whole, *(one for one in (parted[0],) if len(one) < count))


def _match(segments: Topic, topic: Topic) -> str:
    how = "exact"
    for wanted, segment in zip(segments, topic, strict=False):
        if segment == ANY:
            how = "wildcard"
        elif HOLE in segment and _of(segment).fullmatch(wanted):
            if dynamic(topic) and len("".join(topic).replace(HOLE, "").replace(ANY, "")) < _TELLING:
                return ""
            how = how if how == "wildcard" else "possible" if dynamic(topic) else "pattern"
        elif segment != wanted:
            return ""
    return how if len(segments) == len(topic) or how == "exact" else ""


@cache
def _of(segment: str) -> re.Pattern[str]:
    return re.compile(".+".join(map(re.escape, segment.split(HOLE))), re.DOTALL)
