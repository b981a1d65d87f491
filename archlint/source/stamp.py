"""A name for all that was read, which can be told without reading what says it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b

from archlint.settings import edition
from archlint.source.discover import Codebase
from archlint.source.stock import Stock

__all__ = ["stamp"]


def stamp(codebase: Codebase, stock: Stock, contents: Sequence[int]) -> bytes:
    """Return what names a codebase whose modules hold these contents: their facts count, not the rest of the text."""
    name = blake2b(edition(), digest_size=32)
    for texts in _said(codebase):
        name.update("\0".join(texts).encode("utf-8", "surrogatepass"))
        name.update(b"\0\0")
    name.update(b"".join(map(stock.digest, contents)))
    return name.digest()


def _said(codebase: Codebase) -> Iterable[Iterable[str]]:
    """Yield what else resolution depends on. No path, name or message holds a NUL."""
    modules = codebase.modules
    yield (module.name for module in modules)
    yield (module.path for module in modules)
    yield (module.home for module in modules)
    for names in (codebase.folders, codebase.beside, codebase.others):
        yield sorted(names)
    for told in (codebase.unread, codebase.shadowed):
        yield map(repr, told)
