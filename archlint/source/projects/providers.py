"""From the name of a module to the distributions that provide it, and back."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final

from archlint.source.projects.catalogue import catalogue

__all__ = ["SHARED", "Providers"]

SHARED: Final = ("azure-", "backports-", "google-", "jaraco-", "opentelemetry-", "ruamel-", "sphinxcontrib-", "zope-")
"""Beginnings of distributions that lie in a namespace of the same name."""
_VERSION: Final = re.compile(r"[._]v\d+\w*$")
_DECORATED: Final = re.compile(r"^(?:python|django|apache|py)-?|-(?:python|py)$")
"""What names of distributions carry and names of modules do not."""


class Providers:
    """
    What is known of which distribution provides which module.

    From three sources: what is installed, a table of our own, and the names themselves. The last speaks only of
    distributions that the project's files name, so that no distribution is made up.
    """

    def __init__(self, named: Iterable[str], installed: Callable[[], Mapping[str, tuple[str, ...]]]) -> None:
        """`named` are the distributions that the project's files name, normalised."""
        self._named = frozenset(named)
        self._installed = installed
        self._answers: dict[str, tuple[str, ...]] = {}

    def of(self, module: str) -> tuple[str, ...]:
        """Return the distributions that provide a module, sorted; () where nothing is known of it."""
        answer = self._answers.get(module)
        if answer is None:
            answer = self._answers[module] = tuple(sorted(self._known(module) | self._alike(module)))
        return answer

    def modules(self, distribution: str) -> tuple[str, ...]:
        """Return what is imported of a distribution; () where only its own name could tell."""
        return self._modules.get(distribution, ())

    @cached_property
    def _modules(self) -> dict[str, tuple[str, ...]]:
        return {**catalogue(), **self._installed()}

    @cached_property
    def _owners(self) -> dict[str, set[str]]:
        """For each module that begins a distribution's own ground: which distributions."""
        owners: dict[str, set[str]] = defaultdict(set)
        for known in (catalogue(), self._installed()):
            for distribution, modules in known.items():
                for module in modules:
                    owners[module].add(distribution)
        return owners

    @cached_property
    def _namespaces(self) -> dict[str, set[str]]:
        """For each name above such modules, the distributions of the project that lie below it."""
        found: dict[str, set[str]] = defaultdict(set)
        for module, distributions in self._owners.items():
            for above in list(_upward(module))[1:]:
                found[above] |= distributions & self._named
        return found

    @cached_property
    def _plain(self) -> dict[str, set[str]]:
        """The distributions of the project by what their names come down to."""
        found: dict[str, set[str]] = defaultdict(set)
        for name in self._named:
            for text in (name, _DECORATED.sub("", name)):
                found[_squeezed(text)].add(name)
        return found

    def _known(self, module: str) -> set[str]:
        for name in _upward(module):
            if name in self._owners:
                return self._owners[name]
        return self._namespaces.get(module, set())

    def _alike(self, module: str) -> set[str]:
        """
        Return the distributions of the project that are called like the module, or like one above it.

        All of them: `sqlalchemy.utils` may be a part of `sqlalchemy` or all of `sqlalchemy-utils`.
        """
        found = {name for above in _upward(module) for name in self._plain.get(_squeezed(above), ())}
        lead = f"{module.lower()}-"
        if lead in SHARED:
            found.update(name for name in self._named if name.startswith(lead))
        return found


def _upward(module: str) -> Iterator[str]:
    """Yield the name and all above it."""
    while module:
        yield module
        module = module.rpartition(".")[0]


def _squeezed(name: str) -> str:
    """Return what is left of a name without case, separators, and the version of an interface."""
    return re.sub(r"[-_.]+", "", _VERSION.sub("", name)).lower()
