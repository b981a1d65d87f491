"""From the syntax tree of a file to its facts, and to the calls of some names in it."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from archlint.source.text import Lines
from archlint.source.wiring.facts import Facts, Found
from archlint.source.wiring.scopes import Scopes, annotation
from archlint.source.wiring.search import Search
from archlint.source.wiring.terms import UNKNOWN, targets, term
from archlint.source.wiring.wanted import Spots, Wanted

__all__ = ["indexed"]

_WALRUS: Final = re.compile(rb":=")


def indexed(tree: ast.Module, content: bytes, wanted: Wanted) -> tuple[Facts, Found]:
    """Return the facts of a file, and what it has of what is wanted. RecursionError where it is nested too deep."""
    search = Search(wanted.names, wanted.literal, Lines(content))
    walk = _Walk(wanted, Spots(content, wanted.patterns), search, Spots(content, [_WALRUS]))
    walk.body(tree.body)
    return walk.scopes.facts(), walk.search.found()


class _Walk:
    """One pass over a file."""

    def __init__(self, wanted: Wanted, lines: Spots, search: Search, walruses: Spots) -> None:
        self.search = search
        self._walruses = walruses
        self._lines = lines
        self._wanted = wanted
        self.scopes = Scopes()

    def body(self, statements: Sequence[ast.stmt]) -> None:
        for statement in statements:
            handle = _HANDLERS.get(type(statement))
            if handle:
                handle(self, statement)
            else:
                self._look(statement, statement.lineno, statement.end_lineno or statement.lineno)

    def _look(self, node: ast.AST, first: int, last: int) -> None:
        if self._lines.between(first, last):
            self.search.look(node, self.scopes.scope)

    def _alias(self, name: str) -> None:
        self.search.alias(name)
        self._lines.also(name)

    def imported(self, node: ast.Import) -> None:
        for one in node.names:
            if one.asname:
                self.scopes.bind(one.asname, ("im", 0, one.name, ""))
            else:
                top = one.name.partition(".")[0]
                self.scopes.bind(top, ("im", 0, top, ""))

    def imported_from(self, node: ast.ImportFrom) -> None:
        for one in node.names:
            if one.name == "*":
                self.scopes.stars.append((node.level, node.module or ""))
                continue
            self.scopes.bind(one.asname or one.name, ("im", node.level, node.module or "", one.name))
            if one.asname and one.name in self._wanted.names:
                self._alias(one.asname)

    def function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        name = self.scopes.qualified(node.name)
        self._decorators(node, name)
        for default in (*node.args.defaults, *filter(None, node.args.kw_defaults)):
            self._look(default, default.lineno, default.end_lineno or default.lineno)
        self.scopes.define(node, name)
        with self.scopes.inside(name, function=True):
            self.body(node.body)

    def class_(self, node: ast.ClassDef) -> None:
        name = self.scopes.qualified(node.name)
        self._decorators(node, name)
        for base in node.bases:
            self._look(base, base.lineno, base.end_lineno or base.lineno)
        self.scopes.define_class(node, name, self.search.place(node))
        with self.scopes.inside(name, function=False):
            self.body(node.body)

    def _decorators(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef, name: str) -> None:
        for one in node.decorator_list:
            if self._lines.between(one.lineno, one.end_lineno or one.lineno):
                self.search.decorator(one, self.scopes.scope, name)

    def assign(self, node: ast.Assign) -> None:
        value = term(node.value, {})
        for target in node.targets:
            self.scopes.assign(target, value)
        self._assigned(node, node.targets, node.value)

    def annotated(self, node: ast.AnnAssign) -> None:
        self.scopes.annotate(node.target, annotation(node.annotation))
        if node.value:
            self.scopes.assign(node.target, term(node.value, {}))
            self._assigned(node, [node.target], node.value)

    def _assigned(self, node: ast.Assign | ast.AnnAssign, targets_: Sequence[ast.expr], value: ast.expr) -> None:
        if self._lines.between(node.lineno, node.end_lineno or node.lineno):
            names = [one.id for one in targets_ if isinstance(one, ast.Name)]
            attributes = [one.attr for one in targets_ if isinstance(one, ast.Attribute)]
            for name in (*names, *attributes):
                if name in self._wanted.names:
                    self.search.assignment(node, name, value, self.scopes.scope)
            if isinstance(value, ast.Attribute) and value.attr in self._wanted.names:
                for name in names:
                    self._alias(name)
            self.search.look(value, self.scopes.scope)

    def augmented(self, node: ast.AugAssign) -> None:
        match node.target, node.op, term(node.value, {}):
            # A list that grows holds what it held, and more: each item is still one of them.
            case ast.Name(id=name), ast.Add(), ("l" | "t", _) as value:
                self.scopes.bind(name, value)
            case ast.Name(), _, _:
                self.scopes.assign(node.target, UNKNOWN)
        self._look(node.value, node.lineno, node.end_lineno or node.lineno)
        if isinstance(node.target, ast.Name) and node.target.id in self._wanted.names:
            self.search.assignment(node, node.target.id, node.value, self.scopes.scope)

    def loop(self, node: ast.For | ast.AsyncFor) -> None:
        self._look(node.iter, node.iter.lineno, node.iter.end_lineno or node.lineno)
        for name, value in targets(node.target, term(node.iter, {})).items():
            self.scopes.bind(name, value)
        self.body(node.body)
        self.body(node.orelse)

    def with_(self, node: ast.With | ast.AsyncWith) -> None:
        for item in node.items:
            self._look(item.context_expr, item.context_expr.lineno, item.context_expr.end_lineno or node.lineno)
            match item.optional_vars:
                case ast.Name(id=name):
                    # What most of them give is themselves.
                    self.scopes.bind(name, ("w", term(item.context_expr, {})))
                case ast.expr() as other:
                    self.scopes.assign(other, UNKNOWN)
        self.body(node.body)

    def branch(self, node: ast.If | ast.While) -> None:
        self._look(node.test, node.test.lineno, node.test.end_lineno or node.lineno)
        if self._walruses.between(node.test.lineno, node.test.end_lineno or node.lineno):
            self._walrus(node.test)
        self.body(node.body)
        self.body(node.orelse)

    def _walrus(self, test: ast.expr) -> None:
        for one in ast.walk(test):
            if isinstance(one, ast.NamedExpr) and isinstance(one.target, ast.Name):
                self.scopes.bind(one.target.id, term(one.value, {}))

    def trial(self, node: Any) -> None:
        self.body(node.body)
        for handler in node.handlers:
            if handler.name:
                self.scopes.bind(handler.name, UNKNOWN)
            self.body(handler.body)
        self.body(node.orelse)
        self.body(node.finalbody)

    def match(self, node: ast.Match) -> None:
        self._look(node.subject, node.subject.lineno, node.subject.end_lineno or node.lineno)
        for case in node.cases:
            for one in ast.walk(case.pattern):
                for name in (getattr(one, "name", None), getattr(one, "rest", None)):
                    if name:
                        self.scopes.bind(name, UNKNOWN)
            self.body(case.body)

    def returned(self, node: ast.Return) -> None:
        self._look(node, node.lineno, node.end_lineno or node.lineno)
        if node.value:
            self.scopes.give_back(term(node.value, {}))

    def elsewhere(self, node: ast.Global | ast.Nonlocal) -> None:
        self.scopes.elsewhere(node)

    def expression(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):  # which would be a docstring
            self._look(node.value, node.lineno, node.end_lineno or node.lineno)


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
