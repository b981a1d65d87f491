"""Names of rules out of the names that contracts have in other tools."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

__all__ = ["TYPES", "rule_id"]

TYPES: Final = frozenset(
    {
        *("acyclic", "allowed", "budget", "exhaustive", "forbidden", "independent", "layers", "leak"),
        *("linked-list", "orphan", "private", "protected", "public-api", "required", "stable", "undeclared"),
    }
)
"""The types of rules: an ID that is one of them says what kind of rule it is."""


def rule_id(text: str, taken: Collection[str], type_: str) -> str:
    """
    Return what a contract is called among rules: its own ID where that is one, else made of its words, and unique.

    None is called like a type other than the one that it has.
    """
    plain = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "contract"
    if plain in TYPES and plain != type_:
        plain = f"{plain}-contract"
    number, found = 2, plain
    while found in taken:
        number, found = number + 1, f"{plain}-{number}"
    return found
