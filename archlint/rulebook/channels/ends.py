"""Who publishes or subscribes to one topic."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from archlint.graph import MATCHES, Site, Wiring, named, spelled
from archlint.rulebook.channels.paging import page
from archlint.rulebook.channels.rows import site_row
from archlint.settings import Request, nearest
from archlint.startup import NamedTuple

__all__ = ["ends"]

Row = dict[str, Any]
_ROLES: Final = {"publishers": "publish", "subscribers": "subscribe"}
_KEY: Final = re.compile(rf"({'|'.join(MATCHES)}):(.+?):(\d+):(\d+):([^:]*):(.*)", re.DOTALL)
_CERTAIN: Final = MATCHES[:2]


class _Hit(NamedTuple):
    match: str
    site: Site
    topic: str

    @property
    def key(self) -> str:
        site = self.site
        return f"{self.match}:{site.path}:{site.line}:{site.column}:{site.channel}:{self.topic}"


def ends(request: Request, wiring: Wiring) -> Row:
    """
    Return the `hits` of one role, those of the very topic first, then by place.

    `others` tells whether the role that was not asked for has any of the very topic; `near` what may be meant where
    nobody has.
    """
    hits = sorted(_hits(request.subject, wiring), key=lambda one: _order(one.key))
    if not any(hit.match in _CERTAIN for hit in hits):
        return {"known": False, "unknown": request.subject, **_near(request.subject, wiring)}
    role = _ROLES[request.ask]
    shown, after = page(request, (hit for hit in hits if hit.site.role == role), lambda hit: hit.key, _order)
    others = any(hit.match == "exact" and hit.site.role != role for hit in hits)
    rows = [{"match": hit.match, "topic": hit.topic, **site_row(hit.site)} for hit in shown]
    spared = any(hit.match == "exact" for hit in hits)
    near = {"near": "", "constant": False} if spared else _near(request.subject, wiring)
    return {"known": True, **near, "hits": rows, "others": others, "after": after}


def _hits(name: str, wiring: Wiring) -> Iterator[_Hit]:
    for site in wiring.sites:
        how, topic = named(name, site.topics)
        if how:
            yield _Hit(how, site, spelled(topic))


def _order(key: str) -> tuple[object, ...]:
    """Return what a key is sorted by; raises ValueError where it is none."""
    found = _KEY.fullmatch(key)
    if not found:
        raise ValueError(key)
    how, path, line, column, channel, topic = found.groups()
    return MATCHES.index(how), path, int(line), int(column), channel, topic


def _near(name: str, wiring: Wiring) -> Row:
    """Return what is called nearly so: the topic of a constant of that name, else a topic."""
    named = {site.declared: spelled(topic) for site in wiring.sites for topic in site.topics[:1] if site.declared}
    known = {topic for site in wiring.sites for topic in site.topics}
    topics = {spelled(topic[:count]) for topic in known for count in range(1, len(topic) + 1)}
    constant = named.get(name, "")
    return {"near": constant or nearest(name, topics), "constant": bool(constant)}
