"""Answer what is asked of channels: their topics, the ends of one topic, what is not known, who hands topics on."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from archlint.graph import Site, Wiring, dynamic_sites
from archlint.rulebook.channels.ends import ends
from archlint.rulebook.channels.leftover import forwarders, unknown
from archlint.rulebook.channels.paging import NoKey
from archlint.rulebook.channels.topics import topics
from archlint.settings import Request

__all__ = ["answered"]

Row = dict[str, Any]
_ANSWERS: Final[Mapping[str, Callable[[Request, Wiring], Row]]] = {
    "channels": topics,
    "forwarders": forwarders,
    "publishers": ends,
    "subscribers": ends,
    "unknown-topics": unknown,
}


def answered(request: Request, wiring: Wiring) -> Row:
    """
    Return what the request asks; docs/channels.md says what each key means.

    A list holds at most `request.limit` rows (0 is all), and begins behind `request.after`; `after` is what the next
    one begins behind, "" where there is none. `blind` says how many topics are not known, by channel and role. Where
    nothing is called like the subject, `known` is False, `unknown` the name and `near` the nearest one.
    """
    try:
        found = _ANSWERS[request.ask](request, wiring)
    except NoKey:
        found = {"known": False, "refused": f"`{request.after}` is no key of this list"}
    return {"about": request.ask, "subject": request.subject, **found, "blind": _blind(dynamic_sites(wiring))}


def _blind(sites: Iterable[Site]) -> list[Row]:
    counts = Counter((site.channel, site.role) for site in sites)
    return [
        {"channel": channel, "publishers": counts[channel, "publish"], "subscribers": counts[channel, "subscribe"]}
        for channel in sorted({channel for channel, _ in counts})
    ]
