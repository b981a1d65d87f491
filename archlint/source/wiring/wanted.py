"""What to look for in files, and on which of their lines it stands."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from archlint.source.text import plain_ends
from archlint.startup import NamedTuple

__all__ = ["Spots", "Wanted"]


class Wanted(NamedTuple):
    """What to look for in files."""

    names: frozenset[str]
    """Last names of what is called or assigned to; see also `search.EVERY`."""
    patterns: tuple[re.Pattern[bytes], ...]
    """One of them matches wherever a name stands, or a literal may. Two that are apart are faster than one for both."""
    literal: Callable[[str], bool]
    """Whether a string looks like the name of a module."""

    def stands_in(self, content: bytes) -> bool:
        """Return whether something of it may stand in a file."""
        return any(one.search(content) for one in self.patterns)


class Spots:
    """The lines of a file on which something stands that is wanted."""

    def __init__(self, content: bytes, patterns: Sequence[re.Pattern[bytes]]) -> None:
        self._content = plain_ends(content)
        self._lines = sorted(line for one in patterns for line in self._of(one))

    def _of(self, pattern: re.Pattern[bytes]) -> list[int]:
        found, line, at = [], 1, 0
        for one in pattern.finditer(self._content):
            line += self._content.count(b"\n", at, one.start())
            at = one.start()
            found.append(line)
        return found

    def also(self, name: str) -> None:
        """Add those on which a name stands."""
        pattern = re.compile(rb"\b" + re.escape(name.encode()) + rb"\b")
        self._lines = sorted({*self._lines, *self._of(pattern)})

    def between(self, first: int, last: int) -> bool:
        """Return whether one of them lies between two lines, both included."""
        at = bisect_left(self._lines, first)
        return at < len(self._lines) and self._lines[at] <= last
