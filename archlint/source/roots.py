"""Where top-level packages lie: the folders that settings name as roots, else `src` or the folder itself."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Sequence
from functools import cache

from archlint.source.options import Options, Scope
from archlint.source.tree import Found, Tree

__all__ = ["innermost", "present", "search"]


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


def present(tree: Tree, options: Options) -> Options:
    """Return the options without the roots that this tree does not have; where none is left, roots are found."""

    def there(root: str) -> bool:
        return not root or root in tree.folders(posixpath.dirname(root))

    scopes = (scope._replace(roots=tuple(filter(there, scope.roots))) for scope in options.scopes)
    return options._replace(scopes=tuple(scopes))


def innermost(path: str, folders: Collection[str]) -> str | None:
    """Return the innermost of the folders that the path lies in, or is; None if there is none. "" is around all."""
    while path and path not in folders:
        path = path.rpartition("/")[0]
    return path if path or "" in folders else None


def _home(found: Found, folder: str) -> str:
    source = posixpath.join(folder, "src")
    inner = found.below(source)
    return source if inner.files and f"{source}/__init__.py" not in inner.files else folder


def _within(found: Found, roots: Sequence[str], scopes: Sequence[Scope]) -> Found:
    """Return what lies in a root of its own part: beside the `src` of a member its tests are not read as the top's."""
    if roots == ("",):
        return found
    places, owners = frozenset(roots), frozenset(scope.folder for scope in scopes)

    @cache
    def open_(folder: str) -> bool:
        root, owner = innermost(folder, places), innermost(folder, owners)
        return root is not None and innermost(root, owners) == owner

    def kept(path: str) -> bool:
        return open_(path.rpartition("/")[0])

    return Found(
        tuple(filter(kept, found.files)),
        tuple(filter(kept, found.beside)),
        tuple(one for one in found.unread if kept(one.path)),
    )
