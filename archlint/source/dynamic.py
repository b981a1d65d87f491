"""Imports by call: `importlib.import_module("shop.db")`, `__import__("shop.db")`."""

from __future__ import annotations

import ast
import sys
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from archlint.source.constants import constants
from archlint.source.statements import import_statements

__all__ = ["EVERY_LINE", "Calls", "Target", "call_lines"]

_FUNCTION: Final = "import_module"
_BUILTIN: Final = "__import__"
_HOME: Final = {_FUNCTION: "importlib", _BUILTIN: "builtins"}
"""Which module has which of the functions."""
EVERY_LINE: Final = range(1, sys.maxsize)


class Target(NamedTuple):
    """One call and what it imports."""

    call: ast.Call
    level: int
    """Number of leading dots, from the importer's own package; 0 where the target is absolute."""
    name: str
    """Dotted, without leading dots; "" where it is not written down."""
    argument: ast.expr
    """Where the name should be written."""


def call_lines(text: str) -> Sequence[int]:
    """Return the numbers of the lines that speak of such calls; all that stand in a text have one in them."""
    words = _FUNCTION, _BUILTIN
    if not any(word in text for word in words):
        return ()
    return [number for number, line in enumerate(text.split("\n"), 1) if any(word in line for word in words)]


class Calls:
    """
    The dynamic imports of one file.

    A target is followed where it stands in the call, and from the tree of a `whole` file also where it is a constant.
    """

    def __init__(self, tree: ast.Module, lines: Sequence[int], *, whole: bool) -> None:
        """Learn first by which names the file calls them: a function may stand above the import that it uses."""
        self._modules = set(_HOME.values())
        self._functions = {_BUILTIN: _BUILTIN}
        for node in import_statements(tree):
            if isinstance(node, ast.Import):
                self._modules |= {alias.asname for alias in node.names if alias.name in _HOME.values() and alias.asname}
            else:
                calls = [alias for alias in node.names if _HOME.get(alias.name, "") == node.module]
                self._functions |= {alias.asname or alias.name: alias.name for alias in calls}
        self._lines = EVERY_LINE if self.renamed else lines
        self._tree = tree if whole else ast.Module([], [])

    @property
    def renamed(self) -> bool:
        """Whether one of those names is of the file's own choice."""
        return not self._functions.keys() <= _HOME.keys()

    def of(self, statement: ast.stmt) -> Iterator[Target]:
        """Yield the dynamic imports in a statement, not those in the statements inside it."""
        waiting: list[ast.AST] = [statement] if self._concerns(statement) else []
        while waiting:
            node = waiting.pop()
            if isinstance(node, ast.Call) and (function := self._called(node.func)):
                yield from self._target(node, function)
            waiting.extend(child for child in ast.iter_child_nodes(node) if not isinstance(child, ast.stmt))

    def _concerns(self, statement: ast.stmt) -> bool:
        decorators = getattr(statement, "decorator_list", ())
        start = min([statement.lineno, *(decorator.lineno for decorator in decorators)])
        position = bisect_left(self._lines, start)
        return position < len(self._lines) and self._lines[position] <= (statement.end_lineno or start)

    def _called(self, function: ast.expr) -> str:
        """Return which of the two a call is one of; "" for any other."""
        match function:
            case ast.Name(id=name):
                return self._functions.get(name, "")
            case ast.Attribute(value=ast.Name(id=module), attr=name) if module in self._modules:
                return name if name in _HOME else ""
        return ""

    def _target(self, call: ast.Call, function: str) -> Iterator[Target]:
        """Yield what a call imports; nothing for a call without arguments, which is an error when it runs."""
        by_name = {keyword.arg: keyword.value for keyword in call.keywords}
        argument = call.args[0] if call.args else by_name.get("name")
        if argument is None:
            return
        written = self._text(argument)
        level = _level(call, by_name) if function == _BUILTIN else None
        name = written.lstrip(".")
        dots = len(written) - len(name)
        if dots and level is None:
            package = call.args[1] if len(call.args) > 1 else by_name.get("package")
            dots, name = _anchored(dots, name, package)
        if not all(name.split(".")):
            name = ""
        yield Target(call, level or dots if written else 0, name, argument)

    def _text(self, argument: ast.expr) -> str:
        """Return what an argument says; "" where that is not written down."""
        match argument:
            case ast.Constant(value=str(written)):
                return written
            case ast.Name(id=name):
                return self._constants.get(name, "")
        return ""

    @cached_property
    def _constants(self) -> dict[str, str]:
        return constants(self._tree)


def _level(call: ast.Call, by_name: dict[str | None, ast.expr]) -> int:
    """Return the level that a call of `__import__` asks for."""
    match call.args[4] if len(call.args) > 4 else by_name.get("level"):
        case ast.Constant(value=int(level)) if level > 0:
            return level
    return 0


def _anchored(dots: int, name: str, package: ast.expr | None) -> tuple[int, str]:
    """Return dots and name of a target that is relative to a package; no name where the package is not written down."""
    match package:
        case ast.Name(id="__package__" | "__name__") | ast.Attribute(value=ast.Name(id="__spec__"), attr="parent"):
            # In a plain module `__name__` is no package and the call fails when it runs; what it means is plain.
            return dots, name
        case ast.Constant(value=str(written)):
            parts = written.split(".")
            if dots <= len(parts):
                return 0, ".".join([*parts[: len(parts) + 1 - dots], *filter(None, [name])])
    return 0, ""
