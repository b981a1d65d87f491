"""The facts that earlier runs took out of files, and what says that a file still holds them."""

from __future__ import annotations

import os
import sys
from array import array
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Final

from archlint.settings import (
    FIELDS,
    UNKNOWN,
    Cache,
    Signature,
    edition,
    joined,
    numbers,
    packed,
    parts,
    texts,
)
from archlint.source.content import NAMELESS
from archlint.source.facts import Facts
from archlint.source.nouns import Unread
from archlint.source.stock import Stock

__all__ = ["Store"]

_REGISTER: Final = 3
"""Sections of the register; those of the stock follow them."""
_NONE: Final = array("Q", UNKNOWN).tobytes()
_SPARE: Final = 1000
"""So many contents that nobody needs are kept in any case."""


class Store:
    """
    One for all settings of a folder, the disk and git alike: contents by their keys, and which file held which.

    Nothing in it depends on what other files there are. Without a cache it is empty, and nothing is kept.
    """

    def __init__(self, cache: Cache | None, *, whole: bool, kept: str = "facts") -> None:
        """
        Take what was kept; facts of `whole` files are kept apart, as they may hold faults that others hide.

        What is `kept` under another name has nothing to do with this.
        """
        self._cache = cache
        self._name = f"{kept}-{sys.version_info[0]}.{sys.version_info[1]}{'-whole' if whole else ''}"
        self.stock = Stock()
        self._rows: dict[str, int] = {}
        self._signatures, self._contents = array("Q"), array("I")
        self._changed = False
        data = cache.recall(self._name, edition()) if cache else None
        if data is not None:
            with suppress(ValueError):
                self._open(parts(data))

    def _open(self, sections: list[memoryview]) -> None:
        signatures, contents = numbers("Q", sections[1]), numbers("I", sections[2])
        self.stock = Stock(sections[_REGISTER:])
        self._rows = {path: row for row, path in enumerate(texts(sections[0]))}
        self._signatures, self._contents = signatures, contents

    @cached_property
    def moment(self) -> tuple[int, int] | None:
        """Device and time of now, by the clock of the file system, when it is asked first; None if nothing is kept."""
        return self._cache.moment() if self._cache else None

    @property
    def lasts(self) -> bool:
        """Whether what is taken in may be known to a later run."""
        return self._cache is not None

    def contents(self, paths: Sequence[str], look: Callable[[Sequence[str]], array[int] | None]) -> list[int]:
        """Return the number of the content of each file, by the signature that it bears; -1 where that is not known."""
        rows = [self._rows.get(path, -1) for path in paths]
        if not self._rows:
            return rows
        now = look(paths)
        if now is None:  # one of them is gone
            one_by_one = (look((path,)) or UNKNOWN for path in paths)
            now = array("Q", chain.from_iterable(one_by_one))
        width = FIELDS * now.itemsize
        borne, known = now.tobytes(), self._signatures.tobytes()
        numbers = [-1] * len(paths)
        for place, row in enumerate(rows):
            bears = borne[place * width : (place + 1) * width]
            if row >= 0 and bears == known[row * width : (row + 1) * width] and bears != _NONE:
                numbers[place] = self._contents[row]
        return numbers

    def signatures(self, paths: Iterable[str]) -> array[int] | None:
        """Return the signatures that all of some files bear, one after the other; None where one is not known."""
        found = array("Q")
        for path in paths:
            row = self._rows.get(path, -1)
            if row < 0:
                return None
            found += self._signatures[row * FIELDS : (row + 1) * FIELDS]
        return None if 0 in found[1::FIELDS] else found

    def register(self, path: str, found: Signature, content: int) -> None:
        """Take note that a file that bears a signature holds a content."""
        row = self._rows.get(path, -1)
        at = slice(row * FIELDS, (row + 1) * FIELDS)
        if row < 0:
            self._rows[path] = len(self._contents)
            self._signatures.extend(found)
            self._contents.append(content)
        elif tuple(self._signatures[at]) == found and self._contents[row] == content:
            return
        else:
            self._signatures[at] = array("Q", found)
            self._contents[row] = content
        self._changed = True

    def number(self, key: bytes, facts: Facts | Unread | None) -> int:
        """Return the number of a content by its key; what it says is needed where nobody knows that yet."""
        number = self.stock.known.get(key)
        if number is None:
            assert facts is not None, "whoever knows a content has it in stock"
            self._changed |= key != NAMELESS
            number = self.stock.add(key, facts)
        return number

    def keep(self, used: Collection[int]) -> None:
        """Keep all of it for later runs, if there is anything new; `used` are the contents of this run."""
        if self._cache is None or not self._changed:
            return
        if len(self.stock) > 2 * len(used) + _SPARE:
            register, stock = self._tidy(self._cache.root, used)
        else:
            register, stock = (self._rows, self._signatures, self._contents), self.stock
        paths, signatures, contents = register
        sections = packed(paths), signatures.tobytes(), contents.tobytes(), *stock.sections()
        self._cache.keep(self._name, edition(), joined(sections))

    def _tidy(self, root: Path, used: Collection[int]) -> tuple[tuple[Iterable[str], array[int], array[int]], Stock]:
        """Return register and stock without files that are gone, and contents that no file holds nor this run needs."""
        rows = {path: row for path, row in self._rows.items() if os.path.lexists(root / path)}
        needed = sorted({*used, *(self._contents[row] for row in rows.values())})
        number = {content: new for new, content in enumerate(needed)}
        spans = (self._signatures[row * FIELDS : (row + 1) * FIELDS] for row in rows.values())
        signatures = array("Q", chain.from_iterable(spans))
        contents = array("I", (number[self._contents[row]] for row in rows.values()))
        return (rows, signatures, contents), self.stock.only(needed)
