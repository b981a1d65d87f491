"""What a dotted name in a string leads to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from archlint.source.couplings import HOLE
from archlint.source.wiring.naming import Naming
from archlint.startup import NamedTuple

__all__ = ["Target", "Targets"]

_NAME: Final = re.compile(rf"[^\W\d][\w{HOLE}]*(\.[\w{HOLE}]+)*(:[\w{HOLE}]+(\.[\w{HOLE}]+)*)?")
_MOST: Final = 200
"""So many modules may fit a name with holes; one that more fit says nothing."""


class Target(NamedTuple):
    """A module, and what is taken from there; "" for the module itself."""

    node: int
    name: str


class Targets:
    """The modules of a codebase, by names in strings."""

    def __init__(self, naming: Naming) -> None:
        self._naming = naming

    def of(self, name: str, prefixes: tuple[str, ...]) -> Iterator[Target]:
        """Yield what a name leads to in the codebase; with a prefix, where it does not lead there by itself."""
        if not _NAME.fullmatch(name):
            return
        for prefix in ("", *prefixes):
            found = list(self._fitting(prefix + name) if HOLE in name else self._plain(prefix + name))
            if found:
                yield from found
                return

    def _plain(self, name: str) -> Iterator[Target]:
        path, colon, attribute = name.partition(":")
        parts = path.split(".")
        for end in range(len(parts), 0, -1):
            node = self._naming.modules.get(".".join(parts[:end]))
            if node is not None:
                rest = ".".join([*parts[end:], *filter(None, [attribute])])
                if not colon or end == len(parts):
                    yield from self._within(node, rest)
                return

    def _within(self, node: int, rest: str) -> Iterator[Target]:
        """Yield the target, if the module may have what is taken from it: a package is no home to a missing module."""
        facts = self._naming.facts(node)
        first = rest.partition(".")[0]
        known = not rest or first in facts.bindings.get("", {}) or bool(facts.stars)
        lazy = "__getattr__" in facts.bindings.get("", {})
        if known or lazy or not self._naming.library.files.packages[node]:
            yield Target(node, rest)

    def _fitting(self, name: str) -> Iterator[Target]:
        """Yield the modules that a name with holes may mean; one that has no beginning means none."""
        lead = name.partition(HOLE)[0]
        if "." not in lead:
            return
        path = name.partition(":")[0]
        parts = path.split(".")
        found = []
        for end in range(len(parts), 0, -1):
            if HOLE not in ".".join(parts[:end]):
                break
            pattern = re.compile(r"\.".join(_segment(part) for part in parts[:end]))
            found = [node for module, node in self._sorted if module.startswith(lead) and pattern.fullmatch(module)]
            if found:
                break
        if len(found) <= _MOST:
            yield from (Target(node, "") for node in found)

    @cached_property
    def _sorted(self) -> list[tuple[str, int]]:
        return sorted(self._naming.modules.items())


def _segment(part: str) -> str:
    return r"[^.]+".join(map(re.escape, part.split(HOLE)))
