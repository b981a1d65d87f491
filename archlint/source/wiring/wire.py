"""The verb of this package: what couples the modules of a codebase without an import."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any, Final

from archlint.settings import Cache, Channel, Pack, Request
from archlint.source.couplings import Forwarder, Reference, Site, Wiring
from archlint.source.nouns import Imports
from archlint.source.tree import Tree
from archlint.source.wiring.entry_points import EntryPoint, registered
from archlint.source.wiring.evaluation import Evaluation
from archlint.source.wiring.facts import Found
from archlint.source.wiring.implied import implied
from archlint.source.wiring.kept import Kept
from archlint.source.wiring.library import Files, Library
from archlint.source.wiring.models import Models
from archlint.source.wiring.naming import Home, Naming
from archlint.source.wiring.reach import Reach
from archlint.source.wiring.references import References
from archlint.source.wiring.shares import shares, wanted_names
from archlint.source.wiring.sites import End, Sites
from archlint.source.wiring.usages import Meant
from archlint.source.wiring.value import Where
from archlint.source.wiring.wanted import Wanted
from archlint.source.wiring.whole import Whole

__all__ = ["merged", "wired"]

_ROUNDS: Final = 3
"""So many functions may lie between a topic and the call that publishes it."""


def merged(packs: Iterable[Pack]) -> tuple[Channel, ...]:
    """Return the channels of packs; what several say of one is added up."""
    found: dict[str, Channel] = {}
    for channel in (one for pack in packs for one in pack.channels):
        known = found.get(channel.name)
        found[channel.name] = _added(known, channel) if known else channel
    return tuple(found.values())


def _added(one: Channel, other: Channel) -> Channel:
    lists = [field for field, value in zip(one._fields, one, strict=True) if isinstance(value, tuple)]
    added: Any = {field: (*getattr(one, field), *getattr(other, field)) for field in lists}
    return one._replace(**added)


def wired(imports: Imports, request: Request, tree: Tree, keys: Sequence[bytes]) -> Imports:
    """
    Return imports that tell what the packs of the request see besides, when somebody asks.

    `keys` are what the contents of the modules are called, by node.
    """
    files = Files(imports.modules, imports.paths, imports.packages, keys, tree)
    return imports._replace(wiring=cache(lambda: _read(files, imports, request)))


def _read(files: Files, imports: Imports, request: Request) -> Wiring:
    points = cache(lambda: registered(files.tree, [one.folder for one in imports.projects().all] or [""]))
    collecting = gc.isenabled()
    gc.disable()  # nearly all that is made here stays, and to look for cycles in it again and again takes long
    try:
        whole = Whole(request, imports, files.keys)
        known = whole.recall(points)
        if known is not None:
            return known
        kept = Kept(Cache(request.settings.root) if request.cache else None)
        found = _Wire(files, imports, request.packs, kept, points).wiring()
        whole.keep(found, points() if points.cache_info().currsize else None)
        return found
    finally:
        if collecting:
            gc.enable()


class _Wire:
    def __init__(
        self,
        files: Files,
        imports: Imports,
        packs: Sequence[Pack],
        kept: Kept,
        points: Callable[[], tuple[EntryPoint, ...]],
    ) -> None:
        self._library = Library(files, kept)
        self._reach = Reach(imports)
        reached = {pack: nodes for pack in packs if (nodes := self._reach.of(pack))}
        packs = tuple(reached)
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
        references = [one for pack in packs for one in pack.references]
        self._sites = Sites(evaluation, ends, self._models.named)
        self._references = References(evaluation, references, self._models, points)
        self._evaluation = evaluation
        self._instances = any(one.usage.form == "instance" for one in ends)
        self._shares = shares(reached, {name.partition(".")[0] for name in files.modules})

    def wiring(self) -> Wiring:
        new: set[Forwarder] = set()
        marked: dict[str, set[int]] = {}
        for node, some in self._found():
            new.update(self._sites.look(node, some))
            self._references.look(node, some)
            for name in self._marked(node):
                marked.setdefault(name, set()).update(self._near(Home(node, "")))
        for name, nodes in sorted(marked.items()):
            for node, some in self._library.search(f"objects-{name}", wanted_names({name}), sorted(nodes)):
                new.update(self._sites.look(node, some))
        for _ in range(_ROUNDS):
            if not new:
                break
            new = {one for node, some in self._callers(new) for one in self._sites.hand_on(node, some)}
        self._sites.settle()
        self._library.keep()
        sites = {*self._sites.sites, *implied(self._sites.sites, self._channels, self._naming)}
        return Wiring(
            sites=tuple(sorted(sites, key=_site_order)),
            references=tuple(sorted(self._references.found.values(), key=_reference_order)),
            forwarders=tuple(sorted(self._sites.forwarders)),
            unknown=tuple(sorted(self._sites.unknown, key=_site_order)),
            handing=tuple(sorted(self._sites.handing, key=_site_order)),
            unknown_references=tuple(sorted(self._references.unknown, key=_site_order)),
            refused=len(self._library.refused),
        )

    def _found(self) -> Iterator[tuple[int, Found]]:
        """Yield what the modules have of the names of packs, of each pack where it counts."""
        for share in self._shares:
            yield from self._library.search(share.group, share.wanted, share.nodes)

    def _marked(self, node: int) -> set[str]:
        """Return the names that a module gives to objects which packs know by their class: `hookimpl`."""
        if not self._instances:
            return set()
        found = set()
        for name, values in self._naming.facts(node).bindings.get("", {}).items():
            classes = (self._evaluation.classes.of(one, Where(node)) for one in values if one[0] == "c")
            if any(self._sites.usages.instances_of(one) for one in classes):
                found.add(name)
        return found

    def _callers(self, forwarders: set[Forwarder]) -> Iterator[tuple[int, Found]]:
        """Yield where functions may be called that hand topics on: near them, and where their modules are imported."""
        homes: dict[str, set[int]] = {}
        for one in forwarders:
            home = self._naming.home(one.function)
            if home:
                homes.setdefault(_searched(one.function), set()).update(self._near(home))
        for name, nodes in sorted(homes.items()):
            wanted = Wanted(
                frozenset({name}), (re.compile(rb"\b" + re.escape(name.encode()) + rb"\s*\("),), lambda _: False
            )
            yield from self._library.search(f"calls-{name}", wanted, sorted(nodes))

    def _near(self, home: Home) -> set[int]:
        """Return the modules that may call a function: of one inside of another its own, else those around, too."""
        owner = home._replace(qualified=home.qualified.rpartition(".")[0])
        if owner.qualified and not self._naming.class_(owner):
            return {home.node}
        importers = self._reach.importers.get(home.node, set())
        doors = {node for node in importers if self._library.files.packages[node]}
        behind = {one for node in doors for one in self._reach.importers.get(node, ())}
        return {home.node} | self._reach.beside(home.node) | importers | behind


def _site_order(site: Site) -> tuple[object, ...]:
    return (site.module, site.line, site.column, site.channel, site.role, repr(site))


def _reference_order(one: Reference) -> tuple[object, ...]:
    return (one.module, one.line, one.column, one.via, one.target, one.name)


def _searched(function: str) -> str:
    """Return the name by which calls of a function are found: of a constructor that of the class."""
    owner, _, name = function.rpartition(".")
    return owner.rpartition(".")[2] if name == "__init__" else name
