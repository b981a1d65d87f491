"""From the syntax tree of a file to its facts, and to the calls of some names in it."""

from __future__ import annotations

import ast
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from archlint.source.text import Lines
from archlint.source.wiring.facts import Class, Facts, Found, Function
from archlint.source.wiring.search import Search
from archlint.source.wiring.terms import NONE, UNKNOWN, Term, targets, term

__all__ = ["Wanted", "indexed"]

_END: Final = re.compile(rb"\r\n?|\n")
_ANNOTATION: Final = 200
"""Annotations that are longer texts than this name no class."""


class Wanted(NamedTuple):
    """What to look for in files."""

    names: frozenset[str]
    """Last names of what is called or assigned to; see also `search.EVERY`."""
    pattern: re.Pattern[bytes]
    """Matches wherever one of them stands, or a literal may."""
    literal: Callable[[str], bool]
    """Whether a string looks like the name of a module."""


class _Lines:
    """The lines of a file on which something stands that is wanted."""

    def __init__(self, content: bytes, pattern: re.Pattern[bytes]) -> None:
        self._content = content
        self._ends = [one.end() for one in _END.finditer(content)]
        self._lines = self._of(pattern)

    def _of(self, pattern: re.Pattern[bytes]) -> list[int]:
        return sorted({bisect_right(self._ends, one.start()) + 1 for one in pattern.finditer(self._content)})

    def also(self, name: str) -> None:
        """Add those on which a name stands."""
        pattern = re.compile(rb"\b" + re.escape(name.encode()) + rb"\b")
        self._lines = sorted({*self._lines, *self._of(pattern)})

    def between(self, first: int, last: int) -> bool:
        """Return whether one of them lies between two lines, both included."""
        at = bisect_left(self._lines, first)
        return at < len(self._lines) and self._lines[at] <= last


def indexed(tree: ast.Module, content: bytes, wanted: Wanted) -> tuple[Facts, Found]:
    """Return the facts of a file, and what it has of what is wanted. RecursionError where it is nested too deep."""
    search = Search(wanted.names, wanted.literal, Lines(content))
    walk = _Walk(wanted, _Lines(content, wanted.pattern), search, named=b":=" in content)
    walk.body(tree.body)
    return walk.facts(), walk.search.found()


class _Walk:
    """One pass over a file."""

    def __init__(self, wanted: Wanted, lines: _Lines, search: Search, *, named: bool) -> None:
        self.search = search
        self._named = named
        self._lines = lines
        self._wanted = wanted
        self._scope, self._class, self._function = "", "", ""
        self._bindings: dict[str, dict[str, list[Term]]] = {}
        self._fields: dict[str, dict[str, list[tuple[Term, str]]]] = {}
        self._functions: dict[str, Function] = {}
        self._returns: dict[str, list[Term]] = {}
        self._annotations: dict[str, dict[str, Term]] = {}
        self._classes: dict[str, Class] = {}
        self._stars: list[tuple[int, str]] = []
        self._elsewhere: dict[str, dict[str, str]] = {}
        """For each function the scopes in which names that it calls global or nonlocal are bound."""

    def facts(self) -> Facts:
        functions = {
            name: one._replace(
                returns=tuple(self._returns.get(name, ())),
                annotations={**self._annotations.get(name, {}), **one.annotations},
            )
            for name, one in self._functions.items()
        }
        bindings = {
            scope: {name: tuple(values) for name, values in names.items()} for scope, names in self._bindings.items()
        }
        for name in ("", *self._classes):
            if name in self._annotations:
                bindings.setdefault(name, {})[":"] = (("d", [], [], dict(self._annotations[name])),)
        fields = {name: {one: tuple(two) for one, two in each.items()} for name, each in self._fields.items()}
        return Facts(bindings, fields, functions, dict(self._classes), tuple(self._stars))

    def body(self, statements: Sequence[ast.stmt]) -> None:
        for statement in statements:
            handle = _HANDLERS.get(type(statement))
            if handle:
                handle(self, statement)
            else:
                self._look(statement, statement.lineno, statement.end_lineno or statement.lineno)

    def _look(self, node: ast.AST, first: int, last: int) -> None:
        if self._lines.between(first, last):
            self.search.look(node, self._scope)

    def _bind(self, name: str, value: Term) -> None:
        scope = self._elsewhere.get(self._function, {}).get(name, self._scope) if self._function else self._scope
        values = self._bindings.setdefault(scope, {}).setdefault(name, [])
        if value not in values:
            values.append(value)

    def _alias(self, name: str) -> None:
        self.search.alias(name)
        self._lines.also(name)

    def _qualified(self, name: str) -> str:
        return f"{self._scope}.{name}" if self._scope else name

    def imported(self, node: ast.Import) -> None:
        for one in node.names:
            if one.asname:
                self._bind(one.asname, ("im", 0, one.name, ""))
            else:
                top = one.name.partition(".")[0]
                self._bind(top, ("im", 0, top, ""))

    def imported_from(self, node: ast.ImportFrom) -> None:
        for one in node.names:
            if one.name == "*":
                self._stars.append((node.level, node.module or ""))
                continue
            self._bind(one.asname or one.name, ("im", node.level, node.module or "", one.name))
            if one.asname and one.name in self._wanted.names:
                self._alias(one.asname)

    def function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        name = self._qualified(node.name)
        self._decorators(node, name)
        for default in (*node.args.defaults, *filter(None, node.args.kw_defaults)):
            self._look(default, default.lineno, default.end_lineno or default.lineno)
        self._bind(node.name, ("fn", name))
        arguments = node.args
        positional = [*arguments.posonlyargs, *arguments.args]
        pairs = [*zip(reversed(positional), reversed(arguments.defaults), strict=False)]
        pairs += [(one, two) for one, two in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if two]
        annotations = {one.arg: _annotation(one.annotation) for one in (*positional, *arguments.kwonlyargs)}
        annotations["return"] = _annotation(node.returns)
        self._functions[name] = Function(
            positional=tuple(one.arg for one in positional),
            named=tuple(one.arg for one in arguments.kwonlyargs),
            defaults={one.arg: term(two, {}) for one, two in pairs},
            annotations={one: two for one, two in annotations.items() if two != UNKNOWN},
            returns=(),
            decorators=tuple(term(one, {}) for one in node.decorator_list),
        )
        for extra in (arguments.vararg, arguments.kwarg):
            if extra:
                self._bindings.setdefault(name, {})[extra.arg] = [UNKNOWN]
        self._inside(name, self._class, name, node.body)

    def class_(self, node: ast.ClassDef) -> None:
        name = self._qualified(node.name)
        self._decorators(node, name)
        for base in node.bases:
            self._look(base, base.lineno, base.end_lineno or base.lineno)
        self._bind(node.name, ("cl", name))
        place = self.search.place(node)
        decorators = tuple(term(one, {}) for one in node.decorator_list)
        self._classes[name] = Class(tuple(term(one, {}) for one in node.bases), place, decorators)
        self._inside(name, name, "", node.body)

    def _inside(self, scope: str, class_: str, function: str, body: Sequence[ast.stmt]) -> None:
        before = self._scope, self._class, self._function
        self._scope, self._class, self._function = scope, class_, function
        self.body(body)
        self._scope, self._class, self._function = before

    def _decorators(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, name: str) -> None:
        for one in node.decorator_list:
            if self._lines.between(one.lineno, one.end_lineno or one.lineno):
                self.search.decorator(one, self._scope, name)

    def assign(self, node: ast.Assign) -> None:
        value = term(node.value, {})
        for target in node.targets:
            self._assign(target, value)
        self._assigned(node, node.targets, node.value)

    def annotated(self, node: ast.AnnAssign) -> None:
        annotation = _annotation(node.annotation)
        match node.target:
            case ast.Name(id=name):
                self._annotations.setdefault(self._scope, {})[name] = annotation
            case ast.Attribute(value=ast.Name(id="self"), attr=name) if self._class:
                self._annotations.setdefault(self._class, {}).setdefault(name, annotation)
        if node.value:
            self._assign(node.target, term(node.value, {}))
            self._assigned(node, [node.target], node.value)

    def _assigned(self, node: ast.Assign | ast.AnnAssign, targets_: Sequence[ast.expr], value: ast.expr) -> None:
        if self._lines.between(node.lineno, node.end_lineno or node.lineno):
            names = [one.id for one in targets_ if isinstance(one, ast.Name)]
            attributes = [one.attr for one in targets_ if isinstance(one, ast.Attribute)]
            for name in (*names, *attributes):
                if name in self._wanted.names:
                    self.search.assignment(node, name, value, self._scope)
            if isinstance(value, ast.Attribute) and value.attr in self._wanted.names:
                for name in names:
                    self._alias(name)
            self.search.look(value, self._scope)

    def _assign(self, target: ast.expr, value: Term) -> None:
        match target:
            case ast.Name(id=name):
                self._bind(name, value)
            case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name) if self._class:
                found = self._fields.setdefault(self._class, {}).setdefault(name, [])
                if (value, self._scope) not in found:
                    found.append((value, self._scope))
            case ast.Tuple(elts=parts) | ast.List(elts=parts):
                values = value[1] if value[0] in "tl" and len(value[1]) == len(parts) else [UNKNOWN] * len(parts)
                for part, one in zip(parts, values, strict=True):
                    self._assign(part.value if isinstance(part, ast.Starred) else part, one)

    def augmented(self, node: ast.AugAssign) -> None:
        match node.target, node.op, term(node.value, {}):
            # A list that grows holds what it held, and more: each item is still one of them.
            case ast.Name(id=name), ast.Add(), ("l" | "t", _) as value:
                self._bind(name, value)
            case ast.Name(), _, _:
                self._assign(node.target, UNKNOWN)
        self._look(node.value, node.lineno, node.end_lineno or node.lineno)
        if isinstance(node.target, ast.Name) and node.target.id in self._wanted.names:
            self.search.assignment(node, node.target.id, node.value, self._scope)

    def loop(self, node: ast.For | ast.AsyncFor) -> None:
        self._look(node.iter, node.iter.lineno, node.iter.end_lineno or node.lineno)
        for name, value in targets(node.target, term(node.iter, {})).items():
            self._bind(name, value)
        self.body(node.body)
        self.body(node.orelse)

    def with_(self, node: ast.With | ast.AsyncWith) -> None:
        for item in node.items:
            self._look(item.context_expr, item.context_expr.lineno, item.context_expr.end_lineno or node.lineno)
            match item.optional_vars:
                case ast.Name(id=name):
                    # What most of them give is themselves.
                    self._bind(name, ("w", term(item.context_expr, {})))
                case ast.expr() as other:
                    self._assign(other, UNKNOWN)
        self.body(node.body)

    def branch(self, node: ast.If | ast.While) -> None:
        self._look(node.test, node.test.lineno, node.test.end_lineno or node.lineno)
        if self._named:
            self._walrus(node.test)
        self.body(node.body)
        self.body(node.orelse)

    def _walrus(self, test: ast.expr) -> None:
        for one in ast.walk(test):
            if isinstance(one, ast.NamedExpr) and isinstance(one.target, ast.Name):
                self._bind(one.target.id, term(one.value, {}))

    def trial(self, node: Any) -> None:
        self.body(node.body)
        for handler in node.handlers:
            if handler.name:
                self._bind(handler.name, UNKNOWN)
            self.body(handler.body)
        self.body(node.orelse)
        self.body(node.finalbody)

    def match(self, node: ast.Match) -> None:
        self._look(node.subject, node.subject.lineno, node.subject.end_lineno or node.lineno)
        for case in node.cases:
            for one in ast.walk(case.pattern):
                for name in (getattr(one, "name", None), getattr(one, "rest", None)):
                    if name:
                        self._bind(name, UNKNOWN)
            self.body(case.body)

    def returned(self, node: ast.Return) -> None:
        self._look(node, node.lineno, node.end_lineno or node.lineno)
        if node.value and self._function:
            found = self._returns.setdefault(self._function, [])
            value = term(node.value, {})
            if value not in found and value != NONE:
                found.append(value)

    def elsewhere(self, node: ast.Global | ast.Nonlocal) -> None:
        outer = "" if isinstance(node, ast.Global) else self._function.rpartition(".")[0]
        self._elsewhere.setdefault(self._function, {}).update(dict.fromkeys(node.names, outer))

    def expression(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):  # which would be a docstring
            self._look(node.value, node.lineno, node.end_lineno or node.lineno)


def _annotation(node: ast.expr | None) -> Term:
    """Return an annotation as a term, also where it stands in quotes."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if len(node.value) > _ANNOTATION:
            return UNKNOWN
        try:
            return term(ast.parse(node.value.strip(), mode="eval").body, {})
        except (SyntaxError, ValueError, RecursionError):
            return UNKNOWN
    return term(node, {})


def _kinds() -> Iterator[tuple[type[ast.stmt], Callable[[_Walk, Any], None]]]:
    yield ast.Import, _Walk.imported
    yield ast.ImportFrom, _Walk.imported_from
    yield ast.FunctionDef, _Walk.function
    yield ast.AsyncFunctionDef, _Walk.function
    yield ast.ClassDef, _Walk.class_
    yield ast.Assign, _Walk.assign
    yield ast.AnnAssign, _Walk.annotated
    yield ast.AugAssign, _Walk.augmented
    yield ast.For, _Walk.loop
    yield ast.AsyncFor, _Walk.loop
    yield ast.With, _Walk.with_
    yield ast.AsyncWith, _Walk.with_
    yield ast.If, _Walk.branch
    yield ast.While, _Walk.branch
    yield ast.Try, _Walk.trial
    yield ast.TryStar, _Walk.trial
    yield ast.Match, _Walk.match
    yield ast.Return, _Walk.returned
    yield ast.Global, _Walk.elsewhere
    yield ast.Nonlocal, _Walk.elsewhere
    yield ast.Expr, _Walk.expression


_HANDLERS: Final = dict(_kinds())
