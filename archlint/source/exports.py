"""What a module offers by name: its `__all__`, as far as it is written down."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import Final

__all__ = ["Exports", "speaks_of_changes", "speaks_of_exports"]


def speaks_of_exports(text: str) -> bool:
    """Return whether a file may assign to `__all__` at all."""
    return "__all__" in text


_ADDING: Final = frozenset({"append", "extend"})
_REMOVING: Final = frozenset({"remove"})


def speaks_of_changes(text: str) -> bool:
    """Return whether a file may call methods that change `__all__`."""
    return any(method in text for method in _ADDING | _REMOVING)


class Exports:
    """
    The names that assignments to `__all__`, and calls of its methods, add up to.

    They are not known once one of these is not written down. Understood is what type checkers are to understand by
    their specification, and some more.
    """

    def __init__(self, variable: str = "__all__") -> None:
        """Take note of this variable of the module."""
        self._variable = variable
        self._names: set[str] | None = None
        self._known = True
        self._noted = 0

    @property
    def names(self) -> tuple[str, ...] | None:
        """The names, sorted; None where nothing is assigned or something is not written down."""
        return tuple(sorted(self._names)) if self._known and self._names is not None else None

    def note(self, statement: ast.stmt, certain: bool) -> None:
        """Take note of a statement at module level; `certain` tells that it runs in any case."""
        match statement:
            case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method), args=[value])) if (
                name == self._variable
            ):
                self._call(method, value, certain)
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if name == self._variable:
                self._assign(value, certain)
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value) if name == self._variable:
                self._assign(value, certain)
            case ast.AugAssign(target=ast.Name(id=name), op=ast.Add() | ast.BitOr(), value=value) if (
                name == self._variable
            ):
                self._assign(value, False)

    def weigh(self, tree: ast.Module) -> None:
        """Forget the names where the tree changes them in any other place, such as a function that is called later."""
        if sum(map(self._changes, ast.walk(tree))) > self._noted:
            self._known = False

    def _changes(self, node: ast.AST) -> bool:
        match node:
            case ast.Attribute(value=ast.Name(id=name), attr=method):
                return name == self._variable and method in _ADDING | _REMOVING
        return False

    def _call(self, method: str, value: ast.expr, certain: bool) -> None:
        self._noted += method in _ADDING | _REMOVING
        names = _literal(value) if method == "extend" else _item(value)
        if method in _ADDING:
            self._add(names)
        elif method in _REMOVING and certain:
            # Where it may be left out, the name may be there.
            self._known = self._known and names is not None
            self._names = (self._names or set()) - (names or set())

    def _assign(self, value: ast.expr, replacing: bool) -> None:
        if replacing:
            self._known, self._names = True, None
        self._add(_literal(value))

    def _add(self, names: set[str] | None) -> None:
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
