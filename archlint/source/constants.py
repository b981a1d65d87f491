"""Strings that a module has under a name for good."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

__all__ = ["constants", "may_be_constant"]

_ASSIGNING: Final = re.compile(r"[\s)\\]*[=:]")
_MARGIN: Final = re.compile(r"(?s:.*)(?:^|[;\f\\]\s*)(?:\([^)]*)?\Z", re.MULTILINE)
"""What stands before the name: the beginning of a line or of a statement, and a bracket perhaps."""


def may_be_constant(name: str, text: str) -> bool:
    """Return whether a text may assign to a name at its margin, so that only its tree tells what the name means."""
    # Letters that Python takes for those of the name are none of ASCII.
    return not text.isascii() or any(_assigned(text, place, place + len(name)) for place in _places(name, text))


def _assigned(text: str, start: int, end: int) -> bool:
    """Return whether the letters there may be a name that a statement at the margin assigns to."""
    if text[start - 1 : start].replace("_", "a").isalnum() or not _ASSIGNING.match(text, end):
        return False
    return bool(_MARGIN.match(text, text.rfind(")", 0, start) + 1, start))  # no such bracket is closed in between


def _places(name: str, text: str) -> Iterator[int]:
    place = text.find(name)
    while place >= 0:
        yield place
        place = text.find(name, place + 1)


def constants(tree: ast.Module) -> dict[str, str]:
    """
    Return the strings that a module assigns to a name, without condition, and nothing else ever.

    The same name anywhere else in the file, also as a parameter or in another scope, makes it no constant: whoever
    reads the name could mean the other one. The tree must be that of the whole file.
    """
    written = dict(_written(tree))
    bound = Counter(name for name in _bound(tree) if name in written) if written else Counter()
    return {name: value for name, value in written.items() if bound[name] == 1}


def _written(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for statement in tree.body:
        match statement:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(value)))
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.Constant(value=str(value)))
            ):
                yield name, value


def _bound(tree: ast.Module) -> Iterator[str]:
    """Yield each name as often as something may be bound to it."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()) | ast.arg(arg=name) | ast.MatchMapping(rest=str(name)):
                yield name
            case ast.alias(name=name, asname=alias):
                yield alias or name.partition(".")[0]
            case ast.keyword():
                pass
            case _:
                called = getattr(node, "name", None)  # functions, classes, handlers, patterns, type parameters
                if isinstance(called, str):
                    yield called
