"""Which nodes a pattern means. Nodes are numbered: first-party modules sorted by name, then external ones sorted by name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import NamedTuple

from archlint.graph.patterns import Pattern
from archlint.settings import nearest

__all__ = ["Binding", "Match", "Names"]

Binding = tuple[tuple[str, str], ...]
"""What the captures of a pattern stand for, sorted by capture."""


class Match(NamedTuple):
    """A node that a pattern means."""

    node: int
    prefix: str
    """The module that the pattern names: the node itself or a package above it."""
    binding: Binding


class Names:
    """The names of all nodes, and the look-ups over them."""

    def __init__(
        self,
        modules: tuple[str, ...],
        packages: bytes,
        externals: tuple[str, ...],
        stdlib: bytes,
        known: Callable[[], frozenset[str]] = frozenset,
    ) -> None:
        self.modules = modules
        self.packages = packages
        self.externals = externals
        self.stdlib = stdlib
        self.known = known
        """Gives the import names that the project depends on or could (its distributions, the standard library)."""
        self.all = modules + externals
        self._matches: dict[tuple[str, bool], tuple[Match, ...]] = {}

    @cached_property
    def tops(self) -> frozenset[str]:
        """Names of the top-level first-party packages and modules."""
        return frozenset(name.partition(".")[0] for name in self.modules)

    @cached_property
    def node(self) -> dict[str, int]:
        """The node of a name."""
        return {name: node for node, name in enumerate(self.all)}

    def matches(self, pattern: Pattern) -> tuple[Match, ...]:
        """Return what the pattern means: the modules it names and all below them, ascending."""
        key = pattern.text, False
        if key not in self._matches:
            self._matches[key] = tuple(self._find(pattern))
        return self._matches[key]

    def exact(self, pattern: Pattern) -> tuple[Match, ...]:
        """
        Return what the pattern means as one end of an import `a -> b`, ascending.

        There a first-party name is exactly that module; `a.**` is it and all below. An external name is meant to any depth.
        """
        key = pattern.text, True
        if key not in self._matches:
            deep = bool(pattern.group) or pattern.segments[-1] == "**"
            size = len(self.modules)
            self._matches[key] = tuple(
                m for m in self.matches(pattern) if deep or m.node >= size or m.prefix == self.modules[m.node]
            )
        return self._matches[key]

    def exists(self, pattern: Pattern) -> bool:
        """Whether the pattern means anything: a module read, or an external one that is known without being imported."""
        if pattern.group or self.matches(pattern):
            return True
        top = pattern.segments[0]
        return pattern.plain and top not in self.tops and top in self.known()

    def nearest(self, text: str) -> str:
        """Return the existing name most like the text, or ""."""
        return nearest(text, self._words()) or nearest(text, self.known())

    def _words(self) -> Iterator[str]:
        yield from self.modules
        yield from {name[:i] for name in self.modules for i, c in enumerate(name) if c == "."}
        yield from self.externals

    def _find(self, pattern: Pattern) -> Iterator[Match]:
        if pattern.group:
            yield from (Match(node, pattern.group, ()) for node in self._group(pattern.group))
            return
        for node in self._candidates(pattern.head):
            name = self.all[node]
            if pattern.plain and not pattern.own_file:
                yield Match(node, pattern.head, ())
                continue
            found = pattern.regex.match(name)
            if found and not (pattern.own_file and not self._is_own_file(node, found.end())):
                yield Match(node, found.group(), tuple(sorted(pattern.captured(found))))

    def _is_own_file(self, node: int, end: int) -> bool:
        return node < len(self.modules) and end == len(self.modules[node]) and bool(self.packages[node])

    def _group(self, group: str) -> Iterator[int]:
        size = len(self.modules)
        if group == "<first-party>":
            yield from range(size)
            return
        wanted = 1 if group == "<stdlib>" else 0
        yield from (size + i for i, flag in enumerate(self.stdlib) if flag == wanted)

    def _candidates(self, head: str) -> Iterator[int]:
        """Yield the nodes at or below a literal head; without a head, all first-party ones: `**.tests` never means numpy's."""
        if not head:
            yield from range(len(self.modules))
            return
        yield from _below(self.modules, head)
        size = len(self.modules)
        yield from (size + i for i in _below(self.externals, head))


def _below(names: tuple[str, ...], head: str) -> Iterator[int]:
    """Yield the indexes of the name and all names below it, in sorted names, without looking at the others."""
    here = bisect_left(names, head)
    if here < len(names) and names[here] == head:
        yield here
    # "/" follows "." in ASCII, so these two bounds enclose exactly the names that start with `head.`
    yield from range(bisect_left(names, head + "."), bisect_left(names, head + "/"))
