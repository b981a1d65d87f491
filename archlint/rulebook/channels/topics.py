"""The topics of each channel, with both of their ends."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from archlint.graph import Site, Wiring, dynamic, meeting, spelled
from archlint.rulebook.channels.filtering import Filter
from archlint.rulebook.channels.paging import page
from archlint.rulebook.channels.rows import site_row
from archlint.settings import Request

__all__ = ["topics"]

Row = dict[str, Any]
Topic = tuple[str, ...]
_ROLES: Final = {"publish": "publishers", "subscribe": "subscribers"}
_OTHER: Final = {"publish": "subscribe", "subscribe": "publish"}


class _Subject(NamedTuple):
    channel: str
    text: str
    topic: Topic

    @property
    def key(self) -> str:
        return f"{self.channel}:{self.text}"


_Ends = Mapping[_Subject, Mapping[str, list[Site]]]


def topics(request: Request, wiring: Wiring) -> Row:
    """
    Return the `topics` by channel and name, with the sites of either role; `by_pattern` counts those of other topics
    that may be meant: patterns, and what takes everything. `orphan` is the role that has neither, or "".
    """
    found = _ends(wiring.sites)
    wanted = Filter(request.subject)
    held = sorted(one for one in found if wanted.holds(one.channel, one.text))
    if request.subject and not held:
        return wanted.missed({one.channel for one in found}, (one.text for one in found))
    shown, after = page(request, held, lambda one: one.key, _order)
    return {"known": True, "topics": [_row(one, found) for one in shown], "after": after}


def _ends(sites: Iterable[Site]) -> _Ends:
    found: dict[_Subject, dict[str, list[Site]]] = {}
    for site in sites:
        for topic in dict.fromkeys(site.topics):
            ends = found.setdefault(_Subject(site.channel, spelled(topic), topic), {"publish": [], "subscribe": []})
            ends[site.role].append(site)
    return found


def _order(key: str) -> tuple[object, ...]:
    channel, sign, text = key.partition(":")
    if not sign:
        raise ValueError(key)
    return channel, text


def _row(one: _Subject, found: _Ends) -> Row:
    ends = found[one]
    more = {role: len({site for other in _meeting(one, found, role) for site in found[other][role]}) for role in ends}
    missing = [] if dynamic(one.topic) else [role for role in ends if not ends[role] and not more[role]]
    return {
        "channel": one.channel,
        "topic": one.text,
        "dynamic": dynamic(one.topic),
        **{name: [site_row(site) for site in ends[role]] for role, name in _ROLES.items()},
        "by_pattern": {name: more[role] for role, name in _ROLES.items()},
        "orphan": _ROLES[missing[0]] if missing else "",
    }


def _meeting(one: _Subject, found: _Ends, role: str) -> Iterator[_Subject]:
    """Yield the other topics of the channel by which somebody of a role meets who is on this one."""
    if not found[one][_OTHER[role]]:
        return
    for other in found:
        if other != one and other.channel == one.channel and found[other][role] and meeting(one.topic, other.topic):
            yield other
