"""The verb of this package: what couples the modules of a codebase without an import."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from hashlib import blake2b
from typing import Final

from archlint.settings import Cache, Channel, Pack, Request, Usage
from archlint.source.nouns import Imports
from archlint.source.tree import Tree
from archlint.source.wiring.evaluation import Evaluation
from archlint.source.wiring.facts import Found
from archlint.source.wiring.implied import implied
from archlint.source.wiring.index import Wanted
from archlint.source.wiring.kept import Kept
from archlint.source.wiring.library import Files, Library
from archlint.source.wiring.models import Models
from archlint.source.wiring.naming import Naming
from archlint.source.wiring.nouns import Forwarder, Wiring
from archlint.source.wiring.search import EVERY
from archlint.source.wiring.sites import End, Sites
from archlint.source.wiring.usages import Meant, last_names

__all__ = ["active", "merged", "wired"]

_ROUNDS: Final = 3
"""So many functions may lie between a topic and the call that publishes it."""


def active(packs: Iterable[Pack], names: Collection[str]) -> tuple[Pack, ...]:
    """Return the packs that count for a codebase in which these modules are, or are imported."""
    tops = {part for name in names for part in _leads(name)}
    return tuple(pack for pack in packs if not pack.frameworks or not tops.isdisjoint(pack.frameworks))


def _leads(name: str) -> Iterator[str]:
    parts = name.split(".")
    return (".".join(parts[:end]) for end in range(1, len(parts) + 1))


def merged(packs: Iterable[Pack]) -> tuple[Channel, ...]:
    """Return the channels of packs; what several say of one is added up."""
    found: dict[str, Channel] = {}
    for channel in (one for pack in packs for one in pack.channels):
        known = found.get(channel.name)
        found[channel.name] = _added(known, channel) if known else channel
    return tuple(found.values())


def _added(one: Channel, other: Channel) -> Channel:
    lists = [field for field, value in zip(one._fields, one, strict=True) if isinstance(value, tuple)]
    return one._replace(**{field: (*getattr(one, field), *getattr(other, field)) for field in lists})


def wired(imports: Imports, request: Request, tree: Tree, keys: Sequence[bytes]) -> Imports:
    """
    Return imports that tell what the packs of the request see besides, when somebody asks.

    `keys` are what the contents of the modules are called, by node.
    """
    files = Files(imports.modules, imports.paths, imports.packages, keys, tree)
    counting = active(request.packs, (*imports.modules, *imports.externals))
    settings = Cache(request.settings.root) if request.cache else None
    return imports._replace(wiring=cache(lambda: _Wire(files, imports, counting, settings).wiring()))


class _Wire:
    def __init__(self, files: Files, imports: Imports, packs: Sequence[Pack], kept: Cache | None) -> None:
        self._library = Library(files, Kept(kept))
        self._imports = imports
        self._channels = merged(packs)
        self._naming = Naming(self._library)
        unwrap = {name for channel in self._channels for name in channel.unwrap}
        named = {name for channel in self._channels for name in channel.named}
        evaluation = Evaluation(self._naming, unwrap, named)
        self._models = Models(self._naming)
        ends = [
            Meant(usage, End(channel, role), channel.known)
            for channel in self._channels
            for role, usages in (("publish", channel.publish), ("subscribe", channel.subscribe))
            for usage in usages
        ]
        self._usages: list[Usage] = [one.usage for one in ends]
        self._sites = Sites(evaluation, ends, self._models.named)
        self._evaluation = evaluation
        self._every = range(len(files.modules))

    def wiring(self) -> Wiring:
        names = {name for usage in self._usages for name in last_names(usage)}
        found = dict(self._library.search(_group("packs", names), _wanted(names), self._every))
        new = self._forwarders(found)
        for _ in range(_ROUNDS):
            if not new:
                break
            new = self._handed_on(self._callers(new))
        self._library.keep()
        sites = {*self._sites.sites, *implied(self._sites.sites, self._channels, self._naming)}
        return Wiring(
            sites=tuple(sorted(sites, key=_site_order)),
            forwarders=tuple(sorted(self._sites.forwarders)),
            unknown=tuple(sorted(self._sites.unknown, key=_site_order)),
        )

    def _callers(self, forwarders: set[Forwarder]) -> dict[int, Found]:
        """Return where functions may be called that hand topics on: by who imports their modules, and beside them."""
        names = {_searched(one.function) for one in forwarders}
        homes = {home.node for one in forwarders if (home := self._naming.home(one.function))}
        nodes = sorted(self._around(homes))
        return dict(self._library.search(_group("forwarders", names), _wanted(names), nodes))

    def _around(self, homes: set[int]) -> set[int]:
        """Return modules, those in the same packages, and all that import them, directly or as a package hands on."""
        files = self._library.files
        folders = {files.modules[node].rpartition(".")[0] for node in homes}
        found = homes | {node for node, name in enumerate(files.modules) if name.rpartition(".")[0] in folders - {""}}
        importers = self._importers(homes)
        doors = {node for node in importers if files.packages[node]}
        return found | importers | self._importers(doors)

    def _importers(self, targets: set[int]) -> set[int]:
        imports = self._imports
        return {one for one, target in zip(imports.importer, imports.target, strict=True) if target in targets}

    def _forwarders(self, found: dict[int, Found]) -> set[Forwarder]:
        return {one for node, some in found.items() for one in self._sites.look(node, some)}

    def _handed_on(self, found: dict[int, Found]) -> set[Forwarder]:
        return {one for node, some in found.items() for one in self._sites.hand_on(node, some)}


def _site_order(site: object) -> tuple[object, ...]:
    module, line, column, _, _, channel, role, *rest = site  # type: ignore[misc]
    return (module, line, column, channel, role, repr(rest))


def _searched(function: str) -> str:
    """Return the name by which calls of a function are found: of a constructor that of the class."""
    owner, _, name = function.rpartition(".")
    return owner.rpartition(".")[2] if name == "__init__" else name


def _wanted(names: Collection[str]) -> Wanted:
    words = sorted({name.removesuffix(EVERY).encode() for name in names})
    pattern = re.compile(rb"(?:" + rb"|".join(map(re.escape, words)) + rb")\b")
    return Wanted(frozenset(names), pattern, lambda _: False)


def _group(label: str, names: Iterable[str]) -> str:
    return f"{label}-{blake2b(repr(sorted(names)).encode(), digest_size=16).hexdigest()}"
