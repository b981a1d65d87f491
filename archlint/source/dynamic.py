"""Imports by call: `importlib.import_module("shop.db")`, `__import__("shop.db")`."""

from __future__ import annotations

import ast
import sys
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from archlint.source.statements import import_statements

__all__ = ["EVERY_LINE", "Calls", "Target", "call_lines"]

_FUNCTION: Final = "import_module"
_BUILTIN: Final = "__import__"
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
    """The dynamic imports of one file."""

    def __init__(self, tree: ast.Module, lines: Sequence[int]) -> None:
        """Learn first by which names the file calls them: a function may stand above the import that it uses."""
        self._modules = {"importlib", "builtins"}
        self._functions = {_BUILTIN}
        for node in import_statements(tree):
            if isinstance(node, ast.Import):
                self._modules |= {alias.asname for alias in node.names if alias.name == "importlib" and alias.asname}
            elif node.module == "importlib":
                self._functions |= {alias.asname or alias.name for alias in node.names if alias.name == _FUNCTION}
        self._lines = EVERY_LINE if self.renamed else lines

    @property
    def renamed(self) -> bool:
        """Whether one of those names is of the file's own choice."""
        return not self._functions <= {_FUNCTION, _BUILTIN}

    def of(self, statement: ast.stmt) -> Iterator[Target]:
        """Yield the dynamic imports in a statement, not those in the statements inside it."""
        waiting: list[ast.AST] = [statement] if self._concerns(statement) else []
        while waiting:
            node = waiting.pop()
            if isinstance(node, ast.Call) and self._calls(node.func):
                yield from _target(node)
            waiting.extend(child for child in ast.iter_child_nodes(node) if not isinstance(child, ast.stmt))

    def _concerns(self, statement: ast.stmt) -> bool:
        decorators = getattr(statement, "decorator_list", ())
        start = min([statement.lineno, *(decorator.lineno for decorator in decorators)])
        position = bisect_left(self._lines, start)
        return position < len(self._lines) and self._lines[position] <= (statement.end_lineno or start)

    def _calls(self, function: ast.expr) -> bool:
        match function:
            case ast.Name(id=name):
                return name in self._functions
            case ast.Attribute(value=ast.Name(id=module), attr=name):
                return name in (_FUNCTION, _BUILTIN) and module in self._modules
        return False


def _target(call: ast.Call) -> Iterator[Target]:
    """Yield what a call imports; nothing for a call without arguments, which is an error when it runs."""
    by_name = {keyword.arg: keyword.value for keyword in call.keywords}
    argument = call.args[0] if call.args else by_name.get("name")
    if argument is None:
        return
    written = argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else ""
    level = _level(call, by_name)
    name = written.lstrip(".")
    dots = len(written) - len(name)
    if dots and level is None:
        package = call.args[1] if len(call.args) > 1 else by_name.get("package")
        dots, name = _anchored(dots, name, package)
    if not all(name.split(".")):
        name = ""
    yield Target(call, level or dots if written else 0, name, argument)


def _level(call: ast.Call, by_name: dict[str | None, ast.expr]) -> int | None:
    """Return the level that a call of `__import__` asks for; None for a call of import_module."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name) if name == _BUILTIN:
            match call.args[4] if len(call.args) > 4 else by_name.get("level"):
                case ast.Constant(value=int(level)) if level > 0:
                    return level
            return 0
    return None


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
