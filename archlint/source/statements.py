"""The import statements of a syntax tree, without a look at any expression."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Final

__all__ = ["import_statements"]

_BLOCKS: Final = ("body", "orelse", "finalbody", "handlers", "cases")


def import_statements(tree: ast.Module) -> Iterator[ast.Import | ast.ImportFrom]:
    """Yield them all, in any order."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            yield node
        for blocks in _BLOCKS:
            waiting.extend(getattr(node, blocks, ()))
