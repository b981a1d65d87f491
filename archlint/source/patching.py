"""Names of modules that somebody sets from outside: what tests patch by a text, and what is assigned to a module."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from typing import Final

from archlint.source.syntax import tree_of
from archlint.startup import NamedTuple

__all__ = ["Patches", "patches"]

_CALLS: Final = frozenset({"patch", "setattr", "delattr", "object", "multiple", "setitem"})
_WORDS: Final = re.compile(r"\b(?:patch|setattr|delattr)\b")
_ASSIGNED: Final = re.compile(r"^[ \t]*(?!self\b|cls\b)([A-Za-z_]\w*)(?:\.\w+)*\.(\w+)[ \t]*=(?!=)", re.MULTILINE)


class Patches(NamedTuple):
    """What one file sets of others."""

    texts: frozenset[str]
    """Texts that stand in calls of `patch`, `setattr` and the like: `shop.orders.cart.Cart`, or `Cart` alone."""
    names: frozenset[str]
    """What is assigned to as `module.name = ...`, of modules that the file imports."""


def patches(lines: Sequence[str]) -> Patches:
    """Return what the text of a file sets of other modules."""
    text = "\n".join(lines)
    texts = frozenset(_texts(lines)) if _WORDS.search(text) else frozenset()
    found = {(match[1], match[2]) for match in _ASSIGNED.finditer(text)}
    bases = {base for base, _ in found if _imported(base, text)}
    return Patches(texts, frozenset(name for base, name in found if base in bases))


def _imported(base: str, text: str) -> bool:
    return (
        re.search(rf"^[ \t]*(?:from|import)\b.*\b{base}\b|^[ \t]+{base},?[ \t]*(?:#.*)?$", text, re.MULTILINE)
        is not None
    )


def _texts(lines: Sequence[str]) -> Iterator[str]:
    tree = tree_of(lines)
    for node in ast.walk(tree) if tree else ():
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in _CALLS:
            yield from (keyword.arg for keyword in node.keywords if keyword.arg)
            for argument in node.args[:2]:
                yield from (
                    one.value
                    for one in ast.walk(argument)
                    if isinstance(one, ast.Constant) and isinstance(one.value, str)
                )
