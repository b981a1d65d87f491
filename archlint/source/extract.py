"""Bytes of one file -> what it imports. One full parse, one walk over its statements."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from archlint.source.dynamic import Calls, Target, speaks
from archlint.source.exports import Exports
from archlint.source.facts import Fact, Facts, Opaque
from archlint.source.guards import CONDITIONAL, DEFERRED, INNER, OPTIONAL, TYPING, Guards
from archlint.source.nouns import KINDS, Unread
from archlint.source.shared import shares
from archlint.source.text import Lines
from archlint.source.unread import explained

__all__ = ["extract"]

_RUNTIME, _DEFERRED, _TYPING, _DYNAMIC = range(len(KINDS))
_MARKS = OPTIONAL | CONDITIONAL


def extract(path: str, content: bytes) -> Facts | Unread:
    """Return what a file says about imports, or why that cannot be known. Call it with warnings silenced."""
    try:
        # dont_inherit: the file's own future imports count, not ours.
        tree = compile(content, path, "exec", ast.PyCF_ONLY_AST, dont_inherit=True)
        assert isinstance(tree, ast.Module)
        shared = path.endswith("__init__.py") and shares(content, tree)
        return _Reading(content, tree).facts(shared)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return Unread(path, *explained(error, content))


class _Reading:
    """One walk through one file."""

    def __init__(self, content: bytes, tree: ast.Module) -> None:
        self._content = content
        self._tree = tree
        self._lines = Lines(content)
        self._guards = Guards()
        self._exports = Exports()
        self._imports: list[Fact] = []
        self._opaque: list[Opaque] = []

    def facts(self, shared: bool) -> Facts:
        """Return what the file says."""
        calls = Calls(self._tree) if speaks(self._content) else None
        for statement, context in self._statements():
            kind = type(statement)
            if kind is ast.ImportFrom:
                self._import_from(statement, context)  # type: ignore[arg-type]
            elif kind is ast.Import:
                self._import(statement, context)  # type: ignore[arg-type]
            elif calls:
                for target in calls.of(statement):
                    self._call(target, context)
            if not context & INNER:
                self._exports.note(statement, certain=not context)
        return Facts(tuple(self._imports), tuple(self._opaque), self._exports.names, shared)

    def _statements(self) -> Iterator[tuple[ast.stmt, int]]:
        """Yield every statement with its context, in the order of the text."""
        # No recursion: 2,000 `elif` are a nest as deep.
        waiting = [(iter(self._tree.body), 0)]
        while waiting:
            statements, context = waiting[-1]
            for statement in statements:
                yield statement, context
                blocks = self._guards.blocks(statement, context)
                if blocks:
                    waiting.extend((iter(body), inner) for body, inner in reversed(blocks))
                    break
            else:
                waiting.pop()

    def _import(self, statement: ast.Import, context: int) -> None:
        where = self._where(statement)
        how = _kind(statement, context), context & _MARKS
        for alias in statement.names:
            self._guards.note_module(alias.name, alias.asname or alias.name)
            self._imports.append(Fact(0, alias.name, "", *where, *how))

    def _import_from(self, statement: ast.ImportFrom, context: int) -> None:
        where = self._where(statement)
        how = _kind(statement, context), context & _MARKS
        module = statement.module or ""
        for alias in statement.names:
            self._guards.note_name(module, alias.name, alias.asname or alias.name)
            self._imports.append(Fact(statement.level, module, alias.name, *where, *how))

    def _call(self, target: Target, context: int) -> None:
        where = self._where(target.call)
        if target.name or target.level:
            self._imports.append(Fact(target.level, target.name, "", *where, _DYNAMIC, context & _MARKS))
        else:
            self._opaque.append(Opaque(*where[:2], self._lines.between(*self._where(target.argument))))

    def _where(self, node: ast.stmt | ast.expr) -> tuple[int, int, int, int]:
        """Return first line and column, last line and the column after it."""
        line, end_line = node.lineno, node.end_lineno or node.lineno
        end = self._lines.column(end_line, node.end_col_offset or 0)
        return line, self._lines.column(line, node.col_offset), end_line, end


def _kind(statement: ast.Import | ast.ImportFrom, context: int) -> int:
    if context & TYPING:
        return _TYPING
    # PEP 810: `lazy import` is loaded on first use.
    return _DEFERRED if context & DEFERRED or getattr(statement, "is_lazy", 0) else _RUNTIME
