"""
Which nodes a pattern means.

Nodes are numbered: first-party modules sorted by name, then external ones sorted by name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

from archlint.graph.patterns import Pattern
from archlint.settings import nearest
from archlint.startup import NamedTuple

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
        *,
        lenient: bool = False,
    ) -> None:
        self.modules = modules
        self.packages = packages
        self.externals = externals
        self.stdlib = stdlib
        self.known = known
        """Gives the import names that the project depends on or could (its distributions, the standard library)."""
        self.lenient = lenient
        """Whether what is named may be absent: the settings were written for another tree."""
        self.all = modules + externals
        self._matches: dict[tuple[str, bool], tuple[Match, ...]] = {}

    @cached_property
    def tops(self) -> frozenset[str]:
        """Names of the top-level first-party packages and modules."""
        return frozenset(name.partition(".")[0] for name in self.modules)

    @cached_property
    def _outer(self) -> frozenset[str]:
        """First segments of the names of external modules."""
        return frozenset(name.partition(".")[0] for name in self.externals)

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

        There a first-party name is exactly that module; `a.**` is it and all below. An external name is meant to any
        depth.
        """
        key = pattern.text, True
        if key not in self._matches:
            deep = bool(pattern.group) or pattern.segments[-1] == "**"
            found = self.matches(pattern)
            self._matches[key] = found if deep else tuple(self._exactly(pattern, found))
        return self._matches[key]

    def _exactly(self, pattern: Pattern, matches: Iterable[Match]) -> Iterator[Match]:
        """Yield the matches whose whole name the pattern stands for, bound by all of it; external ones as they are."""
        for match in matches:
            name = self.all[match.node]
            if match.node >= len(self.modules):
                yield match
            elif found := pattern.regex.fullmatch(name):
                yield Match(match.node, name, _binding(pattern, found))

    def below(self, name: str) -> list[int]:
        """Return the nodes of a name and of all names below it, ascending."""
        found = _below(self.modules, name)
        if name.partition(".")[0] in self._outer:
            size = len(self.modules)
            found += [size + i for i in _below(self.externals, name)]
        return found

    def exists(self, pattern: Pattern) -> bool:
        """Whether the pattern means anything: a module read, or an external one, known without being imported."""
        if pattern.group or self.matches(pattern):
            return True
        top = pattern.segments[0]
        return pattern.plain and not pattern.own_file and top not in self.tops and top in self.known()

    def nearest(self, text: str) -> str:
        """Return the existing name most like the text, or ""."""
        return nearest(text, self._words()) or nearest(text, self.known())

    def correction(self, pattern: Pattern) -> str:
        """Return the pattern with its leading literal segments as they are probably meant; "" where they are right."""
        near = self.nearest(pattern.head)
        return near + pattern.text.removeprefix(pattern.head) if near and near != pattern.head else ""

    def _words(self) -> Iterator[str]:
        yield from self.all
        yield from {name[:i] for name in self.all for i, c in enumerate(name) if c == "."}

    def _find(self, pattern: Pattern) -> Iterator[Match]:
        if pattern.group:
            yield from (Match(node, pattern.group, ()) for node in self._group(pattern.group))
            return
        if pattern.plain and not pattern.own_file:
            yield from (Match(node, pattern.head, ()) for node in self.below(pattern.head))
            return
        prefix, needle = " ", pattern.needle
        binding: Binding = ()
        for node in self._candidates(pattern.head):
            name = self.all[node]
            if needle not in name:
                continue
            if pattern.own_file:
                found = pattern.regex.fullmatch(name) if self._is_package(node) else None
            elif name.startswith(prefix) and name[len(prefix) :].startswith("."):
                yield Match(node, prefix, binding)  # what lies below a module is meant as the module is
                continue
            else:
                found = pattern.regex.match(name)
            if found:
                prefix, binding = found.group(), _binding(pattern, found)
                yield Match(node, prefix, binding)

    def _is_package(self, node: int) -> bool:
        return node < len(self.modules) and bool(self.packages[node])

    def _group(self, group: str) -> Iterator[int]:
        size = len(self.modules)
        if group in ("<any>", "<first-party>"):
            yield from range(len(self.all) if group == "<any>" else size)
            return
        wanted = 1 if group == "<stdlib>" else 0
        yield from (size + i for i, flag in enumerate(self.stdlib) if flag == wanted)

    def _candidates(self, head: str) -> Sequence[int]:
        """
        Return the nodes at or below a literal head.

        Without a head, all first-party ones: `**.tests` never means numpy's.
        """
        return self.below(head) if head else range(len(self.modules))


def _binding(pattern: Pattern, found: re.Match[str]) -> Binding:
    return tuple(sorted(pattern.captured(found)))


def _below(names: tuple[str, ...], head: str) -> list[int]:
    """Return the indexes of the name and all names below it, in sorted names, without looking at the others."""
    here = bisect_left(names, head)
    if here == len(names) or not names[here].startswith(head):
        return []  # as for most of the names that may be absent
    own = [here] if names[here] == head else []
    # "/" follows "." in ASCII, so these two bounds enclose exactly the names that start with `head.`
    start = bisect_left(names, head + ".", here)
    return [*own, *range(start, bisect_left(names, head + "/", start))]
