"""What the rows of a codebase lead to: looked up once for each way of writing it, not once for each row."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from archlint.source.discover import Codebase
from archlint.source.facts import Phrase
from archlint.source.resolve import Resolution, Resolver

__all__ = ["Meanings"]


class Meanings:
    """Resolutions, each numbered when it is met first."""

    def __init__(self, codebase: Codebase, phrases: Sequence[Phrase], resolver: Resolver) -> None:
        self._homes = [module.home for module in codebase.modules]
        self._phrases = phrases
        self._resolve = resolver.resolve
        self._numbers: dict[Resolution, int] = {}

    @property
    def all(self) -> tuple[Resolution, ...]:
        """Every resolution that was met, by number."""
        return tuple(self._numbers)

    def of(self, importer: array[int], phrase: array[int]) -> array[int]:
        """Return the number of what each row means, by the module that it stands in and by what is written."""
        phrases = self._phrases
        plain = [-1] * len(phrases)
        for number in set(phrase):
            if not phrases[number][0]:
                plain[number] = self._number(number, "")
        meaning = array("i", [plain[number] for number in phrase])
        self._settle_relative(meaning, importer, phrase)
        return meaning

    def _settle_relative(self, meaning: array[int], importer: array[int], phrase: array[int]) -> None:
        """Fill in the rows that mean another module in another package."""
        rows = [row for row, number in enumerate(meaning) if number < 0]
        homes = {home: number for number, home in enumerate(dict.fromkeys(self._homes))}
        base = [homes[home] * len(self._phrases) for home in self._homes]
        keys = [base[importer[row]] + phrase[row] for row in rows]
        names = list(homes)
        known = {}
        for key in set(keys):
            home, written = divmod(key, len(self._phrases))
            known[key] = self._number(written, names[home])
        for row, key in zip(rows, keys, strict=True):
            meaning[row] = known[key]

    def _number(self, phrase: int, home: str) -> int:
        level, base, name = self._phrases[phrase]
        return self._numbers.setdefault(self._resolve(level, base, name, home), len(self._numbers))
