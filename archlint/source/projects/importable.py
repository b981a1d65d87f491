"""Under which names a project's dependencies can be imported, imported or not. Nothing is asked for them."""

from __future__ import annotations

from collections.abc import Iterator

from archlint.source.nouns import Projects
from archlint.source.projects.providers import SHARED
from archlint.source.stdlib import STDLIB

__all__ = ["importable"]


def importable(projects: Projects) -> frozenset[str]:
    """
    Return the top-level names under which dependencies are probably imported, and those of the stdlib.

    Where nothing is known of a distribution, its import name is a guess by its own.
    """
    names = set(STDLIB)
    for distribution in projects.distributions:
        names.update(module.partition(".")[0] for module in projects.provided(distribution))
        names.update(_guesses(distribution))
    return frozenset(names)


def _guesses(distribution: str) -> Iterator[str]:
    yield distribution.replace("-", "_")
    yield distribution.removeprefix("python-").replace("-", "_")
    if distribution.startswith(SHARED):
        yield distribution.partition("-")[0]
