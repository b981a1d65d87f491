"""Statements that move under `if TYPE_CHECKING:`: into the block that is there, or into a new one below the imports."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from archlint.report.repair.text import Change, Text, Unwritable

__all__ = ["guarded"]

_FLAG = "TYPE_CHECKING"
_MODULES = ("typing", "typing_extensions")


def guarded(text: Text, tree: ast.Module, statements: Sequence[str]) -> list[Change]:
    """Return the change that puts some statements there; none for none. Raises Unwritable where there is no place."""
    if not statements:
        return []
    flags = _flags(tree)
    block = next((one for one in tree.body if isinstance(one, ast.If) and _is_flag(one.test, flags)), None)
    if block and block.body[0].lineno > block.lineno:
        at = block.body[-1].end_lineno or block.body[-1].lineno
        indent = text.lines[block.body[0].lineno - 1][: block.body[0].col_offset]
        return [_inserted(text, at, _indented(statements, indent))]
    at = _below_imports(tree)
    known = [f"if {flag}:" for flag in flags] or [f"from typing import {_FLAG}", "", f"if {_FLAG}:"]
    lead = known[:1] if flags else known
    return [
        _inserted(
            text, at, ["", *lead, *_indented(statements, "    ")] if flags else [*lead, *_indented(statements, "    ")]
        )
    ]


def _inserted(text: Text, at: int, lines: Sequence[str]) -> Change:
    end = text.end_of(at - 1)
    if at >= len(text.lines):
        raise Unwritable("line-ends")  # the last line has no end to which another could be added
    return Change(at, at, "".join(f"{line}\n" for line in "\n".join(lines).split("\n")).replace("\n", end))


def _indented(statements: Sequence[str], indent: str) -> list[str]:
    lines = "\n".join(statements).split("\n")
    return [f"{indent}{line}" if line.strip() else line for line in lines]


def _flags(tree: ast.Module) -> list[str]:
    """Return by which expressions the module can ask for TYPE_CHECKING, as its top-level imports allow, best first."""
    found = []
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module in _MODULES and not node.level:
            found += [one.asname or one.name for one in node.names if one.name == _FLAG]
    for node in tree.body:
        if isinstance(node, ast.Import):
            found += [f"{one.asname or one.name}.{_FLAG}" for one in node.names if one.name in _MODULES]
    return found


def _is_flag(test: ast.expr, flags: Sequence[str]) -> bool:
    return isinstance(test, (ast.Name, ast.Attribute)) and ast.unparse(test) in flags


def _below_imports(tree: ast.Module) -> int:
    """Return the position after the last of the imports that the module begins with."""
    last = 0
    for node in tree.body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            last = node.end_lineno or node.lineno
        elif not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            break
    if not last:
        raise Unwritable("placed")
    return last
