"""What is looked for in which modules: of each pack what it knows, where it counts."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from hashlib import blake2b
from itertools import groupby

from archlint.settings import Pack, Usage
from archlint.source.wiring.search import EVERY
from archlint.source.wiring.usages import last_names
from archlint.source.wiring.wanted import Wanted
from archlint.startup import NamedTuple

__all__ = ["Share", "shares", "wanted_names"]


class Share(NamedTuple):
    """Modules in which the same is looked for."""

    group: str
    """What stands for all that is looked for."""
    wanted: Wanted
    nodes: list[int]


def shares(reached: Mapping[Pack, frozenset[int]], tops: Collection[str]) -> list[Share]:
    """
    Return the shares of packs, given the modules in which each of them counts; no module is in two of them.

    `tops` are the first-party packages with which a string begins that may stand anywhere.
    """
    packs: dict[int, list[int]] = {}
    for number, nodes in enumerate(reached.values()):
        for node in nodes:
            packs.setdefault(node, []).append(number)
    together: dict[tuple[int, ...], list[int]] = {}
    for node, numbers in sorted(packs.items()):
        together.setdefault(tuple(numbers), []).append(node)
    usages = [_usages_of(pack) for pack in reached]
    return [
        _share([usage for number in numbers for usage in usages[number]], tops, nodes)
        for numbers, nodes in together.items()
    ]


def _usages_of(pack: Pack) -> list[Usage]:
    ends = [usage for channel in pack.channels for usage in (*channel.publish, *channel.subscribe)]
    return ends + [one.usage for one in pack.references if one.usage]


def _share(usages: list[Usage], tops: Collection[str], nodes: list[int]) -> Share:
    spoken = [usage for usage in usages if usage.form != "literal"]
    leads = tuple(sorted(f"{top}." for top in tops)) if len(spoken) < len(usages) else ()
    names = frozenset(name for usage in spoken for name in last_names(usage))
    patterns = {pattern for usage in spoken for pattern in _patterns(usage)}
    wanted = Wanted(names, _compiled(patterns, leads), lambda text: text.startswith(leads) if leads else False)
    said = repr((sorted(names), [one.pattern for one in wanted.patterns])).encode()
    return Share(f"packs-{blake2b(said, digest_size=16).hexdigest()}", wanted, nodes)


def _patterns(usage: Usage) -> Iterator[bytes]:
    """Yield what stands in the text wherever a usage does; of a chain of attributes its last two parts."""
    if usage.form != "method" or usage.on:
        yield from (re.escape(name.removesuffix(EVERY).encode()) for name in last_names(usage))
        return
    for name in usage.names:
        head, _, last = name.rpartition(".")
        owner = re.escape(head.rpartition(".")[2].removesuffix("()").encode())
        called = rb"\s*\(\s*\)" if head.endswith("()") else b""
        dot = owner + called + rb"\s*\.\s*" if head else b""
        yield dot + (b"" if last == "*" else re.escape(last.encode()))


def _compiled(patterns: Iterable[bytes], leads: Iterable[str]) -> tuple[re.Pattern[bytes], ...]:
    ended = sorted(rb"%b\b" % one if one[-1:].isalnum() else one for one in patterns)
    # Most words of a file begin like none of them: so each is held up to as few as possible.
    by_start = {start: rb"|".join(one[1:] for one in some) for start, some in groupby(ended, lambda one: one[:1])}
    words = rb"|".join(start + rb"(?:" + rest + rb")" for start, rest in by_start.items())
    strings = rb"|".join(sorted(re.escape(lead.encode()) for lead in leads))
    found = [rb"\b(?:" + words + rb")"] if words else []
    return tuple(map(re.compile, [*found, rb"[\"'](?:" + strings + rb")"] if strings else found))


def wanted_names(names: Collection[str]) -> Wanted:
    """Return what is looked for where names are."""
    words = rb"|".join(sorted(re.escape(name.encode()) for name in names))
    return Wanted(frozenset(names), (re.compile(rb"\b(?:" + words + rb")\b"),), lambda _: False)
