"""The statements of a syntax tree, without a look at any expression."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Final

__all__ = ["every_statement", "import_statements"]

_BLOCKS: Final = ("body", "orelse", "finalbody", "handlers", "cases")


def every_statement(tree: ast.AST, closed: tuple[type[ast.AST], ...] = ()) -> Iterator[ast.AST]:
    """Yield all below a node, and handlers and cases with them, in any order; not what stands in a `closed` one."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        inner = [one for blocks in _BLOCKS for one in getattr(node, blocks, ()) if not isinstance(node, closed)]
        yield from inner
        waiting += inner


def import_statements(tree: ast.Module) -> Iterator[ast.Import | ast.ImportFrom]:
    """Yield the imports among them, in any order."""
    return (node for node in every_statement(tree) if isinstance(node, (ast.Import, ast.ImportFrom)))
