"""Imports by call: `importlib.import_module("shop.db")`, `__import__("shop.db")`."""

from __future__ import annotations

import ast
import sys
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final

from archlint.source.constants import constants
from archlint.source.facts import Phrase
from archlint.source.statements import every_statement
from archlint.startup import NamedTuple

__all__ = ["EVERY_LINE", "Calls", "Target", "call_lines", "plainly_imported"]

_FUNCTION: Final = "import_module"
_BUILTIN: Final = "__import__"
_WORDS: Final = frozenset({_FUNCTION, _BUILTIN})
_HOMES: Final = {
    "importlib": _WORDS,
    "builtins": frozenset({_BUILTIN}),
    "__builtins__": frozenset({_BUILTIN}),
}
"""Which of the functions a module has."""
EVERY_LINE: Final = range(1, sys.maxsize)


class Target(NamedTuple):
    """One call and what it imports."""

    place: ast.expr
    """The call; or the function, where it is handed on and whoever gets it will call it."""
    level: int
    """Number of leading dots, from the importer's own package; 0 where the target is absolute."""
    name: str
    """Dotted, without leading dots; "" where it is not written down."""
    argument: ast.expr
    """Where the name should be written."""


def call_lines(text: str) -> Sequence[int]:
    """Return the numbers of the lines that speak of such calls; all that stand in a text have one in them."""
    if not any(word in text for word in _WORDS):
        return ()
    return [number for number, line in enumerate(text.split("\n"), 1) if any(word in line for word in _WORDS)]


def plainly_imported(phrases: Iterable[Phrase]) -> set[str]:
    """Return which of the functions some imports bring into the file, if they give no other names to them."""
    found: set[str] = set()
    for level, base, name in phrases:
        if not level and base in _HOMES:
            found |= _HOMES[base] if name == "*" else _HOMES[base] & {name}
    return found


class Calls:
    """
    The dynamic imports of one file.

    A target is followed where it stands in the call, and from the tree of a `whole` file also where it is a constant.
    """

    def __init__(self, tree: ast.Module, lines: Sequence[int], known: Collection[str] = (), *, whole: bool) -> None:
        """
        Learn first by which names the file calls them: a function may stand above the import that it uses.

        The functions that are `known` were imported under their own names, in lines that are not in the tree.
        """
        self.asks: set[str] = set()
        """Names that were met of which only the whole file can tell the meaning."""
        self._homes = dict(_HOMES)
        self._functions = {name: name for name in (_BUILTIN, *known)}
        statements = list(every_statement(tree))
        for node in statements:
            if isinstance(node, ast.Import):
                self._homes |= {one.asname: _HOMES[one.name] for one in node.names if one.asname and one.name in _HOMES}
            elif isinstance(node, ast.ImportFrom):
                self._functions |= _imported(node)
        fields = {inner for node in statements if isinstance(node, ast.ClassDef) for inner in _fields(node)}
        aliases = [(node, alias) for node in statements if node not in fields and (alias := self._alias(node))]
        self._aliases = {node for node, _ in aliases}
        self._functions |= dict(alias for _, alias in aliases)
        self._lines = EVERY_LINE if self.renamed else lines
        self._tree = tree if whole else ast.Module([], [])

    @property
    def named(self) -> bool:
        """Whether a statement gives another name to one of them."""
        return bool(self._aliases)

    @property
    def renamed(self) -> bool:
        """Whether one of those names is of the file's own choice."""
        return not self._functions.keys() <= _WORDS

    def of(self, statement: ast.stmt) -> Iterator[Target]:
        """Yield the dynamic imports in a statement, not those in the statements inside it."""
        waiting: list[ast.AST] = [statement] if self._concerns(statement) else []
        while waiting:
            node = waiting.pop()
            children = [child for child in ast.iter_child_nodes(node) if not isinstance(child, ast.stmt)]
            if isinstance(node, ast.Call) and (function := self._called(node.func)):
                yield from self._target(node, function)
                children.remove(node.func)
            elif isinstance(node, (ast.Name, ast.Attribute)) and self._called(node) and isinstance(node.ctx, ast.Load):
                yield Target(node, 0, "", node)
            waiting += children

    def _alias(self, node: ast.AST) -> tuple[str, str] | None:
        """Return the name that a statement gives to one of the functions, with that one; None where it does not."""
        match node:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=value)
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
            ):
                function = self._called(value)
                return (name, function) if function else None
        return None

    def _concerns(self, statement: ast.stmt) -> bool:
        if statement in self._aliases:
            return False
        decorators = getattr(statement, "decorator_list", ())
        start = min([statement.lineno, *(decorator.lineno for decorator in decorators)])
        position = bisect_left(self._lines, start)
        return position < len(self._lines) and self._lines[position] <= (statement.end_lineno or start)

    def _called(self, function: ast.expr) -> str:
        """Return which of the two a call is one of; "" for any other."""
        match function:
            case ast.Name(id=name):
                return self._functions.get(name, "")
            case ast.Attribute(value=ast.Name(id=module), attr=name):
                return name if name in self._homes.get(module, ()) else ""
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
            dots, name = self._anchored(dots, name, package)
        if not all(name.split(".")):
            name = ""
        yield Target(call, level or dots if written else 0, name, argument)

    def _anchored(self, dots: int, name: str, package: ast.expr | None) -> tuple[int, str]:
        """Return dots and name of a target that is relative to a package; no name where that is not written down."""
        match package:
            case None:
                return 0, ""
            case ast.Name(id="__package__" | "__name__") | ast.Attribute(value=ast.Name(id="__spec__"), attr="parent"):
                # In a plain module `__name__` is no package and the call fails when it runs; what it means is plain.
                return dots, name
        parts = self._text(package).split(".")
        if not all(parts) or dots > len(parts):
            return 0, ""
        return 0, ".".join([*parts[: len(parts) + 1 - dots], *filter(None, [name])])

    def _text(self, argument: ast.expr) -> str:
        """Return what an argument says, also in pieces; "" where that is not written down."""
        match argument:
            case ast.JoinedStr(values=pieces):
                texts = list(map(self._piece, pieces))
            case _:
                texts = list(map(self._piece, _summands(argument)))
        return "".join(texts) if all(texts) else ""

    def _piece(self, piece: ast.expr) -> str:
        match piece:
            case ast.Constant(value=str(written)):
                return written
            case ast.Name(id=name) | ast.FormattedValue(value=ast.Name(id=name), conversion=-1, format_spec=None):
                self.asks.add(name)
                return self._constants.get(name, "")
        return ""

    @cached_property
    def _constants(self) -> dict[str, str]:
        return constants(self._tree)


def _fields(node: ast.ClassDef) -> Iterator[ast.AST]:
    """Yield the statements that run in a class: they give names to it, and none to the file."""
    return every_statement(node, (ast.FunctionDef, ast.AsyncFunctionDef))


def _imported(node: ast.ImportFrom) -> dict[str, str]:
    """Return which of the functions an import brings into the file, by their names there."""
    there = _HOMES.get(node.module or "", frozenset()) if not node.level else frozenset()
    if node.names[0].name == "*":
        return {name: name for name in there}
    return {one.asname or one.name: one.name for one in node.names if one.name in there}


def _summands(argument: ast.expr) -> list[ast.expr]:
    """Return what is added up, from left to right."""
    found = []
    while isinstance(argument, ast.BinOp) and isinstance(argument.op, ast.Add):
        # Thousands of them are a nest as deep.
        found.append(argument.right)
        argument = argument.left
    return [argument, *reversed(found)]


def _level(call: ast.Call, by_name: dict[str | None, ast.expr]) -> int:
    """Return the level that a call of `__import__` asks for."""
    match call.args[4] if len(call.args) > 4 else by_name.get("level"):
        case ast.Constant(value=int(level)) if level > 0:
            return level
    return 0
