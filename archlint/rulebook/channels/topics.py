"""The topics of each channel, with both of their ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from archlint.graph import ANY, Site, Wiring, dynamic, fits, holed, meeting, spelled
from archlint.rulebook.channels.filtering import Filter
from archlint.rulebook.channels.paging import page
from archlint.rulebook.channels.rows import site_row
from archlint.settings import Channel, Request
from archlint.startup import NamedTuple

__all__ = ["topics"]

Row = dict[str, Any]
Topic = tuple[str, ...]
_ROLES: Final = {"publish": "publishers", "subscribe": "subscribers"}
_OTHER: Final = {"publish": "subscribe", "subscribe": "publish"}


class _Subject(NamedTuple):
    channel: str
    text: str

    @property
    def key(self) -> str:
        return f"{self.channel}:{self.text}"


_Ends = dict[str, dict[Topic, list[Site]]]
"""The sites of each role by topic; what a person reads alike may be several topics."""
_Found = Mapping[_Subject, _Ends]


def topics(request: Request, wiring: Wiring) -> Row:
    """
    Return the `topics` by channel and name, with the sites of either role.

    `by_pattern` counts the sites of other topics that may be meant: patterns, and what takes everything. `orphan` is
    the role that has neither, "" where both have or a pack says that it is `external`.
    """
    found = _ends(wiring.sites)
    wanted = Filter(request.subject)
    held = sorted(one for one in found if wanted.holds(*one))
    if request.subject and not held:
        return wanted.missed({one.channel for one in found}, {one.text for one in found})
    shown, after = page(request, held, lambda one: one.key, _order)
    loose = _loose(found)
    frameworks = {channel.name: (channel, pack.tried) for pack in request.packs for channel in pack.channels}
    rows = [_row(one, found, loose, *frameworks.get(one.channel, (None, True))) for one in shown]
    return {"known": True, "topics": rows, "after": after}


def _ends(sites: Iterable[Site]) -> _Found:
    found: dict[_Subject, _Ends] = {}
    for site in sites:
        for topic in dict.fromkeys(site.topics):
            ends = found.setdefault(_Subject(site.channel, spelled(topic)), {"publish": {}, "subscribe": {}})
            ends[site.role].setdefault(topic, []).append(site)
    return found


def _order(key: str) -> tuple[object, ...]:
    channel, sign, text = key.partition(":")
    if not sign:
        raise ValueError(key)
    return channel, text


def _loose(found: _Found) -> _Found:
    """Return the topics that may meet others than themselves."""
    kept = {one: [topic for ends in by_role.values() for topic in ends] for one, by_role in found.items()}
    return {one: found[one] for one, topics in kept.items() if any(holed(topic) or ANY in topic for topic in topics)}


def _row(one: _Subject, found: _Found, loose: _Found, framework: Channel | None, tried: bool) -> Row:
    ends = found[one]
    topics = {topic for role in ends.values() for topic in role}
    unsure = any(dynamic(topic) for topic in topics)
    external = framework.external if framework else ()
    outside = any(fits(pattern, one.channel, topic) for pattern in external for topic in topics)
    sites = {role: sorted({site for each in by_topic.values() for site in each}) for role, by_topic in ends.items()}
    more = {
        role: len(set(_others(one, found, found if one in loose else loose, role)) - set(sites[role])) for role in ends
    }
    missing = [role for role in ends if not sites[role] and not more[role] and not unsure and not outside]
    return {
        "channel": one.channel,
        "tried": tried,
        "topic": one.text,
        "dynamic": unsure,
        "external": outside,
        **{name: [site_row(site) for site in sorted(sites[role], key=_place)] for role, name in _ROLES.items()},
        "by_pattern": {name: more[role] for role, name in _ROLES.items()},
        "orphan": _ROLES[missing[0]] if missing else "",
    }


def _place(site: Site) -> tuple[str, int, int]:
    return site.path, site.line, site.column


def _others(one: _Subject, found: _Found, near: _Found, role: str) -> Iterator[Site]:
    """Yield the sites of a role, on others of the topics near by, that meet who is in the other role on this one."""
    here = found[one][_OTHER[role]]
    for other, ends in near.items() if here else ():
        if other != one and other.channel == one.channel:
            for topic, sites in ends[role].items():
                if any(meeting(mine, topic) for mine in here):
                    yield from sites
