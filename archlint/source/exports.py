"""What a module offers by name: its `__all__`, as far as it is written down."""

from __future__ import annotations

import ast
from collections.abc import Iterable

__all__ = ["Exports", "speaks_of_exports"]


def speaks_of_exports(text: str) -> bool:
    """Return whether a file may assign to `__all__` at all."""
    return "__all__" in text


class Exports:
    """The names that assignments to `__all__` add up to; not known once one of them is no literal."""

    def __init__(self, variable: str = "__all__") -> None:
        """Take note of this variable of the module."""
        self._variable = variable
        self._names: set[str] | None = None
        self._known = True

    @property
    def names(self) -> tuple[str, ...] | None:
        """The names, sorted; None where nothing is assigned or something is not written down."""
        return tuple(sorted(self._names)) if self._known and self._names is not None else None

    def note(self, statement: ast.stmt, certain: bool) -> None:
        """Take note of a statement at module level; `certain` tells that it runs in any case."""
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if name == self._variable:
                self._assign(value, certain)
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value) if name == self._variable:
                self._assign(value, certain)
            case ast.AugAssign(target=ast.Name(id=name), op=ast.Add() | ast.BitOr(), value=value) if (
                name == self._variable
            ):
                self._assign(value, False)

    def _assign(self, value: ast.expr, replacing: bool) -> None:
        names = _literal(value)
        if replacing:
            self._known, self._names = True, None
        if names is None:
            self._known = False
        else:
            self._names = (self._names or set()) | names


def _literal(value: ast.expr) -> set[str] | None:
    match value:
        case ast.List(elts=items) | ast.Tuple(elts=items) | ast.Set(elts=items):
            return _union(_item(item) for item in items)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _union((_literal(left), _literal(right)))
        case ast.Call(func=ast.Name(id="list" | "tuple" | "sorted" | "set" | "frozenset"), args=[only], keywords=[]):
            return _literal(only)
    return None


def _item(item: ast.expr) -> set[str] | None:
    match item:
        case ast.Constant(value=str(name)):
            return {name}
        case ast.Starred(value=value):
            return _literal(value)
    return None


def _union(parts: Iterable[set[str] | None]) -> set[str] | None:
    """Return what the parts add up to; None where one of them is not written down."""
    names: set[str] = set()
    for part in parts:
        if part is None:
            return None
        names |= part
    return names
