"""A name for all that was read, which can be told without reading what says it."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import TYPE_CHECKING

from archlint.settings import edition

if TYPE_CHECKING:
    from archlint.source.discover import Codebase

__all__ = ["plan", "stamp"]

_SIZE = 32


def stamp(plan: bytes, digests: bytes) -> bytes:
    """Return what names a codebase of a plan, by digests of what its modules say: the rest of their text is not in."""
    return blake2b(b"".join((plan, digests)), digest_size=_SIZE).digest()


def plan(codebase: Codebase) -> bytes:
    """Return what names the modules of a codebase, and all else but their contents that resolution depends on."""
    name = blake2b(edition(), digest_size=_SIZE)
    for texts in _said(codebase):
        name.update("\0".join(texts).encode("utf-8", "surrogatepass"))
        name.update(b"\0\0")
    return name.digest()


def _said(codebase: Codebase) -> Iterable[Iterable[str]]:
    """Yield what that is. No path, name or message holds a NUL."""
    modules = codebase.modules
    yield (module.name for module in modules)
    yield (module.path for module in modules)
    yield (module.home for module in modules)
    for names in (codebase.folders, codebase.beside, codebase.others):
        yield sorted(names)
    for told in (codebase.unread, codebase.shadowed):
        yield map(repr, told)
