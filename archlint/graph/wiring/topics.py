"""When two topics meet, and how a topic is written for a person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from archlint import source

__all__ = ["certain", "dynamic", "fits", "holed", "may_fit", "meeting", "spelled"]

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

    They do where each segment meets the other's: an equal one, and a pattern each text that it could be. What takes
    everything meets all. Two patterns that differ never do, as there is no telling; nor does what begins with a part
    that is known at run time only, and could be anything. A segment that begins so counts between two that are known:
    `builds/{}/stop`.
    """
    if len(one) != len(other) or dynamic(one) or dynamic(other):
        return ()
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if ANY not in (a, b)]
    known = [at for at, (a, b) in enumerate(pairs) if a == b and HOLE not in a]
    if any(part.startswith(HOLE) for pair in pairs[max(known, default=0) :] for part in pair):
        return ()
    apart = [(a, b) for a, b in pairs if a != b]
    left, right = (any(HOLE in pair[side] for pair in apart) for side in (0, 1))
    met = left != right and all(_could_be(a, b) if left else _could_be(b, a) for a, b in apart)
    return tuple(map(_more_exact, one, other)) if met or not apart else ()


def certain(one: Topic, other: Topic) -> bool:
    """Return whether two topics that meet do so whatever is filled in at run time."""
    return all(ANY in (a, b) or HOLE not in a + b for a, b in zip(one, other, strict=True))


def _could_be(pattern: str, text: str) -> bool:
    return HOLE in pattern and _of(pattern).fullmatch(text) is not None


@cache
def _of(pattern: str) -> re.Pattern[str]:
    return re.compile(".+".join(map(re.escape, pattern.split(HOLE))), re.DOTALL)


def _more_exact(one: str, other: str) -> str:
    return other if one == ANY or (HOLE in one and other != ANY) else one


def fits(pattern: str, channel: str, topic: Topic) -> bool:
    """
    Return whether a pattern certainly means a topic, whatever is filled in at run time: `*` is any text.

    It means it by its text as `spelled` gives it, or by the first segments of it, with or without the channel before:
    `payment.*`, `celery:payment.*`, and `shop.signals.paid` whoever sends it.
    """
    tried = _globbed(pattern)
    return any(tried.fullmatch(text) for text in _texts(pattern, channel, topic))


def may_fit(pattern: str, channel: str, topic: Topic) -> bool:
    """Return whether a pattern means a topic, or could, by what may be filled in at run time."""
    glob = _tokens(pattern.split("*"))
    return any(_overlap(glob, _tokens(re.split(r"\{\}|\*", text))) for text in _texts(pattern, channel, topic))


def _texts(pattern: str, channel: str, topic: Topic) -> Iterator[str]:
    """Yield the texts that a pattern may mean a topic by; the channel counts only where the pattern can speak of it."""
    for end in range(len(topic), 0, -1):
        text = spelled(topic[:end])
        yield from (text, f"{channel}:{text}") if ":" in pattern else (text,)


@cache
def _globbed(pattern: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, pattern.split("*"))), re.DOTALL)


def _tokens(pieces: Sequence[str]) -> tuple[str, ...]:
    """Return the characters of pieces of text, with "" between them for any text."""
    return tuple(token for at, piece in enumerate(pieces) for token in (("",) if at else ()) + tuple(piece))


def _overlap(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Return whether some text is meant by both of two patterns."""
    reached = {0}  # how much of the other may be used up by what was looked at of the one
    for token in one:
        reached = set(_past_any(other, reached))
        if token == "":
            reached = set(range(min(reached), len(other) + 1)) if reached else reached
        else:
            reached = {at + (other[at] != "") for at in reached if at < len(other) and other[at] in ("", token)}
    return len(other) in _past_any(other, reached)


def _past_any(tokens: tuple[str, ...], reached: set[int]) -> set[int]:
    """Return the same with what may be left out: a part of a pattern that stands for any text may stand for none."""
    found = set(reached)
    for at in range(len(tokens)):
        if at in found and tokens[at] == "":
            found.add(at + 1)
    return found
