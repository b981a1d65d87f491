"""What the names of a file are bound to, scope by scope, as a walk over it goes along."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from archlint.source.wiring.facts import Class, Facts, Function, Place
from archlint.source.wiring.terms import NONE, UNKNOWN, Term, term

__all__ = ["ANNOTATIONS", "Scopes", "annotation"]

ANNOTATIONS: Final = ":"
"""What the annotations of attributes are bound to in the scope of their class; no name is called so."""
_LONGEST: Final = 200
"""Annotations that are longer texts than this name no class."""


class Scopes:
    """The scopes of one file, and which of them the walk is in."""

    def __init__(self) -> None:
        """Begin at the top of the module."""
        self.scope = ""
        self._class, self._function = "", ""
        self._bindings: dict[str, dict[str, list[Term]]] = {}
        self._fields: dict[str, dict[str, list[tuple[Term, str]]]] = {}
        self._functions: dict[str, Function] = {}
        self._returns: dict[str, list[Term]] = {}
        self._annotations: dict[str, dict[str, Term]] = {}
        self._classes: dict[str, Class] = {}
        self._elsewhere: dict[str, dict[str, str]] = {}
        """For each function the scopes in which names that it calls global or nonlocal are bound."""
        self.stars: list[tuple[int, str]] = []

    def qualified(self, name: str) -> str:
        """Return the qualified name of what is defined here."""
        return f"{self.scope}.{name}" if self.scope else name

    @contextmanager
    def inside(self, scope: str, *, function: bool) -> Iterator[None]:
        """Be in a function or class for a while. Functions in methods know the same `self`."""
        before = self.scope, self._class, self._function
        self.scope = scope
        self._class, self._function = (self._class, scope) if function else (scope, "")
        yield
        self.scope, self._class, self._function = before

    def bind(self, name: str, value: Term) -> None:
        """Take note of a value of a name."""
        scope = self._elsewhere.get(self._function, {}).get(name, self.scope) if self._function else self.scope
        values = self._bindings.setdefault(scope, {}).setdefault(name, [])
        if value not in values:
            values.append(value)

    def assign(self, target: ast.expr, value: Term) -> None:
        """Take note of a value that is given to names, or to attributes of `self`."""
        match target:
            case ast.Name(id=name):
                self.bind(name, value)
            case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name) if self._class:
                found = self._fields.setdefault(self._class, {}).setdefault(name, [])
                if (value, self.scope) not in found:
                    found.append((value, self.scope))
            case ast.Tuple(elts=parts) | ast.List(elts=parts):
                values = value[1] if value[0] in ("t", "l") and len(value[1]) == len(parts) else [UNKNOWN] * len(parts)
                for part, one in zip(parts, values, strict=True):
                    self.assign(part.value if isinstance(part, ast.Starred) else part, one)

    def annotate(self, target: ast.expr, meant: Term) -> None:
        """Take note of an annotation of a name, or of an attribute of `self`."""
        match target:
            case ast.Name(id=name):
                self._annotations.setdefault(self.scope, {})[name] = meant
            case ast.Attribute(value=ast.Name(id="self"), attr=name) if self._class:
                self._annotations.setdefault(self._class, {}).setdefault(name, meant)

    def give_back(self, value: Term) -> None:
        """Take note of what the function returns that the walk is in."""
        found = self._returns.setdefault(self._function, [])
        if value not in found and value != NONE:
            found.append(value)

    def elsewhere(self, node: ast.Global | ast.Nonlocal) -> None:
        """Take note of names that a function binds in another scope."""
        outer = "" if isinstance(node, ast.Global) else self._function.rpartition(".")[0]
        self._elsewhere.setdefault(self._function, {}).update(dict.fromkeys(node.names, outer))

    def define(self, node: ast.FunctionDef | ast.AsyncFunctionDef, name: str) -> None:
        """Take note of a function."""
        self.bind(node.name, ("fn", name))
        arguments = node.args
        positional = [*arguments.posonlyargs, *arguments.args]
        given = positional[len(positional) - len(arguments.defaults) :], arguments.defaults
        annotated = {one.arg: one.annotation for one in (*positional, *arguments.kwonlyargs) if one.annotation}
        if node.returns:
            annotated["return"] = node.returns
        self._functions[name] = Function(
            positional=tuple([one.arg for one in positional]),
            named=tuple([one.arg for one in arguments.kwonlyargs]),
            defaults={
                one.arg: term(two, {})
                for one, two in (
                    *zip(*given, strict=True),
                    *zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True),
                )
                if two
            },
            annotations={one: meant for one, two in annotated.items() if (meant := annotation(two)) != UNKNOWN},
            returns=(),
            decorators=tuple([term(one, {}) for one in node.decorator_list]),
        )
        for extra in filter(None, (arguments.vararg, arguments.kwarg)):
            self._bindings.setdefault(name, {})[extra.arg] = [UNKNOWN]

    def define_class(self, node: ast.ClassDef, name: str, place: Place) -> None:
        """Take note of a class."""
        self.bind(node.name, ("cl", name))
        bases, decorators = (tuple(term(one, {}) for one in some) for some in (node.bases, node.decorator_list))
        self._classes[name] = Class(bases, place, decorators)

    def facts(self) -> Facts:
        """Return all of it."""
        functions = {
            name: one._replace(
                returns=tuple(self._returns.get(name, ())),
                annotations={**self._annotations.get(name, {}), **one.annotations},
            )
            for name, one in self._functions.items()
        }
        bindings = {scope: {one: tuple(two) for one, two in names.items()} for scope, names in self._bindings.items()}
        for name in ("", *self._classes):
            if name in self._annotations:
                bindings.setdefault(name, {})[ANNOTATIONS] = (("d", [], [], dict(self._annotations[name])),)
        fields = {name: {one: tuple(two) for one, two in each.items()} for name, each in self._fields.items()}
        return Facts(bindings, fields, functions, dict(self._classes), tuple(self.stars))


def annotation(node: ast.expr | None) -> Term:
    """Return an annotation as a term, also where it stands in quotes."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if len(node.value) > _LONGEST:
            return UNKNOWN
        try:
            return term(ast.parse(node.value.strip(), mode="eval").body, {})
        except (SyntaxError, ValueError, RecursionError):
            return UNKNOWN
    return term(node, {})
