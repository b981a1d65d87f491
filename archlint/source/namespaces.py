"""Whether a module sets its own names by other ways than by binding them."""

from __future__ import annotations

import ast
import re
from typing import Final

__all__ = ["sets_names_unseen"]

_WORDS: Final = re.compile(r"\b(?:globals|locals|vars|exec|modules)\b")


def sets_names_unseen(tree: ast.Module, text: str) -> bool:
    """
    Return whether it may: by `globals()`, by code that `exec` runs in its names, by its `locals()`, in `sys.modules`.

    `locals()` is also handed to functions that have no use for it, to run them in passing: that sets nothing.
    """
    if not _WORDS.search(text):
        return False
    if any(map(_sets, ast.walk(tree))):
        return True
    return any(_hands_out(node, tree) for statement in tree.body for node in _own(statement))


def _sets(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Name(id="globals"), args=[]) | ast.Call(func=ast.Name(id="exec"), args=[_]):
            return True
        case ast.Subscript(value=ast.Attribute(value=ast.Name(id="sys"), attr="modules"), ctx=ast.Store()):
            return True
    return False


def _own(statement: ast.stmt) -> list[ast.AST]:
    """Return what runs in the names of the module itself: not what stands in functions and classes."""
    found, waiting = [], [statement]
    while waiting:
        node: ast.AST = waiting.pop()
        found.append(node)
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            waiting += ast.iter_child_nodes(node)  # type: ignore[arg-type]
    return found


def _hands_out(node: ast.AST, tree: ast.Module) -> bool:
    """Return whether a node gives away the module's names, unless it is to a function that does not look at them."""
    given = [one for one in ast.iter_child_nodes(node) if _is_names(one)]
    match node:
        case ast.Call(func=ast.Name(id=function), args=[_]) if given:
            return not any(_ignores(one, function) for one in tree.body)
    return bool(given)


def _is_names(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Name(id="locals" | "vars"), args=[]):
            return True
    return False


def _ignores(statement: ast.stmt, function: str) -> bool:
    match statement:
        case ast.FunctionDef(name=name, args=ast.arguments(args=[only])) if name == function:
            inside = (one.id for one in ast.walk(statement) if isinstance(one, ast.Name))
            return only.arg not in inside
    return False
