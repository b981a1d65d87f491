"""
Under which circumstances a statement runs.

A context is a few bits; each block of a compound statement gets its own: the one around it and what the statement adds.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from typing import Any, Final

__all__ = [
    "ABSENCE",
    "COMPOUND",
    "CONDITIONAL",
    "DEFERRED",
    "INNER",
    "OPTIONAL",
    "TRIED",
    "TYPING",
    "Guards",
    "may_change",
    "speaks_of_typing",
]

OPTIONAL: Final = 1
CONDITIONAL: Final = 2
DEFERRED: Final = 4
TYPING: Final = 8
INNER: Final = 16
"""In a class or a function: what is assigned there is no name of the module."""
TRIED: Final = 32
"""In a `try`, whatever it catches."""

_MODULES: Final = frozenset({"typing", "typing_extensions"})
_FLAG: Final = "TYPE_CHECKING"
ABSENCE: Final = frozenset({"ImportError", "ModuleNotFoundError", "Exception", "BaseException"})
"""What a handler names to live without a module."""

Block = tuple[list[ast.stmt], int]


def speaks_of_typing(text: str) -> bool:
    """Return whether a file may call TYPE_CHECKING by a name of its own."""
    return _FLAG in text


class Guards:
    """Takes one file's compound statements apart, by its names for TYPE_CHECKING."""

    def __init__(self, imports: Iterable[ast.Import | ast.ImportFrom] = ()) -> None:
        """Learn the names from all imports first: a function may stand above the import that it uses."""
        # `TYPE_CHECKING = False` without importing it is a known idiom, which type checkers follow by its name.
        self._flags = {_FLAG}
        self._modules = set(_MODULES)
        for node in imports:
            if isinstance(node, ast.Import):
                self._modules |= {alias.asname for alias in node.names if alias.name in _MODULES and alias.asname}
            elif node.module in _MODULES:
                self._flags |= {alias.asname or alias.name for alias in node.names if alias.name == _FLAG}

    def blocks(self, node: ast.stmt, context: int) -> tuple[Block, ...]:
        """Return the blocks of a statement, in the order of the text; () for a simple statement."""
        split = _SPLIT.get(type(node))
        if split:
            return split(node, context)
        return self._if(node, context) if isinstance(node, ast.If) else ()

    def _if(self, node: ast.If, context: int) -> tuple[Block, ...]:
        match self._at_run_time(node.test):
            case True:
                return (node.body, context), (node.orelse, context | TYPING)
            case False:
                return (node.body, context | TYPING), (node.orelse, context)
        return (node.body, context | CONDITIONAL), (node.orelse, context | CONDITIONAL)

    def _at_run_time(self, test: ast.expr) -> bool | None:
        """Return what the test always is when the program runs, by what TYPE_CHECKING is then; None if that is open."""
        match test:
            case ast.Name(id=name) if name in self._flags:
                return False
            case ast.Attribute(value=ast.Name(id=module), attr=name) if name == _FLAG and module in self._modules:
                return False
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                value = self._at_run_time(operand)
                return None if value is None else not value
            case ast.BoolOp(op=operator, values=values):
                settling = isinstance(operator, ast.Or)
                known = {self._at_run_time(value) for value in values}
                return settling if settling in known else None if None in known else not settling
        return None


def may_change(tree: ast.Module) -> bool:
    """
    Return whether one more `except`, added to what stands last, may give statements above it another context.

    Everything else that can be added there - statements, `else`, `finally`, `case` - changes nothing above it.
    """
    guards, statements = Guards(), tree.body
    while statements:
        node = statements[-1]
        blocks = [block for block in guards.blocks(node, 0) if block[0]]
        if isinstance(node, (ast.Try, ast.TryStar)) and not (node.orelse or node.finalbody or blocks[0][1] & OPTIONAL):
            return True
        statements = blocks[-1][0] if blocks else []
    return False


def _function(node: Any, context: int) -> tuple[Block, ...]:
    # When the function is called, the `try` around its definition is long over.
    return ((node.body, context & ~(OPTIONAL | TRIED) | DEFERRED | INNER),)


def _class(node: Any, context: int) -> tuple[Block, ...]:
    return ((node.body, context | INNER),)


def _loop(node: Any, context: int) -> tuple[Block, ...]:
    return (node.body, context | CONDITIONAL), (node.orelse, context | CONDITIONAL)


def _match(node: Any, context: int) -> tuple[Block, ...]:
    return tuple((case.body, context | CONDITIONAL) for case in node.cases)


def _with(node: Any, context: int) -> tuple[Block, ...]:
    suppressed = any(map(_suppresses, node.items))
    return ((node.body, context | OPTIONAL if suppressed else context),)


def _try(node: Any, context: int) -> tuple[Block, ...]:
    # `else` runs only if the body found its module, so what it imports may stay unimported just as well.
    guarded = any(_survives(handler.type) for handler in node.handlers)
    context |= TRIED
    inner = context | OPTIONAL if guarded else context
    handlers = ((handler.body, inner) for handler in node.handlers)
    return (node.body, inner), *handlers, (node.orelse, inner), (node.finalbody, context)


_SPLIT: Final[dict[type[ast.stmt], Callable[[Any, int], tuple[Block, ...]]]] = {
    ast.FunctionDef: _function,
    ast.AsyncFunctionDef: _function,
    ast.ClassDef: _class,
    ast.For: _loop,
    ast.AsyncFor: _loop,
    ast.While: _loop,
    ast.Match: _match,
    ast.With: _with,
    ast.AsyncWith: _with,
    ast.Try: _try,
    ast.TryStar: _try,
}


COMPOUND: Final = frozenset({*_SPLIT, ast.If})
"""The statements that have blocks."""


def _survives(caught: ast.expr | None) -> bool:
    """Return whether a handler of this type catches a failed import."""
    match caught:
        case None:
            return True
        case ast.Tuple(elts=types):
            return any(map(_survives, types))
    return _last(caught) in ABSENCE


def _suppresses(item: ast.withitem) -> bool:
    """Return whether a `with` passes over failed imports, as `contextlib.suppress(ImportError)` does."""
    match item.context_expr:
        case ast.Call(func=function, args=types):
            return _last(function) == "suppress" and any(map(_survives, types))
    return False


def _last(node: ast.expr) -> str:
    """Return the last part of a dotted name; "" for anything else."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""
