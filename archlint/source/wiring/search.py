"""Look for calls of some names, and for strings that look like names of modules, in expressions."""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Iterator
from typing import Any, Final

from archlint.source.text import Lines
from archlint.source.wiring.facts import Call, Found, Literal, Place
from archlint.source.wiring.terms import UNKNOWN, Shadows, inside, last_name, term

__all__ = ["EVERY", "Search"]

EVERY: Final = ".*"
"""Behind a name: every method of what is called so is meant, `hook.*`."""
_CUT: Final = 120
"""Characters of code that are shown."""
_HANDING_ON: Final = frozenset({"partial"})
"""Functions that call what they are given first, with what they are given then."""


class Search:
    """What was found in one file so far."""

    def __init__(self, names: Collection[str], literal: Callable[[str], bool], lines: Lines) -> None:
        self._names = set(names)
        self._literal = literal
        self._lines = lines
        self._calls: list[Call] = []
        self._literals: list[Literal] = []

    def found(self) -> Found:
        """Return all of it, in the order of the text."""
        return Found(tuple(sorted(self._calls, key=_position)), tuple(sorted(set(self._literals), key=_position_of)))

    def alias(self, name: str) -> None:
        """Look for another name of what is looked for, too."""
        self._names.add(name)

    def place(self, node: ast.expr | ast.stmt) -> Place:
        """Return where something stands; of a class or function its first line."""
        start = self._lines.column(node.lineno, node.col_offset)
        if isinstance(node, ast.ClassDef):
            return node.lineno, start, node.lineno, start + len("class ") + len(node.name)
        line = node.end_lineno or node.lineno
        return node.lineno, start, line, self._lines.column(line, node.end_col_offset or 0)

    def decorator(self, node: ast.expr, scope: str, decorated: str) -> None:
        """Look at a decorator."""
        called = node.func if isinstance(node, ast.Call) else node
        if self._means(called):
            self._call(node, scope, {}, decorated)
            if isinstance(node, ast.Call):
                for one in (*node.args, *(each.value for each in node.keywords)):
                    self.look(one, scope)
            return
        self.look(node, scope)

    def assignment(self, node: Any, name: str, value: ast.expr, scope: str) -> None:
        """Take note of a value that is given to a name that is looked for."""
        written: dict[int | str, str] = {0: self._text(value), "": self._text(node)}
        found = tuple(self._strings(value))
        self._calls.append(Call(scope, ("=", name), (term(value, {}),), {}, self.place(node), "", written, found))

    def look(self, node: ast.AST, scope: str) -> None:
        """Look at an expression and all that is in it."""
        waiting: list[tuple[ast.AST, Shadows]] = [(node, {})]
        while waiting:
            one, shadows = waiting.pop()
            if isinstance(one, ast.Call):
                if self._means(one.func) or self._hands_on(one):
                    self._call(one, scope, shadows, "")
            elif isinstance(one, ast.Constant):
                if isinstance(one.value, str) and self._literal(one.value):
                    self._literals.append((one.value, self.place(one)))
            elif isinstance(one, ast.Lambda):
                arguments = one.args
                every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
                shadows = {**shadows, **{argument.arg: UNKNOWN for argument in every}}
            elif isinstance(one, (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)):
                shadows = inside(one.generators, shadows)
            waiting += [(child, shadows) for child in _children(one)]

    def _means(self, called: ast.expr) -> bool:
        if last_name(called) in self._names:
            return True
        return isinstance(called, ast.Attribute) and last_name(called.value) + EVERY in self._names

    def _hands_on(self, call: ast.Call) -> bool:
        return last_name(call.func) in _HANDING_ON and bool(call.args) and self._means(call.args[0])

    def _call(self, node: ast.expr, scope: str, shadows: Shadows, decorated: str) -> None:
        call = node if isinstance(node, ast.Call) else ast.Call(func=node, args=[], keywords=[])
        callee, arguments = call.func, call.args
        if not self._means(callee):
            callee, arguments = arguments[0], arguments[1:]
        by_name = {one.arg: one.value for one in call.keywords if one.arg}
        written: dict[int | str, str] = {at: self._text(one) for at, one in enumerate(arguments)}
        written |= {name: self._text(value) for name, value in by_name.items()}
        written[""] = self._text(node)
        self._calls.append(
            Call(
                scope=scope,
                callee=term(callee, shadows),
                arguments=tuple(term(one, shadows) for one in arguments),
                keywords={name: term(value, shadows) for name, value in by_name.items()},
                place=self.place(node),
                decorated=decorated,
                written=written,
                literals=tuple(self._strings(call)),
            )
        )

    def _strings(self, node: ast.AST) -> Iterator[Literal]:
        for one in ast.walk(node):
            if isinstance(one, ast.Constant) and isinstance(one.value, str) and hasattr(one, "lineno"):
                yield one.value, self.place(one)

    def _text(self, node: ast.expr | ast.stmt) -> str:
        text = self._lines.between(*self.place(node))
        return text if len(text) <= _CUT else f"{text[: _CUT - 3]}..."


def _children(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what stands in a node, as `ast.iter_child_nodes` does, which takes thrice as long."""
    for field in node._fields:
        value = getattr(node, field, None)
        if isinstance(value, ast.AST):
            yield value
        elif isinstance(value, list):
            yield from (one for one in value if isinstance(one, ast.AST))


def _position(call: Call) -> Place:
    return call.place


def _position_of(literal: Literal) -> Place:
    return literal[1]
