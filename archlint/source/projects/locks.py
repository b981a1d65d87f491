"""Which distribution depends on which, from the lock files of uv, Poetry, PDM and PEP 751."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from archlint.settings import subtable
from archlint.source.projects.requirements import normalised, required

__all__ = ["is_lock", "locked"]


def is_lock(name: str) -> bool:
    """Return whether a file of this name is a lock file that is understood here."""
    pylock = name.startswith("pylock.") and name.endswith(".toml")
    return pylock or name in ("uv.lock", "poetry.lock", "pdm.lock")


def locked(text: str) -> dict[str, set[str]]:
    """
    Return for each distribution in the lock what it depends on, also by extras. Raises tomllib.TOMLDecodeError.

    One that stands there in several versions depends on what any of them does.
    """
    found: dict[str, set[str]] = {}
    lock = tomllib.loads(text)
    for package in _packages(lock.get("package", lock.get("packages"))):
        found.setdefault(normalised(package["name"]), set()).update(_needed(package))
    return found


def _packages(found: object) -> Iterator[Mapping[str, Any]]:
    for package in found if isinstance(found, list) else ():
        if isinstance(package, dict) and isinstance(package.get("name"), str):
            yield package


def _needed(package: Mapping[str, Any]) -> Iterator[str]:
    """Yield what one depends on. PDM lists requirements, uv and PEP 751 tables, and Poetry has a table by name."""
    for found in (package.get("dependencies"), *subtable(package, "optional-dependencies").values()):
        if isinstance(found, dict):
            yield from map(normalised, found)
        for one in found if isinstance(found, list) else ():
            name = required(one.get("name")) if isinstance(one, dict) else required(one)
            if name:
                yield name
