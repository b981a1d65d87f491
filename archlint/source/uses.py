"""
What the code of a module makes of a name: whether it is needed for types alone, and whether it could stand elsewhere.

Both are read off the syntax. What code looks up by other ways than by its name is not seen: `globals()`, `eval`, a
library that asks for the annotations of a plain function.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final, Literal

from archlint.source.syntax import tree_of

__all__ = ["binds", "movable", "need"]

Imported = tuple[int, str]
"""The line of an import statement, and what it takes: `b` of `from a import b`, `a.b` of `import a.b`."""
_HARMLESS: Final = {
    *("abstractmethod", "cached_property", "classmethod", "contextmanager", "final", "overload", "override"),
    *("property", "staticmethod", "setter", "getter", "deleter", "wraps", "cache", "lru_cache"),
}
"""Decorators that leave annotations alone."""


def need(lines: Sequence[str], imports: Collection[Imported]) -> Literal["run", "types", "quoted"]:
    """
    Return what the code needs all names for that these import statements bind, taken together.

    "types" is for annotations that nothing works out, "quoted" for some that Python does as soon as it meets them, so
    that they would have to be put in quotes. "run" is all else, and whatever is in doubt: where an annotation stands in
    a class with bases or decorators, or in a function with decorators that are not known to leave it alone, something
    may ask for it while the code runs.
    """
    tree = tree_of(lines)
    bound = _bound(tree, imports) if tree else None
    if tree is None or bound is None or bound & _exported(tree):
        return "run"
    annotations = {id(node) for root in _annotations(tree) for node in ast.walk(root)}
    used = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id in bound]
    asides = {id(node) for node in used} & annotations
    quoted = any(_says(node, bound) for node in ast.walk(tree) if id(node) in annotations)
    if len(asides) < len(used) or not (asides or quoted):
        return "run"
    return "types" if not asides or _postponed(tree) else "quoted"


def binds(statement: str, taken: Collection[str]) -> frozenset[str] | None:
    """Return the names that a statement binds for what it takes; None where it binds more, or does not take it."""
    tree = tree_of(statement.split("\n"))
    bound = _bound(tree, [(1, one) for one in taken]) if tree else None
    return None if bound is None else frozenset(bound)


def _bound(tree: ast.Module, imports: Collection[Imported]) -> set[str] | None:
    """Return the names that the statements bind; None where one is not found, or binds more than what it takes."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            found.update({(node.lineno, one.name): one.asname or one.name for one in node.names})
        elif isinstance(node, ast.Import):
            named = ((one, one.name if "." not in one.name else "") for one in node.names)
            found.update({(node.lineno, one.name): one.asname or plain for one, plain in named})
    bound = {found.get(one, "") for one in imports}
    return None if bound & {"", "*"} else bound


def _exported(tree: ast.Module) -> set[str]:
    """Return the texts in what is assigned to `__all__`."""
    texts = set()
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if any(isinstance(one, ast.Name) and one.id == "__all__" for one in targets):
            constants = (one.value for one in ast.walk(node) if isinstance(one, ast.Constant))
            texts |= {value for value in constants if isinstance(value, str)}
    return texts


def _annotations(node: ast.AST, *, asked: bool = False) -> Iterator[ast.expr]:
    """Yield the annotations that nothing asks for while the code runs."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        plain = not asked and all(map(_harmless, node.decorator_list))
        arguments = node.args
        every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
        found = [node.returns, *(one.annotation for one in every if one)]
        yield from (one for one in found if one and plain)
        asked = False
    elif isinstance(node, ast.ClassDef):
        asked = bool(node.bases or node.keywords or node.decorator_list)
    elif isinstance(node, ast.AnnAssign) and not asked:
        yield node.annotation
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.stmt, ast.ExceptHandler, ast.match_case)):
            yield from _annotations(child, asked=asked)


def _harmless(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return getattr(called, "attr", getattr(called, "id", "")) in _HARMLESS


def _says(node: ast.AST, names: Collection[str]) -> bool:
    """Return whether a text, as it stands in an annotation, speaks of one of the names."""
    if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
        return False
    try:
        inside = ast.parse(node.value.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError):
        return False
    return any(isinstance(one, ast.Name) and one.id in names for one in ast.walk(inside))


def _postponed(tree: ast.Module) -> bool:
    futures = (node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module == "__future__")
    return any(one.name == "annotations" for node in futures for one in node.names)


def movable(lines: Sequence[str], names: Collection[str], own: Collection[int]) -> frozenset[str]:
    """
    Return those of the names that the code defines at its top level and that need nothing of the codebase there.

    They could stand in a module of their own: a class, a function or a value whose code speaks only of itself, of
    builtins, of what comes from elsewhere (`own` are the lines of all other imports), and of names that are as free.
    """
    tree = tree_of(lines)
    if tree is None:
        return frozenset()
    definitions = dict(_definitions(tree))
    foreign = {*dir(builtins), *_foreign(tree, own)}
    needs = {name: _needs(node, definitions, own) for name, node in definitions.items()}
    free = {name for name, needed in needs.items() if needed is not None}
    while stuck := {name for name in free if not (needs[name] or set()) <= free | foreign}:
        free -= stuck
    return frozenset(free.intersection(names))


def _definitions(tree: ast.Module) -> Iterator[tuple[str, ast.stmt]]:
    """Yield what stands at the top level once, by name; what is bound in another way as well is left out."""
    found: dict[str, list[ast.stmt]] = {}
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.setdefault(node.name, []).append(node)
        else:
            stored = (one.id for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store))
            plain = isinstance(node, (ast.Assign, ast.AnnAssign))
            for name in stored:
                found.setdefault(name, []).extend([node] if plain else [node, node])
    changed = {name for node in ast.walk(tree) if isinstance(node, (ast.Global, ast.Nonlocal)) for name in node.names}
    return ((name, nodes[0]) for name, nodes in found.items() if len(nodes) == 1 and name not in changed)


def _foreign(tree: ast.Module, own: Collection[int]) -> Iterator[str]:
    """Yield the names that top-level imports of libraries bind."""
    for node in tree.body:
        if isinstance(node, (ast.Import, ast.ImportFrom)) and node.lineno not in own:
            yield from ((one.asname or one.name).partition(".")[0] for one in node.names)


def _needs(node: ast.stmt, definitions: Mapping[str, ast.stmt], own: Collection[int]) -> set[str] | None:
    """Return the names that a definition speaks of and does not bind itself; None where it imports of the codebase."""
    inside = list(ast.walk(node))
    if any(isinstance(one, (ast.Import, ast.ImportFrom)) and one.lineno in own for one in inside):
        return None
    spoken = {one.id for one in inside if isinstance(one, ast.Name)}
    stored = {one.id for one in inside if isinstance(one, ast.Name) and not isinstance(one.ctx, ast.Load)}
    stored |= {one.arg for one in inside if isinstance(one, ast.arg)}
    stored |= {one.name for one in inside if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))}
    stored |= {one.name for one in inside if isinstance(one, ast.ExceptHandler) and one.name}
    aliases = (one for each in inside if isinstance(each, (ast.Import, ast.ImportFrom)) for one in each.names)
    stored |= {(one.asname or one.name).partition(".")[0] for one in aliases}
    stored -= {name for one in inside if isinstance(one, (ast.Global, ast.Nonlocal)) for name in one.names}
    return spoken - (stored - definitions.keys()) - set(_own_names(node))


def _own_names(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield node.name
    elif isinstance(node, (ast.Assign, ast.AnnAssign)):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        yield from (one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name))
