"""Where top-level packages lie: the folders that settings name as roots, else `src` or the folder itself."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Sequence
from functools import cache

from archlint.source.options import Options, Scope
from archlint.source.tree import Found, Tree

__all__ = ["root_of", "scope_of", "search"]


def search(tree: Tree, options: Options) -> tuple[tuple[str, ...], Found]:
    """
    Return the roots, and what lies in them.

    Each part of the settings has roots of its own: those that it names, else `src` where that holds Python files and is
    no package, else its folder. A member without settings has none where the top names its roots: they are all.
    """
    top, *members = options.scopes
    scopes = [top, *(one for one in members if one.speaks or not top.roots)]
    found = tree.find({start for scope in scopes for start in scope.roots or (scope.folder,)})
    roots = tuple(sorted({root for scope in scopes for root in scope.roots or (_home(found, scope.folder),)}))
    return roots, _within(found, roots, scopes)


def root_of(path: str, roots: Iterable[str]) -> str:
    """Return the innermost root that the path lies in."""
    return max((root for root in roots if _lies(path, root)), key=len, default="")


def scope_of(path: str, scopes: Iterable[Scope]) -> Scope:
    """Return the innermost part of the settings whose folder the path lies in; the top's is around all of them."""
    return max((scope for scope in scopes if _lies(path, scope.folder)), key=lambda scope: len(scope.folder))


def _home(found: Found, folder: str) -> str:
    source = posixpath.join(folder, "src")
    inner = found.below(source)
    return source if inner.files and f"{source}/__init__.py" not in inner.files else folder


def _within(found: Found, roots: Sequence[str], scopes: Sequence[Scope]) -> Found:
    """Return what lies in a root of its own part: beside the `src` of a member its tests are not read as the top's."""
    if roots == ("",):
        return found

    @cache
    def open_(folder: str) -> bool:
        inside = [root for root in roots if _lies(folder, root)]
        return bool(inside) and _lies(max(inside, key=len), scope_of(folder, scopes).folder)

    def kept(path: str) -> bool:
        return open_(posixpath.dirname(path))

    return Found(
        tuple(filter(kept, found.files)),
        tuple(filter(kept, found.beside)),
        tuple(one for one in found.unread if kept(one.path)),
    )


def _lies(path: str, folder: str) -> bool:
    return not folder or path == folder or path.startswith(f"{folder}/")
