"""Whether loading a module does anything that could be missed: what its top level runs, as its syntax shows."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from archlint.source.stdlib import STDLIB
from archlint.source.syntax import tree_of

__all__ = ["inert"]

_PLAIN_DECORATORS: Final = frozenset(
    {
        *("dataclass", "final", "overload", "property", "staticmethod", "classmethod", "abstractmethod", "setter"),
        *("cached_property", "contextmanager", "wraps", "runtime_checkable", "cache", "lru_cache", "total_ordering"),
    }
)
_CALLS: Final = (ast.Call, ast.Await, ast.Yield, ast.YieldFrom, ast.NamedExpr)


def inert(lines: Sequence[str]) -> bool:
    """
    Return whether a module, loaded, defines names and does nothing else, its own imports apart.

    It holds nothing but definitions, constants and imports; its classes come of builtins, of the standard library and
    of one another, so that no base class hears of them.
    """
    tree = tree_of(lines)
    if tree is None:
        return False
    plain = {*dir(builtins), *_from_stdlib(tree)}
    return all(_plain(statement, plain) for statement in tree.body)


def _from_stdlib(tree: ast.Module) -> Iterable[str]:
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and not node.level and (node.module or "").partition(".")[0] in STDLIB:
            yield from (one.asname or one.name for one in node.names)
        elif isinstance(node, ast.Import):
            named = (one for one in node.names if one.name.partition(".")[0] in STDLIB)
            yield from (one.asname or one.name.partition(".")[0] for one in named)


def _plain(statement: ast.stmt, plain: set[str]) -> bool:  # noqa: PLR0911 - one for each kind of statement
    """Return whether a statement does nothing but bind names; a class that is plain is one that others may come of."""
    match statement:
        case ast.Import() | ast.ImportFrom() | ast.Pass() | ast.Expr(value=ast.Constant()):
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING") | ast.Attribute(attr="TYPE_CHECKING"), orelse=[]):
            return True
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            defaults = [*statement.args.defaults, *filter(None, statement.args.kw_defaults)]
            return _decorated(statement.decorator_list) and not any(map(_calls, defaults))
        case ast.ClassDef(keywords=[]):
            return _plain_class(statement, plain)
        case ast.Assign(targets=targets, value=value):
            return all(isinstance(one, (ast.Name, ast.Tuple)) for one in targets) and not _calls(value)
        case ast.AnnAssign(target=ast.Name(), value=given):
            return given is None or not _calls(given)
    return False


def _plain_class(statement: ast.ClassDef, plain: set[str]) -> bool:
    known = all(_root(base) in plain for base in statement.bases)
    if known and _decorated(statement.decorator_list) and all(_plain(one, plain) for one in statement.body):
        plain.add(statement.name)
        return True
    return False


def _decorated(decorators: Collection[ast.expr]) -> bool:
    called = (one.func if isinstance(one, ast.Call) else one for one in decorators)
    return all(getattr(one, "attr", getattr(one, "id", "")) in _PLAIN_DECORATORS for one in called)


def _root(base: ast.expr) -> str:
    """Return the name that the expression for a base class begins with: `Generic` of `Generic[T]`."""
    while isinstance(base, (ast.Attribute, ast.Subscript)):
        base = base.value
    return base.id if isinstance(base, ast.Name) else ""


def _calls(value: ast.expr) -> bool:
    return any(isinstance(one, _CALLS) for one in ast.walk(value))
