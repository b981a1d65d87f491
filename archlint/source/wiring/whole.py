"""The wiring of a whole codebase, for whoever asks again while nothing that it comes of has changed."""

from __future__ import annotations

import marshal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from hashlib import blake2b
from typing import Any, Final
from zlib import crc32

from archlint.settings import Cache, Request, edition
from archlint.source.content import NAMELESS
from archlint.source.couplings import Forwarder, Reference, Site, Wiring
from archlint.source.nouns import Imports
from archlint.source.wiring.entry_points import EntryPoint

__all__ = ["Whole"]

_FORMAT: Final = 2
_ROWS: Final[dict[str, Callable[..., Any]]] = {
    "sites": Site,
    "references": Reference,
    "forwarders": Forwarder,
    "unknown": Site,
    "handing": Site,
    "unknown_references": Site,
}
"""What the rows of each column are."""


class Whole:
    """A place for one wiring; nothing is kept without a cache, nor where a content has no name."""

    def __init__(self, request: Request, imports: Imports, keys: Sequence[bytes]) -> None:
        """`keys` are what the contents of the modules are called, by node."""
        named = request.cache and NAMELESS not in keys
        self._cache = Cache(request.settings.root) if named else None
        tree = request.tree if request.tree in ("", ":index") else "revision"
        told = repr((request.settings.file, request.settings.inside, tree)).encode()
        self._name = f"wired-{sys.version_info[0]}.{sys.version_info[1]}-{crc32(told):08x}"
        self._key = edition() + _digest(request, imports, keys) if self._cache else b""

    def recall(self, registered: Callable[[], tuple[EntryPoint, ...]]) -> Wiring | None:
        """Return what was kept; entry points are `registered` in files of their own, and count where they did then."""
        data = self._cache.recall(self._name, self._key) if self._cache else None
        if data is None:
            return None
        with suppress(ValueError, EOFError, TypeError):
            columns, refused, points = marshal.loads(data)  # noqa: S302 - the cache takes nothing but what it wrote
            if points is None or points == _plain(registered()):
                rows = {name: tuple(_ROWS[name](*row) for row in columns[name]) for name in _ROWS}
                return Wiring(**rows, refused=refused)
        return None

    def keep(self, wiring: Wiring, points: tuple[EntryPoint, ...] | None) -> None:
        """Keep a wiring, and the entry points if it comes of them."""
        if self._cache:
            columns = {name: _plain(getattr(wiring, name)) for name in _ROWS}
            told = columns, wiring.refused, None if points is None else _plain(points)
            self._cache.keep(self._name, self._key, [marshal.dumps(told, _FORMAT)])


def _plain(rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in rows]


def _digest(request: Request, imports: Imports, keys: Sequence[bytes]) -> bytes:
    """Return what changes when a wiring may: by the texts, the names of modules, who imports whom, and the packs."""
    found = blake2b(digest_size=16)
    names = imports.modules, imports.paths, imports.externals, request.packs
    for part in (*keys, imports.packages, imports.importer.tobytes(), imports.target.tobytes(), repr(names).encode()):
        found.update(len(part).to_bytes(8) + part)
    return found.digest()
