"""Third-party and stdlib modules as the settings see them: `from google.cloud import storage` is one import of two."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Iterator

from archlint import source
from archlint.graph.patterns import Pattern, PatternError, parse, unwrapped
from archlint.startup import NamedTuple

__all__ = ["Externals", "externals"]


class Externals(NamedTuple):
    """External modules, and the two columns of imports that speak of them."""

    names: tuple[str, ...]
    """Sorted; the node of each is the number of first-party modules and its index."""
    stdlib: bytes
    """1 where the module belongs to the standard library."""
    target: array[int]
    """Node of what is imported."""
    name: array[int]
    """What is taken from it; len(read.names) is the module itself, where the reader took it for a name."""


def externals(read: source.Imports, mentioned: Iterable[str], declared: Iterable[str]) -> Externals:
    """
    Return the external modules, with `from a import b` as an import of a.b where a pattern says a.b.

    `mentioned` are patterns and imports (`x -> y`) of the settings. Of those, `declared` hold as if they were written,
    also where they lead to a known library that nobody imports.
    """
    size, split = len(read.modules), _split(read, mentioned)
    names = tuple(sorted({*read.externals, *split.values(), *_unimported(read, declared)}))
    tops = dict(zip((e.partition(".")[0] for e in read.externals), read.stdlib, strict=True))
    flags = (tops.get(top, top in sys.stdlib_module_names) for top in (name.partition(".")[0] for name in names))
    number = {name: size + i for i, name in enumerate(names)}
    moved = [*range(size), *(number[name] for name in read.externals)]
    target, taken = array("I", map(moved.__getitem__, read.target)), array("I", read.name)
    parted = {t for t, _ in split}
    for i, t in enumerate(read.target) if split else ():
        if t in parted and (whole := split.get((t, taken[i]))):
            target[i], taken[i] = number[whole], len(read.names)
    return Externals(names, bytes(flags), target, taken)


def _split(read: source.Imports, mentioned: Iterable[str]) -> dict[tuple[int, int], str]:
    """Return for each external target and name that some pattern takes together what they are called together."""
    size, patterns = len(read.modules), list(_deep(read, mentioned))
    split: dict[tuple[int, int], str] = {}
    near = _near(read, frozenset(pattern.head for pattern in patterns)) if patterns else ()
    for target, name in {pair for pair in zip(read.target, read.name, strict=True) if pair[0] in near} if near else ():
        if read.names[name] not in ("", "*"):
            text = f"{read.externals[target - size]}.{read.names[name]}"
            if any(pattern.regex.fullmatch(text) for pattern in patterns):
                split[target, name] = text
    return split


def _near(read: source.Imports, heads: frozenset[str]) -> set[int]:
    """Return the external targets that lie above or below one of the names, or are one."""
    above = {part for head in heads for part in _upward(head)}
    size = len(read.modules)
    return {size + i for i, name in enumerate(read.externals) if name in above or heads.intersection(_upward(name))}


def _upward(name: str) -> Iterator[str]:
    """Yield a name and all above it."""
    while name:
        yield name
        name = name.rpartition(".")[0]


def _deep(read: source.Imports, mentioned: Iterable[str]) -> Iterator[Pattern]:
    """Yield the patterns that name external modules below the top level."""
    own = _tops(read)
    ends = {end.strip() for text in mentioned for end in text.split("->")}
    # Nearly all speak of the own modules, and need no look at what they mean.
    for end in sorted(end for end in ends if end.lstrip("!(").partition(".")[0] not in own):
        pattern = _parsed(end)
        if pattern and pattern.head and len(pattern.segments) > 1 and pattern.segments[0] not in own:
            yield pattern


def _unimported(read: source.Imports, declared: Iterable[str]) -> Iterator[str]:
    """Yield the known libraries that declared imports lead to."""
    own = _tops(read)
    for text in declared:
        pattern = _parsed(text.rpartition("->")[2].strip())
        if pattern is None or not pattern.plain or pattern.own_file or pattern.segments[0] in own:
            continue
        if pattern.segments[0] in read.distributions():
            yield pattern.head


def _tops(read: source.Imports) -> frozenset[str]:
    return frozenset(name.partition(".")[0] for name in read.modules)


def _parsed(text: str) -> Pattern | None:
    """Return the pattern; None where it is none, which is told where the declaration that it stands in is checked."""
    try:
        return parse(unwrapped(text))
    except PatternError:
        return None
