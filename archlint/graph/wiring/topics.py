"""When two topics meet, and how a topic is written for a person."""

from __future__ import annotations

import re
from fnmatch import translate
from functools import cache
from typing import Final

from archlint import source

__all__ = ["dynamic", "fits", "holed", "meeting", "patterned", "spelled"]

Topic = tuple[str, ...]
HOLE: Final = source.HOLE
ANY: Final = source.ANY


def spelled(topic: Topic) -> str:
    """
    Return a topic as one text: `light.turn_on`; `shop.signals.paid/shop.orders.Order` where a segment has dots itself.

    What is known at run time only stands as `{}`, what takes everything as `*`, and not at all behind a dotted name.
    """
    joint = "/" if len(topic) > 1 and any("." in segment for segment in topic) else "."
    while len(topic) > 1 and "." in topic[0] and topic[-1] == ANY:
        topic = topic[:-1]
    return joint.join(topic).replace(HOLE, "{}").replace(ANY, "*")


def holed(topic: Topic) -> bool:
    """Return whether a part of a topic is known at run time only."""
    return any(HOLE in segment for segment in topic)


def dynamic(topic: Topic) -> bool:
    """Return whether nothing certain stands before what is known at run time only: such a topic could be any."""
    for segment in topic:
        if segment == ANY:
            continue
        start, hole, _ = segment.partition(HOLE)
        if start or hole:
            return bool(hole) and not start
    return False


def meeting(one: Topic, other: Topic) -> Topic:
    """
    Return what two topics meet on, as exactly as one of them says it; () where they do not meet.

    Equal topics do, and a pattern with each literal text that it could be; what takes everything meets all. Two
    patterns that differ never do, as there is no telling; nor does a topic that could be any.
    """
    if len(one) != len(other) or dynamic(one) or dynamic(other):
        return ()
    if _abreast(one, other):
        return tuple(map(_more_exact, one, other))
    return ()


def _abreast(one: Topic, other: Topic) -> bool:
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if ANY not in (a, b) and a != b]
    if not pairs:
        return True
    left, right = (any(HOLE in pair[side] for pair in pairs) for side in (0, 1))
    if left == right:  # both are patterns, and differ; or none is
        return False
    return all(_could_be(a, b) if left else _could_be(b, a) for a, b in pairs)


def _could_be(pattern: str, text: str) -> bool:
    return HOLE in pattern and _of(pattern).fullmatch(text) is not None


@cache
def _of(pattern: str) -> re.Pattern[str]:
    return re.compile(".+".join(map(re.escape, pattern.split(HOLE))), re.DOTALL)


def _more_exact(one: str, other: str) -> str:
    return other if one == ANY or (HOLE in one and other != ANY) else one


def patterned(text: str) -> re.Pattern[str]:
    """Return a pattern of topics as settings and commands write it: `*` is any text, `?` any one character."""
    return re.compile(translate(text))


def fits(pattern: re.Pattern[str], channel: str, topic: Topic) -> bool:
    """Return whether a pattern means a topic, written with or without its channel: `celery:payment.*`."""
    text = spelled(topic)
    return bool(pattern.match(text) or pattern.match(f"{channel}:{text}"))

