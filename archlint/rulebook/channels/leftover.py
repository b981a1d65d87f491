"""What stands behind the topics: places whose topic cannot be told, and functions that hand topics on."""

from collections.abc import Iterable
from typing import Any

from archlint.graph import Forwarder, Site, Wiring, dynamic_sites
from archlint.rulebook.channels.filtering import Filter
from archlint.rulebook.channels.paging import page
from archlint.rulebook.channels.rows import site_row
from archlint.settings import Request

__all__ = ["forwarders", "unknown"]

Row = dict[str, Any]


def unknown(request: Request, wiring: Wiring) -> Row:
    """Return the `hits`: places whose topic could be any, by place; a filter is looked for in what is written."""
    wanted, all_ = Filter(request.subject), dynamic_sites(wiring)
    sites = [site for site in all_ if wanted.holds(site.channel, site.written)]
    shown, after = page(request, sorted(sites, key=lambda site: _of_place(_place(site))), _place, _of_place)
    if request.subject and not sites:
        return wanted.missed(_channels(all_), (site.written for site in all_))
    return {"known": True, "hits": [site_row(site) for site in shown], "after": after}


def _place(site: Site) -> str:
    return f"{site.path}:{site.line}:{site.column}:{site.channel}:{site.role}"


def _of_place(key: str) -> tuple[object, ...]:
    path, line, column, channel, role = key.rsplit(":", 4)
    return path, int(line), int(column), channel, role


def forwarders(request: Request, wiring: Wiring) -> Row:
    """Return the `forwarders` by channel and name; a filter is looked for in the name of the function."""
    wanted = Filter(request.subject)
    found = [one for one in wiring.forwarders if wanted.holds(one.channel, one.function)]
    if request.subject and not found:
        return wanted.missed(_channels(wiring.forwarders), (one.function for one in wiring.forwarders))
    ordered = sorted(found, key=lambda one: _of_name(_name(one)))
    shown, after = page(request, ordered, _name, _of_name)
    return {"known": True, "forwarders": [one._asdict() for one in shown], "after": after}


def _name(one: Forwarder) -> str:
    return f"{one.channel}:{one.function}:{one.role}:{one.parameter}"


def _of_name(key: str) -> tuple[object, ...]:
    channel, function, role, parameter = key.split(":")
    return channel, function, role, parameter


def _channels(rows: Iterable[Any]) -> set[str]:
    return {row.channel for row in rows}
