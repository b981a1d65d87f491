"""Packages that other distributions add to, as `airflow` is: what lies below them need not lie here."""

from __future__ import annotations

import ast
from typing import Final

__all__ = ["shares", "speaks_of_sharing"]

_CALLS: Final = frozenset({"extend_path", "declare_namespace"})
"""Of pkgutil and of pkg_resources: the ways to share a package that are older than folders without `__init__.py`."""


def speaks_of_sharing(text: str) -> bool:
    """Return whether a file may hold such calls at all."""
    return any(name in text for name in _CALLS)


def shares(tree: ast.Module) -> bool:
    """Return whether the `__init__.py` of a package lets other distributions put modules into it."""
    return any(_name(node.func) in _CALLS for node in ast.walk(tree) if isinstance(node, ast.Call))


def _name(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""
