"""
What the names of a module are, as far as its text says so: where each comes from, how often it is bound, who takes it.

Read off the syntax of the whole file, and only where somebody asks. What code does to names by other ways than by
assigning them is told as `opaque`: then nothing said here can be relied on.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from archlint.source.guards import INNER, TYPING, Guards
from archlint.source.namespaces import sets_names_unseen
from archlint.source.statements import import_statements
from archlint.source.syntax import tree_of
from archlint.startup import NamedTuple

__all__ = ["Bound", "Star", "Symbols", "symbols"]

_EXPORTS: Final = "__all__"


class Bound(NamedTuple):
    """One statement at module level that binds a name."""

    base: str
    """The module that it is taken from, with all its dots resolved; "" where it is defined here."""
    name: str
    """What it is called there; "" for the module itself."""
    certain: bool
    """It runs whenever the module does."""
    typing: bool = False
    """It is for type checkers alone."""
    said: bool = False
    """It says `as` and the same name again: the module means to hand it on."""


class Star(NamedTuple):
    """One statement that takes all names of a module."""

    base: str
    certain: bool


class Symbols(NamedTuple):
    """The names of one module."""

    bound: Mapping[str, tuple[Bound, ...]]
    """By name, in the order of the text. Overloads of a function are told once."""
    stars: tuple[Star, ...] = ()
    used: frozenset[str] = frozenset()
    """Names that its code reads, where it is a package."""
    changed: frozenset[str] = frozenset()
    """Names that functions bind anew (`global`), or that are deleted."""
    listed: bool = False
    """Whether it speaks of an `__all__`, literal or not."""
    lazy: bool = False
    """Whether it has a `__getattr__` for names that it does not bind."""
    opaque: bool = True
    """Whether it changes its names by other ways, or cannot be parsed."""


def symbols(lines: Sequence[str], home: str, *, package: bool = True) -> Symbols:
    """
    Return the names of a module whose relative imports start from the package `home`.

    What only a `package` is asked for is not looked for in other modules: it takes as long as all the rest.
    """
    text, tree = "\n".join(lines), tree_of(lines)
    if tree is None:
        return Symbols({})
    bound: dict[str, list[Bound]] = {}
    stars: list[Star] = []
    changed: set[str] = set()
    for statement, context in _statements(tree):
        if isinstance(statement, (ast.Global, ast.Delete)):
            changed |= set(_changed(statement))
        if context & INNER:
            continue
        certain, typing = not context, bool(context & TYPING)
        if isinstance(statement, ast.ImportFrom) and statement.names[0].name == "*":
            stars.append(Star(_base(statement, home), certain))
            continue
        for name, base, origin, said in _bindings(statement, home):
            bound.setdefault(name, []).append(Bound(base, origin, certain, typing, said))
    return Symbols(
        bound={name: tuple(each) for name, each in bound.items()},
        stars=tuple(stars),
        used=frozenset(_read(tree) if package else ()),
        changed=frozenset(changed),
        listed=_EXPORTS in text,
        lazy="__getattr__" in bound,
        opaque=sets_names_unseen(tree, text),
    )


def _read(tree: ast.Module) -> Iterator[str]:
    return (one.id for one in ast.walk(tree) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load))


def _statements(tree: ast.Module) -> Iterator[tuple[ast.stmt, int]]:
    """Yield every statement with its context."""
    guards = Guards(import_statements(tree))
    waiting = [(statement, 0) for statement in reversed(tree.body)]
    while waiting:
        statement, context = waiting.pop()
        yield statement, context
        blocks = guards.blocks(statement, context)
        waiting += [(one, inner) for body, inner in reversed(blocks) for one in reversed(body)]


def _base(statement: ast.ImportFrom, home: str) -> str:
    """Return the module that a statement takes names from; "" where it leads beyond the top."""
    if not statement.level:
        return statement.module or ""
    above = home.split(".") if home else []
    if statement.level > len(above):
        return ""
    return ".".join([*above[: len(above) + 1 - statement.level], *filter(None, [statement.module])])


def _bindings(statement: ast.stmt, home: str) -> Iterator[tuple[str, str, str, bool]]:
    """Yield each name that a statement binds by itself, with its origin and whether it says so twice."""
    if isinstance(statement, ast.ImportFrom):
        base = _base(statement, home)
        for one in statement.names:
            yield one.asname or one.name, base, one.name, one.asname == one.name
    elif isinstance(statement, ast.Import):
        for one in statement.names:
            whole = one.name if one.asname else one.name.partition(".")[0]
            yield one.asname or whole, whole, "", one.asname == one.name
    elif isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        if not any(_overloads(each) for each in statement.decorator_list):
            yield statement.name, "", "", False
    else:
        yield from ((name, "", "", False) for name in _stored(statement))


def _overloads(decorator: ast.expr) -> bool:
    return getattr(decorator, "attr", getattr(decorator, "id", "")) == "overload"


def _stored(statement: ast.stmt) -> Iterator[str]:
    """Yield the names that other statements bind, not those in the statements inside of them."""
    if isinstance(statement, ast.AnnAssign) and statement.value is None:
        return
    waiting: list[ast.AST] = [statement]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, (ast.MatchAs, ast.MatchStar, ast.ExceptHandler)) and node.name:
            yield node.name
        elif isinstance(node, ast.MatchMapping) and node.rest:
            yield node.rest
        waiting += (one for one in ast.iter_child_nodes(node) if not isinstance(one, (ast.stmt, *_SCOPES)))


_SCOPES: Final = (ast.Lambda, ast.comprehension)


def _changed(statement: ast.Global | ast.Delete) -> Iterable[str]:
    if isinstance(statement, ast.Global):
        return statement.names
    return [one.id for target in statement.targets for one in ast.walk(target) if isinstance(one, ast.Name)]
