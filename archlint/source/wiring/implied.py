"""What classes publish by being what they are: a model sends the signals of its being saved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archlint.settings import Channel
from archlint.source.couplings import ANY, HOLE, Site, Topic
from archlint.source.wiring.naming import Naming

__all__ = ["implied"]


def implied(sites: Iterable[Site], channels: Iterable[Channel], naming: Naming) -> Iterator[Site]:
    """Yield a site for each first-party class whose signals somebody subscribes to by the name of the class."""
    signals = {channel.name: channel.implied for channel in channels if channel.implied}
    for site in sites:
        if site.role != "subscribe" or site.channel not in signals:
            continue
        for topic in site.topics:
            if len(topic) > 1 and topic[0] in signals[site.channel] and topic[1] != ANY and HOLE not in topic[1]:
                yield from _publisher(site.channel, topic, naming)


def _publisher(channel: str, topic: Topic, naming: Naming) -> Iterator[Site]:
    home = naming.home(topic[1])
    class_ = naming.class_(home) if home else None
    if home and class_:
        line, column, end_line, end_column = class_.place
        yield Site(
            module=home.node,
            line=line,
            column=column,
            end_line=end_line,
            end_column=end_column,
            channel=channel,
            role="publish",
            topics=(topic,),
            declared=topic[0],
            how=f"the class {topic[1]}, which sends it by itself",
            handler="",
            written=f"class {home.qualified}",
            implied=True,
        )
