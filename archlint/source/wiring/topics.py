"""From what the segments of a topic may be to the topics."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from typing import Final

from archlint.settings import Channel, Usage
from archlint.source.couplings import ANY, HOLE, Topic
from archlint.source.wiring.value import Value
from archlint.startup import NamedTuple

__all__ = ["Named", "named"]

_FEW: Final = 3
"""So many ways of finding topics out are told of one call."""
_MOST: Final = 64
"""So many topics may one call have; of more nobody can be sure."""


class Named(NamedTuple):
    """The topics that a call may have."""

    topics: tuple[Topic, ...]
    """Sorted. (HOLE,) among them is one that nobody knows."""
    declared: str
    how: str
    parameters: tuple[tuple[str, str], ...]
    """Parameters, each with its function, that some topic is to come from; sorted."""

    @property
    def known(self) -> bool:
        """Whether a topic is known, at least in part."""
        return any(
            segment.strip(HOLE) and (segment != ANY or len(topic) == 1) for topic in self.topics for segment in topic
        )


def named(
    segments: Sequence[tuple[Value, ...]],
    channel: Channel,
    usage: Usage,
    role: str,
    model: Callable[[str], str],
) -> Named:
    """
    Return the topics that segments make; `model` gives the class that a text names for a framework, or "".

    No topics and no parameters where the usage extracts something, and nothing of it is there.
    """
    found: dict[Topic, Value] = {}
    parameters: set[tuple[str, str]] = set()
    spread = [tuple(_flat(one, channel, several=len(segments) > 1)) for one in segments]
    if channel.implied and len(spread) > 1 and not any(one.text in channel.implied for one in spread[0]):
        spread[1:] = [(Value("any", ANY),)]  # the sender counts for no other signal
    count = 1
    for segment in spread:
        count *= len(segment)
    for values in product(*spread) if count <= _MOST else ():
        parameters |= {(one.function, one.text) for one in values if one.kind == "parameter"}
        if any(one.kind == "parameter" for one in values):
            continue
        for topic in _topics(values, channel, usage, role, model):
            found.setdefault(topic, values[0] if channel.key == "object" else values[-1])
    if not found and not parameters and not usage.extract:
        found[(HOLE,)] = Value("unknown")
    told = [value for topic, value in found.items() if topic != (HOLE,)]
    declared = {value.declared for value in told}
    return Named(
        topics=tuple(sorted(found)),
        declared=declared.pop() if len(declared) == 1 and len(found) == 1 else "",
        how=" or ".join(list(dict.fromkeys(value.how for value in told if value.how))[:_FEW]),
        parameters=tuple(sorted(parameters)),
    )


def _flat(values: Iterable[Value], channel: Channel, *, several: bool) -> Iterator[Value]:
    """Yield the values one by one; a tuple that is no topic is several, and None is none unless it is a segment."""
    for value in values:
        if value.kind == "tuple" and channel.key != "tuple":
            for part in value.parts:
                yield from _flat(part, channel, several=several)
        elif value.kind != "none" or several:
            yield value


def _topics(
    values: Sequence[Value], channel: Channel, usage: Usage, role: str, model: Callable[[str], str]
) -> Iterator[Topic]:
    if usage.extract and len(values) == 1:
        if values[0].kind == "text":
            yield from ((one,) for one in re.findall(usage.extract, values[0].text) if one.strip(HOLE))
        return
    if len(values) == 1 and values[0].kind == "tuple":
        spread = [[_segment(one, channel, role, several=True) for one in part] for part in values[0].parts]
        yield from product(*spread)
        return
    several = len(values) > 1
    topic = tuple(_segment(one, channel, role, several=several) for one in values)
    if channel.implied and several:
        topic = _sent(topic, values, channel, model)
    yield topic if topic[0].strip(HOLE) or several else (HOLE,)


def _sent(topic: Topic, values: Sequence[Value], channel: Channel, model: Callable[[str], str]) -> Topic:
    """Return a topic of a signal and its sender; only of signals that classes send by themselves the sender counts."""
    signal, *_ = topic
    if signal not in channel.implied:
        return (signal, ANY)  # one of several signals
    sender = values[1]
    if sender.kind == "text":
        return signal, model(sender.text) or HOLE
    return topic


def _segment(value: Value, channel: Channel, role: str, *, several: bool) -> str:
    if value.kind == "any" or (value.kind == "none" and several):
        return ANY
    if value.kind == "object":
        return value.text
    if value.kind != "text" or (channel.key == "object" and not (several or channel.named)):
        return HOLE
    if value.text in channel.wildcard:
        return ANY
    if role == "subscribe":
        for sign in channel.holes:
            text = value.text.replace(sign, HOLE)
            value = value._replace(text=text)
    return value.text
