"""Carry out on a copy what a plan or a supposition says: imports are cut out of files, or put under TYPE_CHECKING."""

from __future__ import annotations

import ast
import json
import shutil
import tokenize
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

__all__ = ["copied", "cut", "put_under_type_checking", "statements"]

Call = Callable[..., Any]
Row = Mapping[str, Any]


def copied(folder: Path, to: Path) -> Path:
    """Return a copy of a codebase, without what archlint keeps beside it."""
    return Path(shutil.copytree(folder, to, ignore=shutil.ignore_patterns(".archlint")))


def statements(call: Call, edge: tuple[str, str]) -> list[Row]:
    """Return where an import is written, as `explain` says; of what is declared nothing can be cut in the code."""
    found: list[Row] = json.loads(call("explain", f"{edge[0]} -> {edge[1]}", "--format", "json").out)["statements"]
    assert found, edge
    return found


def cut(written: list[Row], imported: str) -> None:
    """Take an import out of the files of the current folder."""
    _changed(written, imported)


def put_under_type_checking(written: list[Row], imported: str) -> None:
    """Let an import stand at the end of its file, for type checkers alone; nobody runs that file."""
    taken = _changed(written, imported)
    file = Path(written[0]["path"])
    text, encoding = _read(file)
    block = "".join(f"    {line}\n" for line in taken)
    file.write_bytes(f"{text.rstrip()}\nTYPE_CHECKING = False\nif TYPE_CHECKING:\n{block}".encode(encoding))


def _read(file: Path) -> tuple[str, str]:
    with tokenize.open(file) as opened:
        return opened.read(), opened.encoding


def _changed(written: list[Row], imported: str) -> list[str]:
    """Take the names of the statements out of their files, last first; return each as a statement of its own."""
    taken = []
    for row in sorted(written, key=lambda row: (row["line"], row["column"]), reverse=True):
        file = Path(row["path"])
        text, encoding = _read(file)
        node = _statement(ast.parse(text), row)
        new, out = _without(node, row["name"], imported)
        taken.append(out)
        file.write_bytes(_replaced(text, node, new).encode(encoding))
    return taken


def _statement(tree: ast.Module, row: Row) -> ast.stmt | ast.expr:
    """Return the statement at a place; of what is imported by a call, the call."""
    wanted = (ast.Call,) if row["kind"] == "dynamic" else (ast.Import, ast.ImportFrom)
    return next(
        node
        for node in ast.walk(tree)
        if isinstance(node, wanted) and (node.lineno, node.col_offset + 1) == (row["line"], row["column"])
    )


def _without(node: ast.stmt | ast.expr, name: str, imported: str) -> tuple[str, str]:
    """Return the statement without a name, `pass` where nothing is left, and a statement of that name alone."""
    if not isinstance(node, (ast.Import, ast.ImportFrom)):
        return "None", ""
    last = imported.rpartition(".")[2]
    mine = {name} if name else {imported, last}
    gone = [one for one in node.names if one.name in mine or (isinstance(node, ast.Import) and one.name == imported)]
    left = [one for one in node.names if one not in gone]
    if not gone:  # a star that brings submodules, or a name that another row has taken out already
        gone, left = node.names, []
    out = ast.unparse(_with(node, gone))
    return (ast.unparse(_with(node, left)) if left else "pass"), out


def _with(node: ast.Import | ast.ImportFrom, names: list[ast.alias]) -> ast.stmt:
    if isinstance(node, ast.Import):
        return ast.Import(names)
    return ast.ImportFrom(node.module, names, node.level)


def _replaced(text: str, node: ast.stmt | ast.expr, new: str) -> str:
    lines = text.splitlines(keepends=True)
    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    before = "".join(lines[: node.lineno - 1]) + lines[node.lineno - 1].encode()[: node.col_offset].decode()
    after = lines[node.end_lineno - 1].encode()[node.end_col_offset :].decode() + "".join(lines[node.end_lineno :])
    return before + new + after
